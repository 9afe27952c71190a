import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { packageRoot } from '../../db/package-root.ts';
import { destinationKey } from '../../src/core/destination.ts';
import { COALITION } from '../support/following.ts';
import { MORNING } from '../support/outbox.ts';
import { databaseWith } from '../support/stores.ts';

const MIGRATIONS = join(packageRoot(), 'db', 'migrations');

/** A database as the first Vigil made it, with rows of its time; answers its file. */
function oldDatabase(fill: (client: Database) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = join(folder, 'migrations');
  mkdirSync(join(first, 'meta'), { recursive: true });
  cpSync(join(MIGRATIONS, '0000_initial.sql'), join(first, '0000_initial.sql'));
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8'));
  const entries = journal.entries.slice(0, 1);
  writeFileSync(join(first, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  const file = join(folder, 'vigil.db');
  const client = new Sqlite(file);
  migrate(client, first, file);
  fill(client);
  client.close();
  return file;
}

/** `follow(client, 'slack/T1/C1', 'U1')`: of Peru, in a destination, by an account. */
function follow(client: Database, destination: string, by: string): void {
  client
    .prepare(
      `INSERT INTO follows (id, platform, workspace, channel, subject, events, ladder, time, created_by, created_at)
       VALUES (?, ?, ?, ?, 'state/PER', '["deadlines"]', '[7]', '09:00', ?, 1000)`,
    )
    .run(`of ${destination}`, ...destination.split('/'), by);
}

/** `enter(client, 'slack/T1/C1', 'pending')`: a notice whose key is the destination and the status. */
function enter(client: Database, destination: string, status: string): void {
  const reply = JSON.stringify({ title: 'A title', tone: 'calm', audience: 'channel', blocks: [] });
  const key = `${destination} ${status}`;
  client
    .prepare(
      `INSERT INTO outbox (id, key, platform, workspace, channel, kind, due_at, reply, status, visible_at, attempts, refusals, created_at)
       VALUES (?, ?, ?, ?, ?, 'reminder', 1, ?, ?, 1, 0, 0, 2000)`,
    )
    .run(key, key, ...destination.split('/'), reply, status);
}

/** The new Vigil on the database of the old one. */
function opened(file: string) {
  const stores = openDatabase(`file:${file}`);
  const client = new Sqlite(file);
  onTestFinished(() => {
    stores.close();
    client.close();
  });
  return { ...stores, client };
}

const FOLLOWED = ['slack/T1/C1', 'slack/T1/C2', 'slack/T2/C1', 'discord/G1/C1'];
const DIRECT = 'discord/dm/D42';

const inUse = (): string =>
  oldDatabase((client) => {
    for (const destination of FOLLOWED) follow(client, destination, 'U1');
    follow(client, DIRECT, '42');
    for (const destination of [...FOLLOWED, DIRECT]) {
      enter(client, destination, 'sent');
      enter(client, destination, 'pending');
    }
  });

describe('a database from before there were coalitions', () => {
  it('keeps every follow, each in the coalition of its place', async () => {
    const { follows, client } = opened(inUse());

    const active = await follows.active();

    expect(active.map(({ destination }) => destinationKey(destination)).toSorted()).toEqual(
      [...FOLLOWED, DIRECT].toSorted(),
    );
    for (const { coalition, destination, createdBy } of active) {
      const workspace = destination.workspace === 'dm' ? `dm:${createdBy}` : destination.workspace;
      const place = client
        .prepare('SELECT coalition FROM places WHERE platform = ? AND workspace = ?')
        .pluck()
        .get(destination.platform, workspace);
      expect(place).toBe(coalition);
    }
  });

  it('founds one coalition a place, named after what is known of it', () => {
    const { client } = opened(inUse());

    const places = client
      .prepare(
        `SELECT p.platform || '/' || p.workspace || ' ' || p.kind || ' ' || c.name
         FROM places p JOIN coalitions c ON c.id = p.coalition ORDER BY 1`,
      )
      .pluck()
      .all();

    expect(places).toEqual([
      'discord/G1 workspace G1',
      'discord/dm:42 direct dm:42',
      'slack/T1 workspace T1',
      'slack/T2 workspace T2',
    ]);
    expect(client.prepare('SELECT count(*) FROM coalitions').pluck().get()).toBe(4);
  });

  it('gives each coalition a UUID of its own', () => {
    const { client } = opened(inUse());

    const ids = client.prepare('SELECT id FROM coalitions').pluck().all();

    const uuid = expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(ids).toEqual([uuid, uuid, uuid, uuid]);
    expect(new Set(ids).size).toBe(4);
  });

  it('sends all that waits, in its place, and nothing that was sent', async () => {
    const { outbox } = opened(inUse());

    const parcels = await outbox.claim(MORNING, 100);

    expect(parcels.map(({ notice }) => notice.key).toSorted()).toEqual(
      [...FOLLOWED, DIRECT].map((destination) => `${destination} pending`).toSorted(),
    );
  });

  it('remembers what was told, so that it is not told again', async () => {
    const { outbox } = opened(inUse());
    const keys = [...FOLLOWED, DIRECT].map((destination) => `${destination} sent`);

    expect(await outbox.entered(keys, MORNING)).toEqual(new Set(keys));
  });

  it('keeps the notices of a workspace that follows nothing any more', async () => {
    const { outbox } = opened(oldDatabase((client) => enter(client, 'slack/T9/C1', 'pending')));

    const parcels = await outbox.claim(MORNING, 100);

    expect(parcels.map(({ notice }) => notice.key)).toEqual(['slack/T9/C1 pending']);
  });

  it('opens where nothing was followed yet', async () => {
    const { follows, client } = opened(oldDatabase(() => undefined));

    expect(await follows.active()).toEqual([]);
    expect(client.prepare('SELECT count(*) FROM coalitions').pluck().get()).toBe(0);
  });

  it('is whole afterwards', () => {
    const { client } = opened(inUse());

    expect(client.pragma('foreign_key_check')).toEqual([]);
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('the audit log in the database', () => {
  function logged(): Database {
    const client = databaseWith(COALITION, 'another');
    client
      .prepare(
        `INSERT INTO audit (coalition, at, person, organisation, platform, workspace, channel, action, subject, before, after)
         VALUES (?, 1, 'p1', 'aclu', 'slack', 'T1', 'C1', 'deadline.added', 'd7k2', '{}', '{}')`,
      )
      .run(COALITION);
    return client;
  }

  it.each([
    'seq',
    'at',
    'person',
    'organisation',
    'platform',
    'workspace',
    'channel',
    'action',
    'subject',
    'before',
    'after',
  ])('refuses a change of %s', (column) => {
    expect(() => logged().exec(`UPDATE audit SET "${column}" = 7`)).toThrow(
      'the audit log is append-only',
    );
  });

  it('refuses to delete a line while its coalition stands', () => {
    expect(() => logged().exec('DELETE FROM audit')).toThrow('the audit log is append-only');
  });

  it('goes over into another coalition with the rest of its own', () => {
    const client = logged();

    client.exec("UPDATE audit SET coalition = 'another'");

    expect(client.prepare('SELECT coalition FROM audit').pluck().all()).toEqual(['another']);
  });

  it('goes with its coalition', () => {
    const client = logged();

    client.prepare('DELETE FROM coalitions WHERE id = ?').run(COALITION);

    expect(client.prepare('SELECT * FROM audit').all()).toEqual([]);
  });
});
