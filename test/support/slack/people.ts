import type { Json } from './block-kit.ts';
import type { Answer, Method } from './web-api.ts';
import type { Channel, Workspace } from './workspace.ts';

/** An account, as far as Slack tells an app of it. */
export interface Person {
  readonly name: string;
  /** `T1` is the workspace itself; another team shares a channel with it (Slack Connect). */
  readonly team: string;
  readonly is?: 'owner' | 'admin' | 'guest' | 'single-channel guest' | 'bot' | 'deleted';
  /** Teams of the same organisation (Enterprise Grid) that the account is of as well. */
  readonly teams?: readonly string[];
}

/** Who is there unless a test says otherwise. */
export const PEOPLE: readonly (readonly [string, Person])[] = [
  ['U1', { name: 'ana', team: 'T1', is: 'owner' }],
  ['U2', { name: 'ben', team: 'T1' }],
  ['U3', { name: 'cleo', team: 'T1', is: 'guest' }],
  ['U4', { name: 'dora', team: 'T2' }],
  ['UBOT', { name: 'vigil', team: 'T1', is: 'bot' }],
];

const refuse = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more });

/** What an app may ask of people and channels. */
export function peopleMethods(workspace: Workspace): Readonly<Record<string, Method>> {
  return {
    'users.info': {
      token: 'bot',
      scope: 'users:read',
      args: ['user', 'include_locale'],
      run: ({ user }) => userInfo(workspace, String(user)),
    },
    'conversations.info': {
      token: 'bot',
      args: ['channel', 'include_locale', 'include_num_members'],
      run: ({ channel }) => channelInfo(workspace, String(channel)),
    },
    'conversations.members': {
      token: 'bot',
      args: ['channel', 'cursor', 'limit'],
      run: (args) => membersOf(workspace, args),
    },
    'conversations.open': {
      token: 'bot',
      scope: 'im:write',
      args: ['users', 'return_im', 'prevent_creation'],
      run: ({ users }) => openDirect(workspace, String(users)),
    },
  };
}

/** https://docs.slack.dev/reference/methods/users.info */
function userInfo({ people, team }: Workspace, id: string): Answer {
  const person = people.get(id);
  if (!person) return refuse('user_not_found');
  const { name, is, teams } = person;
  const common = {
    id,
    name,
    team_id: person.team,
    deleted: is === 'deleted',
    is_bot: is === 'bot',
    profile: { display_name: name },
    ...(teams && { enterprise_user: { id, enterprise_id: 'E1', teams } }),
  };
  // Of people of other companies, and of accounts that are no more, Slack tells little.
  if (is === 'deleted') return { ok: true, user: common };
  if (person.team !== team && !teams?.includes(team))
    return { ok: true, user: { ...common, is_stranger: true } };
  const roles = {
    is_admin: is === 'owner' || is === 'admin',
    is_owner: is === 'owner',
    is_primary_owner: is === 'owner',
    is_restricted: is === 'guest' || is === 'single-channel guest',
    is_ultra_restricted: is === 'single-channel guest',
  };
  return { ok: true, user: { ...common, ...roles } };
}

/** Each kind of channel has a scope of its own. */
const SCOPES: Readonly<Record<NonNullable<Channel['kind']>, string>> = {
  public: 'channels:read',
  private: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

/** A channel as far as the app may look into it, or why it may not. */
function seen({ channels, scopes }: Workspace, id: string): Channel | { readonly refusal: Answer } {
  const channel = channels.get(id);
  const kind = channel?.kind ?? (id.startsWith('D') ? 'im' : 'public');
  const needed = SCOPES[kind];
  if (!scopes.has(needed))
    return { refusal: refuse('missing_scope', { needed, provided: [...scopes].join(',') }) };
  if (!channel || (kind !== 'public' && !channel.member))
    return { refusal: refuse('channel_not_found') };
  return channel;
}

/** Page by page, at most 1,000 at a time. https://docs.slack.dev/reference/methods/conversations.members */
function membersOf(workspace: Workspace, { channel: id, cursor = '', limit = 100 }: Json): Answer {
  const channel = seen(workspace, String(id));
  if ('refusal' in channel) return channel.refusal;
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 1_000) return refuse('invalid_limit');
  const people = channel.people ?? ['U1', 'U2', ...(channel.member ? ['UBOT'] : [])];
  const from = cursor === '' ? 0 : people.findIndex((one) => cursorOf(one) === cursor);
  if (from === -1) return refuse('invalid_cursor');
  const next = people[from + most];
  return {
    ok: true,
    members: people.slice(from, from + most),
    response_metadata: { next_cursor: next === undefined ? '' : cursorOf(next) },
  };
}

const cursorOf = (id: string): string => Buffer.from(`user:${id}`).toString('base64');

/** https://docs.slack.dev/reference/methods/conversations.info */
function channelInfo(workspace: Workspace, id: string): Answer {
  const channel = seen(workspace, id);
  if ('refusal' in channel) return channel.refusal;
  const { archived, member, shared, kind = 'public' } = channel;
  const common = { id, is_archived: archived, is_org_shared: shared === 'within the organisation' };
  if (kind === 'im') return { ok: true, channel: { ...common, is_im: true } };
  return {
    ok: true,
    channel: {
      ...common,
      name: 'upr',
      is_channel: kind === 'public',
      is_group: kind === 'private',
      is_im: false,
      is_mpim: kind === 'mpim',
      is_private: kind !== 'public',
      is_member: member,
      is_shared: shared === 'with another company' || shared === 'within the organisation',
      is_ext_shared: shared === 'with another company',
      is_pending_ext_shared: shared === 'soon',
    },
  };
}

/** The same direct channel each time. https://docs.slack.dev/reference/methods/conversations.open */
function openDirect({ people, channels }: Workspace, id: string): Answer {
  const person = people.get(id);
  if (!person) return refuse('user_not_found');
  if (person.is === 'deleted') return refuse('user_disabled');
  if (person.is === 'bot') return refuse('cannot_dm_bot');
  const direct = `D-${id}`;
  const known = channels.has(direct);
  if (!known) channels.set(direct, { id: direct, archived: false, member: true, kind: 'im' });
  return { ok: true, already_open: known, channel: { id: direct } };
}
