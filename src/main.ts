import type { Config } from './config.ts';
import type { Adapter } from './core/adapter.ts';
import { faultOf, type Log } from './core/log.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';
import { createPlatforms, type Patience, type Wanted } from './platforms.ts';
import { createDispatcher } from './reminders/dispatcher.ts';
import { createHousekeeping } from './reminders/housekeeping.ts';
import { createScheduler } from './reminders/scheduler.ts';

/** How long a stop may take: a service manager kills what needs more than five seconds. */
const STOP_MS = 4_400;

export interface Vigil {
  readonly house: House;
  /** `['console', 'slack']`: the platforms that serve. */
  serving(): readonly string[];
  /** Those that were asked for and could not be reached yet; they are tried again. */
  awaited(): readonly string[];
  /** Rejects with what a person must do once a platform can never serve again; never resolves. */
  readonly dead: Promise<never>;
  /** Stops taking questions, finishes what is in flight, closes. Harmless when called twice. */
  stop(): Promise<void>;
}

export interface Beginning {
  /** Makes the console adapter where there is somebody to type. */
  readonly terminal?: (house: House) => Adapter;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
  /** For tests with less of it. */
  readonly patience?: Patience;
}

/**
 * Joins config, stores, core, commands, adapters and scheduler, and starts them
 * in order. Rejects with a sentence a person can act on, or with the reason of
 * the signal, and leaves nothing open then.
 */
export async function startVigil(
  config: Config,
  log: Log,
  { terminal, signal, patience }: Beginning = {},
): Promise<Vigil> {
  const house = await openHouse(config, log);
  const { scheduler, dispatcher } = remindersOf(house, config, log);
  house.whenNotified(() => {
    dispatcher.dispatch().catch((error: unknown) => {
      log.error({ err: faultOf(error) }, 'a notice waits for the next beat');
    });
  });
  const wanted = [
    ...platformsOf(config, house, log),
    ...(terminal ? [{ platform: 'console', make: async () => terminal(house) }] : []),
  ];
  const { desk, adapters } = house;
  const platforms = createPlatforms(wanted, {
    desk,
    adapters,
    log,
    ...(patience && { patience }),
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= within(STOP_MS, () =>
      // All take on nothing new from this moment, and finish side by side.
      [platforms.stop(), scheduler.stop(), dispatcher.stop()],
    ).finally(() => house.stores.close());
    return stopping;
  };
  try {
    await unlessEnded(platforms.start(), signal);
    await unlessEnded(scheduler.start(), signal);
  } catch (error) {
    await stop();
    throw error;
  }
  const { serving, awaited, dead } = platforms;
  return { house, serving, awaited, dead, stop };
}

function remindersOf(house: House, config: Config, log: Log) {
  const { stores, clock, adapters, refresh } = house;
  const { root } = config;
  const shared = { ...stores, clock, log, root, speed: config.clock?.speed ?? 1 };
  const dispatcher = createDispatcher({ ...shared, adapters });
  const scheduler = createScheduler({
    ...shared,
    dispatcher,
    housekeeping: createHousekeeping(shared),
    exposure: house.core.exposure,
    seat: house.core.seat,
    mechanism: house.core.mechanism,
    refresh,
    record: () => house.core.record,
    recordAt: (instant) => stores.record.read(instant),
  });
  return { scheduler, dispatcher };
}

/** The SDKs are large: each is read only where its platform is asked for. */
function platformsOf(config: Config, { core, clock }: House, log: Log): Wanted[] {
  const { slack, discord, root, port } = config;
  const wanted: Wanted[] = [];
  if (slack)
    wanted.push({
      platform: 'slack',
      async make(onDead) {
        const { createSlack } = await import('./adapters/slack/index.ts');
        return createSlack({ ...slack, root, port, log, clock, onDead });
      },
    });
  if (discord)
    wanted.push({
      platform: 'discord',
      async make(onDead) {
        const { createDiscord } = await import('./adapters/discord/index.ts');
        return createDiscord({ ...discord, root, commands: core.commands, log, clock, onDead });
      },
    });
  return wanted;
}

/** Rejects with the signal's reason as soon as it is given. */
async function unlessEnded(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  await Promise.race([work, ended]).finally(() => signal.removeEventListener('abort', end));
}

/** Whatever hangs, a stop ends. */
async function within(ms: number, work: () => readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled(work()), limit]);
  clearTimeout(timer);
}
