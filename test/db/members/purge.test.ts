import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Caller } from '../../../src/core/command.ts';
import { genevaInstant } from '../../../src/core/dates/edtf.ts';
import { silentLog } from '../../../src/core/log.ts';
import { openHouse } from '../../../src/house.ts';
import { createHousekeeping, SILENT_MS } from '../../../src/reminders/housekeeping.ts';
import { recordingAdapter } from '../../support/adapters.ts';
import { notice } from '../../support/following.ts';

/** Vigil on a database file that can be read beside it. */
async function watchedHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-purge-'));
  const file = join(folder, 'vigil.db');
  const clock = { startsAt: genevaInstant('2026-11-22', '12:00'), speed: 0 };
  const house = await openHouse(
    { databaseUrl: `file:${file}`, port: 0, root: '/upr', clock },
    silentLog,
  );
  for (const platform of ['slack', 'discord'])
    house.adapters.set(platform, recordingAdapter(platform));
  const client = new Sqlite(file);
  onTestFinished(() => {
    client.close();
    house.stores.close();
    rmSync(folder, { recursive: true });
  });
  return { house, client };
}

const onSlack = (id: string, name: string, workspace = 'T1', channel = 'C1'): Caller => ({
  place: { platform: 'slack', workspace, channel },
  placeName: `Org ${workspace}`,
  account: { platform: 'slack', workspace, id },
  name,
  seat: 'member',
  mayManage: true,
});
const ADA: Caller = { ...onSlack('UADA', 'Ada'), seat: 'admin' };
const ZOE = onSlack('UZOE', 'Zoe');
const FOREST: Caller = { ...onSlack('UFOX', 'Fox', 'T2'), seat: 'admin' };
const BEN = onSlack('UBEN', 'Benedicta');
const BEN_DIRECT = onSlack('UBEN', 'Benedicta', 'T1', 'DBEN');
const BEN_DISCORD: Caller = {
  place: { platform: 'discord', workspace: 'dm', channel: 'DM-424242' },
  account: { platform: 'discord', workspace: '', id: '424242' },
  name: 'Benedicta',
  mayManage: true,
};

/** All that would say who somebody was. */
const WHO = ['Benedicta', 'UBEN', 'DBEN', '424242', 'Mine alone'];

/** Ben does everything that there is to do. */
async function lived() {
  const { house, client } = await watchedHouse();
  const ask = async (text: string, who: Caller) => {
    const reply = await house.desk.answer({ text }, who);
    if (reply.problem) throw new Error(`${text}: ${reply.problem}: ${JSON.stringify(reply)}`);
    return reply;
  };
  const column = (query: string): string[] =>
    client.prepare<[], string>(query).pluck().all().map(String);
  const [codeIn, newest] = [
    (text: unknown) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(JSON.stringify(text))?.[0] ?? '',
    (key: string) => column(`select reply from outbox where key like '${key}/%' order by seq desc`),
  ];

  await ask('admin coalition', ADA);
  await ask('follow peru', ZOE);
  await ask('follow peru', BEN);
  const [ben = ''] = column("select person from members where name = 'Benedicta'");
  const role = (to: string) => ask(`admin members member:${ben} role:${to}`, ADA);
  await role('editor');
  await ask('admin organisation add ACLU name:"American Civil Liberties Union"', ADA);
  await ask('speak for aclu', BEN_DIRECT);
  await ask(`confirm ${column('select id from requests')[0]}`, ADA);
  await role('coordinator');

  await ask('follow chile', BEN_DIRECT);
  await ask('follow usa', BEN_DIRECT);
  await ask('unfollow usa', BEN_DIRECT);
  await ask('admin channel ours:shown', BEN_DIRECT);
  await ask('admin organisation add HRW name:"Human Rights Watch"', BEN_DIRECT);
  await ask('deadline add "Mine alone" date:2026-12-15 for:peru seen-by:me', BEN_DIRECT);
  await ask('deadline add "For all" date:2026-12-15 for:peru', BEN_DIRECT);
  await ask('admin purge confirm:"Org T1"', BEN_DIRECT);
  await ask('admin purge cancel', BEN_DIRECT);

  await ask('account link', BEN_DIRECT);
  const code = codeIn(newest('code')[0]);
  await house.desk.answer({ text: 'account link code:WRNGWRNG' }, BEN_DISCORD);
  await ask(`account link code:${code}`, BEN_DISCORD);
  await ask(`account link code:${code} confirm:yes`, BEN_DISCORD);
  await ask('account coalition:"Org T1"', BEN_DISCORD);
  await ask('follow france', BEN_DISCORD);
  await ask('deadline add "From Discord" date:2026-12-16 for:peru', BEN_DISCORD);
  await ask('admin channel ours:shown', BEN_DISCORD);
  const host = codeIn(await ask('admin link', FOREST));
  await ask(`admin merge code:${host}`, BEN_DISCORD);

  const now = house.clock.now();
  const [coalition = ''] = column("select id from coalitions where name = 'Org T1'");
  const waiting = [BEN_DIRECT, BEN_DISCORD].map(({ place }) =>
    notice({ coalition, destination: place, key: `${place.platform}/${place.channel}|one` }),
  );
  await house.stores.outbox.enter(waiting, now);
  client.prepare('update members set seen_at = ? where person = ?').run(now - SILENT_MS - 1, ben);
  await createHousekeeping({ ...house.stores, log: silentLog, root: '/upr' }).keep(now);
  return { house, client, ask, ben };
}

/** Every row of every table that says so, as `table {"column": …}`. */
function saying(client: Sqlite.Database, words: string): readonly string[] {
  const tables = client
    .prepare<[], string>("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all();
  return tables.flatMap((table) =>
    client
      .prepare(`select * from "${table}"`)
      .all()
      .map((row) => `${table} ${JSON.stringify(row)}`)
      .filter((row) => row.includes(words)),
  );
}

it('leaves in no table a name, an account or a direct channel of who is purged', async () => {
  const { client, ask, ben } = await lived();
  const before = WHO.map((words) => saying(client, words).length > 0);
  const told = saying(client, 'Benedicta').filter((row) => row.startsWith('outbox'));

  await ask('privacy purge confirm:yes', BEN_DISCORD);

  expect(before).toEqual(WHO.map(() => true));
  expect(['silent/', 'request/', 'told/'].map((key) => told.join().includes(key))).toEqual([
    true,
    true,
    true,
  ]);
  expect(Object.fromEntries(WHO.map((words) => [words, saying(client, words)]))).toEqual(
    Object.fromEntries(WHO.map((words) => [words, []])),
  );
  expect(saying(client, ben).length).toBeGreaterThan(0);
});

it('leaves none either of who had left before, and named a successor', async () => {
  const { client, ask } = await lived();
  await ask('leave successor:Zoe confirm', BEN_DIRECT);
  expect(saying(client, 'successor/')).toHaveLength(1);

  await ask('privacy purge confirm:yes', BEN_DIRECT);

  expect(Object.fromEntries(WHO.map((words) => [words, saying(client, words)]))).toEqual(
    Object.fromEntries(WHO.map((words) => [words, []])),
  );
});

it('leaves the accounts alone of who had been removed, and is still refused', async () => {
  const { house, client, ask, ben } = await lived();
  await ask(`admin members member:${ben} remove confirm:yes`, ADA);

  await ask('privacy purge confirm:yes', BEN_DIRECT);

  const left = WHO.flatMap((words) => saying(client, words));
  expect(left.map((row) => row.split(' ')[0])).toEqual(['accounts', 'accounts']);
  expect(left.filter((row) => row.includes(ben))).toEqual([]);
  const refused = await house.desk.answer({ text: 'organisations' }, BEN);
  expect(refused.problem).toBe('not_allowed');
  expect(JSON.stringify(refused)).not.toContain('American Civil');
  await ask('admin members member:<@UBEN> role:reader', ADA);
  expect(JSON.stringify(await ask('organisations', BEN))).toContain('American Civil');
});
