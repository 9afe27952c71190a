import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { FormError, UserError } from '../../src/core/errors.ts';
import { act } from '../support/coalition.ts';
import { COALITION, following } from '../support/following.ts';
import { storesAt } from '../support/stores.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('DATABASE_URL', () => {
  it('opens a file, creates its folder, and keeps what is written', async () => {
    const file = `${folder}/data/vigil.db`;
    const first = storesAt(file);
    await first.follows.save(COALITION, following(), act());
    first.close();

    const second = openDatabase(`file:${file}`);

    expect(await second.follows.active()).toEqual([following()]);
    second.close();
  });

  it('takes the three-slash form of a file URL', () => {
    openDatabase(`file://${folder}/a%20b.db`).close();

    expect(() => new Sqlite(join(folder, 'a b.db'), { fileMustExist: true }).close()).not.toThrow();
  });

  it('opens a database in memory, each its own', async () => {
    const one = openDatabase('file::memory:');
    const other = openDatabase('file::memory:');
    await one.outbox.plan({ notices: [], cancelled: [], through: 1, now: 1 });

    expect(await other.outbox.plannedThrough()).toBeUndefined();
    one.close();
    other.close();
  });

  it.each([
    ['postgres://vigil:secret@db/vigil', 'postgres:'],
    ['./data/vigil.db', ''],
    ['file:', 'file:'],
    ['file:x.db?mode=ro', 'file:'],
    ['file://host/x.db', 'file:'],
    ['', ''],
  ])('refuses %s without repeating what may be secret', (url, scheme) => {
    expect(() => openDatabase(url)).toThrow(
      new FormError(
        `Not a form of DATABASE_URL: '${scheme}…' (expected file:./data/vigil.db, file:/var/lib/vigil/vigil.db or file::memory:)`,
      ),
    );
  });

  it('says which file it cannot open, and why', () => {
    const path = join(folder, 'notes.db');
    writeFileSync(path, 'These are not the tables you are looking for. '.repeat(100));

    expect(() => openDatabase(`file:${path}`)).toThrow(
      new UserError(`Cannot open the database '${path}' of DATABASE_URL: file is not a database`),
    );
  });
});

describe('bringing the tables up to date', () => {
  it('refuses a database that a newer Vigil has written', () => {
    const path = join(folder, 'vigil.db');
    openDatabase(`file:${path}`).close();
    const client = new Sqlite(path);
    client
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('of the future', 99_999_999_999_999);
    client.close();

    expect(() => openDatabase(`file:${path}`)).toThrow(
      new UserError(
        `The database '${path}' was written by a newer Vigil than this one: start the newer one, or point DATABASE_URL at another file`,
      ),
    );
  });

  it('succeeds for every process when several start together', async () => {
    const open = new URL('../../db/open.ts', import.meta.url).href;
    const script = `import { openDatabase } from '${open}'; openDatabase('file:${folder}/vigil.db').close();`;
    const start = () =>
      promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script]);

    const ended = await Promise.allSettled([start(), start(), start()]);

    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('rests on transactions that refuse to wait', () => {
    // A later drizzle commits at the first await and rolls nothing back: the stores must then change.
    const db = drizzle({ client: new Sqlite(':memory:') });

    expect(() => db.transaction(() => Promise.resolve())).toThrow(
      'Transaction function cannot return a promise',
    );
  });
});
