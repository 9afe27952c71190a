import { describe, expect, it } from 'vitest';
import { openDatabase, type Stores } from '../../db/open.ts';
import { stillClock } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { Fact, PublicRecord } from '../../src/core/record.ts';
import { createScheduler } from '../../src/reminders/scheduler.ts';
import { fact } from '../support/facts.ts';
import { at, following, recordWith } from '../support/following.ts';
import { smallMechanism } from '../support/mechanism.ts';

const REVIEW = fact({ kind: 'scheduled', date: '2025-11-07' });

interface Given {
  readonly stores?: Stores;
  readonly start?: string;
  readonly log?: Log;
  /** What another process has recorded, taken over at the next beat. */
  readonly recordedElsewhere?: { next?: PublicRecord };
}

/** A scheduler on a clock that is set by hand, over a record that can be replaced. */
async function scheduling({
  stores = openDatabase('file::memory:'),
  start,
  log = silentLog,
  recordedElsewhere = {},
}: Given = {}) {
  const clock = stillClock(at(start ?? '2025-10-31 08:00'));
  const kept: { record: PublicRecord; dispatched: number } = {
    record: recordWith([REVIEW]),
    dispatched: 0,
  };
  await stores.follows.save(following());
  const scheduler = createScheduler({
    ...stores,
    clock,
    log,
    mechanism: smallMechanism,
    refresh: async () => {
      kept.record = recordedElsewhere.next ?? kept.record;
    },
    record: () => kept.record,
    recordAt: async (instant) =>
      recordWith(kept.record.facts.filter(({ recordedAt }) => recordedAt <= instant)),
    dispatcher: {
      dispatch: async () => {
        kept.dispatched += 1;
      },
    },
  });
  return {
    ...stores,
    scheduler,
    kept,
    async beatAt(time: string): Promise<void> {
      clock.set(at(time));
      await scheduler.beat();
    },
    titles: async () => (await stores.outbox.all()).map(({ reply }) => reply.title),
  };
}

const IN_7_DAYS = 'In 7 days: review, Peru — 7 Nov 2025 (Geneva date; hour not given)';

describe('the beat', () => {
  it('plans nothing from before the first one', async () => {
    const { beatAt, titles, outbox } = await scheduling();

    await beatAt('2025-10-31 09:30');

    expect(await titles()).toEqual([]);
    expect(await outbox.plannedThrough()).toBe(at('2025-10-31 09:30'));
  });

  it('plans each reminder in its minute, once', async () => {
    const { beatAt, titles } = await scheduling();
    const counts: number[] = [];

    for (const minute of ['08:58', '08:59', '09:00', '09:01']) {
      await beatAt(`2025-10-31 ${minute}`);
      counts.push((await titles()).length);
    }

    expect(counts).toEqual([0, 0, 1, 1]);
    expect(await titles()).toEqual([IN_7_DAYS]);
  });

  it('dispatches also when nothing is new', async () => {
    const { beatAt, kept } = await scheduling();

    await beatAt('2025-10-31 08:58');
    await beatAt('2025-10-31 08:59');

    expect(kept.dispatched).toBe(2);
  });

  it('catches up after a restart with what fell due meanwhile', async () => {
    const stores = openDatabase('file::memory:');
    await (await scheduling({ stores })).beatAt('2025-10-31 08:00');

    const restarted = await scheduling({ stores });
    await restarted.beatAt('2025-10-31 10:00');

    expect(await restarted.titles()).toEqual([IN_7_DAYS]);
  });

  it('is one at a time', async () => {
    const { scheduler, kept } = await scheduling();

    await Promise.all([scheduler.beat(), scheduler.beat()]);

    expect(kept.dispatched).toBe(1);
  });

  it('plans nothing twice when the clock is set back a little', async () => {
    const { beatAt, titles } = await scheduling();
    for (const minute of ['08:59', '09:00', '08:58', '09:00', '09:01'])
      await beatAt(`2025-10-31 ${minute}`);

    expect(await titles()).toEqual([IN_7_DAYS]);
  });

  it('starts anew from the clock where the mark is of another clock', async () => {
    const stores = openDatabase('file::memory:');
    await (await scheduling({ stores })).beatAt('2026-11-21 12:00');

    const demo = await scheduling({ stores });
    await demo.beatAt('2025-10-31 08:59');
    await demo.beatAt('2025-10-31 09:00');

    expect(await demo.titles()).toEqual([IN_7_DAYS]);
  });

  it('tells what was recorded since the last one, once', async () => {
    const { beatAt, titles, kept } = await scheduling();
    const held: Fact = fact({
      kind: 'held',
      date: '2025-10-30',
      recordedAt: at('2025-10-31 08:30'),
    });
    await beatAt('2025-10-31 08:29');
    kept.record = recordWith([REVIEW, held]);

    await beatAt('2025-10-31 08:30');
    await beatAt('2025-10-31 08:31');

    expect(await titles()).toEqual(['Peru: held']);
  });

  const HELD = fact({
    kind: 'held',
    date: '2025-10-30',
    recordedAt: at('2025-10-31 08:30'),
  });

  it('tells what another process has recorded since the last one', async () => {
    const recordedElsewhere: { next?: PublicRecord } = {};
    const { beatAt, titles } = await scheduling({ recordedElsewhere });
    await beatAt('2025-10-31 08:29');

    recordedElsewhere.next = recordWith([REVIEW, HELD]);
    await beatAt('2025-10-31 08:31');

    expect(await titles()).toEqual(['Peru: held']);
  });

  it('tells what was being recorded while the last one ran', async () => {
    const recordedElsewhere: { next?: PublicRecord } = {};
    const { beatAt, titles } = await scheduling({ recordedElsewhere });
    for (const minute of ['08:29', '08:31']) await beatAt(`2025-10-31 ${minute}`);

    recordedElsewhere.next = recordWith([REVIEW, HELD]);
    await beatAt('2025-10-31 08:32');
    await beatAt('2025-10-31 08:33');

    expect(await titles()).toEqual(['Peru: held']);
  });

  it('tells what is new also where another process took its turn from it', async () => {
    const recordedElsewhere: { next?: PublicRecord } = {};
    const stores = openDatabase('file::memory:');
    const rival = { at: 0 };
    const { outbox } = stores;
    const overtaken = {
      ...outbox,
      plannedThrough: async () => {
        const mark = await outbox.plannedThrough();
        if (rival.at > 0)
          await outbox.plan({ notices: [], cancelled: [], through: rival.at, now: rival.at });
        rival.at = 0;
        return mark;
      },
    };
    const { beatAt, titles } = await scheduling({
      stores: { ...stores, outbox: overtaken },
      recordedElsewhere,
    });
    await beatAt('2025-10-31 08:29');
    recordedElsewhere.next = recordWith([REVIEW, HELD]);
    rival.at = at('2025-10-31 08:30');

    await beatAt('2025-10-31 08:31');
    await beatAt('2025-10-31 08:32');

    expect(await titles()).toEqual(['Peru: held']);
  });

  it('tells a move once, and not as an alert as well, when it looks back over it', async () => {
    const again = fact({
      kind: 'scheduled',
      id: 'again',
      date: '2026',
      knownFrom: '2025-10-31',
      recordedAt: at('2025-10-31 08:30'),
    });
    const stores = openDatabase('file::memory:');
    const recordedElsewhere: { next?: PublicRecord } = {};
    const { beatAt } = await scheduling({ stores, recordedElsewhere });
    await beatAt('2025-10-31 08:29');
    recordedElsewhere.next = recordWith([REVIEW, again]);
    await beatAt('2025-10-31 08:31');

    const restarted = await scheduling({ stores, recordedElsewhere });
    await restarted.beatAt('2025-10-31 08:32');

    expect(await restarted.titles()).toEqual([
      'Moved: review, Peru — from 7 Nov 2025 to 2026 (no day set)',
    ]);
  });

  it('moves no mark over what it could not read', async () => {
    const recordedElsewhere: { next?: PublicRecord } = {};
    const { beatAt, outbox } = await scheduling({ recordedElsewhere });
    await beatAt('2025-10-31 08:29');
    Object.defineProperty(recordedElsewhere, 'next', {
      get: () => {
        throw new Error('the database is busy');
      },
    });

    await beatAt('2025-10-31 08:30');

    expect(await outbox.plannedThrough()).toBe(at('2025-10-31 08:29'));
  });

  it('repeats nothing in a catch-up after the clock was set back for a while', async () => {
    const { beatAt, titles } = await scheduling();
    for (const time of ['2025-10-31 08:59', '2025-10-31 09:00', '2025-10-30 09:30'])
      await beatAt(time);

    await beatAt('2025-10-31 17:00');

    expect(await titles()).toEqual([IN_7_DAYS]);
  });

  it('tells once in a catch-up what was missed, though the clock is set back afterwards', async () => {
    const { beatAt, titles } = await scheduling();
    for (const time of ['2025-10-31 08:59', '2025-11-01 12:00', '2025-10-31 08:00'])
      await beatAt(time);

    await beatAt('2025-11-01 12:01');

    expect(await titles()).toEqual(['Catch-up: what could not go out in time']);
  });

  it('still reminds in time of what a clock that was ahead took for missed', async () => {
    const { beatAt, titles } = await scheduling();
    for (const time of ['2025-10-31 08:58', '2026-10-31 12:00', '2025-10-31 08:59'])
      await beatAt(time);

    await beatAt('2025-10-31 09:00');

    expect(await titles()).toContain(IN_7_DAYS);
  });

  it('forgets once a day what was settled long ago', async () => {
    const stores = openDatabase('file::memory:');
    const prunedAt: number[] = [];
    const outbox = { ...stores.outbox, prune: async (now: number) => void prunedAt.push(now) };
    const { beatAt } = await scheduling({ stores: { ...stores, outbox } });

    for (const time of ['2025-10-31 23:58', '2025-10-31 23:59', '2025-11-01 00:00'])
      await beatAt(time);

    expect(prunedAt).toEqual([at('2025-10-31 23:58'), at('2025-11-01 00:00')]);
  });

  it('survives a fault, and makes up for it at the next one', async () => {
    const logged: string[] = [];
    const log = { ...silentLog, error: (_fields: object, message: string) => logged.push(message) };
    const { beatAt, titles, kept } = await scheduling({ log });
    await beatAt('2025-10-31 08:59');
    const record = kept.record;
    kept.record = { ...record, facts: [fact({ kind: 'scheduled', date: 'no date' })] };

    await beatAt('2025-10-31 09:00');
    kept.record = record;
    await beatAt('2025-10-31 09:01');

    expect(logged).toEqual(['a beat could not be planned; the next one tries again']);
    expect(await titles()).toEqual([IN_7_DAYS]);
  });
});

describe('the scheduler', () => {
  it('catches up when it starts, and stops when it is told to', async () => {
    const { scheduler, kept, outbox } = await scheduling();

    await scheduler.start();
    await scheduler.stop();

    expect(kept.dispatched).toBe(1);
    expect(await outbox.plannedThrough()).toBe(at('2025-10-31 08:00'));
  });
});
