import type { Archive } from '../../src/core/coalition/archive.ts';
import {
  type Account,
  accountKey,
  type PlaceId,
  placeOf,
} from '../../src/core/coalition/coalition.ts';
import { NAMELESS, peopleIn } from '../../src/core/coalition/log-words.ts';
import type { Member, Removed } from '../../src/core/coalition/members.ts';
import type { Destination } from '../../src/core/destination.ts';
import { UserError } from '../../src/core/errors.ts';
import {
  audit,
  channels,
  members,
  organisations,
  ownDeadlines,
  places,
} from '../coalition-schema.ts';
import { coalitionById, placeOfRow } from '../coalitions/rows.ts';
import type { Reader } from '../database.ts';
import { asc, eq } from '../drizzle.ts';
import { namesIn } from '../members/names.ts';
import { accountOf, accountsOf, membersOf } from '../members/rows.ts';
import { deadlineOf } from '../own-deadlines/rows.ts';
import { follows } from '../schema.ts';
import { entriesOf } from '../stores/audit.ts';
import { channelOf } from '../stores/channels.ts';
import { followOf } from '../stores/follows.ts';
import { organisationOf } from '../stores/organisations.ts';
import { type Tenant, tenant } from '../tenancy.ts';

/** Answers the port's `read`, within a transaction: what is written meanwhile is in all of it or in none. */
export function readArchive(
  db: Reader,
  id: string,
  at: number,
  place: PlaceId | undefined,
): Archive {
  const coalition = coalitionById(db, id);
  if (!coalition)
    throw new UserError(`There is no coalition '${id}'.`, { problem: 'unknown_coalition' });
  const parts = partsOf(db, id);
  const called = calledIn(db, id, parts);
  const whole: Archive = { format: 1, exportedAt: at, coalition, ...parts, ...called };
  return place ? onlyFrom(whole, place, addedFrom(db, id, place)) : whole;
}

/** Those who are no members: who is one says so themselves. */
function calledIn(db: Reader, id: string, { members, log, deadlines }: Parts) {
  const others = [...peopleIn(log), ...deadlines.map(({ createdBy }) => createdBy)];
  const listed = new Set(members.map(({ person }) => person));
  const called = [...namesIn(db, id, others)].filter(([person]) => !listed.has(person));
  return called.length > 0 ? { called: Object.fromEntries(called) } : {};
}

type Parts = Omit<Archive, 'format' | 'exportedAt' | 'coalition' | 'called'>;

/** Each in an order that stays: two exports of the same are the same. */
function partsOf(db: Reader, id: string): Parts {
  const mine = tenant(db, id);
  return {
    places: mine
      .rows(places, undefined, asc(places.joinedAt), asc(places.platform), asc(places.workspace))
      .map(placeOfRow),
    members: membersOf(db, id)
      .toSorted((a, b) => a.joinedAt - b.joinedAt || compare(a.person, b.person))
      .map(withSortedAccounts),
    removed: removedFrom(db, mine),
    organisations: mine.rows(organisations, undefined, asc(organisations.id)).map(organisationOf),
    deadlines: mine
      .rows(ownDeadlines, undefined, asc(ownDeadlines.createdAt), asc(ownDeadlines.id))
      .map(deadlineOf),
    follows: mine.rows(follows, undefined, asc(follows.createdAt), asc(follows.id)).map(followOf),
    channels: mine
      .rows(
        channels,
        undefined,
        asc(channels.platform),
        asc(channels.workspace),
        asc(channels.channel),
      )
      .map(channelOf),
    log: entriesOf(db, mine.rows(audit, undefined, asc(audit.seq))),
  };
}

/** Whom it removed, by their accounts alone. */
function removedFrom(db: Reader, mine: Tenant): readonly Removed[] {
  const rows = mine.rows(members, eq(members.role, 'removed'), asc(members.person));
  return rows.map(({ person, platform, workspace }) => ({
    place: { platform, workspace },
    accounts: accountsOf(db, [person]).map(accountOf),
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const withSortedAccounts = (member: Member): Member => ({
  ...member,
  accounts: member.accounts.toSorted((a: Account, b: Account) =>
    compare(accountKey(a), accountKey(b)),
  ),
});

/** The organisations that were added from a place: what the core does not know of them. */
const addedFrom = (db: Reader, id: string, place: PlaceId): ReadonlySet<string> =>
  new Set(
    tenant(db, id)
      .rows(organisations)
      .filter((row) => isSame(row, place))
      .map((row) => row.id),
  );

/** The part of an archive that a place has brought, with the organisations that it speaks of. */
function onlyFrom(whole: Archive, place: PlaceId, added: ReadonlySet<string>): Archive {
  const members = whole.members.filter((member) => isSame(member.place, place));
  const away = whole.members.filter((member) => !isSame(member.place, place));
  const deadlines = whole.deadlines.filter((deadline) => isSame(deadline.place, place));
  const spokenOf = new Set([
    ...added,
    ...members.flatMap(({ organisation }) => organisation ?? []),
    ...deadlines.flatMap(({ visibility }) =>
      visibility.to === 'organisations' ? visibility.organisations : [],
    ),
  ]);
  return {
    ...whole,
    places: whole.places.filter((one) => isSame(one, place)),
    members,
    called: { ...whole.called, ...Object.fromEntries(away.map(calledAs)) },
    // What a place makes of it has nothing to do with the coalition that removed them.
    removed: [],
    organisations: whole.organisations.filter(({ id }) => spokenOf.has(id)),
    deadlines,
    follows: whole.follows.filter(({ destination, createdBy }) =>
      isSame(placeOf(destination, { id: createdBy }), place),
    ),
    channels: whole.channels.filter(({ destination }) => isSame(destination, place)),
    log: whole.log.filter(({ where }) => where !== undefined && isSame(where, place)),
  };
}

const calledAs = ({ person, name }: Member): readonly [string, string] => [
  person,
  name ?? NAMELESS,
];

const isSame = (a: PlaceId | Destination, b: PlaceId): boolean =>
  a.platform === b.platform && a.workspace === b.workspace;
