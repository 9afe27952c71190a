import { describe, expect, it } from 'vitest';
import type { Stores } from '../../db/open.ts';
import { stillClock } from '../../src/core/clock.ts';
import type { Exposure, Place, Seat } from '../../src/core/coalition/coalition.ts';
import type { Destination } from '../../src/core/destination.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import type { Fact, PublicRecord } from '../../src/core/record/record.ts';
import { createScheduler } from '../../src/reminders/scheduler.ts';
import { act } from '../support/coalition.ts';
import { fact } from '../support/facts.ts';
import { at, COALITION, following, recordWith } from '../support/following.ts';
import { smallMechanism } from '../support/mechanism.ts';
import { finalText, whoAdded } from '../support/ours.ts';
import { storesWith } from '../support/stores.ts';

const REVIEW = fact({ kind: 'scheduled', date: '2025-11-07' });

interface Given {
  readonly stores?: Stores;
  readonly start?: string;
  readonly log?: Log;
  readonly exposure?: (destination: Destination) => Promise<Exposure>;
  readonly seat?: () => Promise<Seat>;
  /** What another process has recorded, taken over at the next beat. */
  readonly recordedElsewhere?: { next?: PublicRecord };
}

/** A scheduler on a clock that is set by hand, over a record that can be replaced. */
async function scheduling({
  stores = storesWith(),
  start,
  log = silentLog,
  recordedElsewhere = {},
  exposure = async () => 'members',
  seat = async () => 'member',
}: Given = {}) {
  const clock = stillClock(at(start ?? '2025-10-31 08:00'));
  const kept: { record: PublicRecord; dispatched: number; housekept: number[] } = {
    record: recordWith([REVIEW]),
    dispatched: 0,
    housekept: [],
  };
  await stores.follows.save(COALITION, following(), act());
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
    root: '/upr',
    exposure,
    seat,
    housekeeping: {
      keep: async (now) => {
        kept.housekept.push(now);
      },
    },
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
    const stores = storesWith();
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
    const stores = storesWith();
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
    const stores = storesWith();
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
    const stores = storesWith();
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

  it('keeps house each time, after what is due', async () => {
    const { beatAt, kept } = await scheduling();

    for (const time of ['2025-10-31 23:58', '2025-10-31 23:59']) await beatAt(time);

    expect(kept.housekept).toEqual([at('2025-10-31 23:58'), at('2025-10-31 23:59')]);
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

describe('the beat of what coalitions have set', () => {
  const forOne = { visibility: { to: 'person', person: 'person-1' } } as const;
  const T1: Place = {
    ...whoAdded.place,
    coalition: COALITION,
    name: 'One',
    kind: 'workspace',
    seeds: true,
    joinedAt: 0,
  };
  const own = (over: Partial<OwnDeadline> = {}) =>
    finalText({ date: '2025-11-07', createdAt: at('2025-10-01 12:00'), ...over });

  /** Stores that hold an own deadline since October. */
  async function holding(deadline: OwnDeadline, follows = true, seat: Seat = 'member') {
    const empty = storesWith();
    const stores = {
      ...empty,
      coalitions: { ...empty.coalitions, places: async () => [T1] },
      members: { ...empty.members, member: async () => whoAdded },
    };
    await stores.deadlines.add(COALITION, deadline, act({ at: deadline.createdAt }));
    const asked: string[] = [];
    const beats = await scheduling({
      stores: follows
        ? stores
        : { ...stores, follows: { ...stores.follows, active: async () => [] } },
      exposure: async ({ channel }) => {
        asked.push(channel);
        return 'members';
      },
      seat: async () => seat,
    });
    return { ...beats, asked };
  }

  const IN_7 = 'In 7 days: Final text — 7 Nov 2025 (hour not given)';

  it('reminds of it beside what is official, once', async () => {
    const { beatAt, titles } = await holding(own());

    for (const minute of ['08:59', '09:00', '09:01']) await beatAt(`2025-10-31 ${minute}`);

    expect((await titles()).toSorted()).toEqual([IN_7, IN_7_DAYS]);
  });

  it('reminds a person where nobody follows anything', async () => {
    const { beatAt, titles } = await holding(own(forOne), false);

    for (const minute of ['08:59', '09:00', '09:01']) await beatAt(`2025-10-31 ${minute}`);

    expect(await titles()).toEqual([IN_7]);
  });

  it('reminds a person of their own also while the platform cannot say who they are', async () => {
    const { beatAt, titles } = await holding(own(forOne), false, 'stranger');

    for (const minute of ['08:59', '09:00', '09:01']) await beatAt(`2025-10-31 ${minute}`);

    expect(await titles()).toEqual([IN_7]);
  });

  it('asks who reads a channel once, when there is something to show in it', async () => {
    const { beatAt, asked } = await holding(own());

    for (const minute of ['08:58', '08:59', '09:00', '09:01']) await beatAt(`2025-10-31 ${minute}`);

    expect(asked).toEqual(['C1']);
  });

  it('still reminds of what was being written while the last one ran', async () => {
    const { beatAt, titles, deadlines } = await holding(own({ subject: 'state/TCD' }));
    for (const minute of ['08:59', '09:00']) await beatAt(`2025-10-31 ${minute}`);

    await deadlines.add(COALITION, own(), act({ at: at('2025-10-31 08:59') }));
    await beatAt('2025-10-31 09:01');

    expect(await titles()).toContain(IN_7);
  });

  it('tells in one catch-up what was missed of it', async () => {
    const { beatAt, titles } = await holding(own());

    for (const time of ['2025-10-31 08:59', '2025-11-01 12:00']) await beatAt(time);

    expect(await titles()).toEqual(['Catch-up: what could not go out in time']);
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
