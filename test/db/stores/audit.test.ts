import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../db/open.ts';
import type { Act, AuditFilter } from '../../../src/core/coalition/audit.ts';
import {
  act,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  slackAccount,
} from '../../support/coalition.ts';

const WHERE = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const ALL = { offset: 0, limit: 100 };

/** A coalition whose log ends with three exports, an hour apart. */
async function withExports(stores: Stores): Promise<{ coalition: string; coordinator: string }> {
  const made = await founded(stores);
  for (const hour of [1, 2, 3])
    await note(stores, made.coalition, `export-${hour}`, {
      person: made.coordinator,
      at: NOON + hour * 3_600_000,
    });
  return made;
}

const note = (stores: Stores, coalition: string, subject: string, over: Partial<Act> = {}) =>
  stores.audit.note(coalition, { action: 'coalition.exported', subject }, act(over));

const subjects = async (stores: Stores, coalition: string, filter: AuditFilter) =>
  (await stores.audit.page(coalition, filter, ALL)).entries.map(({ subject }) => subject);

describe('the log of a coalition', () => {
  it('keeps who did it, for which organisation, where, when, what, and what it came to', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const by = { person: coordinator, organisation: 'aclu', where: WHERE, at: NOON };

    await stores.audit.note(
      coalition,
      { action: 'coalition.exported', subject: coalition, after: { file: 'coalition.zip' } },
      by,
    );

    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 1 });
    expect(entries).toEqual([
      {
        seq: expect.any(Number) as number,
        ...by,
        action: 'coalition.exported',
        subject: coalition,
        after: { file: 'coalition.zip' },
      },
    ]);
  });

  it('leaves out what there was not: nobody, no place, nothing before or after', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await note(stores, coalition, coalition);

    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 1 });

    expect(Object.keys(entries[0] ?? {}).toSorted()).toEqual(['action', 'at', 'seq', 'subject']);
  });

  it('is read newest first, a page at a time, with how many there are', async () => {
    const stores = openStores();
    const { coalition } = await withExports(stores);
    const filter = { action: 'coalition.exported' };

    const page = await stores.audit.page(coalition, filter, { offset: 1, limit: 1 });

    expect(page.entries.map(({ subject }) => subject)).toEqual(['export-2']);
    expect(page.total).toBe(3);
  });

  it('is filtered by the beginning of what was done', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await withExports(stores);

    expect(await subjects(stores, coalition, { action: 'member' })).toEqual([coordinator]);
    expect(await subjects(stores, coalition, { action: 'export' })).toEqual([]);
    expect(await subjects(stores, coalition, { action: 'coalition.%' })).toEqual([]);
  });

  it('is filtered by person, organisation, subject and time, and by all of them together', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await withExports(stores);
    const late = { organisation: 'hrw', at: NOON + 9_000_000 };
    await note(stores, coalition, 'theirs', late);
    const from = NOON + 7_200_000;

    expect(await subjects(stores, coalition, { organisation: 'hrw' })).toEqual(['theirs']);
    expect(await subjects(stores, coalition, { subject: 'export-1' })).toEqual(['export-1']);
    expect(await subjects(stores, coalition, { from, to: from + 1 })).toEqual(['export-2']);
    expect(await subjects(stores, coalition, { from, person: coordinator })).toEqual([
      'export-3',
      'export-2',
    ]);
  });

  it('names who somebody turned out to be, once their accounts were linked', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const other = await joined(stores, coalition, discordAccount('9'), 'editor');
    await note(stores, coalition, 'as another', { person: other });
    await stores.members.linkAccounts(
      coalition,
      slackAccount('U1'),
      discordAccount('9'),
      act({ person: coordinator }),
    );

    const filter = { subject: 'as another' };
    const { entries } = await stores.audit.page(coalition, filter, ALL);

    expect(entries.map(({ person }) => person)).toEqual([coordinator]);
    expect(await subjects(stores, coalition, { ...filter, person: coordinator })).toEqual([
      'as another',
    ]);
  });

  it('is its own: another coalition sees nothing of it', async () => {
    const stores = openStores();
    const { coordinator } = await withExports(stores);
    const other = await founded(stores, { platform: 'slack', workspace: 'T2' });

    expect(await subjects(stores, other.coalition, { person: coordinator })).toEqual([]);
  });
});

describe('the log of all coalitions, for the command line', () => {
  it('is read oldest first, a part at a time, with whose each line is', async () => {
    const stores = openStores();
    const one = await founded(stores);
    const two = await founded(stores, { platform: 'slack', workspace: 'T2' });
    await note(stores, one.coalition, 'the last');

    const lines = await stores.audit.all(0, 100);
    const middle = lines[2]?.seq ?? 0;

    expect(new Set(lines.map(({ coalition }) => coalition))).toEqual(
      new Set([one.coalition, two.coalition]),
    );
    expect(lines.at(-1)).toMatchObject({ coalition: one.coalition, subject: 'the last' });
    expect(await stores.audit.all(middle, 2)).toEqual(lines.slice(3, 5));
  });
});
