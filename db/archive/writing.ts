import { randomUUID } from 'node:crypto';
import type { Archive, ArchiveStore } from '../../src/core/coalition/archive.ts';
import type { Entry } from '../../src/core/coalition/audit.ts';
import {
  type Coalition,
  type Place,
  type PlaceId,
  placeKey,
  placeOf,
} from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import {
  channels,
  coalitions,
  members,
  organisations,
  ownDeadlines,
  places,
} from '../coalition-schema.ts';
import { endCoalition } from '../coalitions/ending.ts';
import { isAt } from '../coalitions/lying-in.ts';
import { coalitionById, placeById } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { and, eq } from '../drizzle.ts';
import { isPerson } from '../members/rows.ts';
import { newRow } from '../own-deadlines/rows.ts';
import { follows } from '../schema.ts';
import { folded } from '../stores/organisations.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { type Arrivals, personsOf, settle } from './people.ts';

type Written = Awaited<ReturnType<ArchiveStore['write']>>;
type PersonHere = Arrivals['personHere'];

/** Answers the port's `write`, within a transaction. */
export function writeArchive(tx: Transaction, archive: Archive, at: number): Written {
  const { id, name, foundedAt } = archive.coalition;
  if (coalitionById(tx, id)) throw exists(archive.coalition);
  const left = archive.places.filter((place) => !isFree(tx, place));
  const taken = archive.places.filter((place) => !left.includes(place));
  for (const place of taken) makeRoom(tx, place);
  // That all of it was to be deleted there says nothing about here.
  const coalition: Coalition = { id, name, foundedAt };
  tx.insert(coalitions).values(coalition).run();
  const mine = tenant(tx, id);
  const { personHere, memberships } = settle(tx, archive.members, at);
  for (const { place, ...member } of memberships) mine.add(members, { ...member, ...place });
  addRemoved(tx, mine, archive.removed, at);
  for (const place of taken) mine.add(places, placeHere(place, personHere));
  addOrganisations(mine, archive);
  for (const deadline of archive.deadlines) addDeadline(mine, deadline, personHere);
  addFollowsAndChannels(tx, mine, archive, taken);
  addLog(mine, archive.log, personHere);
  mine.log(
    { at },
    {
      action: 'coalition.imported',
      subject: id,
      after: { exportedAt: archive.exportedAt, left: left.map(placeKey) },
    },
  );
  return { coalition, left };
}

const exists = ({ id, name }: Coalition): UserError =>
  new UserError(
    `The coalition '${name}' (${id}) is here already: nothing was imported. Purge it first if the archive is to stand in its place.`,
    { problem: 'coalition_exists' },
  );

/** Whether nobody works in the place here: its coalition, if it has one, holds nothing but its founder. */
function isFree(tx: Transaction, place: PlaceId): boolean {
  const known = placeById(tx, place);
  if (!known) return true;
  const mine = tenant(tx, known.coalition);
  const workspaces = mine.rows(places, eq(places.kind, 'workspace'));
  return (
    workspaces.every((one) => placeKey(one) === placeKey(place)) &&
    mine.count(members) <= 1 &&
    [organisations, ownDeadlines, follows, channels].every((table) => mine.count(table) === 0)
  );
}

function makeRoom(tx: Transaction, place: PlaceId): void {
  const known = placeById(tx, place);
  if (known) endCoalition(tx, known.coalition);
}

/** Not who is a member of it here by another account. */
function addRemoved(tx: Transaction, mine: Tenant, removed: Archive['removed'], at: number): void {
  for (const { place, accounts } of removed)
    for (const person of personsOf(tx, randomUUID(), accounts, at)) {
      if (mine.row(members, isPerson(person))) continue;
      mine.add(members, { person, role: 'removed', ...place, joinedAt: at, seenAt: at });
    }
}

const placeHere = ({ coalition: _, joinedBy, ...place }: Place, personHere: PersonHere) => ({
  ...place,
  joinedBy: joinedBy === undefined ? null : personHere(joinedBy),
});

/** An archive tells of an organisation by its log alone where it was added. */
function addOrganisations(mine: Tenant, { organisations: arrived, log }: Archive): void {
  const added = new Map(
    log.flatMap(({ action, subject, where }) =>
      action === 'organisation.added' && where ? [[subject, where] as const] : [],
    ),
  );
  for (const organisation of arrived) {
    const { platform, workspace } = added.get(organisation.id) ?? { platform: '', workspace: '' };
    mine.add(organisations, { ...organisation, ...folded(organisation), platform, workspace });
  }
}

function addDeadline(mine: Tenant, deadline: OwnDeadline, personHere: PersonHere): void {
  const { id, dateVersion, movedFrom, movedAt, droppedAt, createdAt, visibility } = deadline;
  mine.add(ownDeadlines, {
    ...newRow(deadline),
    id,
    dateVersion,
    movedFrom: movedFrom ?? null,
    movedAt: movedAt ?? null,
    droppedAt: droppedAt ?? null,
    createdAt,
    createdBy: personHere(deadline.createdBy),
    visibility:
      visibility.to === 'person'
        ? { to: 'person', person: personHere(visibility.person) }
        : visibility,
  });
}

/** Only those of the places that have become the coalition's here: it may post nowhere else. */
function addFollowsAndChannels(
  tx: Transaction,
  mine: Tenant,
  archive: Archive,
  taken: readonly Place[],
): void {
  const keys = new Set(taken.map(placeKey));
  for (const { destination, ...follow } of archive.follows) {
    if (!keys.has(placeKey(placeOf(destination, { id: follow.createdBy })))) continue;
    const same = and(isAt(follows, destination), eq(follows.subject, follow.subject));
    if (!tx.select().from(follows).where(same).get())
      mine.add(follows, { ...follow, ...destination, id: freeId(tx, follow.id) });
  }
  for (const { destination, ...channel } of archive.channels) {
    if (!keys.has(placeKey(destination))) continue;
    mine.add(channels, { ...channel, ...destination });
  }
}

const freeId = (tx: Transaction, id: string): string =>
  tx.select().from(follows).where(eq(follows.id, id)).get() ? randomUUID() : id;

/** The lines as they were, of the people as they are here, under numbers of this log. */
function addLog(mine: Tenant, log: readonly Entry[], personHere: PersonHere): void {
  for (const { action, subject, before, after, ...act } of log)
    mine.log(
      { ...act, ...(act.person !== undefined && { person: personHere(act.person) }) },
      {
        action,
        subject: personHere(subject),
        ...(before && { before: withPeopleHere(before, personHere) }),
        ...(after && { after: withPeopleHere(after, personHere) }),
      },
    );
}

function withPeopleHere<Value>(value: Value, personHere: PersonHere): Value {
  const mapped: unknown = mapTexts(value, personHere);
  // Guaranteed by the mapping: texts become texts, all else stays.
  return mapped as Value;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]),
  );
}
