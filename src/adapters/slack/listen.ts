import type { AckFn, App, RespondArguments, RespondFn } from '@slack/bolt';
import type { Desk } from '../../core/adapter.ts';
import type { Account } from '../../core/coalition/coalition.ts';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/reply.ts';
import { answerToPress, olderButton, otherCommand } from './answers.ts';
import type { HandOut } from './hand-out.ts';
import { asked, type Post, type Pressed, pressed } from './intake.ts';
import { createRecent, type Recent } from './recent.ts';
import { commandResponse } from './render.ts';

export interface ListenOptions extends Post {
  readonly log: Log;
  readonly handOut: HandOut;
  /** Keeps account of what is under way. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

interface Listener extends ListenOptions {
  readonly desk: Desk;
  /** What has been taken on, and must not be again where Slack repeats itself. */
  readonly done: Recent;
}

/** Far more than come within the minutes in which Slack repeats itself. */
const REMEMBERED = 1_000;

/**
 * Answers slash-commands and clicks. What memory can answer goes into the
 * acknowledgement; for all else Slack is told at once that the question arrived,
 * and the answer follows at the response_url. What comes twice is done once: an
 * answer from memory does nothing, and is acknowledged with again.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function listen(app: App, desk: Desk, options: ListenOptions): void {
  const { log, track } = options;
  const listener: Listener = { ...options, desk, done: createRecent(REMEMBERED) };
  answerCommands(app, listener);
  answerClicks(app, listener);

  // Vigil opens no forms, so nobody can have filled one in.
  app.view(/^/, ({ ack }) => {
    log.warn({ platform: 'slack' }, 'a form was sent in that Vigil never opened');
    return track((ack as AckFn<void>)());
  });

  app.error(async (error) =>
    log.error({ platform: 'slack', code: error.code }, 'an answer to Slack failed'),
  );
}

function answerCommands(app: App, listener: Listener): void {
  const { desk, done, log, root, team, track } = listener;
  app.command(/^\//, ({ command, ack, respond }) => {
    const ask = asked(command, listener);
    if (!ask) return track(ack(otherCommand(root)));
    if (done.has(command.trigger_id)) return track(ack());
    const reply = desk.answer(ask.question, ask.caller);
    if (!(reply instanceof Promise) && !reply.file) return track(ack(commandResponse(reply, team)));
    done.add(command.trigger_id);
    const answered = async () => {
      await ack();
      const message = await drawn(await reply, ask.caller.account, listener, (shown) =>
        commandResponse(shown, team),
      );
      await send(respond, message, log);
    };
    return track(answered());
  });
}

function answerClicks(app: App, listener: Listener): void {
  const { done, log, root, track } = listener;
  app.action({ type: 'block_actions' }, ({ ack, action, body, respond }) => {
    const known = body.type === 'block_actions' && 'action_id' in action;
    const press = known ? pressed(action, body, listener) : undefined;
    const isRepeated = known && done.has(body.trigger_id);
    if (known) done.add(body.trigger_id);
    const answered = async () => {
      await ack();
      if (press === 'open' || isRepeated) return;
      const message = press ? await answerTo(press, listener) : olderButton(root);
      await send(respond, { replace_original: false, ...message }, log);
    };
    return track(answered());
  });
}

async function answerTo(press: Pressed, listener: Listener): Promise<RespondArguments> {
  const { question, caller } = press;
  const reply = await listener.desk.answer(question, caller);
  return drawn(reply, caller.account, listener, (shown) =>
    answerToPress(press, shown, listener.team),
  );
}

/** A file goes to the person who asked; what is said of it, to nobody else. */
async function drawn(
  reply: Reply,
  account: Account,
  { handOut, team }: Listener,
  draw: (reply: Reply) => RespondArguments,
): Promise<RespondArguments> {
  return reply.file ? commandResponse(await handOut.given(reply, account), team) : draw(reply);
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
