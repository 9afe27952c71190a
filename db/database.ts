import type { InferInsertModel } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { getTableColumns, sql } from './drizzle.ts';
import type * as schema from './schema.ts';

/** What the stores are written against. Its transactions are synchronous: they stay inside a store. */
export type Database = BetterSQLite3Database<typeof schema>;

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

type Present<Row> = { [Key in keyof Row as null extends Row[Key] ? never : Key]: Row[Key] } & {
  [Key in keyof Row as null extends Row[Key] ? Key : never]?: NonNullable<Row[Key]>;
};

/** Leaves out the columns that are null: in the core an optional member is absent. */
export function present<Row extends object>(row: Row): Present<Row> {
  // Guaranteed by the filter: exactly the null members are gone.
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as Present<Row>;
}

/** Adds rows through one prepared statement: six times as fast as a statement each. */
export function insertAll<Table extends SQLiteTable>(
  tx: Pick<Database, 'insert'>,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): void {
  if (rows.length === 0) return;
  const names = Object.keys(getTableColumns(table));
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  // Guaranteed by the names: one placeholder for each column of the table.
  const slots = Object.fromEntries(
    names.map((name) => [name, sql.placeholder(name)]),
  ) as never as Table['$inferInsert'];
  const statement = tx.insert(table).values(slots).prepare();
  for (const row of rows) statement.run({ ...empty, ...row });
}
