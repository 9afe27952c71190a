import {
  type ConversationsInfoResponse,
  type UsersInfoResponse,
  WebAPIPlatformError,
  type WebClient,
} from '@slack/web-api';
import type { Adapter } from '../../core/adapter.ts';
import { directAccount, type Exposure, type Seat } from '../../core/coalition.ts';

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

export const createDirectory = (client: WebClient): Directory => ({
  async seat({ workspace }, account) {
    if (account.workspace !== workspace) return 'stranger';
    try {
      const { user } = await client.users.info({ user: account.id });
      return user ? seatOf(user, workspace) : 'stranger';
    } catch (error) {
      if (saysOneOf(error, NOT_OF_THE_PLACE)) return 'stranger';
      throw error;
    }
  },

  async exposure(destination) {
    if (directAccount(destination) !== undefined) return 'direct';
    try {
      const { channel } = await client.conversations.info({ channel: destination.channel });
      return channel ? exposureOf(channel) : 'unknown';
    } catch (error) {
      if (saysOneOf(error, NOT_TOLD)) return 'unknown';
      throw error;
    }
  },
});

type User = NonNullable<UsersInfoResponse['user']>;
type Channel = NonNullable<ConversationsInfoResponse['channel']>;

/** https://docs.slack.dev/reference/objects/user-object */
function seatOf(user: User, workspace: string): Seat {
  if (user.deleted || user.is_bot || user.is_stranger || !isOf(user, workspace)) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_admin || user.is_owner || user.is_primary_owner ? 'admin' : 'member';
}

/** In an organisation (Enterprise Grid) one account is of several teams. */
const isOf = ({ team_id, enterprise_user }: User, workspace: string): boolean =>
  team_id === workspace || enterprise_user?.teams?.includes(workspace) === true;

/**
 * Nobody but its members is shown a private channel, and guests cannot look for
 * public ones. That a guest was let in to a channel Slack does not say here.
 * https://docs.slack.dev/reference/objects/conversation-object
 */
function exposureOf(channel: Channel): Exposure {
  if (channel.is_im) return 'direct';
  const { is_shared, is_ext_shared, is_pending_ext_shared, is_org_shared } = channel;
  return is_shared || is_ext_shared || is_pending_ext_shared || is_org_shared
    ? 'guests'
    : 'members';
}

const saysOneOf = (error: unknown, codes: ReadonlySet<string>): boolean =>
  error instanceof WebAPIPlatformError && codes.has(error.data.error);
