import { type OwnDeadline, ownVersionKey } from '../../src/core/own/deadlines.ts';
import type { Transaction } from '../database.ts';
import { and, eq, or, sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';

/** A deadline; without an id, every one of the coalition. */
type Names = Pick<OwnDeadline, 'coalition'> & Partial<Pick<OwnDeadline, 'id'>>;

/** `own/<coalition>/d7k2@` of one, `own/<coalition>/` of all. */
const stem = ({ coalition, id = '' }: Names): string =>
  ownVersionKey({ coalition, id, dateVersion: 0 }).slice(0, id === '' ? -2 : -1);

/**
 * Notices of deadlines that change their coalition or id stay notices of those
 * deadlines: what was sent is not sent again, and a move cancels what waits.
 */
export function renameInNotices(tx: Transaction, coalition: string, from: Names, to: Names): void {
  type Column = typeof outbox.key | typeof outbox.deadline;
  const renamed = (column: Column) => sql`replace(${column}, ${stem(from)}, ${stem(to)})`;
  const says = (column: Column) => sql`instr(${column}, ${stem(from)}) > 0`;
  tx.update(outbox)
    .set({ key: renamed(outbox.key), deadline: renamed(outbox.deadline) })
    .where(and(eq(outbox.coalition, coalition), or(says(outbox.key), says(outbox.deadline))))
    .run();
}
