import type { Act } from '../../src/core/coalition/audit.ts';
import {
  type Former,
  isFormer,
  type Place,
  type PlaceId,
  ROLES,
  type Role,
} from '../../src/core/coalition/coalition.ts';
import type { Request } from '../../src/core/coalition/links.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Visibility } from '../../src/core/own/deadlines.ts';
import {
  channels,
  coalitions,
  members,
  ownDeadlines,
  places,
  requests,
  tries,
} from '../coalition-schema.ts';
import { endItsRequests } from '../coalitions/ending.ts';
import { isAt, loggedPlace } from '../coalitions/lying-in.ts';
import { giveOver } from '../coalitions/moving.ts';
import { coalitionById, isPlace } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { eq } from '../drizzle.ts';
import { personNow } from '../members/merged.ts';
import { isPerson } from '../members/rows.ts';
import { ID_LENGTH } from '../own-deadlines/rows.ts';
import { follows, outbox } from '../schema.ts';
import { newShortId } from '../short-id.ts';
import { tenant } from '../tenancy.ts';
import { addLines, joinLog } from './joining-log.ts';
import { allInHost, inHost, joinOrganisations, type OrganisationIds } from './organisations.ts';
import { renameInNotices } from './own-ids.ts';
import { endRequests, newRequestId } from './requests.ts';
import { demandNoPurge, demandOnlyPlace } from './rules.ts';

interface Way {
  readonly from: string;
  readonly to: string;
}

/**
 * Makes all that a coalition owns another's, which has confirmed it. Within a
 * transaction, after the request was decided. Answers the requests that end with
 * it: those that the coalition made, and those that waited in it.
 */
export function joinCoalition(tx: Transaction, request: Request, act: Act): readonly Request[] {
  const { joining, coalition: to, kind, person } = request;
  const newcomer = joining && coalitionById(tx, joining.coalition);
  if (!joining || !newcomer) throw gone(joining?.name ?? '');
  demandNoPurge(newcomer);
  demandNoPurge(coalitionById(tx, to));
  const from = newcomer.id;
  if (kind === 'link') demandOnlyPlace(tenant(tx, from), joining.place, newcomer.name);
  const way = { from, to };
  const asked = endItsRequests(tx, from, 'asker_joined').filter((one) => one.expiresAt > act.at);
  const ids = joinOrganisations(tx, from, to);
  const renamed = joinDeadlines(tx, way, ids);
  const coordinators = joining.coordinators.flatMap((one) => personNow(tx, one) ?? []);
  joinMembers(tx, way, ids, rolesThen(kind, new Set(coordinators)), act);
  joinChannels(tx, way, ids);
  const waited = joinRequests(tx, way, ids, act.at);
  const brought = joinPlaces(tx, way, person, act);
  for (const table of [follows, outbox, tries]) giveOver(tx, table, way);
  const lines = joinLog(tx, way, ids);
  tx.delete(coalitions).where(eq(coalitions.id, from)).run();
  addLines(tx, to, lines);
  tenant(tx, to).log(act, {
    action: 'coalition.merged',
    subject: from,
    before: { name: newcomer.name },
    after: {
      places: brought,
      organisations: Object.fromEntries([...ids].filter(([old, now]) => old !== now)),
      deadlines: Object.fromEntries(renamed),
    },
  });
  return [...asked, ...waited];
}

const gone = (name: string): UserError =>
  new UserError(
    `'${name}' is no coalition of its own any more: it has joined another one, or was deleted. There is nothing left to confirm.`,
    { problem: 'already_decided' },
  );

type Arriving = Pick<typeof members.$inferSelect, 'person' | 'role'>;

/**
 * What people arrive as. By a merge, those who coordinated when it was asked
 * still do: who became coordinator after that was not shown to who confirms.
 */
const rolesThen =
  (kind: Request['kind'], shown: ReadonlySet<string>) =>
  ({ person, role }: Arriving): Role | Former => {
    if (isFormer(role)) return role;
    if (kind !== 'merge') return 'reader';
    return role === 'coordinator' && !shown.has(person) ? 'editor' : role;
  };

/** Answers the ids that were taken, and what they are now. */
function joinDeadlines(
  tx: Transaction,
  way: Way,
  ids: OrganisationIds,
): ReadonlyMap<string, string> {
  const theirs = tenant(tx, way.from);
  const host = tenant(tx, way.to);
  const renamed = new Map<string, string>();
  const isTaken = (id: string): boolean => host.count(ownDeadlines, eq(ownDeadlines.id, id)) > 0;
  for (const { id, visibility } of theirs.rows(ownDeadlines)) {
    const isTheirs = (other: string): boolean =>
      theirs.count(ownDeadlines, eq(ownDeadlines.id, other)) > 0;
    const now = isTaken(id)
      ? newShortId(ID_LENGTH, (other) => isTaken(other) || isTheirs(other))
      : id;
    theirs.change(
      ownDeadlines,
      { id: now, visibility: visibleInHost(visibility, ids) },
      eq(ownDeadlines.id, id),
    );
    if (now === id) continue;
    renamed.set(id, now);
    renameInNotices(tx, way.from, { coalition: way.from, id }, { coalition: way.from, id: now });
  }
  renameInNotices(tx, way.from, { coalition: way.from }, { coalition: way.to });
  giveOver(tx, ownDeadlines, way);
  return renamed;
}

const visibleInHost = (visibility: Visibility, ids: OrganisationIds): Visibility =>
  visibility.to === 'organisations'
    ? { ...visibility, organisations: allInHost(ids, visibility.organisations) }
    : visibility;

/**
 * Who is a member of both keeps the higher role; those who left stay so unless
 * they are in the other, or were removed from it; and whom the host removed stays
 * removed.
 */
function joinMembers(
  tx: Transaction,
  { from, to }: Way,
  ids: OrganisationIds,
  roleOf: (arriving: Arriving) => Role | Former,
  act: Act,
): void {
  const host = tenant(tx, to);
  for (const { coalition: _, ...row } of tenant(tx, from).rows(members)) {
    const role = roleOf(row);
    const organisation = isFormer(role) ? null : inHost(ids, row.organisation);
    const known = host.row(members, isPerson(row.person));
    if (!known) host.add(members, { ...row, role, organisation, namedAt: null });
    else if (!isFormer(role) && known.role !== 'removed')
      host.change(
        members,
        {
          role: higher(known.role, role),
          organisation: (isFormer(known.role) ? null : known.organisation) ?? organisation,
          seenAt: Math.max(known.seenAt, row.seenAt),
        },
        isPerson(row.person),
      );
    else if (role === 'removed' && known.role === 'left')
      host.change(members, { role }, isPerson(row.person));
    if (isFormer(role) || (known && known.role !== 'left')) continue;
    host.log(act, { action: 'member.joined', subject: row.person, after: { role } });
  }
}

function higher(known: Role | Former, arriving: Role): Role {
  if (isFormer(known)) return arriving;
  return ROLES.indexOf(known) > ROLES.indexOf(arriving) ? known : arriving;
}

function joinChannels(tx: Transaction, way: Way, ids: OrganisationIds): void {
  const theirs = tenant(tx, way.from);
  for (const row of theirs.rows(channels))
    theirs.change(
      channels,
      { organisations: allInHost(ids, row.organisations) },
      isAt(channels, row),
    );
  giveOver(tx, channels, way);
}

/**
 * What waited for the joining coalition's own people ends: the host's were not
 * asked. Answers those, with their organisations as the host has them.
 */
function joinRequests(
  tx: Transaction,
  way: Way,
  ids: OrganisationIds,
  at: number,
): readonly Request[] {
  const theirs = tenant(tx, way.from);
  const host = tenant(tx, way.to);
  const ended = endRequests(theirs, 'host_joined', undefined, at);
  for (const { id, organisation } of theirs.rows(requests)) {
    const isTaken = host.count(requests, eq(requests.id, id)) > 0;
    theirs.change(
      requests,
      {
        id: isTaken ? newRequestId(host) : id,
        organisation: inHost(ids, organisation),
      },
      eq(requests.id, id),
    );
  }
  giveOver(tx, requests, way);
  return ended.map(({ organisation, ...one }) => {
    const now = inHost(ids, organisation ?? null);
    return { ...one, ...(now !== null && { organisation: now }) };
  });
}

/** Who administers a place on its platform coordinates where it founded the coalition, not where it joins one. */
function joinPlaces(tx: Transaction, way: Way, person: string, act: Act): readonly string[] {
  const theirs = tenant(tx, way.from);
  const all: Pick<Place, keyof PlaceId | 'name' | 'kind'>[] = theirs.rows(places);
  for (const place of all) {
    theirs.change(
      places,
      {
        seeds: false,
        joinedAt: act.at,
        joinedBy: place.kind === 'workspace' ? person : null,
      },
      isPlace(place),
    );
    const { name } = place;
    tenant(tx, way.to).log(act, {
      action: 'place.joined',
      subject: loggedPlace(place),
      after: { name },
    });
  }
  giveOver(tx, places, way);
  return all.map(loggedPlace);
}
