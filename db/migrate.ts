import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { UserError } from '../src/core/errors.ts';
import { readMigrationFiles } from './drizzle.ts';

/**
 * Applies the migrations of a folder that a database lacks.
 *
 * drizzle's own migrator looks before it locks, so that of two processes that
 * start together one fails. Here the look is inside the lock: the second finds
 * nothing to do. The table is drizzle's, so that its tools can read it.
 *
 * Throws UserError where the database holds a migration that the folder lacks.
 */
export function migrate(client: Database, folder: string, path: string): void {
  if (isUpToDate(client, folder)) return;
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  client
    .transaction(() => {
      client.exec(
        'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)',
      );
      const applied = newestApplied(client);
      const known = migrations.at(-1)?.folderMillis ?? 0;
      if (applied > known) throw newer(path);
      const enter = client.prepare(
        'INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)',
      );
      for (const { folderMillis, hash, sql } of migrations) {
        if (folderMillis <= applied) continue;
        for (const statement of sql) client.exec(statement);
        enter.run(hash, folderMillis);
      }
    })
    .immediate();
}

/** At nearly every start there is nothing to do, which the list of migrations tells without reading them. */
function isUpToDate(client: Database, folder: string): boolean {
  const listed = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly when: number }[];
  };
  const table = client
    .prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'")
    .get();
  return table !== undefined && newestApplied(client) === listed.entries.at(-1)?.when;
}

function newestApplied(client: Database): number {
  const newest: unknown = client
    .prepare('SELECT max(created_at) FROM __drizzle_migrations')
    .pluck()
    .get();
  return typeof newest === 'number' ? newest : 0;
}

const newer = (path: string): UserError =>
  new UserError(
    `The database '${path}' was written by a newer Vigil than this one: ` +
      'start the newer one, or point DATABASE_URL at another file',
  );
