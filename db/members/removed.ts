import { UserError } from '../../src/core/errors.ts';
import { coalitions, members } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { and, asc, eq, inArray } from '../drizzle.ts';

/**
 * Throws UserError `removed_person` where one of them was removed from a
 * coalition: nobody comes in again as somebody else, and nobody else is shut out
 * with them.
 */
export function demandNotRemoved(db: Reader, persons: readonly string[]): void {
  const row = db
    .select({ name: coalitions.name })
    .from(members)
    .innerJoin(coalitions, eq(coalitions.id, members.coalition))
    .where(and(inArray(members.person, [...persons]), eq(members.role, 'removed')))
    .orderBy(asc(coalitions.foundedAt), asc(coalitions.id))
    .limit(1)
    .get();
  if (!row) return;
  throw new UserError(
    `One of these two accounts was removed from ${row.name}, so they cannot become one person. A coordinator of ${row.name} can let them in again first; then they can be linked.`,
    { problem: 'removed_person' },
  );
}
