import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { ArchiveStore } from '../src/core/coalition/archive.ts';
import type { AuditStore } from '../src/core/coalition/audit.ts';
import type { ChannelStore } from '../src/core/coalition/channels.ts';
import type { CoalitionStore } from '../src/core/coalition/coalitions.ts';
import type { LinkStore } from '../src/core/coalition/links.ts';
import type { MemberStore } from '../src/core/coalition/members.ts';
import type { OrganisationStore } from '../src/core/coalition/organisations.ts';
import { FormError, UserError } from '../src/core/errors.ts';
import type { FollowStore } from '../src/core/follows.ts';
import type { Outbox } from '../src/core/notice.ts';
import type { OwnDeadlineStore } from '../src/core/own/deadlines.ts';
import type { RecordStore } from '../src/core/record/record.ts';
import { drizzle } from './drizzle.ts';
import { migrate } from './migrate.ts';
import { packageRoot } from './package-root.ts';
import * as schema from './schema.ts';
import { createArchiveStore } from './stores/archives.ts';
import { createAuditStore } from './stores/audit.ts';
import { createChannelStore } from './stores/channels.ts';
import { createCoalitionStore } from './stores/coalitions.ts';
import { createFollowStore } from './stores/follows.ts';
import { createLinkStore } from './stores/links.ts';
import { createMemberStore } from './stores/members.ts';
import { createOrganisationStore } from './stores/organisations.ts';
import { createOutbox } from './stores/outbox.ts';
import { createOwnDeadlineStore } from './stores/own-deadlines.ts';
import { createRecordStore } from './stores/record.ts';

/** How long a statement waits while another process writes. */
const BUSY_TIMEOUT_MS = 5_000;

/** The stores of one database. */
export interface Stores {
  readonly record: RecordStore;
  readonly coalitions: CoalitionStore;
  readonly members: MemberStore;
  readonly organisations: OrganisationStore;
  readonly links: LinkStore;
  readonly deadlines: OwnDeadlineStore;
  readonly channels: ChannelStore;
  readonly audit: AuditStore;
  readonly archives: ArchiveStore;
  readonly follows: FollowStore;
  readonly outbox: Outbox;
  close(): void;
}

/**
 * Opens `file:./data/vigil.db`, `file:/var/lib/vigil.db` or `file::memory:`,
 * creates what is missing and brings the tables up to date.
 *
 * Throws FormError on another form, UserError where the file cannot be used or
 * was written by a newer Vigil. `speed`: how many times as fast as the machine's
 * the clock runs whose instants the stores are given.
 */
export function openDatabase(url: string, speed?: number): Stores {
  const path = pathOf(url);
  const client = connect(path);
  try {
    migrate(client, join(packageRoot(), 'db', 'migrations'), path);
    return storesOf(client, speed);
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The same, of a database that there is: throws UserError where there is none, and creates nothing. */
export function openExisting(url: string): Stores {
  const path = pathOf(url);
  if (path !== ':memory:' && !existsSync(path))
    throw new UserError(`There is no database '${path}': nothing was created.`);
  return openDatabase(url);
}

/** The stores over a connection whose tables are up to date. */
export function storesOf(client: Sqlite.Database, speed?: number): Stores {
  const db = drizzle({ client, schema, casing: 'snake_case' });
  return {
    record: createRecordStore(db),
    coalitions: createCoalitionStore(db),
    members: createMemberStore(db),
    organisations: createOrganisationStore(db),
    links: createLinkStore(db),
    deadlines: createOwnDeadlineStore(db),
    channels: createChannelStore(db),
    audit: createAuditStore(db),
    archives: createArchiveStore(db),
    follows: createFollowStore(db),
    outbox: createOutbox(db, speed),
    close: () => client.close(),
  };
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
