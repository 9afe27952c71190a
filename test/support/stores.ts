import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrate } from '../../db/migrate.ts';
import { openDatabase, type Stores, storesOf } from '../../db/open.ts';
import { packageRoot } from '../../db/package-root.ts';
import { COALITION } from './following.ts';

/**
 * An empty database in memory, with the coalitions of these ids: what the
 * builders `following()` and `notice()` make belongs to the first of them.
 */
export function storesWith(...coalitions: readonly string[]): Stores {
  return storesOf(databaseWith(...coalitions));
}

/** The same as a connection, for what no store tells. */
export function databaseWith(...coalitions: readonly string[]): Sqlite.Database {
  const client = new Sqlite(':memory:');
  client.pragma('foreign_keys = ON');
  migrate(client, join(packageRoot(), 'db', 'migrations'), ':memory:');
  for (const id of coalitions.length > 0 ? coalitions : [COALITION]) enterCoalition(client, id);
  return client;
}

/** The database of a file, as a process opens it, with the coalition of the builders. */
export function storesAt(file: string): Stores {
  const stores = openDatabase(`file:${file}`);
  const client = new Sqlite(file);
  enterCoalition(client, COALITION);
  client.close();
  return stores;
}

/** A coalition without anything but its name. */
export const enterCoalition = (client: Sqlite.Database, id: string): void =>
  void client
    .prepare('INSERT OR IGNORE INTO coalitions (id, name, founded_at) VALUES (?, ?, 0)')
    .run(id, `Coalition ${id}`);
