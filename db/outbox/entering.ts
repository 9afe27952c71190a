import type { Database } from '../database.ts';
import { getTableColumns, sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';

export type NewRow = typeof outbox.$inferInsert;

/**
 * Told in a digest by a clock that was ahead of this one: its time has not come
 * before, so that it still goes out by itself.
 */
export const toldAhead = (now: unknown) =>
  sql`(${outbox.status} = 'digested' and ${outbox.createdAt} > ${now})`;

/**
 * Enters a row unless its key is known, and answers whether it was new, as 1 or
 * 0. Prepared once: at nine o'clock there are thousands.
 */
export function prepareEntering(db: Database): (row: NewRow) => number {
  const names = Object.keys(getTableColumns(outbox)).filter((name) => name !== 'seq');
  const slots = Object.fromEntries(names.map((name) => [name, sql`${sql.placeholder(name)}`]));
  const statement = db
    .insert(outbox)
    // Guaranteed by the names: one placeholder for each column but the number that the database gives.
    .values(slots as never as NewRow)
    .onConflictDoUpdate({
      target: outbox.key,
      set: slots,
      setWhere: toldAhead(sql.placeholder('createdAt')),
    })
    .prepare();
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return ({ subjects, reply, ...row }) =>
    statement.run({ ...empty, ...row, subjects: json(subjects), reply: json(reply) }).changes;
}

const json = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));
