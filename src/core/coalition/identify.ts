import { type Caller, isAdministrative, type MemberCommand } from '../command.ts';
import type { Core } from '../core.ts';
import type { Account, Place, PlaceId, Role } from './coalition.ts';
import { isFormer, placeOf } from './coalition.ts';
import type { Known } from './coalitions.ts';
import { enrolled } from './enrolling.ts';
import { demand, type Right, type Who } from './rights.ts';

/** Being heard of is noted at most once in this time. */
const SEEN_MS = 24 * 60 * 60_000;
/** How long an installation lasts: who administers the place comes by in that time. */
const INSTALLATION_MS = 7 * 24 * 60 * 60_000;
/** What is done with these is kept, and with it who did it. */
const KEEPING: ReadonlySet<Right> = new Set(['speak', 'follow', 'write', 'approve', 'coordinate']);

/**
 * Finds out who asks, for whom, with which rights, and demands the right that
 * the command needs: throws UserError (`not_allowed`). A place that no coalition
 * has founds one. Who may do what is kept becomes a member with it.
 *
 * For a member it takes one question to the database, and once a day a note that
 * they were heard of; the first time with a name, at once.
 */
export async function identify(
  caller: Caller,
  { name, needs }: Pick<MemberCommand, 'name' | 'needs'>,
  core: Core,
): Promise<Who> {
  const known = (await knownAs(caller, core)) ?? (await foundedBy(caller, core));
  const who = await whoIs(known, caller, core);
  demand(who, needs);
  const asked = isAdministrative(name) ? await administering(who, caller, core) : who;
  if (isMember(known)) {
    await noteSeen(known, asked, caller, core);
    return asked;
  }
  return KEEPING.has(needs) ? enrolled(asked, caller, core) : asked;
}

/**
 * The same without founding, enrolling or noting anything: for what is offered
 * while somebody types. Undefined in a place that no coalition has.
 */
export async function recognise(caller: Caller, core: Core): Promise<Who | undefined> {
  const known = await knownAs(caller, core);
  return known && whoIs(known, caller, core);
}

const knownAs = ({ place, account }: Caller, core: Core): Promise<Known | undefined> =>
  core.coalitions.who(placeOf(place, account), account);

/** Direct messages are their writer's own; elsewhere nobody coordinates by having come first. */
async function foundedBy(caller: Caller, core: Core): Promise<Known> {
  const { account, name, placeName } = caller;
  const place = placeOf(caller.place, account);
  const direct = isDirect(place);
  const { coalition, place: founded } = await core.coalitions.found(
    direct
      ? { ...place, name: placeName ?? 'Direct messages', kind: 'direct' }
      : { ...place, name: placeName ?? place.workspace, kind: 'workspace' },
    direct ? { account, name } : undefined,
    core.clock.now(),
  );
  return (await knownAs(caller, core)) ?? { coalition, place: founded };
}

const isDirect = ({ workspace }: PlaceId): boolean => workspace.startsWith('dm:');

async function whoIs(known: Known, caller: Caller, core: Core): Promise<Who> {
  const { coalition, place, person, member } = known;
  const role = await roleOf(known, caller, core);
  return {
    account: caller.account,
    ...(person !== undefined && { person }),
    coalition,
    place,
    role,
    ...(isMember(known) &&
      role !== 'outsider' &&
      member?.organisation !== undefined && { organisation: member.organisation }),
    mayManage: caller.mayManage,
    administers: caller.seat === 'admin' || place.kind === 'direct',
  };
}

const isMember = ({ person, member }: Known): boolean =>
  person !== undefined && member !== undefined && !isFormer(member.role);

async function roleOf(known: Known, caller: Caller, core: Core): Promise<Role | 'outsider'> {
  const { coalition, place, member } = known;
  if (caller.as) {
    const isThere = (caller.as.coalition ?? coalition.id) === coalition.id;
    return isThere ? caller.as.role : 'outsider';
  }
  if (place.kind === 'direct' && !(await stillSits(known, caller, core))) return 'outsider';
  if (member?.role === 'removed') return removedRole(known, caller, core);
  if (member && !isFormer(member.role)) return member.role;
  if (place.kind === 'direct') return 'reader';
  return seatedRole(known, caller, core);
}

/** Outside, but for who administers a place of a coalition that has nobody else to coordinate it. */
async function removedRole(known: Known, caller: Caller, core: Core): Promise<Role | 'outsider'> {
  if (known.place.kind === 'direct') return 'outsider';
  const role = await seatedRole(known, caller, core);
  return role === 'coordinator' ? role : 'outsider';
}

/** What somebody may who has no role of their own: what the platform says of them. */
async function seatedRole(known: Known, caller: Caller, core: Core): Promise<Role | 'outsider'> {
  const { place } = known;
  const { account } = caller;
  const isOfAnotherPlace =
    account.platform === place.platform &&
    account.workspace !== '' &&
    account.workspace !== place.workspace;
  // A channel that two workspaces share: the others' people are not this coalition's.
  if (isOfAnotherPlace) return 'outsider';
  const seat = caller.seat ?? (await core.seat(caller.place, account));
  if (seat === 'guest' || seat === 'stranger') return 'outsider';
  return seat === 'admin' && place.seeds && (await isSeeding(known, core))
    ? 'coordinator'
    : 'reader';
}

/**
 * Roles are the platform's at installation, and ours from then on, at the latest
 * once a role was changed or somebody was removed: who left, or comes later, is a
 * coordinator by the platform only while there is none.
 */
async function isSeeding({ coalition, place, member }: Known, core: Core): Promise<boolean> {
  const isInstalling = !member && core.clock.now() - place.joinedAt < INSTALLATION_MS;
  if (isInstalling && !(await hasOwnRoles(coalition.id, core))) return true;
  const members = await core.members.members(coalition.id);
  // Whoever held the database and took the role has no account in any place.
  return !members.some(({ role, accounts }) => role === 'coordinator' && accounts.length > 0);
}

/** Whether roles were given or taken by hand. */
async function hasOwnRoles(coalition: string, { audit }: Core): Promise<boolean> {
  for (const action of ['member.role', 'member.removed'])
    if ((await audit.page(coalition, { action }, { offset: 0, limit: 1 })).total > 0) return true;
  return false;
}

/**
 * Whoever writes directly on Discord must still sit in a workspace or server of
 * the coalition, with one of their accounts; a coalition that has no place but
 * direct messages is its writer's own.
 */
async function stillSits({ coalition, person }: Known, caller: Caller, core: Core) {
  const accounts = person === undefined ? [caller.account] : await core.members.accounts(person);
  return sitsIn(coalition.id, accounts, core);
}

/** Whether one of a person's accounts sits in a place of a coalition; true where it has direct messages only. */
export async function sitsIn(
  coalition: string,
  accounts: readonly Account[],
  core: Core,
): Promise<boolean> {
  const shared = (await core.coalitions.places(coalition)).filter(isShared);
  if (shared.length === 0) return true;
  for (const { platform, workspace } of shared)
    for (const account of accounts) {
      if (account.platform !== platform) continue;
      if (account.workspace !== '' && account.workspace !== workspace) continue;
      const seat = await core.seat({ platform, workspace, channel: '' }, account);
      if (seat !== 'stranger') return true;
    }
  return false;
}

const isShared = ({ kind }: Place): boolean => kind !== 'direct';

/** Asks the platform whether they administer the place, where it did not say so itself. */
async function administering(who: Who, caller: Caller, core: Core): Promise<Who> {
  if (who.administers || caller.seat !== undefined || caller.as) return who;
  return { ...who, administers: (await core.seat(caller.place, who.account)) === 'admin' };
}

async function noteSeen({ member }: Known, who: Who, caller: Caller, core: Core): Promise<void> {
  const now = core.clock.now();
  if (!member || who.person === undefined) return;
  // Whoever was mentioned before they wrote themselves has no name yet.
  const isNameless = member.name === undefined && caller.name !== undefined;
  if (!isNameless && now - member.seenAt < SEEN_MS) return;
  await core.members.seen(who.coalition.id, who.person, caller.name, now);
}
