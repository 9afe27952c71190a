import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../db/open.ts';
import { identify } from '../../src/core/coalition/identify.ts';
import type { Caller } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { silentLog } from '../../src/core/log.ts';
import { type House, openHouse } from '../../src/house.ts';
import { type Figure, median, p99, rounded } from './figure.ts';

/** What one coalition is made of. */
const ORGANISATIONS = 20;
const PEOPLE = 50;
const PLACES = 5;
const FEW = 10;
/** Of each side in a round: everybody whom the few coalitions have asks once, and as many people of the many. */
const QUESTIONS = FEW * PEOPLE;
const ROUNDS = 15;

/** Who asks, for whom, with which rights: with ten coalitions, and with as many as given. */
export async function coalitionFigures(many: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-coalitions-'));
  const houses = await Promise.all(
    [FEW, many].map((coalitions) => houseOf(join(folder, `${coalitions}.db`), coalitions)),
  );
  try {
    const [few, lots] = houses;
    if (!few || !lots) throw new Error('No houses to measure in');
    const times = await inTurns(few.core, lots.core, many);
    const ratio = median(times.map(({ lot, little }) => median(lot) / median(little)));
    const middle = median(times.flatMap(({ lot }) => lot));
    const worst = p99(times.flatMap(({ lot }) => lot));
    const size = `${many.toLocaleString('en')} coalitions × ${ORGANISATIONS} organisations × ${PEOPLE} people × ${PLACES} places`;
    return [
      {
        name: `Who asks, for whom, with which rights, in ${size}`,
        measured: `${rounded(middle)} ms median, ${rounded(worst)} ms p99`,
        target: '< 0.2 ms median',
        ok: middle < 0.2,
      },
      {
        name: `The same, against ${FEW} coalitions`,
        measured: rounded(ratio),
        target: '≤ 1.2',
        ok: ratio <= 1.2,
      },
    ];
  } finally {
    for (const { stores } of houses) stores.close();
    rmSync(folder, { recursive: true });
  }
}

interface Round {
  readonly little: number[];
  readonly lot: number[];
}

async function inTurns(few: Core, lots: Core, many: number): Promise<Round[]> {
  await asked(few, FEW);
  await asked(lots, many);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ little: await asked(few, FEW), lot: await asked(lots, many) });
  return rounds;
}

/** Milliseconds of each question, by people spread evenly over all coalitions. */
async function asked(core: Core, coalitions: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const caller = callerOf((i * 7_919) % coalitions, Math.floor(i / FEW) % PEOPLE);
    const begun = performance.now();
    const who = await identify(caller, { name: 'deadline add', needs: 'write' }, core);
    times.push(performance.now() - begun);
    if (who.role !== 'editor' || !who.organisation)
      throw new Error(`Not known: ${caller.account.id} in ${caller.place.workspace}`);
  }
  return times;
}

const callerOf = (coalition: number, person: number): Caller => {
  const workspace = workspaceOf(coalition, person % PLACES);
  return {
    place: { platform: 'slack', workspace, channel: 'C1' },
    account: { platform: 'slack', workspace, id: `U${coalition}-${person}` },
    mayManage: true,
  };
};

const workspaceOf = (coalition: number, place: number): string => `T${coalition}-${place}`;

async function houseOf(path: string, coalitions: number): Promise<House> {
  openDatabase(`file:${path}`).close();
  fill(path, coalitions);
  return openHouse({ databaseUrl: `file:${path}`, port: 0, root: '/upr' }, silentLog);
}

/** Written past the stores: they make one thing at a time, and this is a million. */
function fill(path: string, coalitions: number): void {
  const client = new Sqlite(path);
  const into = (table: string, columns: string) =>
    client.prepare(
      `insert into ${table} (${columns}) values (${columns
        .split(',')
        .map(() => '?')
        .join(',')})`,
    );
  const now = Date.now();
  const rows = {
    coalition: into('coalitions', 'id,name,founded_at'),
    place: into('places', 'coalition,platform,workspace,name,kind,seeds,joined_at'),
    person: into('people', 'id,created_at'),
    account: into('accounts', 'platform,workspace,id,person,created_at'),
    member: into(
      'members',
      'coalition,person,name,role,organisation,platform,workspace,joined_at,seen_at',
    ),
    organisation: into(
      'organisations',
      'coalition,id,short,name,short_folded,name_folded,languages,platform,workspace,created_at',
    ),
  };
  client.transaction(() => {
    for (let c = 0; c < coalitions; c++) {
      const coalition = randomUUID();
      rows.coalition.run(coalition, `Coalition ${c}`, now);
      for (let p = 0; p < PLACES; p++)
        rows.place.run(coalition, 'slack', workspaceOf(c, p), `Place ${p}`, 'workspace', 1, now);
      for (let o = 0; o < ORGANISATIONS; o++) {
        const name = [`o${o}`, `O${o}`, `Organisation ${o}`, `o${o}`, `organisation ${o}`];
        rows.organisation.run(coalition, ...name, '["en"]', 'slack', workspaceOf(c, 0), now);
      }
      for (let n = 0; n < PEOPLE; n++) {
        const person = randomUUID();
        const workspace = workspaceOf(c, n % PLACES);
        rows.person.run(person, now);
        rows.account.run('slack', workspace, `U${c}-${n}`, person, now);
        const rest = ['editor', `o${n % ORGANISATIONS}`, 'slack', workspace, now, now];
        rows.member.run(coalition, person, `Person ${n}`, ...rest);
      }
    }
  })();
  client.close();
}
