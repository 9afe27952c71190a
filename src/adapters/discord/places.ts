import {
  ChannelType,
  type Client,
  DiscordAPIError,
  type Guild,
  GuildFeature,
  PermissionFlagsBits,
  PermissionsBitField,
  Routes,
} from 'discord.js';
import {
  type Account,
  DIRECT,
  directAccount,
  type Exposure,
  type Seat,
} from '../../core/coalition/coalition.ts';
import type { Destination } from '../../core/destination.ts';
import { UnreachableError } from '../../core/errors.ts';

// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const UNKNOWN_CHANNEL = 10003;
const UNKNOWN_MEMBER = 10007;
const UNKNOWN_USER = 10013;
const MISSING_ACCESS = 50001;

/**
 * What an account is in a server. Discord is asked each time: without the
 * privileged intent of members it tells of no change by itself. Rejects where it
 * does not answer.
 */
export async function seatIn(
  client: Client,
  destination: Destination,
  { platform, id }: Account,
): Promise<Seat> {
  if (platform !== 'discord') return 'stranger';
  if (destination.workspace === DIRECT)
    return (directAccount(destination) ?? id) === id ? 'member' : 'stranger';
  const guild = client.guilds.cache.get(destination.workspace);
  if (!guild?.available)
    throw new UnreachableError(`Discord does not tell of the server ${destination.workspace} now`);
  try {
    const member = await client.rest.get(Routes.guildMember(guild.id, id));
    return administers(guild, id, rolesOf(member)) ? 'admin' : plainSeatIn(guild);
  } catch (error) {
    if (is(error, UNKNOWN_MEMBER, UNKNOWN_USER)) return 'stranger';
    throw error;
  }
}

/**
 * Of whoever does not administer a server. One that is listed in Server Discovery
 * is open to all the world: having joined it says nothing of a person.
 * https://discord.com/developers/docs/resources/guild#guild-object-guild-features
 */
export const plainSeatIn = ({ features }: Pick<Guild, 'features'>): Seat =>
  features.includes(GuildFeature.Discoverable) ? 'guest' : 'member';

/** Owns the server, or has a role that may manage it; everybody has the role that is named as the server is. */
const administers = (guild: Guild, account: string, roles: readonly string[]): boolean =>
  guild.ownerId === account ||
  [guild.id, ...roles].some((role) =>
    // Administrator counts as every permission.
    new PermissionsBitField(guild.roles.cache.get(role)?.permissions).has(
      PermissionFlagsBits.ManageGuild,
    ),
  );

function rolesOf(member: unknown): readonly string[] {
  const has = typeof member === 'object' && member !== null && 'roles' in member;
  if (has && Array.isArray(member.roles)) return member.roles.map(String);
  throw new UnreachableError('Discord answered a member without roles');
}

/** Who reads a channel: `public` where whoever joins the server does. Rejects where Discord does not answer. */
export async function exposureOf(client: Client, destination: Destination): Promise<Exposure> {
  if (destination.workspace === DIRECT || directAccount(destination) !== undefined) return 'direct';
  const channel = await channelOf(client, destination.channel);
  if (!channel || channel.isDMBased() || channel.guildId !== destination.workspace)
    return 'unknown';
  if (channel.type === ChannelType.PrivateThread) return 'members';
  // A thread has the permissions of its parent, where that is known.
  const everybody = channel.permissionsFor(channel.guild.roles.everyone);
  if (!everybody) return 'unknown';
  return everybody.has(PermissionFlagsBits.ViewChannel) ? 'public' : 'members';
}

/** Undefined where there is none, or Vigil may not see it. Archived threads are not remembered, but told of. */
async function channelOf(client: Client, id: string) {
  try {
    return client.channels.cache.get(id) ?? (await client.channels.fetch(id)) ?? undefined;
  } catch (error) {
    if (is(error, UNKNOWN_CHANNEL, MISSING_ACCESS)) return undefined;
    throw error;
  }
}

const is = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code));
