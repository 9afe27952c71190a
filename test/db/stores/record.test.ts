import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/open.ts';
import type { Bundle, RecordStore } from '../../../src/core/record/record.ts';
import { PERU } from '../../support/facts.ts';
import { OHCHR } from '../../support/following.ts';

const fact = (over: Partial<Bundle['facts'][number]> = {}): Bundle['facts'][number] => ({
  id: 'upr/4/PER/scheduled',
  subject: 'upr/4/PER',
  kind: 'scheduled',
  date: '2025-11-07',
  session: 50,
  source: 'ohchr',
  confidence: 'confirmed',
  rivals: [],
  ...over,
});

const statement: Bundle['statements'][number] = {
  id: 'per-2025-group-1',
  state: 'PER',
  date: '2025-11-07',
  organisations: ['A Rights Group'],
  title: 'On the review',
  kind: 'press release',
  addressedTo: ['Peru'],
  summary: 'Says that the review matters.',
  topics: ['review'],
  source: 'ohchr',
  confidence: 'reported',
};

const bundle = (over: Partial<Bundle> = {}): Bundle => ({
  states: [PERU],
  sources: [OHCHR],
  facts: [fact()],
  statements: [statement],
  ...over,
});

const emptyStore = (): RecordStore => openDatabase('file::memory:').record;
const first = { hash: 'a', now: 1_000, batch: 'first' };
const second = { hash: 'b', now: 2_000, batch: 'second' };

describe('the record in the database', () => {
  it('gives back whole what the bundle holds, as version 1', async () => {
    const record = emptyStore();
    const rivals = [{ value: '6 Nov 2025', source: 'ohchr' }];

    const load = await record.load(bundle({ facts: [fact({ rivals })] }), first);

    const stamp = { version: 1, recordedAt: 1_000, batch: 'first' };
    const read = await record.read();
    expect(load).toEqual({ added: 2, changed: 0, withdrawn: 0, unchanged: false });
    expect(read.states).toEqual([PERU]);
    expect(read.facts).toEqual([{ ...fact({ rivals }), ...stamp }]);
    expect(read.statements).toEqual([{ ...statement, ...stamp }]);
    expect(read.source('ohchr')).toEqual(OHCHR);
  });

  it('compares nothing where the bundle is the one loaded last', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);

    const load = await record.load(bundle({ facts: [] }), { ...second, hash: 'a' });

    expect(load).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: true });
    expect((await record.read()).facts).toHaveLength(1);
  });

  it('names each load apart, also one that takes an earlier bundle up again', async () => {
    const record = emptyStore();
    const names = [await record.newestLoad()];

    for (const hash of ['a', 'a', 'b', 'a']) {
      await record.load(bundle(), { ...first, hash });
      names.push(await record.newestLoad());
    }

    expect(names).toEqual([undefined, 1, 1, 2, 3]);
  });

  it('knows the bundle loaded last, not those before it', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);
    await record.load(bundle({ facts: [] }), second);

    expect([await record.alreadyLoaded('a'), await record.alreadyLoaded('b')]).toEqual([
      false,
      true,
    ]);
  });

  it('writes no version for lines whose content is the same', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);

    const load = await record.load(bundle(), second);

    expect(load).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: false });
    expect((await record.read()).facts.map(({ version, batch }) => [version, batch])).toEqual([
      [1, 'first'],
    ]);
  });

  it('keeps a corrected line as the next version, and the old one for who looks back', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);

    const load = await record.load(bundle({ facts: [fact({ date: '2025-11-06' })] }), second);

    const then = await record.read(1_999);
    const now = await record.read(2_000);
    expect(load).toEqual({ added: 0, changed: 1, withdrawn: 0, unchanged: false });
    expect(then.facts.map(({ version, date }) => [version, date])).toEqual([[1, '2025-11-07']]);
    expect(now.facts.map(({ version, date }) => [version, date])).toEqual([[2, '2025-11-06']]);
  });

  it('takes the loss of an optional value for a correction', async () => {
    const record = emptyStore();
    await record.load(bundle({ facts: [fact({ detail: 'or_earlier' })] }), first);

    await record.load(bundle(), second);

    expect((await record.read()).facts).toEqual([
      { ...fact(), version: 2, recordedAt: 2_000, batch: 'second' },
    ]);
  });

  it('no longer shows a line that the bundle has dropped', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);

    const load = await record.load(bundle({ facts: [], statements: [] }), second);

    const now = await record.read();
    expect(load).toEqual({ added: 0, changed: 0, withdrawn: 2, unchanged: false });
    expect([now.facts, now.statements]).toEqual([[], []]);
    expect((await record.read(1_000)).facts).toHaveLength(1);
  });

  it('goes on counting versions when a dropped line comes back', async () => {
    const record = emptyStore();
    await record.load(bundle(), first);
    await record.load(bundle({ facts: [] }), second);

    await record.load(bundle(), { hash: 'a', now: 3_000, batch: 'third' });

    expect((await record.read()).facts.map(({ version }) => version)).toEqual([3]);
  });

  it('keeps the order of the bundle, also where only that has changed', async () => {
    const record = emptyStore();
    const other = fact({ id: 'upr/4/PER/held', kind: 'held' });
    await record.load(bundle({ facts: [fact(), other] }), first);

    await record.load(bundle({ facts: [other, fact()] }), second);

    expect((await record.read()).facts.map(({ id, version }) => [id, version])).toEqual([
      ['upr/4/PER/held', 1],
      ['upr/4/PER/scheduled', 1],
    ]);
  });

  it('takes over what a later bundle says of a source', async () => {
    const record = emptyStore();
    const { url, ...unlinked } = OHCHR;
    await record.load(bundle({ sources: [{ ...OHCHR, title: 'Sessions' }] }), first);

    await record.load(bundle({ sources: [unlinked] }), second);

    expect(url && (await record.read()).source('ohchr')).toEqual(unlinked);
  });

  it('takes in nothing of a bundle that fails half-way', async () => {
    const record = emptyStore();
    const broken = bundle({ facts: [fact(), fact({ id: 'upr/4/PER/held', source: 'nowhere' })] });

    await expect(record.load(broken, first)).rejects.toThrow('FOREIGN KEY constraint failed');

    expect([(await record.read()).facts, await record.alreadyLoaded('a')]).toEqual([[], false]);
  });
});
