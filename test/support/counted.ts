import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { type Stores, storesOf } from '../../db/open.ts';
import { packageRoot } from '../../db/package-root.ts';

/** An empty database of its own for each test, which counts the statements that it is asked. */
export function countedStores(): {
  readonly stores: Stores;
  /** How many statements the work takes. */
  statements(work: () => Promise<unknown>): Promise<number>;
} {
  let asked = 0;
  const client = new Sqlite(':memory:', {
    verbose: () => {
      asked += 1;
    },
  });
  client.pragma('foreign_keys = ON');
  migrate(client, join(packageRoot(), 'db', 'migrations'), ':memory:');
  const stores = storesOf(client);
  onTestFinished(() => stores.close());
  return {
    stores,
    async statements(work) {
      const before = asked;
      await work();
      return asked - before;
    },
  };
}
