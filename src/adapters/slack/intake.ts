import type { BlockAction, BlockElementAction, SlashCommand } from '@slack/bolt';
import type { Question } from '../../core/adapter.ts';
import type { Caller } from '../../core/command.ts';

/** A question, and who asks it from where. */
export interface Asked {
  readonly question: Question;
  readonly caller: Caller;
}

/** A button that was pressed. */
export interface Pressed extends Asked {
  readonly does: 'show' | 'ask' | 'share';
  /** The message with the button is seen by one person only. */
  readonly ephemeral: boolean;
}

const slackCaller = (workspace: string, channel: string, person: string): Caller => ({
  place: { platform: 'slack', workspace, channel },
  person,
  // Slack has no command permissions: whoever is in a channel may say what it follows.
  mayManage: true,
});

/** `/upr status peru` as Slack sends it: everything after the command is free text. */
export const asked = ({ text, team_id, channel_id, user_id }: SlashCommand): Asked => ({
  question: { text: text ?? '' },
  caller: slackCaller(team_id, channel_id, user_id),
});

/**
 * What a click asks: `vigil:<does>:<n>` with the command as value.
 * `open`: a link, nothing to answer. Undefined where no version of ours can tell.
 */
export function pressed(
  action: BlockElementAction,
  { team, user, channel, container }: BlockAction,
): Pressed | 'open' | undefined {
  const [, does] = /^vigil:(show|ask|share|open):\d+$/.exec(action.action_id) ?? [];
  if (does === 'open') return 'open';
  if (action.type !== 'button' || !action.value || !isDoes(does)) return undefined;
  const place = channel?.id ?? String(container.channel_id ?? '');
  return {
    does,
    question: { text: action.value },
    caller: slackCaller(team?.id ?? user.team_id ?? '', place, user.id),
    ephemeral: container.is_ephemeral === true,
  };
}

const isDoes = (does: string | undefined): does is Pressed['does'] =>
  does === 'show' || does === 'ask' || does === 'share';
