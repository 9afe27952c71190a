import { createHash } from 'node:crypto';
import { type Account, accountKey } from '../../src/core/coalition/coalition.ts';
import type { Barred } from '../../src/core/coalition/members.ts';
import { barred, members } from '../coalition-schema.ts';
import type { Reader, Transaction } from '../database.ts';
import { and, eq } from '../drizzle.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { accountsOf, stillIn } from './rows.ts';

/** What is kept of an account that a coalition removed: the same for the same account there, and for no other anywhere. */
export const barredDigest = (removedFrom: string, account: Account): string =>
  createHash('sha256')
    .update(`${removedFrom}/${accountKey(account)}`)
    .digest('hex');

/** As the core knows it: without the coalition, which is said once. */
export const barredOf = ({ removedFrom, digest }: Barred): Barred => ({ removedFrom, digest });

/** Accounts as a coalition keeps them out. */
export const barredAs = (removedFrom: string, accounts: readonly Account[]): readonly Barred[] =>
  accounts.map((account) => ({ removedFrom, digest: barredDigest(removedFrom, account) }));

/** Whether an account is one of those that are kept out. Each says under which coalition its digest was made. */
export const isAmong = (keptOut: readonly Barred[], account: Account): boolean =>
  matching(keptOut, account).length > 0;

/** Keeps accounts out of a coalition from which their person was removed. */
export function bar(mine: Tenant, coalition: string, accounts: readonly Account[]): void {
  keepOut(mine, barredAs(coalition, accounts));
}

/** Lets accounts in again: who they are is known now, so that what kept them out is found. */
export function admit(mine: Tenant, accounts: readonly Account[]): void {
  const keptOut = mine.rows(barred);
  for (const { removedFrom, digest } of accounts.flatMap((one) => matching(keptOut, one)))
    mine.remove(barred, and(eq(barred.removedFrom, removedFrom), eq(barred.digest, digest)));
}

/** Who is a member is not kept out: said after coalitions were joined or parted, and after an import. */
export function admitMembers(tx: Transaction, coalition: string): void {
  const mine = tenant(tx, coalition);
  if (mine.count(barred) === 0) return;
  const persons = mine.rows(members, stillIn).map(({ person }) => person);
  admit(mine, accountsOf(tx, persons));
}

/** Adds those that are not kept out yet. The digests stay as they were made, under the coalition that removed. */
export function keepOut(mine: Tenant, more: readonly Barred[]): void {
  const keptOut = new Set(mine.rows(barred).map(barredKey));
  for (const { removedFrom, digest } of more)
    if (!keptOut.has(barredKey({ removedFrom, digest }))) mine.add(barred, { removedFrom, digest });
}

/** The digests that keep any of the accounts out, of whatever coalition. */
export function digestsOf(db: Reader, accounts: readonly Account[]): readonly string[] {
  const all = db.select().from(barred).all();
  return accounts.flatMap((account) => matching(all, account)).map(({ digest }) => digest);
}

const barredKey = ({ removedFrom, digest }: Barred): string => `${removedFrom}/${digest}`;

/** Those of an account: hashed once for each coalition that removed somebody. */
function matching<One extends Barred>(keptOut: readonly One[], account: Account): readonly One[] {
  const digests = new Map<string, string>();
  return keptOut.filter(({ removedFrom, digest }) => {
    const own = digests.get(removedFrom) ?? barredDigest(removedFrom, account);
    digests.set(removedFrom, own);
    return own === digest;
  });
}
