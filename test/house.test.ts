import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBundle } from '../db/bundle.ts';
import { openDatabase } from '../db/open.ts';
import { genevaInstant } from '../src/core/edtf.ts';
import { silentLog } from '../src/core/log.ts';
import type { Bundle } from '../src/core/record.ts';
import { openHouse, RECORD_FOLDER } from '../src/house.ts';

const NOW = genevaInstant('2026-11-21', '10:00');

/** A house on a database file that another process can write to. */
async function sharedHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  const databaseUrl = `file:${join(folder, 'vigil.db')}`;
  const clock = { startsAt: NOW, speed: 0 };
  const house = await openHouse({ databaseUrl, port: 0, root: '/upr', clock }, silentLog);
  onTestFinished(() => {
    house.stores.close();
    rmSync(folder, { recursive: true });
  });
  return {
    house,
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
    const ask = async () =>
      house.desk.answer(
        { text: 'status peru' },
        {
          place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
          person: 'U1',
          mayManage: true,
        },
      );
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
