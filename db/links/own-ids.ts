import { type OwnDeadline, ownVersionKey } from '../../src/core/own-deadlines.ts';
import type { Transaction } from '../database.ts';
import { eq, sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';

type Names = Pick<OwnDeadline, 'coalition' | 'id'>;

/** All of `own/<coalition>/d7k2@2` before the number of the version. */
const stem = (names: Names): string => ownVersionKey({ ...names, dateVersion: 0 }).slice(0, -1);

/**
 * Notices of a deadline that changes its coalition or id stay notices of that
 * deadline: what was sent is not sent again, and a move cancels what waits.
 */
export function renameInNotices(tx: Transaction, coalition: string, from: Names, to: Names): void {
  const renamed = (column: typeof outbox.key | typeof outbox.deadline) =>
    sql`replace(${column}, ${stem(from)}, ${stem(to)})`;
  tx.update(outbox)
    .set({ key: renamed(outbox.key), deadline: renamed(outbox.deadline) })
    .where(eq(outbox.coalition, coalition))
    .run();
}
