import type { Account } from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import { barred, coalitions, members } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { and, asc, eq, inArray, or } from '../drizzle.ts';
import { digestsOf } from './barred.ts';
import { accountsOf } from './rows.ts';

/** Who is about to be one: people, and the accounts by which that is asked, which may be nobody's yet. */
export interface ToBeOne {
  readonly persons: readonly string[];
  readonly accounts: readonly Account[];
}

/**
 * Throws UserError `removed_person` where one of them was removed from a
 * coalition, purged since or not: nobody comes in again as somebody else, and
 * nobody else is shut out with them.
 */
export function demandNotRemoved(db: Reader, { persons, accounts }: ToBeOne): void {
  const digests = digestsOf(db, [...accounts, ...accountsOf(db, persons)]);
  const isRemoved = and(inArray(members.person, [...persons]), eq(members.role, 'removed'));
  const removers = or(
    inArray(coalitions.id, db.select({ id: members.coalition }).from(members).where(isRemoved)),
    inArray(
      coalitions.id,
      db
        .select({ id: barred.coalition })
        .from(barred)
        .where(inArray(barred.digest, [...digests])),
    ),
  );
  const row = db
    .select({ name: coalitions.name })
    .from(coalitions)
    .where(removers)
    .orderBy(asc(coalitions.foundedAt), asc(coalitions.id))
    .limit(1)
    .get();
  if (!row) return;
  throw new UserError(
    `One of these two accounts was removed from ${row.name}, so they cannot become one person. A coordinator of ${row.name} can let them in again first; then they can be linked.`,
    { problem: 'removed_person' },
  );
}
