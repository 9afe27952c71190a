import {
  type ConversationsInfoResponse,
  type UsersInfoResponse,
  WebAPIPlatformError,
  type WebClient,
} from '@slack/web-api';
import type { Adapter } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import { directAccount, type Seat } from '../../core/coalition/coalition.ts';
import { createMemory } from '../../core/memory.ts';
import { readersOf } from './readers.ts';

/** What Slack says of accounts and channels. */
export type Directory = Pick<Adapter, 'seat' | 'exposure'>;

/** https://docs.slack.dev/reference/methods/users.info#errors */
const NOT_OF_THE_PLACE: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);

/**
 * Vigil is in no such channel, or was not given the right to look: so also for
 * direct messages between two people, where a command can be typed as well.
 * https://docs.slack.dev/reference/methods/conversations.info#errors
 */
const NOT_TOLD: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'no_permission',
  'missing_scope',
]);

export function createDirectory(client: WebClient, clock: Clock): Directory {
  const known = createMemory<Standing>(clock);

  async function standing(workspace: string, id: string): Promise<Standing> {
    try {
      const { user } = await client.users.info({ user: id });
      return user ? standingOf(user, workspace) : 'stranger';
    } catch (error) {
      if (saysOneOf(error, NOT_OF_THE_PLACE)) return 'stranger';
      throw error;
    }
  }

  return {
    async seat({ workspace }, { workspace: team, id }) {
      if (team !== workspace) return 'stranger';
      const now = await known.askedNow(`${workspace}/${id}`, () => standing(workspace, id));
      return now === 'nobody' ? 'stranger' : now;
    },

    async exposure(destination) {
      if (directAccount(destination) !== undefined) return 'direct';
      const { workspace, channel: id } = destination;
      try {
        const { channel } = await client.conversations.info({ channel: id });
        if (!channel) return 'unknown';
        if (channel.is_im) return 'direct';
        if (isShared(channel)) return 'guests';
        return await readersOf(client, id, async (reader) => {
          const key = `${workspace}/${reader}`;
          const one = await known.asked(key, () => standing(workspace, reader));
          return one === 'guest' || one === 'stranger';
        });
      } catch (error) {
        if (saysOneOf(error, NOT_TOLD)) return 'unknown';
        throw error;
      }
    },
  };
}

type User = NonNullable<UsersInfoResponse['user']>;
type Channel = NonNullable<ConversationsInfoResponse['channel']>;

/** `nobody`: a bot, or an account that is no more. Neither reads anything. */
type Standing = Seat | 'nobody';

/** https://docs.slack.dev/reference/objects/user-object */
function standingOf(user: User, workspace: string): Standing {
  if (user.deleted || user.is_bot) return 'nobody';
  if (user.is_stranger || !isOf(user, workspace)) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_admin || user.is_owner || user.is_primary_owner ? 'admin' : 'member';
}

/** In an organisation (Enterprise Grid) one account is of several teams. */
const isOf = ({ team_id, enterprise_user }: User, workspace: string): boolean =>
  team_id === workspace || enterprise_user?.teams?.includes(workspace) === true;

/** With another company, or with other workspaces of one organisation. https://docs.slack.dev/reference/objects/conversation-object */
const isShared = (channel: Channel): boolean =>
  [
    channel.is_shared,
    channel.is_ext_shared,
    channel.is_pending_ext_shared,
    channel.is_org_shared,
  ].some(Boolean);

const saysOneOf = (error: unknown, codes: ReadonlySet<string>): boolean =>
  error instanceof WebAPIPlatformError && codes.has(error.data.error);
