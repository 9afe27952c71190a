import type { Json } from './form.ts';
import { guildOf, has, permissionsOf } from './guilds.ts';
import { messageObject, type Stored } from './messages.ts';
import {
  channelObject,
  directObject,
  listOf,
  memberObject,
  userObject,
  type World,
} from './world.ts';

/** Who acts, and where. */
export interface Actor {
  readonly user: string;
  /** In the channel, as Discord counts them; absent for those that their roles give. */
  readonly permissions?: bigint;
  /** In direct messages with the bot, not in a server. */
  readonly direct?: boolean;
  /** Absent for the server that there always is. */
  readonly guild?: string;
  /** Absent for the first of the server. */
  readonly channel?: string;
}

/** What is typed into options, by name. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** An interaction as its event tells of it. */
export interface Begun {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly channel: string;
  /** The message that carries the pressed button. */
  readonly source: Stored | undefined;
}

/** INTERACTION_CREATE. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export function eventOf(world: World, one: Begun, data: Json, actor: Actor): Json {
  const { guild = world.guild, direct } = actor;
  return {
    id: one.id,
    application_id: world.application,
    type: one.type,
    data,
    token: one.token,
    version: 1,
    channel_id: one.channel,
    channel: direct ? directObject(one.channel, actor.user) : channelObject(world, one.channel),
    app_permissions: String(world.permissions),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': direct ? '0' : guild },
    context: direct ? 1 : 0,
    attachment_size_limit: world.mostBytes,
    ...(one.source ? { message: messageObject(world, one.source) } : {}),
    ...(direct
      ? { user: userObject(actor.user, false, world.names.get(actor.user)) }
      : {
          guild_id: guild,
          guild: { id: guild, locale: 'en-US', features: [...guildOf(world, guild).features] },
          guild_locale: 'en-US',
          member: memberOf(world, actor),
        }),
  };
}

function memberOf(world: World, actor: Actor): Json {
  const { members } = guildOf(world, actor.guild ?? world.guild);
  const details = { ...members.get(actor.user), name: world.names.get(actor.user) };
  return {
    ...memberObject(actor.user, false, details),
    permissions: String(heldBy(world, actor)),
  };
}

const heldBy = (world: World, { user, guild = world.guild, permissions }: Actor): bigint =>
  permissions ?? permissionsOf(guildOf(world, guild), user);

const SUBCOMMAND = 1;
const GROUP = 2;

/**
 * Data of a command as the client would send it; only what is registered, and
 * offered to who types, can be typed. `sub`: `status`, or `deadline add` in a group.
 */
export function commandData(
  world: World,
  actor: Actor,
  { command, sub, values, focused }: Typing,
): Json {
  const line = `/${command} ${sub}`;
  const registered = world.commands.find(({ name }) => name === command);
  if (!registered) throw new Error(`${line} is not registered`);
  demandOffered(world, registered, actor);
  const [first = '', second] = sub.split(' ');
  const outer = listOf(registered.options).find(({ name }) => name === first);
  const group = second === undefined ? undefined : outer;
  const subcommand = group ? listOf(group.options).find(({ name }) => name === second) : outer;
  if (subcommand?.type !== SUBCOMMAND || (group && group.type !== GROUP))
    throw new Error(`${line} is not registered`);
  const given = typed(line, listOf(subcommand.options), values, focused);
  const inner = { name: subcommand.name, type: SUBCOMMAND, options: given };
  return {
    id: registered.id,
    name: command,
    type: 1,
    options: [group ? { name: group.name, type: GROUP, options: [inner] } : inner],
  };
}

/** What is typed, and in which option a completion is asked for. */
export interface Typing {
  readonly command: string;
  readonly sub: string;
  readonly values: Values;
  readonly focused?: string;
}

/** Throws where the client does not show a command: elsewhere, or to other people. */
function demandOffered(world: World, registered: Json, actor: Actor): void {
  const { name, contexts, default_member_permissions: needed } = registered;
  if (Array.isArray(contexts) && !contexts.includes(actor.direct ? 1 : 0))
    throw new Error(
      `/${name} is not offered ${actor.direct ? 'in direct messages' : 'in servers'}`,
    );
  const hidden = typeof needed === 'string' && !has(heldBy(world, actor), BigInt(needed));
  if (hidden && !actor.direct) throw new Error(`/${name} is not offered to ${actor.user}`);
}

function typed(
  line: string,
  declared: readonly Json[],
  values: Values,
  focused: string | undefined,
): Json[] {
  const missing = declared.find(({ name, required }) => required && !(String(name) in values));
  if (missing && !focused) throw new Error(`${line} asks for '${String(missing.name)}'`);
  return Object.entries(values).map(([name, value]) => {
    const option = declared.find((one) => one.name === name);
    if (!option) throw new Error(`${line} has no option '${name}'`);
    if (focused === name && option.autocomplete !== true)
      throw new Error(`${line} ${name} has no autocomplete`);
    return { name, type: option.type, value, ...(focused === name ? { focused: true } : {}) };
  });
}
