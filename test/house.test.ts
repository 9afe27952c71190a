import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBundle } from '../db/bundle.ts';
import { openDatabase } from '../db/open.ts';
import { OPERATOR, OPERATORS_PLACE } from '../src/adapters/console/intake.ts';
import { genevaInstant } from '../src/core/dates/edtf.ts';
import { silentLog } from '../src/core/log.ts';
import type { Notice } from '../src/core/notice.ts';
import type { Bundle } from '../src/core/record/record.ts';
import { type House, openHouse, RECORD_FOLDER } from '../src/house.ts';
import { slackAccount } from './support/coalition.ts';
import { CHANNEL, notice } from './support/following.ts';
import { SOMEONE } from './support/house.ts';

const NOW = genevaInstant('2026-11-21', '10:00');

/** A house on a database file that another process can write to. */
async function sharedHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  const databaseUrl = `file:${join(folder, 'vigil.db')}`;
  const clock = { startsAt: NOW, speed: 0 };
  const open = () => openHouse({ databaseUrl, port: 0, root: '/upr', clock }, silentLog);
  const house = await open();
  onTestFinished(() => {
    house.stores.close();
    rmSync(folder, { recursive: true });
  });
  return {
    house,
    async reopened(): Promise<House> {
      const other = await open();
      onTestFinished(() => other.stores.close());
      return other;
    },
    async loadElsewhere(change: (bundle: Bundle) => Bundle): Promise<void> {
      const other = openDatabase(databaseUrl);
      const stamp = { hash: 'newer', now: NOW, batch: 'newer' };
      await other.record.load(change(readBundle(RECORD_FOLDER)), stamp);
      other.close();
    },
  };
}

const renamed = (bundle: Bundle): Bundle => ({
  ...bundle,
  facts: bundle.facts.filter(({ id }) => id !== 'upr/4/USA/no-show'),
  states: bundle.states.map((state) =>
    state.code === 'PER' ? { ...state, name: 'Republic of Peru' } : state,
  ),
});

describe('a house whose record another process has replaced', () => {
  it('takes the new one over, whole, when it is told to look', async () => {
    const { house, loadElsewhere } = await sharedHouse();
    const before = house.core;
    await loadElsewhere(renamed);
    const unaware = house.core;

    await house.refresh();

    const { record, states } = house.core;
    expect(unaware).toBe(before);
    expect(record.facts).toHaveLength(before.record.facts.length - 1);
    expect(states.byCode('PER')?.name).toBe('Republic of Peru');
    expect(before.states.byCode('PER')?.name).toBe('Peru');
  });

  it('answers from the new one, also what it has answered before', async () => {
    const { house, loadElsewhere } = await sharedHouse();
    const ask = async () => house.desk.answer({ text: 'status peru' }, SOMEONE);
    const first = (await ask()).title;
    await loadElsewhere(renamed);

    await house.refresh();

    expect([first, (await ask()).title]).toEqual([
      expect.stringContaining('Peru'),
      expect.stringContaining('Republic of Peru'),
    ]);
  });

  it('keeps what it has where nothing is newer', async () => {
    const { house } = await sharedHouse();
    const before = house.core;

    await house.refresh();

    expect(house.core).toBe(before);
  });
});

describe('the terminal in a house that has just been opened', () => {
  it('is a place as any other, which whoever sits there coordinates', async () => {
    const { house } = await sharedHouse();

    const who = await house.stores.coalitions.who(OPERATORS_PLACE, OPERATOR.account);

    expect([who?.coalition.name, who?.member?.role]).toEqual(['This computer', 'coordinator']);
  });

  it('is founded once', async () => {
    const { house, reopened } = await sharedHouse();

    const again = await reopened();

    expect(await again.stores.coalitions.all()).toEqual(await house.stores.coalitions.all());
  });
});

describe('what people are to be told', () => {
  const told = async (house: House): Promise<Notice> => {
    const [coalition] = await house.stores.coalitions.all();
    return notice({ coalition: coalition?.id ?? '', kind: 'request' });
  };

  it('is in the outbox, and whoever delivers is woken', async () => {
    const { house } = await sharedHouse();
    let woken = 0;
    house.whenNotified(() => {
      woken += 1;
    });
    const request = await told(house);

    await house.core.notify([request]);

    expect([woken, (await house.stores.outbox.all()).map(({ key }) => key)]).toEqual([
      1,
      [request.key],
    ]);
  });

  it('is entered once, however often it is said', async () => {
    const { house } = await sharedHouse();
    const request = await told(house);

    await house.core.notify([request]);
    await house.core.notify([request]);

    expect(await house.stores.outbox.all()).toHaveLength(1);
  });
});

describe('a code', () => {
  it('can be read out, and is another each time', async () => {
    const { house } = await sharedHouse();

    const codes = Array.from({ length: 50 }, () => house.core.newCode());

    expect(new Set(codes).size).toBe(50);
    for (const code of codes)
      expect(code).toMatch(/^[2-9BCDFGHJKMNPQRTVWXZ]{4}-[2-9BCDFGHJKMNPQRTVWXZ]{4}$/);
  });
});

describe('a house without platforms', () => {
  it('takes nobody for a member, and no channel for safe', async () => {
    const { house } = await sharedHouse();
    const { seat, exposure } = house.core;

    expect([await seat(CHANNEL, slackAccount('U1')), await exposure(CHANNEL)]).toEqual([
      'stranger',
      'unknown',
    ]);
  });

  it('does not say that it posted something', async () => {
    const { house } = await sharedHouse();

    expect(await house.core.post(CHANNEL, notice().reply)).toBeUndefined();
  });
});
