import type { World } from './world.ts';

/** A server. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Permissions by role; the one that everybody has is named as the server is. */
  readonly roles: Map<string, bigint>;
  readonly members: Map<string, Member>;
  /** `DISCOVERABLE`. https://discord.com/developers/docs/resources/guild#guild-object-guild-features */
  readonly features: Set<string>;
  /** Accounts that were members once. */
  readonly gone: Set<string>;
  /** In an outage nothing is told of it. */
  available: boolean;
}

export interface Member {
  readonly nick?: string | undefined;
  readonly roles: readonly string[];
}

const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 53n) - 1n;

/** With its owner as the only member. */
export const newGuild = (
  { id, name, owner }: Pick<Guild, 'id' | 'name' | 'owner'>,
  everybody: bigint,
): Guild => ({
  id,
  name,
  owner,
  roles: new Map([[id, everybody]]),
  members: new Map([[owner, { roles: [] }]]),
  features: new Set(),
  gone: new Set(),
  available: true,
});

/** Throws where there is no such server: a mistake of the test. */
export function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (guild) return guild;
  throw new Error(`No server ${id}`);
}

/** https://discord.com/developers/docs/topics/permissions */
export function permissionsOf({ id, owner, roles, members }: Guild, user: string): bigint {
  if (owner === user) return EVERYTHING;
  const own = [id, ...(members.get(user)?.roles ?? [])];
  const all = own.reduce((sum, role) => sum | (roles.get(role) ?? 0n), 0n);
  return has(all, ADMINISTRATOR) ? EVERYTHING : all;
}

/** Whether all of some permissions are among others, or Administrator is. */
export const has = (held: bigint, wanted: bigint): boolean =>
  (held & ADMINISTRATOR) !== 0n || (held & wanted) === wanted;
