import { asJson, type Json } from './form.ts';
import { mentionedIn } from './message-form.ts';

/** A message as the server keeps it. */
export interface Stored {
  readonly id: string;
  readonly channel: string;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  readonly ephemeral: boolean;
  readonly nonce?: string;
  readonly sentAt: number;
}

/** Everything that the emulated platform knows. */
export interface World {
  readonly token: string;
  readonly application: string;
  readonly guild: string;
  readonly channel: string;
  /** Channels by id; the code with which writing there is refused, where it is. */
  readonly channels: Map<string, number | undefined>;
  /** Direct-message channels by the account that they are with. */
  readonly directs: Map<string, string>;
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
  nextId(): string;
}

/** View Channel, Send Messages, Use Application Commands. */
const ORDINARY = (1n << 10n) | (1n << 11n) | (1n << 31n);
const EMBED_LINKS = 1n << 14n;
/** The first of 2026, in the epoch of snowflakes. https://discord.com/developers/docs/reference#snowflakes */
const FIRST_ID = 347_155_200_000n << 22n;

export function createWorld({ embeds }: { readonly embeds: boolean }): World {
  let id = FIRST_ID;
  const nextId = (): string => String(++id);
  const [application, guild, channel] = [nextId(), nextId(), nextId()];
  return {
    token: `${Buffer.from(application).toString('base64url')}.fake.${nextId()}`,
    application,
    guild,
    channel,
    channels: new Map([[channel, undefined]]),
    directs: new Map(),
    messages: [],
    brokenRules: [],
    mentioned: [],
    commands: [],
    revoked: false,
    identifyRefused: undefined,
    permissions: embeds ? ORDINARY | EMBED_LINKS : ORDINARY,
    nextId,
  };
}

/** https://discord.com/developers/docs/resources/user#user-object */
export const userObject = (id: string, bot = false): Json => ({
  id,
  username: bot ? 'vigil' : `user-${id.slice(-4)}`,
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot,
});

/** https://discord.com/developers/docs/resources/message#message-object */
export const messageObject = (world: World, message: Stored): Json => ({
  id: message.id,
  channel_id: message.channel,
  author: userObject(world.application, true),
  content: message.content,
  timestamp: new Date(message.sentAt).toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
  components: message.components,
  pinned: false,
  type: 0,
  flags: message.ephemeral ? 64 : 0,
  ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
});

export const channelObject = (world: World, id: string): Json => ({
  id,
  type: 0,
  guild_id: world.guild,
  name: 'upr',
  position: 0,
  permission_overwrites: [],
  nsfw: false,
  topic: null,
  last_message_id: null,
  rate_limit_per_user: 0,
});

export const directObject = (id: string, person: string): Json => ({
  id,
  type: 1,
  last_message_id: null,
  recipients: [userObject(person)],
});

/** https://discord.com/developers/docs/events/gateway-events#guild-create */
export const guildObject = (world: World): Json => ({
  id: world.guild,
  name: 'Coalition',
  icon: null,
  owner_id: '1',
  afk_timeout: 300,
  verification_level: 1,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: [everyone(world)],
  emojis: [],
  features: [],
  mfa_level: 0,
  system_channel_id: null,
  system_channel_flags: 0,
  premium_tier: 0,
  preferred_locale: 'en-US',
  nsfw_level: 0,
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  large: false,
  unavailable: false,
  member_count: 2,
  members: [memberObject(world.application, true)],
  channels: [...world.channels.keys()].map((id) => channelObject(world, id)),
  threads: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
  stickers: [],
});

const everyone = (world: World): Json => ({
  id: world.guild,
  name: '@everyone',
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: 0,
  permissions: String(world.permissions),
  managed: false,
  mentionable: false,
  flags: 0,
});

export const memberObject = (id: string, bot = false): Json => ({
  user: userObject(id, bot),
  roles: [],
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  deaf: false,
  mute: false,
  flags: 0,
});

/** Notifies whom a message names and allows to be notified, which no message of ours may. */
export function notify(world: World, body: Json, where: string): void {
  const named = mentionedIn(body);
  if (named.length > 0) world.brokenRules.push(`${where}: a message could mention somebody`);
  world.mentioned.push(...named);
}

/** A message from a checked body. */
export const storedMessage = (
  id: string,
  channel: string,
  body: Json,
  ephemeral = false,
): Stored => ({
  id,
  channel,
  content: String(body.content ?? ''),
  embeds: listOf(body.embeds),
  components: listOf(body.components),
  ephemeral,
  sentAt: Date.now(),
  ...(body.nonce === undefined ? {} : { nonce: String(body.nonce) }),
});

export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map(asJson) : [];
