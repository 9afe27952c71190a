import type { Json } from './form.ts';
import {
  channelObject,
  directObject,
  listOf,
  memberObject,
  messageObject,
  type Stored,
  userObject,
  type World,
} from './world.ts';

/** Who acts, and where. */
export interface Actor {
  readonly user: string;
  /** Bits as Discord counts them; absent for the ordinary ones. */
  readonly permissions?: bigint;
  /** In direct messages with the bot, not in the server. */
  readonly direct?: boolean;
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

/** View Channel, Send Messages, Use Application Commands. */
const ORDINARY = (1n << 10n) | (1n << 11n) | (1n << 31n);

/** INTERACTION_CREATE. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export function eventOf(world: World, one: Begun, data: Json, actor: Actor): Json {
  const permissions = String(actor.permissions ?? ORDINARY);
  return {
    id: one.id,
    application_id: world.application,
    type: one.type,
    data,
    token: one.token,
    version: 1,
    channel_id: one.channel,
    channel: actor.direct
      ? directObject(one.channel, actor.user)
      : channelObject(world, one.channel),
    app_permissions: String(world.permissions),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': actor.direct ? '0' : world.guild },
    context: actor.direct ? 1 : 0,
    attachment_size_limit: 10_485_760,
    ...(one.source ? { message: messageObject(world, one.source) } : {}),
    ...(actor.direct
      ? { user: userObject(actor.user) }
      : {
          guild_id: world.guild,
          guild: { id: world.guild, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: { ...memberObject(actor.user), permissions },
        }),
  };
}

/** Data of a command as the client would send it; only what is registered can be typed. */
export function commandData(
  world: World,
  command: string,
  sub: string,
  values: Values,
  focused?: string,
): Json {
  const registered = world.commands.find(({ name }) => name === command);
  const subcommand = listOf(registered?.options).find(({ name }) => name === sub);
  if (!registered || !subcommand) throw new Error(`/${command} ${sub} is not registered`);
  const declared = listOf(subcommand.options);
  const missing = declared.find(({ name, required }) => required && !(String(name) in values));
  if (missing && !focused) throw new Error(`/${command} ${sub} asks for '${String(missing.name)}'`);
  const options = Object.entries(values).map(([name, value]) => {
    const option = declared.find((one) => one.name === name);
    if (!option) throw new Error(`/${command} ${sub} has no option '${name}'`);
    if (focused === name && option.autocomplete !== true)
      throw new Error(`/${command} ${sub} ${name} has no autocomplete`);
    return { name, type: option.type, value, ...(focused === name ? { focused: true } : {}) };
  });
  return {
    id: registered.id,
    name: command,
    type: 1,
    options: [{ name: sub, type: 1, options }],
  };
}
