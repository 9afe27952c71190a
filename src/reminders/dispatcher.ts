import type { Adapter } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import { directAccount } from '../core/coalition/coalition.ts';
import { destinationKey } from '../core/destination.ts';
import type { FollowStore } from '../core/follows.ts';
import { faultOf, type Log } from '../core/log.ts';
import type { Delivery, Notice, Outbox, Parcel } from '../core/notice.ts';
import { labelledLate } from './digests.ts';
import { farewells } from './farewell.ts';
import { toleranceAt } from './planner.ts';
import { within } from './within.ts';

/** Destinations of one platform that are written to at the same time. */
const LANES = 50;
/** A platform that has not answered by then may have taken the message. */
const DELIVER_TIMEOUT_MS = 30_000;
/** After a lost answer: while the platform still guards against a double. */
const IN_DOUBT_MS = 2_500;
/** A little longer than the outbox puts off at the least: a wake before that would find nothing. */
const WAKE_MARGIN_MS = 60;
/** The scheduler's next beat comes at the latest then. */
const BEAT_MS = 60_000;
/** How long a stop waits for what is in flight; what is not settled then is in doubt. The platforms need the rest of the five seconds. */
const DRAIN_MS = 2_500;

/** Carries notices from the outbox to the platforms. */
export interface Dispatcher {
  /** Begins what is due; does not wait until it has arrived. */
  dispatch(): Promise<void>;
  /** Resolves once nothing is in flight. */
  idle(): Promise<void>;
  /** Begins nothing more, and waits a few seconds for what is in flight. */
  stop(): Promise<void>;
}

interface Carriage {
  readonly platform: string;
  readonly arrival: Promise<void>;
}

interface Means {
  readonly outbox: Outbox;
  /** By platform. */
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly follows: Pick<FollowStore, 'at' | 'stop'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The root of the slash-command, `/upr`, for what people are told. */
  readonly root: string;
  /** How many times as fast as the machine's the clock runs; 1 unless it is a demo. */
  readonly speed?: number;
  readonly deliverTimeoutMs?: number;
}

/** Each destination is a lane of its own, and each platform has its lanes: what one does to its own delays no other. */
export function createDispatcher(means: Means): Dispatcher {
  const { outbox, adapters, clock, log } = means;
  const inFlight = new Map<string, Carriage>();
  const alarms = new Set<NodeJS.Timeout>();
  let turn: Promise<void> = Promise.resolve();
  let stopped = false;

  /** One at a time, so that two do not take the same lane for free. */
  function dispatch(platforms: Iterable<string> = adapters.keys()): Promise<void> {
    const mine = turn.then(async () => {
      for (const platform of platforms) await fill(platform);
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** What is for a platform that does not run waits in the outbox. */
  async function fill(platform: string): Promise<void> {
    const adapter = adapters.get(platform);
    const busy = [...inFlight.values()].filter((carriage) => carriage.platform === platform);
    const lanes = LANES - busy.length;
    if (stopped || !adapter || lanes <= 0) return;
    const parcels = await outbox.claim(clock.now(), lanes, { platform, inFlight: inFlight.keys() });
    for (const parcel of parcels)
      inFlight.set(parcel.id, { platform, arrival: carry(parcel, adapter) });
  }

  async function carry(parcel: Parcel, adapter: Adapter): Promise<void> {
    try {
      const delivery = await deliver(means, adapter, parcel);
      const settlement = await outbox.settle(parcel.id, delivery, clock.now());
      if (settlement === 'failed') reportFailure(log, parcel, delivery);
      if (delivery.outcome === 'gone') await end(means, parcel.notice, delivery.reason);
      if (delivery.outcome === 'later') wakeIn(delivery.ms + WAKE_MARGIN_MS);
      if (delivery.outcome === 'in_doubt') wakeIn(IN_DOUBT_MS);
    } catch (error) {
      log.error(
        { err: faultOf(error), parcel: parcel.id },
        'a delivery could not be settled; it is in doubt',
      );
    }
    inFlight.delete(parcel.id);
    await tryDispatch([adapter.platform]);
  }

  async function tryDispatch(platforms?: Iterable<string>): Promise<void> {
    try {
      await dispatch(platforms);
    } catch (error) {
      log.error({ err: faultOf(error) }, 'the outbox could not be read; the next beat tries again');
    }
  }

  /** Sooner than the next beat, where a platform asks for less than that. */
  function wakeIn(ms: number): void {
    if (stopped || ms >= BEAT_MS) return;
    const alarm = setTimeout(() => {
      alarms.delete(alarm);
      void tryDispatch();
    }, ms).unref();
    alarms.add(alarm);
  }

  async function idle(): Promise<void> {
    do {
      // What is being claimed is in flight as well.
      await turn;
      await Promise.all([...inFlight.values()].map(({ arrival }) => arrival));
    } while (inFlight.size > 0);
  }

  return {
    dispatch: () => dispatch(),
    idle,
    async stop() {
      stopped = true;
      for (const alarm of alarms) clearTimeout(alarm);
      await within(DRAIN_MS, idle(), undefined);
    },
  };
}

async function deliver(means: Means, adapter: Adapter, parcel: Parcel): Promise<Delivery> {
  const { clock, log, speed = 1, deliverTimeoutMs = DELIVER_TIMEOUT_MS } = means;
  const { destination, dueAt } = parcel.notice;
  const late = clock.now() - dueAt > toleranceAt(speed).lateAfterMs;
  const notice = late ? labelledLate(parcel.notice) : parcel.notice;
  const lost = (reason: string): Delivery => ({ outcome: 'in_doubt', reason });
  const delivery = await within(
    deliverTimeoutMs,
    adapter.deliver({ ...parcel, notice }).catch((error: unknown) => lost(String(error))),
    lost(`no answer within ${deliverTimeoutMs} ms`),
  );
  if (delivery.outcome !== 'sent')
    log.warn({ to: destinationKey(destination), ...delivery }, 'a notice was not delivered');
  return delivery;
}

function reportFailure(log: Log, { notice, attempts }: Parcel, delivery: Delivery): void {
  const { key, destination } = notice;
  log.error(
    { to: destinationKey(destination), key, attempts: attempts + 1, ...delivery },
    'a notice is given up: the platform does not take it; what comes after it goes out',
  );
}

/**
 * Stops what a destination follows, and has those who set it up told why: before
 * it stops, for after a crash in between it ends again, and they are told once.
 * A person who cannot be reached directly follows nothing there.
 */
async function end(
  means: Means,
  { coalition, destination }: Notice,
  reason: string,
): Promise<void> {
  const { follows: store, outbox, clock, root } = means;
  if (directAccount(destination) !== undefined) return;
  const now = clock.now();
  const follows = (await store.at(coalition, destination)).filter(({ stopped }) => !stopped);
  await outbox.enter(farewells(follows, reason, root, now), now);
  await store.stop(coalition, destination, reason, { at: now });
}
