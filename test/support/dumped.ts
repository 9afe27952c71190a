import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { type Stores, storesOf } from '../../db/open.ts';
import { packageRoot } from '../../db/package-root.ts';

type Row = Readonly<Record<string, unknown>>;

export interface DumpedStores {
  readonly stores: Stores;
  rows(table: string): readonly Row[];
  /** Every row of every table that says so, as `table {"column": …}`. */
  saying(words: string): readonly string[];
}

/** An empty database of its own for each test, of which every row can be read. */
export function dumpedStores(): DumpedStores {
  const client = new Sqlite(':memory:');
  client.pragma('foreign_keys = ON');
  migrate(client, join(packageRoot(), 'db', 'migrations'), ':memory:');
  const stores = storesOf(client);
  onTestFinished(() => stores.close());
  const rows = (table: string) => client.prepare<[], Row>(`select * from "${table}"`).all();
  const tables = client
    .prepare<[], string>("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all();
  return {
    stores,
    rows,
    saying: (words) =>
      tables
        .flatMap((table) => rows(table).map((row) => `${table} ${JSON.stringify(row)}`))
        .filter((row) => row.includes(words)),
  };
}
