import { describe, expect, it } from 'vitest';
import type { Delivery, Outbox } from '../../../src/core/notice.ts';
import { notice, place } from '../../support/following.ts';
import {
  a,
  b,
  DAY_MS,
  deliver,
  emptyOutbox,
  enter,
  keysOf,
  LEASE_MS,
  later,
  MORNING,
} from '../../support/outbox.ts';

describe('a delivery that does not succeed', () => {
  it('waits as long as the platform says, and holds back what comes after it', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b);

    await deliver(outbox, MORNING, { outcome: 'later', ms: 1_000, reason: 'rate limited' });

    expect([await keysOf(outbox, later(999)), await keysOf(outbox, later(1_000))]).toEqual([
      [],
      ['a'],
    ]);
  });

  it('is in doubt since its start when its lease ends without a word', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b);
    await outbox.claim(MORNING, 1);

    const early = await outbox.claim(later(LEASE_MS - 1), 1);
    const [again] = await outbox.claim(later(LEASE_MS), 1);

    expect(early).toEqual([]);
    expect(again).toEqual({ id: again?.id, notice: a, attempts: 1, inDoubtSince: MORNING });
  });

  it('is tried again soon when the answer was lost, and stays in doubt since then', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    await deliver(outbox, MORNING, { outcome: 'in_doubt', reason: 'cut' });
    await deliver(outbox, later(2_000), { outcome: 'later', ms: 500, reason: 'rate limited' });

    const [again] = await outbox.claim(later(2_500), 1);

    expect(again).toEqual({ id: again?.id, notice: a, attempts: 2, inDoubtSince: MORNING });
  });

  it('ends where nothing can be delivered any more', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);

    await deliver(outbox, MORNING, { outcome: 'gone', reason: 'channel archived' });

    expect(await keysOf(outbox, later(10 * LEASE_MS))).toEqual([]);
  });
});

const busy: Delivery = { outcome: 'later', ms: 1_000, reason: 'rate limited' };

/** Claims what is due for C1, settles it, and answers what that made of it. */
async function attempt(outbox: Outbox, now: number, delivery: Delivery) {
  const [parcel] = await outbox.claim(now, 1);
  return [parcel?.notice.key, await outbox.settle(parcel?.id ?? 'none', delivery, now)];
}

describe('a notice that the platform does not take', () => {
  const refused: Delivery = { outcome: 'later', ms: 1_000, reason: 'too long', refused: true };
  const elsewhere = notice({ key: 'elsewhere', destination: place('C2') });
  it('is given up at the third refusal, and the next one goes out', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b);

    const ended = [];
    for (const ms of [0, 1_000, 2_000]) ended.push(await attempt(outbox, later(ms), refused));

    expect(ended).toEqual([
      ['a', 'waiting'],
      ['a', 'waiting'],
      ['a', 'failed'],
    ]);
    expect(await keysOf(outbox, later(2_000))).toEqual(['b']);
  });

  /** Tries so often, a second after each other. */
  async function tryAgain(outbox: Outbox, times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) await attempt(outbox, later(i * 1_000), busy);
  }

  it('is given up after a day in which the platform took others', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b);
    await tryAgain(outbox, 9);
    await enter(outbox, elsewhere);
    const taken = await attempt(outbox, later(8_500), { outcome: 'sent' });

    const ended = [
      await attempt(outbox, later(DAY_MS), busy),
      await attempt(outbox, later(DAY_MS + 1_000), busy),
    ];

    expect([taken, ...ended]).toEqual([
      ['elsewhere', 'ended'],
      ['a', 'waiting'],
      ['a', 'failed'],
    ]);
  });

  it('is kept for a week while the platform takes nothing at all', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    await tryAgain(outbox, 9);

    const ended = [];
    for (const ms of [7 * DAY_MS, 7 * DAY_MS + 1_000])
      ended.push(await attempt(outbox, later(ms), busy));

    expect(ended).toEqual([
      ['a', 'waiting'],
      ['a', 'failed'],
    ]);
  });

  it('is not given up for the time in which nobody tried, as when the machine was off', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    await tryAgain(outbox, 8);

    expect(await attempt(outbox, later(30 * DAY_MS), busy)).toEqual(['a', 'waiting']);
  });
});

describe('the outbox of a clock that runs a thousand times as fast', () => {
  it('takes the wait of a platform for time of the machine', async () => {
    const outbox = emptyOutbox(1_000);
    await enter(outbox, a);
    await deliver(outbox, MORNING, { outcome: 'later', ms: 1_000, reason: 'rate limited' });

    expect([await keysOf(outbox, later(999_999)), await keysOf(outbox, later(1_000_000))]).toEqual([
      [],
      ['a'],
    ]);
  });

  it('gives nothing up for a day of which the machine saw a minute', async () => {
    const outbox = emptyOutbox(1_000);
    await enter(outbox, a);

    const ended = [];
    for (let day = 0; day < 20; day += 1)
      ended.push(await attempt(outbox, later(day * DAY_MS), busy));

    expect(ended).toEqual(ended.map(() => ['a', 'waiting']));
  });
});

describe('a notice that tells a code', () => {
  const code = notice({ key: 'code/1' });
  const ends: readonly Delivery[] = [
    { outcome: 'sent' },
    { outcome: 'gone', reason: 'no account' },
  ];

  it.each(ends)('is readable nowhere once its delivery has ended: $outcome', async (delivery) => {
    const outbox = emptyOutbox();
    await enter(outbox, code);

    await deliver(outbox, MORNING, delivery);

    expect(await outbox.all()).toEqual([]);
    expect(await outbox.entered(['code/1'], MORNING)).toEqual(new Set(['code/1']));
  });

  it('is readable nowhere once it was given up', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, code);

    for (const ms of [0, 1_000, 2_000])
      await deliver(outbox, later(ms), {
        outcome: 'later',
        ms: 1_000,
        reason: 'no',
        refused: true,
      });

    expect(await outbox.all()).toEqual([]);
  });

  it('is kept while it waits for another try', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, code);

    await deliver(outbox, MORNING, { outcome: 'later', ms: 1_000, reason: 'rate limited' });

    expect(await keysOf(outbox, later(1_000))).toEqual(['code/1']);
  });
});
