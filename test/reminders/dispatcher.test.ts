import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/core/adapter.ts';
import { stillClock } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { Delivery, Notice, Outbox } from '../../src/core/notice.ts';
import { createDispatcher } from '../../src/reminders/dispatcher.ts';
import { deliveries, recordingAdapter } from '../support/adapters.ts';
import { act } from '../support/coalition.ts';
import { CHANNEL, COALITION, following, notice, place } from '../support/following.ts';
import { storesWith } from '../support/stores.ts';

const MORNING = notice().dueAt;
const never = (): Promise<Delivery> => new Promise(() => undefined);

/** A dispatcher over a database in memory, with what waits in its outbox. */
async function dispatching(
  notices: readonly Notice[],
  deliverTimeoutMs = 5_000,
  speed = 1,
  log: Log = silentLog,
) {
  const stores = storesWith();
  const slack = recordingAdapter();
  const discord = recordingAdapter('discord');
  const adapters = new Map<string, Adapter>([['slack', slack]]);
  const clock = stillClock(MORNING);
  await stores.follows.save(COALITION, following(), act());
  await stores.outbox.plan({ notices, cancelled: [], through: MORNING, now: MORNING });
  const dispatcher = createDispatcher({
    ...stores,
    adapters,
    clock,
    log,
    root: '/upr',
    deliverTimeoutMs,
    speed,
  });
  return { ...stores, slack, discord, adapters, clock, dispatcher };
}

const a = notice({ key: 'a' });
const b = notice({ key: 'b' });
const elsewhere = notice({ key: 'elsewhere', destination: place('C2') });

describe('dispatching', () => {
  it('delivers all that waits, in order within each destination', async () => {
    const { dispatcher, slack } = await dispatching([a, b, elsewhere]);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a', 'slack/T1/C2 elsewhere', 'slack/T1/C1 b']);
  });

  it('delivers nothing twice', async () => {
    const { dispatcher, slack } = await dispatching([a]);

    await Promise.all([dispatcher.dispatch(), dispatcher.dispatch()]);
    await dispatcher.idle();
    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a']);
  });

  it('lets no destination wait for another', async () => {
    const { dispatcher, slack } = await dispatching([a, elsewhere]);
    slack.answer('C1', never);

    await dispatcher.dispatch();

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a', 'slack/T1/C2 elsewhere']);
  });

  it('lets no platform wait for another, however many of its channels hang', async () => {
    const hanging = Array.from({ length: 300 }, (_, i) =>
      notice({ key: `hangs ${i}`, destination: place(`H${i}`) }),
    );
    const healthy = Array.from({ length: 5 }, (_, i) =>
      notice({
        key: `d${i}`,
        destination: { platform: 'discord', workspace: 'G1', channel: `D${i}` },
      }),
    );
    const { dispatcher, slack, discord, adapters } = await dispatching([...hanging, ...healthy]);
    adapters.set('discord', discord);
    for (const { destination } of hanging) slack.answer(destination.channel, never);

    await dispatcher.dispatch();

    expect(slack.delivered).toHaveLength(50);
    expect(discord.delivered.map((parcel) => parcel.notice.key)).toEqual([
      'd0',
      'd1',
      'd2',
      'd3',
      'd4',
    ]);
  });

  it('writes to no more than fifty channels of a platform at the same time, whoever asks', async () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      notice({ key: `k${i}`, destination: place(`H${i}`) }),
    );
    const { dispatcher, slack } = await dispatching(many);
    for (const { destination } of many) slack.answer(destination.channel, never);

    await Promise.all([dispatcher.dispatch(), dispatcher.dispatch(), dispatcher.dispatch()]);

    expect(slack.delivered).toHaveLength(50);
  });

  it('gives up a notice that the platform refuses, says so loudly, and goes on with the next', async () => {
    const errors: object[] = [];
    const log = { ...silentLog, error: (fields: object) => void errors.push(fields) };
    const { dispatcher, slack, clock } = await dispatching([a, b], 5_000, 1, log);
    const refused = { outcome: 'later', ms: 1_000, reason: 'too long', refused: true } as const;
    slack.answer('C1', async () =>
      slack.delivered.at(-1)?.notice.key === 'a' ? refused : { outcome: 'sent' },
    );

    for (const ms of [0, 1_000, 2_000]) {
      clock.set(MORNING + ms);
      await dispatcher.dispatch();
      await dispatcher.idle();
    }

    expect(deliveries(slack)).toEqual([
      'slack/T1/C1 a',
      'slack/T1/C1 a',
      'slack/T1/C1 a',
      'slack/T1/C1 b',
    ]);
    expect(errors).toEqual([{ to: 'slack/T1/C1', key: 'a', attempts: 3, ...refused }]);
  });

  it('takes a delivery without an answer for one in doubt, and says so when it tries again', async () => {
    const { dispatcher, slack, clock } = await dispatching([a], 20);
    slack.answer('C1', never);
    await dispatcher.dispatch();
    await dispatcher.idle();
    slack.answer('C1', async () => ({ outcome: 'sent' }));
    clock.set(MORNING + 2_000);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(slack.delivered.map(({ attempts, inDoubtSince }) => [attempts, inDoubtSince])).toEqual([
      [0, undefined],
      [1, MORNING],
    ]);
  });

  it('takes an adapter that throws for one in doubt', async () => {
    const { dispatcher, slack, outbox } = await dispatching([a]);
    slack.answer('C1', () => Promise.reject(new Error('a bug')));

    await dispatcher.dispatch();
    await dispatcher.idle();

    const [again] = await outbox.claim(MORNING + 2_000, 1);
    expect(again?.inDoubtSince).toBe(MORNING);
  });

  it('tries again after as long as the platform says', async () => {
    const { dispatcher, slack, clock } = await dispatching([a]);
    slack.answer('C1', async () => ({ outcome: 'later', ms: 3_000, reason: 'rate limited' }));
    await dispatcher.dispatch();
    await dispatcher.idle();

    for (const ms of [2_999, 3_000]) {
      clock.set(MORNING + ms);
      await dispatcher.dispatch();
      await dispatcher.idle();
    }

    expect(slack.delivered).toHaveLength(2);
  });

  it('waits as long as the platform says by the machine, however fast the clock runs', async () => {
    const { dispatcher, slack, clock } = await dispatching([a], 5_000, 100);
    slack.answer('C1', async () => ({ outcome: 'later', ms: 3_000, reason: 'rate limited' }));
    await dispatcher.dispatch();
    await dispatcher.idle();

    for (const ms of [299_999, 300_000]) {
      clock.set(MORNING + ms);
      await dispatcher.dispatch();
      await dispatcher.idle();
    }

    expect(slack.delivered).toHaveLength(2);
  });

  it('tries again by itself, without waiting for the next beat', async () => {
    const { dispatcher, slack, clock } = await dispatching([a]);
    const { promise: triedAgain, resolve } = Promise.withResolvers<void>();
    slack.answer('C1', async () => {
      if (slack.delivered.length > 1) {
        resolve();
        return { outcome: 'sent' };
      }
      clock.set(MORNING + 60);
      return { outcome: 'later', ms: 60, reason: 'rate limited' };
    });
    await dispatcher.dispatch();
    await dispatcher.idle();
    clock.set(MORNING + 1_000);

    await triedAgain;

    expect(slack.delivered).toHaveLength(2);
  });

  it('keeps what is for a platform that is not running', async () => {
    const discord = notice({ destination: { ...CHANNEL, platform: 'discord' } });
    const { dispatcher, outbox } = await dispatching([discord]);

    await dispatcher.dispatch();
    await dispatcher.idle();

    const waiting = await outbox.claim(MORNING + 60_000, 1);
    expect(waiting.map((parcel) => parcel.notice)).toEqual([discord]);
  });

  it('says in a notice that it is late', async () => {
    const { dispatcher, slack, clock } = await dispatching([a]);
    clock.set(MORNING + 5 * 60_000 + 1);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(slack.delivered[0]?.notice.reply.blocks).toEqual([
      {
        kind: 'warning',
        text: ['Late notice: this was to go out at 09:00 Geneva, 31 Oct 2025.'],
      },
    ]);
  });
});

describe('a destination that is gone', () => {
  const gone = async (): Promise<Delivery> => ({
    outcome: 'gone',
    reason: 'the channel is archived',
  });

  it('is stopped, and who set it up is told why and how to start again', async () => {
    const { dispatcher, slack, follows } = await dispatching([a, b]);
    slack.answer('C1', gone);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(await follows.active()).toEqual([]);
    expect(slack.delivered.map(({ notice: { destination } }) => destination.channel)).toEqual([
      'C1',
      '@U1',
    ]);
    expect(slack.delivered[1]?.notice).toMatchObject({
      coalition: COALITION,
      reply: {
        title: 'Vigil has stopped posting in a channel that you set up',
        tone: 'warning',
        audience: 'caller',
        blocks: [
          { kind: 'paragraph', text: ['The reason: the channel is archived.'] },
          { kind: 'list', heading: 'To start again, type there', items: [['/upr follow PER']] },
        ],
      },
    });
  });

  it('has its end told once, though the process dies before it is stopped', async () => {
    const { dispatcher, slack, follows, outbox } = await dispatching([a]);
    slack.answer('C1', gone);
    await dispatcher.dispatch();
    await dispatcher.idle();
    // As if only the words had been entered.
    await follows.save(COALITION, following(), act());
    await outbox.enter([b], MORNING);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(slack.delivered.map(({ notice: { destination } }) => destination.channel)).toEqual([
      'C1',
      '@U1',
      'C1',
    ]);
  });

  it('has its end told to each who set it up, in one notice', async () => {
    const { dispatcher, slack, follows } = await dispatching([a]);
    await follows.save(
      COALITION,
      following({ id: 'chad', subject: 'state/TCD', createdBy: 'U2' }),
      act(),
    );
    await follows.save(COALITION, following({ id: 'all', subject: 'all' }), act());
    slack.answer('C1', gone);

    await dispatcher.dispatch();
    await dispatcher.idle();

    const told = slack.delivered.slice(1).map(({ notice: { destination } }) => destination.channel);
    expect(told.toSorted()).toEqual(['@U1', '@U2']);
  });

  it('has its end told to nobody where who set it up was purged', async () => {
    const { dispatcher, slack, follows } = await dispatching([a]);
    await follows.save(COALITION, following({ createdBy: '' }), act());
    slack.answer('C1', gone);

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a']);
    expect(await follows.active()).toEqual([]);
  });
});

describe('a person whom no direct message reaches', () => {
  it('misses that one, and nothing else stops', async () => {
    const direct = notice({ key: 'to a person', destination: place('@U1') });
    const { dispatcher, slack, follows } = await dispatching([direct, a]);
    slack.answer('@U1', async () => ({ outcome: 'gone', reason: 'the person is not there' }));

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(await follows.active()).toEqual([following()]);
    expect(deliveries(slack).toSorted()).toEqual(['slack/T1/@U1 to a person', 'slack/T1/C1 a']);
  });
});

describe('stopping', () => {
  it('waits also for what is being claimed at that moment', async () => {
    const { outbox, follows, adapters, slack, clock } = await dispatching([a]);
    const stops: Promise<void>[] = [];
    const claimedAsItStops: Outbox = {
      ...outbox,
      async claim(...asked) {
        const parcels = await outbox.claim(...asked);
        if (stops.length === 0) stops.push(dispatcher.stop());
        await setImmediate();
        return parcels;
      },
    };
    const dispatcher = createDispatcher({
      outbox: claimedAsItStops,
      follows,
      adapters,
      clock,
      log: silentLog,
      root: '/upr',
    });

    void dispatcher.dispatch();
    await expect.poll(() => stops).toHaveLength(1);
    await stops[0];

    expect(await outbox.claim(clock.now() + 24 * 3_600_000, 1)).toEqual([]);
    expect(deliveries(slack)).toEqual(['slack/T1/C1 a']);
  });

  it('begins nothing more, and finishes what is in flight', async () => {
    const { dispatcher, slack, outbox } = await dispatching([a, b]);
    const { promise: arrives, resolve } = Promise.withResolvers<Delivery>();
    slack.answer('C1', () => arrives);
    await dispatcher.dispatch();

    const stopping = dispatcher.stop();
    resolve({ outcome: 'sent' });
    await stopping;

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a']);
    expect((await outbox.claim(MORNING, 1)).map((parcel) => parcel.notice.key)).toEqual(['b']);
  });
});
