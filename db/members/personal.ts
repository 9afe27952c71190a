import type { SQL } from 'drizzle-orm';
import type { Account, PlaceId } from '../../src/core/coalition/coalition.ts';
import type { Kept, PersonalData } from '../../src/core/coalition/members.ts';
import {
  audit,
  coalitions,
  codes,
  members,
  ownDeadlines,
  places,
  requests,
  tries,
} from '../coalition-schema.ts';
import { directPlaceOf } from '../coalitions/lying-in.ts';
import { isPlace } from '../coalitions/rows.ts';
import { type Database, present, type Reader, type Transaction } from '../database.ts';
import { and, asc, eq, inArray, or, sql } from '../drizzle.ts';
import { accountDigest } from '../links/tries.ts';
import { follows, outbox } from '../schema.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { directNotices } from './direct.ts';
import { idsOf } from './merged.ts';
import { accountOf, accountsOf, memberOf } from './rows.ts';

/** Own deadlines that only this person may see. */
export const seenByOne = (person: string): SQL =>
  sql`json_extract(${ownDeadlines.visibility}, '$.person') = ${person}`;

/** Who a person is, to the tables. */
export interface Identity {
  readonly ids: readonly string[];
  readonly accounts: readonly Account[];
}

export const identityOf = (db: Reader, person: string): Identity => ({
  ids: idsOf(db, person),
  accounts: accountsOf(db, [person]).map(accountOf),
});

const anyOf = (conditions: readonly (SQL | undefined)[]): SQL => or(...conditions) ?? sql`false`;

/** What of each table is a person's, in whatever coalition. */
export const traces = ({ ids, accounts }: Identity) => ({
  members: inArray(members.person, [...ids]),
  places: anyOf(ownPlaces(accounts).map(isPlace)),
  deadlines: anyOf([inArray(ownDeadlines.createdBy, [...ids]), ...ids.map(seenByOne)]),
  log: anyOf([inArray(audit.person, [...ids]), inArray(audit.subject, [...ids])]),
  follows: anyOf(accounts.map(setUpBy)),
  requests: inArray(requests.person, [...ids]),
  codes: inArray(codes.person, [...ids]),
  tries: inArray(tries.by, accounts.map(accountDigest)),
  notices: anyOf(accounts.map((account) => directNotices(account, []))),
});
export type Traces = ReturnType<typeof traces>;

const ownPlaces = (accounts: readonly Account[]): readonly PlaceId[] =>
  accounts.flatMap((account) => directPlaceOf(account) ?? []);

/** A follow says the account alone: where ids are of a workspace, that tells whose it is. */
const setUpBy = ({ platform, workspace, id }: Account): SQL | undefined =>
  and(
    eq(follows.platform, platform),
    workspace === '' ? undefined : eq(follows.workspace, workspace),
    eq(follows.createdBy, id),
  );

/** Every coalition in which something is a person's. */
export function coalitionsWith(
  db: Pick<Database, 'selectDistinct'>,
  of: Traces,
): readonly string[] {
  const looked = [
    [members, of.members],
    [places, of.places],
    [ownDeadlines, of.deadlines],
    [audit, of.log],
    [follows, of.follows],
    [requests, of.requests],
    [codes, of.codes],
    [tries, of.tries],
    [outbox, of.notices],
  ] as const;
  const found = looked.flatMap(([table, where]) =>
    db
      .selectDistinct({ coalition: table.coalition })
      .from(table)
      .where(where)
      .all()
      .map(({ coalition }) => coalition),
  );
  return [...new Set(found)];
}

/** Answers the port's `dataOf`. */
export function dataOf(db: Transaction, person: string): Kept {
  const identity = identityOf(db, person);
  const of = traces(identity);
  const found = coalitionsWith(db, of);
  const names = db
    .select()
    .from(coalitions)
    .where(inArray(coalitions.id, [...found]))
    .orderBy(asc(coalitions.foundedAt), asc(coalitions.id))
    .all();
  return {
    accounts: identity.accounts,
    coalitions: names.map(({ id, name }) => ({
      coalition: { id, name },
      ...dataIn(tenant(db, id), of, identity),
    })),
  };
}

function dataIn(mine: Tenant, of: Traces, { accounts }: Identity): Omit<PersonalData, 'coalition'> {
  const row = mine.row(members, of.members);
  const followed = mine.rows(follows, of.follows, asc(follows.createdAt));
  const channels = followed.map(({ channel }) => channel);
  const notices = anyOf(accounts.map((account) => directNotices(account, channels)));
  return {
    ...(row && { member: membershipOf(row) }),
    deadlines: told(
      mine.rows(ownDeadlines, of.deadlines, asc(ownDeadlines.createdAt), asc(ownDeadlines.id)),
    ),
    log: told(mine.rows(audit, of.log, asc(audit.seq))),
    follows: told(followed),
    requests: told(mine.rows(requests, of.requests, asc(requests.createdAt))),
    codes: told(mine.rows(codes, of.codes, asc(codes.expiresAt))),
    tries: told(mine.rows(tries, of.tries, asc(tries.at))),
    notices: told(mine.rows(outbox, notices, asc(outbox.seq))),
  };
}

function membershipOf(row: typeof members.$inferSelect): NonNullable<PersonalData['member']> {
  const { accounts: _, ...member } = memberOf(row, []);
  return { ...member, role: row.role };
}

/** Rows as they are kept: without the coalition, which is said once, and what is empty. */
const told = (rows: readonly { readonly coalition: string }[]): readonly object[] =>
  rows.map(({ coalition: _, ...row }) => present(row));
