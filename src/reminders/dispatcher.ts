import type { Adapter } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import { type Destination, destinationKey } from '../core/destination.ts';
import type { FollowStore } from '../core/follows.ts';
import type { Log } from '../core/log.ts';
import type { Delivery, Outbox, Parcel } from '../core/notice.ts';
import { labelledLate } from './digests.ts';
import { farewell } from './farewell.ts';
import { toleranceAt } from './planner.ts';

/** Destinations that are written to at the same time. */
const LANES = 50;
/** A platform that has not answered by then may have taken the message. */
const DELIVER_TIMEOUT_MS = 30_000;
/** Until an adapter that is not running may have been started. */
const NO_ADAPTER_MS = 60_000;
/** After a lost answer: while the platform still guards against a double. */
const IN_DOUBT_MS = 2_500;
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

interface Means {
  readonly outbox: Outbox;
  /** By platform. */
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly follows: FollowStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The root of the slash-command, `/upr`, for what people are told. */
  readonly root: string;
  /** How many times as fast as the machine's the clock runs; 1 unless it is a demo. */
  readonly speed?: number;
  readonly deliverTimeoutMs?: number;
}

/** Each destination is a lane of its own: what one does to its lane delays no other. */
export function createDispatcher(means: Means): Dispatcher {
  const { outbox, clock, log } = means;
  const inFlight = new Map<string, Promise<void>>();
  let stopped = false;
  const alarms = new Set<NodeJS.Timeout>();

  async function dispatch(): Promise<void> {
    const lanes = LANES - inFlight.size;
    if (stopped || lanes <= 0) return;
    for (const parcel of await outbox.claim(clock.now(), lanes)) {
      // A clock that runs fast can end a lease before the platform has answered.
      if (inFlight.has(parcel.id)) continue;
      inFlight.set(parcel.id, carry(parcel));
    }
  }

  async function carry(parcel: Parcel): Promise<void> {
    try {
      const delivery = await deliver(means, parcel);
      await outbox.settle(parcel.id, delivery, clock.now());
      if (delivery.outcome === 'gone') await end(means, parcel.notice.destination, delivery.reason);
      if (delivery.outcome === 'later') wakeIn(delivery.ms);
      if (delivery.outcome === 'in_doubt') wakeIn(IN_DOUBT_MS);
    } catch (error) {
      log.error({ error, parcel: parcel.id }, 'a delivery could not be settled; it is in doubt');
    }
    inFlight.delete(parcel.id);
    await tryDispatch();
  }

  async function tryDispatch(): Promise<void> {
    try {
      await dispatch();
    } catch (error) {
      log.error({ error }, 'the outbox could not be read; the next beat tries again');
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
    while (inFlight.size > 0) await Promise.all(inFlight.values());
  }

  return {
    dispatch,
    idle,
    async stop() {
      stopped = true;
      for (const alarm of alarms) clearTimeout(alarm);
      await within(DRAIN_MS, idle(), undefined);
    },
  };
}

async function deliver(means: Means, parcel: Parcel): Promise<Delivery> {
  const { adapters, clock, log, speed = 1, deliverTimeoutMs = DELIVER_TIMEOUT_MS } = means;
  const { destination, dueAt } = parcel.notice;
  const adapter = adapters.get(destination.platform);
  if (!adapter)
    return {
      outcome: 'later',
      ms: NO_ADAPTER_MS,
      reason: `${destination.platform} is not running`,
    };
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

/** Stops what a destination follows, and says why to those who set it up. */
async function end(means: Means, destination: Destination, reason: string): Promise<void> {
  const follows = (await means.follows.at(destination)).filter(({ stopped }) => !stopped);
  await means.follows.stop(destination, reason);
  const adapter = means.adapters.get(destination.platform);
  for (const [person, theirs] of Map.groupBy(follows, ({ createdBy }) => createdBy))
    await adapter?.tell?.(destination, person, farewell(theirs, reason, means.root));
}

async function within<Answer>(
  ms: number,
  promise: Promise<Answer>,
  otherwise: Answer,
): Promise<Answer> {
  const { promise: timeout, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve(otherwise), ms);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
