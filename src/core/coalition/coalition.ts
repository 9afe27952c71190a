import type { Destination } from '../destination.ts';

/** Many organisations, many workspaces and servers, one shared work. */
export interface Coalition {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly foundedAt: number;
  /** The instant at which all of it is deleted, where that was asked for. */
  readonly purgeAt?: number;
}

/** `slack/T1`, `discord/9001`: a workspace or server, or one person's direct messages on Discord. */
export interface PlaceId {
  readonly platform: string;
  /** Slack team or Discord server; `dm:123` for the direct messages of a Discord account. */
  readonly workspace: string;
}

/** A workspace or server of a coalition. Each belongs to exactly one. */
export interface Place extends PlaceId {
  readonly coalition: string;
  readonly name: string;
  /** `direct`: one person's messages with Vigil on Discord, which belong to no server. */
  readonly kind: 'workspace' | 'direct';
  /** Who administers it on its platform is a coordinator here: so where it founded the coalition, not where it was linked. */
  readonly seeds: boolean;
  readonly joinedAt: number;
  /** The person who linked it. */
  readonly joinedBy?: string;
}

/** One account on one platform. A person may have several. */
export interface Account {
  readonly platform: string;
  /** The Slack team that the account is of; `''` where ids are the same everywhere, as on Discord. */
  readonly workspace: string;
  readonly id: string;
}

/**
 * What a platform says an account is in a place. `guest`: let in to some channels
 * only, or come by itself where all the world may; `stranger`: not of the place.
 */
export const SEATS = ['admin', 'member', 'guest', 'stranger'] as const;
export type Seat = (typeof SEATS)[number];

/**
 * Who reads a channel, as far as Vigil can know. `members`: people of the place;
 * `guests`: people of other workspaces or guests too; `public`: whoever joins
 * the Discord server; `direct`: one person; `unknown`: the platform does not say.
 */
export const EXPOSURES = ['direct', 'members', 'guests', 'public', 'unknown'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** Each may do what those before it may. */
export const ROLES = ['reader', 'editor', 'approver', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a membership that has ended leaves behind: `left`, by their own wish, and
 * still a reader where they sit in a place; `removed`, by a coordinator, and
 * outside until one lets them in again. What the platform says of an account
 * makes neither a coordinator.
 */
export type Former = 'left' | 'removed';

export const isFormer = (role: Role | Former): role is Former =>
  role === 'left' || role === 'removed';

/** The workspace of all direct messages on Discord, which belong to no server. */
export const DIRECT = 'dm';

/** The place that a destination lies in. `account`: whose direct messages those are, where it is no server. */
export const placeOf = (
  { platform, workspace }: Pick<Destination, 'platform' | 'workspace'>,
  account: Pick<Account, 'id'>,
): PlaceId => ({
  platform,
  workspace: workspace === DIRECT ? `${DIRECT}:${account.id}` : workspace,
});

/** `slack/T1`: one text for one place, as `--place` takes it. */
export const placeKey = ({ platform, workspace }: PlaceId): string => `${platform}/${workspace}`;

/** `slack/T1/U1`, `discord//123`: one text for one account. */
export const accountKey = ({ platform, workspace, id }: Account): string =>
  `${platform}/${workspace}/${id}`;

/** A person's own messages with Vigil, before the platform has opened them: adapters do so when something is delivered. */
export const directTo = ({ platform, workspace, id }: Account): Destination => ({
  platform,
  workspace: workspace === '' ? DIRECT : workspace,
  channel: `@${id}`,
});

/** The account id of `directTo`; undefined for a channel. */
export const directAccount = ({ channel }: Pick<Destination, 'channel'>): string | undefined =>
  channel.startsWith('@') ? channel.slice(1) : undefined;

/** https://docs.slack.dev/reference/objects/conversation-object */
const SLACK_DIRECT = 'D';

/** Whether a destination is one person's messages with Vigil, opened or not, as its ids tell. */
export const isDirect = (destination: Destination): boolean =>
  destination.workspace === DIRECT ||
  directAccount(destination) !== undefined ||
  (destination.platform === 'slack' && destination.channel.startsWith(SLACK_DIRECT));

/** Platforms whose account ids are the same in every workspace. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set(['discord']);

/** The account of an id that is kept with a destination, such as of who set a follow up there. */
export const accountAt = (
  { platform, workspace }: Pick<Destination, 'platform' | 'workspace'>,
  id: string,
): Account => ({ platform, workspace: SAME_EVERYWHERE.has(platform) ? '' : workspace, id });
