import { asJson, type Json } from './form.ts';
import { type Guild, guildOf, newGuild } from './guilds.ts';
import type { Stored } from './messages.ts';

/** A channel of a server, or a thread in one. */
export interface Room {
  readonly guild: string;
  readonly kind: 'text' | 'thread' | 'private thread';
  /** Not seen by everybody. */
  readonly hidden: boolean;
  readonly parent?: string | undefined;
}

/** Everything that the emulated platform knows. */
export interface World {
  readonly token: string;
  readonly application: string;
  /** The server that there always is, and its channel. */
  readonly guild: string;
  readonly channel: string;
  readonly guilds: Map<string, Guild>;
  readonly rooms: Map<string, Room>;
  /** Channels by id; the code with which writing there is refused, where it is. */
  readonly channels: Map<string, number | undefined>;
  /** Direct-message channels by the account that they are with. */
  readonly directs: Map<string, string>;
  /** What people call themselves, by account; others have a user name alone. */
  readonly names: Map<string, string>;
  /** Accounts that no longer exist. */
  readonly deleted: Set<string>;
  /** Public messages and ephemeral ones, oldest first. */
  readonly messages: Stored[];
  readonly brokenRules: string[];
  /** Whom messages have notified, in order: `@everyone`, `<@1>`. */
  readonly mentioned: string[];
  commands: readonly Json[];
  revoked: boolean;
  /** The code with which the gateway closes an IDENTIFY, where it shall. */
  identifyRefused: number | undefined;
  /** The permissions of the bot in its channels. */
  readonly permissions: bigint;
  /** The largest file that is taken, in bytes. */
  readonly mostBytes: number;
  nextId(): string;
}

/** View Channel, Send Messages, Use Application Commands. */
const ORDINARY = (1n << 10n) | (1n << 11n) | (1n << 31n);
const VIEW_CHANNEL = 1n << 10n;
const EMBED_LINKS = 1n << 14n;
/** The first of 2026, in the epoch of snowflakes. https://discord.com/developers/docs/reference#snowflakes */
const FIRST_ID = 347_155_200_000n << 22n;

/** Who acts where nobody is named, and who owns the server that there always is. */
export const SOMEBODY = '100000000000000001';
export const OWNER = '1';
const MEBIBYTE = 1024 * 1024;

export function createWorld({
  embeds,
  mostBytes = 10 * MEBIBYTE,
}: {
  readonly embeds: boolean;
  readonly mostBytes?: number;
}): World {
  let id = FIRST_ID;
  const nextId = (): string => String(++id);
  const [application, guild, channel] = [nextId(), nextId(), nextId()];
  const permissions = embeds ? ORDINARY | EMBED_LINKS : ORDINARY;
  const first = newGuild({ id: guild, name: 'Coalition', owner: OWNER }, permissions);
  first.members.set(SOMEBODY, { roles: [] });
  return {
    token: `${Buffer.from(application).toString('base64url')}.fake.${nextId()}`,
    application,
    guild,
    channel,
    guilds: new Map([[guild, first]]),
    rooms: new Map([[channel, { guild, kind: 'text', hidden: false }]]),
    channels: new Map([[channel, undefined]]),
    directs: new Map(),
    names: new Map(),
    deleted: new Set(),
    messages: [],
    brokenRules: [],
    mentioned: [],
    commands: [],
    revoked: false,
    identifyRefused: undefined,
    permissions,
    mostBytes,
    nextId,
  };
}

/** https://discord.com/developers/docs/resources/user#user-object */
export const userObject = (id: string, bot = false, name: string | null = null): Json => ({
  id,
  username: bot ? 'vigil' : `user-${id.slice(-4)}`,
  discriminator: '0',
  global_name: name,
  avatar: null,
  bot,
});

/** https://discord.com/developers/docs/resources/channel#channel-object */
export function channelObject(world: World, id: string): Json {
  const { guild, kind, hidden, parent } = world.rooms.get(id) ?? FIRST_ROOM(world);
  const deny = { id: guild, type: 0, allow: '0', deny: String(VIEW_CHANNEL) };
  const common = {
    id,
    type: TYPES[kind],
    guild_id: guild,
    name: 'upr',
    last_message_id: null,
    rate_limit_per_user: 0,
  };
  if (kind !== 'text')
    return { ...common, parent_id: parent, owner_id: OWNER, thread_metadata: OPEN_THREAD };
  return {
    ...common,
    position: 0,
    permission_overwrites: hidden ? [deny] : [],
    nsfw: false,
    topic: null,
  };
}

const TYPES = { text: 0, thread: 11, 'private thread': 12 } as const;
const FIRST_ROOM = ({ guild }: World): Room => ({ guild, kind: 'text', hidden: false });
const OPEN_THREAD: Json = {
  archived: false,
  auto_archive_duration: 1_440,
  archive_timestamp: '2026-01-01T00:00:00.000000+00:00',
  locked: false,
};

export const directObject = (id: string, person: string): Json => ({
  id,
  type: 1,
  last_message_id: null,
  recipients: [userObject(person)],
});

/** https://discord.com/developers/docs/events/gateway-events#guild-create */
export function guildObject(world: World, id = world.guild): Json {
  const { name, owner, roles, members, features } = guildOf(world, id);
  const rooms = [...world.rooms].filter(([, { guild }]) => guild === id);
  const channels = rooms.filter(([, { kind }]) => kind === 'text');
  const threads = rooms.filter(([, { kind }]) => kind === 'thread');
  return {
    id,
    name,
    icon: null,
    owner_id: owner,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...roles].map(([role, permissions]) => roleObject(role, id, permissions)),
    emojis: [],
    features: [...features],
    mfa_level: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    premium_tier: 0,
    preferred_locale: 'en-US',
    nsfw_level: 0,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: members.size + 1,
    members: [memberObject(world.application, true)],
    channels: channels.map(([channel]) => channelObject(world, channel)),
    threads: threads.map(([thread]) => channelObject(world, thread)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    stickers: [],
  };
}

/** https://discord.com/developers/docs/topics/permissions#role-object */
export const roleObject = (id: string, guild: string, permissions: bigint): Json => ({
  id,
  name: id === guild ? '@everyone' : `role-${id.slice(-4)}`,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: id === guild ? 0 : 1,
  permissions: String(permissions),
  managed: false,
  mentionable: false,
  flags: 0,
});

/** https://discord.com/developers/docs/resources/guild#guild-member-object */
export const memberObject = (
  id: string,
  bot = false,
  { nick = null, roles = [], name = null }: MemberDetails = {},
): Json => ({
  user: userObject(id, bot, name),
  nick,
  roles,
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  deaf: false,
  mute: false,
  flags: 0,
});

interface MemberDetails {
  readonly nick?: string | null | undefined;
  readonly roles?: readonly string[];
  readonly name?: string | null | undefined;
}

export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map(asJson) : [];
