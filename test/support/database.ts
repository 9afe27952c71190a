import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Database } from '../../db/database.ts';
import { drizzle } from '../../db/drizzle.ts';
import { migrate } from '../../db/migrate.ts';
import { packageRoot } from '../../db/package-root.ts';
import * as schema from '../../db/schema.ts';

/** A database in memory whose rows a test may read, and that can fail. */
export interface BareDatabase {
  readonly db: Database;
  /** The statement of this number from now on fails, before it does anything; undefined: none does. */
  failAt(statement: number | undefined): void;
  /** Every row of every table, by table. */
  dump(): Readonly<Record<string, readonly Row[]>>;
  run(sql: string): readonly Row[];
}
export type Row = Readonly<Record<string, unknown>>;

/** An empty database of its own for each test. */
export function openBare(): BareDatabase {
  const client = new Sqlite(':memory:');
  onTestFinished(() => {
    client.close();
  });
  client.pragma('foreign_keys = ON');
  migrate(client, join(packageRoot(), 'db', 'migrations'), ':memory:');
  let left: number | undefined;
  const failing = new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== 'prepare') return member.bind(target);
      return (sql: string) => {
        if (left !== undefined && left-- === 1) throw new Error(`The disk failed at: ${sql}`);
        return target.prepare(sql);
      };
    },
  });
  const run = (sql: string): readonly Row[] => client.prepare<[], Row>(sql).all();
  return {
    db: drizzle({ client: failing, schema, casing: 'snake_case' }),
    failAt(statement) {
      left = statement;
    },
    dump() {
      const tables = run(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
      );
      return Object.fromEntries(
        tables.map(({ name }) => [name, run(`select * from "${name}" order by 1, 2`)]),
      );
    },
    run,
  };
}
