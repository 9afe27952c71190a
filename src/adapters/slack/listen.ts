import type { App, RespondArguments, RespondFn } from '@slack/bolt';
import type { Desk } from '../../core/adapter.ts';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/reply.ts';
import { asked, type Pressed, pressed } from './intake.ts';
import { commandResponse } from './render.ts';

export interface ListenOptions {
  readonly root: string;
  readonly log: Log;
  /** Keeps account of what is under way. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/**
 * Answers slash-commands and clicks. What memory can answer goes into the
 * acknowledgement; for all else Slack is told at once that the question arrived,
 * and the answer follows at the response_url.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function listen(app: App, desk: Desk, { root, log, track }: ListenOptions): void {
  const older: Reply = {
    title: `This button is from an older version of Vigil. Type ${root} help for what works now.`,
    tone: 'calm',
    audience: 'caller',
    blocks: [],
  };

  // Slack sends only the app's own commands, whatever the manifest named them.
  app.command(/^\//, ({ command, ack, respond }) => {
    const { question, caller } = asked(command);
    const reply = desk.answer(question, caller);
    if (!(reply instanceof Promise)) return track(ack(commandResponse(reply)));
    return track(ack().then(async () => send(respond, commandResponse(await reply), log)));
  });

  app.action({ type: 'block_actions' }, ({ ack, action, body, respond }) => {
    const press = body.type === 'block_actions' && 'action_id' in action && pressed(action, body);
    const answered = async () => {
      await ack();
      if (press === 'open') return;
      const message = press
        ? answerToPress(press, await desk.answer(press.question, press.caller))
        : commandResponse(older);
      await send(respond, { replace_original: false, ...message }, log);
    };
    return track(answered());
  });

  app.error(async (error) =>
    log.error({ platform: 'slack', code: error.code }, 'an answer to Slack failed'),
  );
}

function answerToPress({ does, ephemeral }: Pressed, reply: Reply): RespondArguments {
  // A refusal is for the person who pressed; the channel need not see it.
  if (does === 'share' && !reply.problem) return commandResponse({ ...reply, audience: 'channel' });
  if (does !== 'show') return commandResponse(reply);
  return {
    ...commandResponse({ ...reply, audience: ephemeral ? 'caller' : 'channel' }),
    replace_original: true,
  };
}

/** A response_url may have expired or been used up: the person asks again. */
async function send(respond: RespondFn, message: RespondArguments, log: Log): Promise<void> {
  try {
    await respond(message);
  } catch (error) {
    log.warn(
      { platform: 'slack', error: error instanceof Error ? error.message : 'unknown' },
      'an answer could not be shown',
    );
  }
}
