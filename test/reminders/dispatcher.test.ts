import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { stillClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Delivery, Notice } from '../../src/core/notice.ts';
import { createDispatcher } from '../../src/reminders/dispatcher.ts';
import { deliveries, recordingAdapter } from '../support/adapters.ts';
import { CHANNEL, following, notice, place } from '../support/following.ts';

const MORNING = notice().dueAt;
const never = (): Promise<Delivery> => new Promise(() => undefined);

/** A dispatcher over a database in memory, with what waits in its outbox. */
async function dispatching(notices: readonly Notice[], deliverTimeoutMs = 5_000) {
  const stores = openDatabase('file::memory:');
  const slack = recordingAdapter();
  const clock = stillClock(MORNING);
  await stores.follows.save(following());
  await stores.outbox.plan({ notices, cancelled: [], through: MORNING, now: MORNING });
  const dispatcher = createDispatcher({
    ...stores,
    adapters: new Map([['slack', slack]]),
    clock,
    log: silentLog,
    root: '/upr',
    deliverTimeoutMs,
  });
  return { ...stores, slack, clock, dispatcher };
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
  it('is stopped, and who set it up is told why and how to start again', async () => {
    const { dispatcher, slack, follows } = await dispatching([a, b]);
    slack.answer('C1', async () => ({ outcome: 'gone', reason: 'the channel is archived' }));

    await dispatcher.dispatch();
    await dispatcher.idle();

    expect(deliveries(slack)).toEqual(['slack/T1/C1 a']);
    expect(await follows.active()).toEqual([]);
    expect(slack.told).toEqual([
      {
        person: 'U1',
        reply: {
          title: 'Vigil has stopped posting in a channel that you set up',
          tone: 'warning',
          audience: 'caller',
          blocks: [
            { kind: 'paragraph', text: ['The reason: the channel is archived.'] },
            { kind: 'list', heading: 'To start again, type there', items: [['/upr follow PER']] },
          ],
        },
      },
    ]);
  });
});

describe('stopping', () => {
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
