import { randomUUID } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { Account, Role } from '../../src/core/coalition/coalition.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { UserError } from '../../src/core/errors.ts';
import { cleanName } from '../../src/core/words/naming.ts';
import { shortened } from '../../src/core/words/words.ts';
import { accounts, members, people, places } from '../coalition-schema.ts';
import { present, type Reader, type Transaction } from '../database.ts';
import { and, eq, inArray, notInArray } from '../drizzle.ts';
import { type Tenant, tenant } from '../tenancy.ts';

export type MemberRow = typeof members.$inferSelect;
type AccountRow = typeof accounts.$inferSelect;

/** Display names are as long as their platform lets them be; more is not kept. */
const MOST_OF_NAME = 80;

/** A name that a platform gave, cleaned as typed ones are; too long a one is cut. Undefined where nothing is left. */
export function keptName(given: string | undefined): string | undefined {
  const name = cleanName(given ?? '');
  return name && shortened(name, MOST_OF_NAME);
}

export const isAccount = ({ platform, workspace, id }: Account): SQL | undefined =>
  and(eq(accounts.platform, platform), eq(accounts.workspace, workspace), eq(accounts.id, id));

export const isPerson = (person: string): SQL => eq(members.person, person);

/** Rows of those who left stand for their history alone. */
export const stillIn = notInArray(members.role, ['left', 'removed']);

/** The person of an account; undefined where Vigil keeps nothing of it. */
export const personOf = (db: Reader, account: Account): string | undefined =>
  db.select().from(accounts).where(isAccount(account)).get()?.person;

/** A person that nobody was before. */
export function newPerson(tx: Transaction, at: number): string {
  const id = randomUUID();
  tx.insert(people).values({ id, createdAt: at }).run();
  return id;
}

/** The person of an account, made where Vigil keeps nothing of it. */
export function knownPerson(tx: Transaction, account: Account, at: number): string {
  const known = personOf(tx, account);
  if (known !== undefined) return known;
  const person = newPerson(tx, at);
  addAccount(tx, account, person, at);
  return person;
}

export function addAccount(tx: Transaction, account: Account, person: string, at: number): void {
  const { platform, workspace, id } = account;
  tx.insert(accounts).values({ platform, workspace, id, person, createdAt: at }).run();
}

/** A person's accounts, the first that Vigil heard of first. */
export const accountsOf = (db: Reader, persons: readonly string[]): AccountRow[] =>
  db
    .select()
    .from(accounts)
    .where(inArray(accounts.person, [...persons]))
    .orderBy(accounts.createdAt, accounts.platform, accounts.workspace, accounts.id)
    .all();

export const accountOf = ({ platform, workspace, id }: AccountRow): Account => ({
  platform,
  workspace,
  id,
});

/** The members of a coalition, in three statements however many they are. */
export function membersOf(db: Reader, coalition: string, where?: SQL): readonly Member[] {
  const mine = tenant(db, coalition);
  const rows = mine.rows(members, and(stillIn, where));
  return rows.length === 0 ? [] : withAccounts(db, rows, mine.rows(places)).toSorted(byName);
}

/**
 * An account is told only where the coalition has to do with it: what a person
 * is elsewhere is nobody's business there.
 */
export function withAccounts(
  db: Reader,
  rows: readonly MemberRow[],
  ours: readonly (typeof places.$inferSelect)[],
): readonly Member[] {
  const theirs = Map.groupBy(
    accountsOf(
      db,
      rows.map(({ person }) => person),
    ),
    ({ person }) => person,
  );
  const placesOf = Map.groupBy(ours, ({ coalition }) => coalition);
  return rows.map((row) => {
    const all = theirs.get(row.person) ?? [];
    const known = [row, ...(placesOf.get(row.coalition) ?? [])];
    return memberOf(
      row,
      all.filter((account) => known.some((place) => isOf(account, place))),
    );
  });
}

/** Slack accounts are of one workspace; those of Discord are the same on every server. */
export const isOf = (
  account: Pick<Account, 'platform' | 'workspace'>,
  place: Pick<Account, 'platform' | 'workspace'>,
): boolean =>
  account.platform === place.platform &&
  (account.workspace === '' || account.workspace === place.workspace);

/** The row of a member; those who left are none. Throws UserError. */
export function memberRow(mine: Tenant, person: string): MemberRow & { readonly role: Role } {
  const row = mine.row(members, and(isPerson(person), stillIn));
  if (!row)
    throw new UserError('That person is not a member of your coalition.', {
      problem: 'unknown_member',
    });
  // Guaranteed by the condition: not `left`.
  return row as MemberRow & { readonly role: Role };
}

export function memberOf(row: MemberRow, known: readonly AccountRow[]): Member {
  const { person, name, organisation, platform, workspace, joinedAt, seenAt } = row;
  return {
    person,
    // Guaranteed by who asks: the rows of those who left are not read as members.
    role: row.role as Role,
    ...present({ name, organisation }),
    place: { platform, workspace },
    accounts: known.map(accountOf),
    joinedAt,
    seenAt,
  };
}

/** By name, those without one last; then by when they joined. */
const byName = (a: Member, b: Member): number =>
  Number(a.name === undefined) - Number(b.name === undefined) ||
  (a.name ?? '').localeCompare(b.name ?? '') ||
  a.joinedAt - b.joinedAt ||
  a.person.localeCompare(b.person);
