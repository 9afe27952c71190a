import type { BlockAction, BlockElementAction, SlashCommand } from '@slack/bolt';
import type { Question } from '../../core/adapter.ts';
import { ADMIN, type Caller } from '../../core/command.ts';
import { asTyped } from './typed.ts';

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

/** Where Vigil is installed, and what it answers to. */
export interface Post {
  /** The Slack team of the bot token. */
  readonly team: string;
  /** The root of the slash-command, `/upr`; `/upr-admin` is the other. */
  readonly root: string;
}

/**
 * `/upr status peru` as Slack sends it: everything after the command is free
 * text. `/upr-admin link` asks `admin link`. Undefined for any other command.
 */
export function asked(sent: SlashCommand, { team, root }: Post): Asked | undefined {
  const { command, text, team_id, team_domain, channel_id, user_id, user_name } = sent;
  const isAdmin = command === `${root}-${ADMIN}`;
  if (!isAdmin && command !== root) return undefined;
  const words = asTyped(text ?? '');
  return {
    question: { text: isAdmin ? `${ADMIN} ${words}`.trimEnd() : words },
    caller: callerOf({
      team,
      channel: channel_id,
      // Typed in this workspace, so by an account of it.
      account: { workspace: team_id || team, id: user_id },
      name: user_name,
      domain: team_id === team ? team_domain : undefined,
    }),
  };
}

/**
 * What a click asks: `vigil:<does>:<n>` with the command as value.
 * `open`: a link, nothing to answer. Undefined where no version of ours can tell.
 */
export function pressed(
  action: BlockElementAction,
  click: BlockAction,
  { team }: Pick<Post, 'team'>,
): Pressed | 'open' | undefined {
  const [, does] = /^vigil:(show|ask|share|open):\d+$/.exec(action.action_id) ?? [];
  if (does === 'open') return 'open';
  if (action.type !== 'button' || !action.value || !isDoes(does)) return undefined;
  const { user, channel, container } = click;
  const place = channel?.id ?? String(container.channel_id ?? '');
  if (place === '') return undefined;
  const ephemeral = container.is_ephemeral === true;
  const isForAll = does === 'share' || (does === 'show' && !ephemeral);
  return {
    does,
    question: { text: action.value, forAll: isForAll },
    caller: callerOf({
      team,
      channel: place,
      account: { workspace: homeOf(click, team), id: user.id },
      name: user.username ?? user.name,
      domain: click.team?.id === team ? click.team.domain : undefined,
    }),
    ephemeral,
  };
}

/**
 * The team of who clicked: in a channel shared with other companies, that is
 * not always the place's. Within one organisation (Enterprise Grid) an account
 * is of many teams; what it is here is asked when it matters.
 * https://github.com/slackapi/java-slack-sdk/issues/1041
 */
const homeOf = ({ user, enterprise }: BlockAction, team: string): string =>
  (enterprise ? undefined : user.team_id) || team;

function callerOf(from: {
  readonly team: string;
  readonly channel: string;
  readonly account: { readonly workspace: string; readonly id: string };
  readonly name: string | undefined;
  readonly domain: string | undefined;
}): Caller {
  const { team, channel, account, name, domain } = from;
  const isOurs = account.workspace === team;
  return {
    place: { platform: 'slack', workspace: team, channel },
    ...(domain && { placeName: domain }),
    account: { platform: 'slack', ...account },
    ...(name && { name }),
    ...(!isOurs && { seat: 'stranger' }),
    // Slack has no command permissions: whoever of the workspace is in a channel may say what it follows.
    mayManage: isOurs,
  };
}

const isDoes = (does: string | undefined): does is Pressed['does'] =>
  does === 'show' || does === 'ask' || does === 'share';
