import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Notice, Outbox } from '../../../src/core/notice.ts';
import { COALITION, notice, place } from '../../support/following.ts';
import {
  a,
  b,
  deliver,
  emptyOutbox,
  enter,
  keysOf,
  LEASE_MS,
  later,
  MORNING,
  YEAR_MS,
} from '../../support/outbox.ts';
import { storesAt, storesWith } from '../../support/stores.ts';

describe('planning into the outbox', () => {
  it('enters a notice once, however often it is planned', async () => {
    const outbox = emptyOutbox();

    expect([await enter(outbox, a, b), await enter(outbox, b, notice({ key: 'c' }))]).toEqual([
      2, 1,
    ]);
  });

  it('gives back the notices whole, in order of due time', async () => {
    const outbox = emptyOutbox();
    const early = notice({ key: 'early', dueAt: later(-1), deadline: 'd@1', state: null });

    await enter(outbox, a, early);

    expect(await outbox.all()).toEqual([early, a]);
  });

  it('moves the mark with the notices', async () => {
    const outbox = emptyOutbox();
    const before = await outbox.plannedThrough();

    await enter(outbox, a);

    expect([before, await outbox.plannedThrough()]).toEqual([undefined, MORNING]);
  });

  it('enters nothing where another process has planned meanwhile', async () => {
    const outbox = emptyOutbox();
    await enter(outbox);
    const span = { notices: [a], cancelled: [], from: later(-1), through: later(5), now: later(5) };

    expect(await outbox.plan(span)).toBeUndefined();
    expect([await outbox.all(), await outbox.plannedThrough()]).toEqual([[], MORNING]);
  });

  it('answers which keys have been entered', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);

    expect(await outbox.entered(['a', 'b'], MORNING)).toEqual(new Set(['a']));
  });

  it('answers what was told of dates, in order, and not what nobody has heard', async () => {
    const outbox = emptyOutbox();
    const about = (key: string, deadline: string) =>
      notice({ key, deadline, destination: place(key) });
    const [sent, waits, digested] = [
      about('sent', 'a@1'),
      about('waits', 'a@2'),
      about('digested', 'a@1'),
    ];
    await enter(outbox, sent);
    await deliver(outbox, MORNING, { outcome: 'sent' });
    await enter(outbox, about('gone', 'a@1'));
    await deliver(outbox, MORNING, { outcome: 'gone', reason: 'archived' });
    await outbox.plan({
      notices: [waits, about('cancelled', 'b@1'), about('other', 'c@1')],
      digested: [digested],
      cancelled: [],
      through: MORNING,
      now: MORNING,
    });
    await outbox.plan({ notices: [], cancelled: ['b@1'], through: MORNING, now: MORNING });

    const told = await outbox.told(COALITION, ['a@1', 'a@2', 'b@1']);

    const { reply, state, dueOn } = notice();
    const as = ({ key, destination, deadline = '' }: Notice) => ({
      key,
      destination,
      state,
      dueOn,
      deadline,
      subjects: [],
    });
    expect(told).toEqual([{ ...as(sent), reply }, { ...as(waits), reply }, as(digested)]);
    expect(await outbox.told('theirs', ['a@1'])).toEqual([]);
  });

  it('never hands out what a digest tells, also where it is planned again', async () => {
    const outbox = emptyOutbox();
    const digest = notice({ key: 'digest', kind: 'digest' });
    await outbox.plan({
      notices: [digest],
      digested: [a, b],
      cancelled: [],
      through: MORNING,
      now: MORNING,
    });
    await deliver(outbox, MORNING, { outcome: 'sent' });

    const again = await enter(outbox, a, b);

    expect([again, await keysOf(outbox, MORNING)]).toEqual([0, []]);
    expect(await outbox.entered(['a', 'b'], MORNING)).toEqual(new Set(['a', 'b']));
  });

  it('still enters in its time what a digest told by a clock that was ahead', async () => {
    const outbox = emptyOutbox();
    const ahead = later(YEAR_MS);
    await outbox.plan({ notices: [], digested: [a], cancelled: [], through: ahead, now: ahead });

    const known = await outbox.entered(['a'], MORNING);
    const added = await enter(outbox, a);

    expect([known, added, await keysOf(outbox, MORNING)]).toEqual([new Set(), 1, ['a']]);
  });

  it('cancels what waits for a date that has moved', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, notice({ key: 'old', deadline: 'd@1' }), b);

    await outbox.plan({ notices: [], cancelled: ['d@1'], through: MORNING, now: MORNING });

    expect(await keysOf(outbox, MORNING)).toEqual(['b']);
  });

  it('does not try again what was on its way when its date moved', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, notice({ key: 'old', deadline: 'd@1' }));
    const [parcel] = await outbox.claim(MORNING, 1);
    await outbox.plan({ notices: [], cancelled: ['d@1'], through: MORNING, now: MORNING });

    await outbox.settle(parcel?.id ?? '', { outcome: 'in_doubt', reason: 'cut' }, MORNING);

    expect(await keysOf(outbox, later(LEASE_MS))).toEqual([]);
  });
});

describe('a clock that was ahead and is set back', () => {
  const reset = (outbox: Outbox) =>
    outbox.plan({ notices: [], cancelled: [], through: MORNING, now: MORNING });
  const ahead = later(YEAR_MS);

  it('keeps nothing waiting for the time that it showed', async () => {
    const outbox = emptyOutbox();
    await outbox.plan({ notices: [a], cancelled: [], through: ahead, now: ahead });
    await deliver(outbox, ahead, { outcome: 'later', ms: 1_000, reason: 'rate limited' });

    await reset(outbox);

    expect(await keysOf(outbox, MORNING)).toEqual(['a']);
  });

  it('lets the lease of what was on its way end, in doubt since longer than a platform guards', async () => {
    const outbox = emptyOutbox();
    await outbox.plan({ notices: [a, b], cancelled: [], through: ahead, now: ahead });
    await deliver(outbox, ahead, { outcome: 'in_doubt', reason: 'cut' });
    await outbox.claim(ahead + 2_000, 1);

    await reset(outbox);

    const early = await keysOf(outbox, later(LEASE_MS - 1));
    const [again] = await outbox.claim(later(LEASE_MS), 1);
    expect([early, again?.notice.key, again?.inDoubtSince]).toEqual([[], 'a', later(-3_600_000)]);
  });
});

describe('what is entered without planning', () => {
  it('goes out, and leaves the mark of the planner where it stands', async () => {
    const outbox = emptyOutbox();

    const added = await outbox.enter([a, b], MORNING);

    expect(added).toBe(2);
    expect(await keysOf(outbox, MORNING)).toEqual(['a']);
    expect(await outbox.plannedThrough()).toBeUndefined();
  });

  it('is entered once by its key', async () => {
    const outbox = emptyOutbox();
    await outbox.enter([a], MORNING);

    expect(await outbox.enter([a, b], MORNING)).toBe(1);
  });

  it('is entered whole or not at all', async () => {
    const outbox = emptyOutbox();
    const lost = notice({ key: 'lost', coalition: 'of nobody' });

    await expect(outbox.enter([a, lost], MORNING)).rejects.toThrow('FOREIGN KEY');

    expect(await outbox.all()).toEqual([]);
  });
});

describe('two processes on one outbox', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('claim no notice twice', async () => {
    const file = join(folder, 'vigil.db');
    const [one, other] = [storesAt(file), storesAt(file)];
    const notices = Array.from({ length: 40 }, (_, i) =>
      notice({ key: `k${i}`, destination: place(`C${i % 8}`) }),
    );
    await enter(one.outbox, ...notices);
    const claimed: string[] = [];

    for (let round = 0; round < 20; round++)
      for (const { outbox } of [one, other])
        for (const parcel of await outbox.claim(MORNING, 3)) {
          claimed.push(parcel.notice.key);
          await outbox.settle(parcel.id, { outcome: 'sent' }, MORNING);
        }

    expect(claimed.toSorted()).toEqual(notices.map(({ key }) => key).toSorted());
    one.close();
    other.close();
  });

  it('enter a notice once when both plan it', async () => {
    const file = join(folder, 'vigil.db');
    const [one, other] = [storesAt(file), storesAt(file)];

    const added = await Promise.all([enter(one.outbox, a), enter(other.outbox, a)]);

    expect(added.toSorted()).toEqual([0, 1]);
    one.close();
    other.close();
  });

  it('loses nothing that was planned before one was killed', async () => {
    const file = join(folder, 'vigil.db');
    const killed = storesAt(file);
    await enter(killed.outbox, a);
    killed.close();

    const started = storesAt(file);

    expect(await keysOf(started.outbox, MORNING)).toEqual(['a']);
    started.close();
  });
});

describe('any order of events at the outbox', () => {
  const step = fc.oneof(
    fc.record({ does: fc.constant('plan' as const), key: fc.integer({ min: 0, max: 12 }) }),
    fc.record({ does: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      does: fc.constant('settle' as const),
      outcome: fc.constantFrom('sent', 'later', 'in_doubt', 'lost' as const),
    }),
    fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 40_000, LEASE_MS) }),
  );
  const answer = (outcome: 'sent' | 'later' | 'in_doubt'): Delivery =>
    outcome === 'sent'
      ? { outcome }
      : outcome === 'later'
        ? { outcome, ms: 5_000, reason: 'busy' }
        : { outcome, reason: 'cut' };

  it('delivers each notice once where no answer is lost, and in order within a destination', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const stores = storesWith();
        const { outbox } = stores;
        const entered: string[] = [];
        const sent: string[] = [];
        const inFlight: { id: string; notice: Notice; doubt: boolean }[] = [];
        let now = MORNING;
        const claim = async (limit: number): Promise<void> => {
          for (const { id, notice: one, inDoubtSince } of await outbox.claim(now, limit)) {
            expect(sent).not.toContain(one.key);
            inFlight.push({ id, notice: one, doubt: inDoubtSince !== undefined });
          }
        };
        const settle = async (outcome: 'sent' | 'later' | 'in_doubt'): Promise<void> => {
          const parcel = inFlight.shift();
          if (!parcel) return;
          await outbox.settle(parcel.id, answer(outcome), now);
          if (outcome === 'sent') sent.push(parcel.notice.key);
        };
        for (const event of steps) {
          if (event.does === 'plan') {
            const key = `C${event.key % 3}-${event.key}`;
            const one = notice({ key, destination: place(`C${event.key % 3}`), dueAt: now });
            const added = await enter(outbox, one);
            expect(added).toBe(entered.includes(key) ? 0 : 1);
            if (added) entered.push(key);
          }
          if (event.does === 'claim') await claim(event.limit);
          if (event.does === 'settle')
            // A killed process never answers.
            event.outcome === 'lost' ? inFlight.shift() : await settle(event.outcome);
          if (event.does === 'wait') {
            now += event.ms;
            // Whoever holds a lease that has ended must not go on: as in a killed process.
            if (event.ms >= LEASE_MS) inFlight.length = 0;
          }
        }
        inFlight.length = 0;
        for (let round = 0; round < 40 && sent.length < entered.length; round++) {
          now += LEASE_MS * 4;
          await claim(10);
          while (inFlight.length > 0) await settle('sent');
        }

        expect(sent.toSorted()).toEqual(entered.toSorted());
        for (const channel of ['C0', 'C1', 'C2']) {
          const own = (keys: string[]) => keys.filter((key) => key.startsWith(channel));
          expect(own(sent)).toEqual(own(entered));
        }
        stores.close();
      }),
      { numRuns: 60 },
    );
  });
});
