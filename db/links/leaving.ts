import { type Act, elsewhere } from '../../src/core/coalition/audit.ts';
import {
  type Coalition,
  type Place,
  type PlaceId,
  placeKey,
} from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import { channels, members, ownDeadlines, places } from '../coalition-schema.ts';
import { newCoalition } from '../coalitions/founding.ts';
import { directPlaceOf, loggedPlace, lyingIn } from '../coalitions/lying-in.ts';
import { giveOver } from '../coalitions/moving.ts';
import { isPlace, placeOfRow } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { and, eq, inArray, notInArray } from '../drizzle.ts';
import { withdraw } from '../members/leaving.ts';
import { personNow } from '../members/merged.ts';
import { accountsOf, isPerson, type MemberRow, stillIn } from '../members/rows.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { renameInNotices } from './own-ids.ts';

interface Way {
  readonly from: string;
  readonly to: string;
}

/** Answers the port's `unlink`, within a transaction. */
export function leaveCoalition(
  tx: Transaction,
  from: string,
  id: PlaceId,
  keeper: string | undefined,
  act: Act,
): Coalition {
  const old = tenant(tx, from);
  const row = old.row(places, isPlace(id));
  if (!row) throw unknownPlace(id);
  const place = placeOfRow(row);
  demandOtherPlace(old, place);
  const leaving = whoLeave(tx, old, place);
  demandCoordinator(old, leaving, place);

  const founder = personNow(tx, keeper) ?? linkedBy(tx, old, place);
  const coalition = newCoalition(tx, place.name, elsewhere(act));
  const way = { from, to: coalition.id };
  for (const one of [place, ...directPlaces(tx, leaving)]) leavePlace(tx, way, one, act);
  leaveWithTheirOwn(tx, way, leaving);
  const joinedBy = founder ?? null;
  tenant(tx, way.to).change(places, { seeds: true, joinedBy, joinedAt: act.at }, isPlace(place));
  if (founder !== undefined) coordinate(tx, way, founder, place, elsewhere(act));
  return coalition;
}

const unknownPlace = (place: PlaceId): UserError =>
  new UserError(`There is no place '${placeKey(place)}' in your coalition.`, {
    problem: 'unknown_place',
  });

/** A place that alone makes a coalition has nothing to leave. */
function demandOtherPlace(old: Tenant, place: Place): void {
  const rest = old
    .rows(places)
    .filter((other) => placeKey(other) !== placeKey(place))
    .filter(({ kind }) => kind === 'workspace' || place.kind === 'direct');
  if (rest.length > 0) return;
  throw new UserError(
    `${place.name} is the only place of its coalition, so there is nothing that it could leave.`,
    { problem: 'last_place' },
  );
}

/** Who came by the place, and has no account in another of the coalition. Those who left it as well. */
function whoLeave(tx: Transaction, old: Tenant, place: Place): readonly MemberRow[] {
  const came = old.rows(
    members,
    and(eq(members.platform, place.platform), eq(members.workspace, place.workspace)),
  );
  const others = old
    .rows(places, eq(places.kind, 'workspace'))
    .filter((other) => placeKey(other) !== placeKey(place));
  const accounts = accountsOf(
    tx,
    came.map(({ person }) => person),
  );
  // An account on Discord is the same on every server: that it is on another one too, nothing says.
  const isElsewhere = (account: PlaceId): boolean =>
    others.some(
      ({ platform, workspace }) =>
        platform === account.platform &&
        (account.workspace === '' ? place.platform !== platform : account.workspace === workspace),
    );
  const staying = new Set(accounts.filter(isElsewhere).map(({ person }) => person));
  return came.filter(({ person }) => !staying.has(person));
}

/** Throws UserError `last_coordinator`: those who stay must not be left without one that they had. */
function demandCoordinator(old: Tenant, leaving: readonly MemberRow[], { name }: Place): void {
  const all = old.rows(members, eq(members.role, 'coordinator'));
  const gone = new Set(leaving.map(({ person }) => person));
  if (all.length === 0 || all.some(({ person }) => !gone.has(person))) return;
  throw new UserError(
    `Everybody who coordinates came by ${name} and would leave with it. Make somebody of another place coordinator first.`,
    { problem: 'last_coordinator' },
  );
}

/** Who linked the place, if they are a member still: who was removed does not get it as its coordinator. */
function linkedBy(tx: Transaction, old: Tenant, { joinedBy }: Place): string | undefined {
  const person = personNow(tx, joinedBy);
  if (person === undefined) return undefined;
  return old.row(members, and(isPerson(person), stillIn))?.person;
}

/** The direct messages of those who leave: on Discord they are places of their own. */
const directPlaces = (tx: Transaction, leaving: readonly MemberRow[]): readonly PlaceId[] =>
  accountsOf(
    tx,
    leaving.map(({ person }) => person),
  ).flatMap((account) => directPlaceOf(account) ?? []);

/** What goes to the place stops, and what was about to is not sent: it may tell what is not shared any more. */
function leavePlace(tx: Transaction, way: Way, place: PlaceId, act: Act): void {
  const old = tenant(tx, way.from);
  const lying = lyingIn(old, place);
  const ended = { status: 'cancelled', leaseUntil: null, settledAt: act.at, reply: null } as const;
  old.change(outbox, ended, and(waiting, lying.outbox));
  giveOver(tx, outbox, way, lying.outbox);
  old.remove(channels, lying.channels);
  old.change(follows, { stopped: 'this place left its coalition' }, lying.follows);
  giveOver(tx, follows, way, lying.follows);
  const row = old.row(places, isPlace(place));
  if (!row) return;
  giveOver(tx, places, way, isPlace(place));
  const subject = loggedPlace(place);
  old.log(act, { action: 'place.left', subject, before: { name: row.name } });
  const arrived = { action: 'place.joined', subject, after: { name: row.name } } as const;
  tenant(tx, way.to).log(elsewhere(act), arrived);
}

/**
 * People go, with what only they can see; for an organisation of the old coalition they do not
 * speak any more. There they have left: its log still knows what they are called.
 */
function leaveWithTheirOwn(tx: Transaction, way: Way, leaving: readonly MemberRow[]): void {
  const old = tenant(tx, way.from);
  const mine = tenant(tx, way.to);
  const persons = leaving.map(({ person }) => person);
  withdraw(old, persons);
  const ended = { organisation: null, namedAt: null } as const;
  // Whom the old coalition keeps out, the new one does: they may sit in the place.
  const removed = and(eq(members.role, 'removed'), notInArray(members.person, persons));
  for (const { coalition: _, ...row } of [...leaving, ...old.rows(members, removed)])
    mine.add(members, { ...row, ...ended });
  old.change(members, ended, inArray(members.person, persons));
  old.change(members, { role: 'left' }, and(inArray(members.person, persons), stillIn));
  for (const { id, visibility } of old.rows(ownDeadlines)) {
    if (visibility.to !== 'person' || !persons.includes(visibility.person)) continue;
    renameInNotices(tx, way.from, { coalition: way.from, id }, { coalition: way.to, id });
    renameInNotices(tx, way.to, { coalition: way.from, id }, { coalition: way.to, id });
    giveOver(tx, ownDeadlines, way, eq(ownDeadlines.id, id));
  }
}

/** Whoever keeps the place coordinates its coalition, and stays what they are in the other. */
function coordinate(
  tx: Transaction,
  { from, to }: Way,
  person: string,
  { platform, workspace }: PlaceId,
  act: Act,
): void {
  const mine = tenant(tx, to);
  const coordinator = { role: 'coordinator', organisation: null } as const;
  if (mine.change(members, coordinator, isPerson(person)) === 0) {
    const there = tenant(tx, from).row(members, isPerson(person));
    const since = { joinedAt: act.at, seenAt: act.at };
    const name = there?.name ?? null;
    mine.add(members, { ...coordinator, ...since, person, name, platform, workspace });
  }
  mine.log(act, { action: 'member.joined', subject: person, after: { role: 'coordinator' } });
}
