import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { FormError, UserError } from '../src/core/errors.ts';
import type { FollowStore } from '../src/core/follows.ts';
import type { Outbox } from '../src/core/notice.ts';
import type { RecordStore } from '../src/core/record.ts';
import { drizzle } from './drizzle.ts';
import { migrate } from './migrate.ts';
import { packageRoot } from './package-root.ts';
import * as schema from './schema.ts';
import { createFollowStore } from './stores/follows.ts';
import { createOutbox } from './stores/outbox.ts';
import { createRecordStore } from './stores/record.ts';

/** How long a statement waits while another process writes. */
const BUSY_TIMEOUT_MS = 5_000;

/** The stores of one database. */
export interface Stores {
  readonly record: RecordStore;
  readonly follows: FollowStore;
  readonly outbox: Outbox;
  close(): void;
}

/**
 * Opens `file:./data/vigil.db`, `file:/var/lib/vigil.db` or `file::memory:`,
 * creates what is missing and brings the tables up to date.
 *
 * Throws FormError on another form, UserError where the file cannot be used or
 * was written by a newer Vigil.
 */
export function openDatabase(url: string): Stores {
  const path = pathOf(url);
  const client = connect(path);
  try {
    migrate(client, join(packageRoot(), 'db', 'migrations'), path);
    const db = drizzle({ client, schema, casing: 'snake_case' });
    return {
      record: createRecordStore(db),
      follows: createFollowStore(db),
      outbox: createOutbox(db),
      close: () => client.close(),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

function connect(path: string): Sqlite.Database {
  try {
    if (path !== ':memory:') makeFolder(dirname(path));
    const client = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
    client.pragma('journal_mode = WAL');
    client.pragma('foreign_keys = ON');
    return client;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot open the database '${path}' of DATABASE_URL: ${reason}`, {
      cause: error,
    });
  }
}

/** One folder, never a whole path: a mistyped address must not scatter databases about. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder);
}

function pathOf(url: string): string {
  if (url === 'file::memory:') return ':memory:';
  const path = /^file:(?!\/\/)([^?#]+)$/.exec(url)?.[1];
  if (path) return resolve(path);
  if (/^file:\/\/\/[^?#]+$/.test(url)) return fileURLToPath(url);
  // What stands behind the scheme may hold a password.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? '';
  throw new FormError(
    `Not a form of DATABASE_URL: '${scheme}…' ` +
      '(expected file:./data/vigil.db, file:/var/lib/vigil/vigil.db or file::memory:)',
  );
}
