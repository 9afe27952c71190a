import type { Config } from './config.ts';
import type { Adapter } from './core/adapter.ts';
import type { Log } from './core/log.ts';
import type { House } from './house.ts';
import { openHouse } from './house.ts';
import { createDispatcher } from './reminders/dispatcher.ts';
import { createScheduler } from './reminders/scheduler.ts';
import { VERSION } from './version.ts';

/** How long a stop may take: a service manager kills what is slower. */
const STOP_MS = 5_000;

export interface Vigil {
  readonly house: House;
  /** `console, slack, discord`: the platforms that serve. */
  readonly platforms: readonly string[];
  /** Stops taking questions, finishes what is in flight, closes. Harmless when called twice. */
  stop(): Promise<void>;
}

/**
 * Joins config, stores, core, commands, adapters and scheduler, and starts them
 * in order. Rejects with a sentence a person can act on, with nothing left open.
 *
 * `terminal` makes the console adapter where there is somebody to type.
 */
export async function startVigil(
  config: Config,
  log: Log,
  terminal?: (house: House) => Promise<Adapter>,
): Promise<Vigil> {
  const house = await openHouse(config, log);
  const started: Adapter[] = [];
  const { outbox, follows } = house.stores;
  const speed = config.clock?.speed ?? 1;
  const shared = { outbox, follows, clock: house.clock, log, speed };
  const dispatcher = createDispatcher({ ...shared, adapters: house.adapters, root: config.root });
  const scheduler = createScheduler({
    ...shared,
    dispatcher,
    mechanism: house.core.mechanism,
    record: () => house.core.record,
    recordAt: (instant) => house.stores.record.read(instant),
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= within(STOP_MS, async () => {
      await scheduler.stop();
      await dispatcher.stop();
      await Promise.allSettled(started.map((adapter) => adapter.stop()));
      house.stores.close();
    });
    return stopping;
  };
  try {
    started.push(...(await platformsOf(config, house, log)));
    if (terminal) started.push(await terminal(house));
    // All are waited for: one that fails must not leave another half connected.
    const starts = await Promise.allSettled(started.map((adapter) => serve(adapter, house, log)));
    const failed = starts.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    await scheduler.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { house, platforms: started.map(({ platform }) => platform), stop };
}

async function serve(adapter: Adapter, { desk, adapters }: House, log: Log): Promise<void> {
  await adapter.start(desk);
  adapters.set(adapter.platform, adapter);
  log.info({ platform: adapter.platform, version: VERSION }, 'platform serves');
}

/** The SDKs are large: each is read only where its platform is asked for. */
async function platformsOf(config: Config, { core, clock }: House, log: Log): Promise<Adapter[]> {
  const { slack, discord, root, port } = config;
  return Promise.all([
    ...(slack
      ? [
          import('./adapters/slack/index.ts').then(({ createSlack }) =>
            createSlack({ ...slack, root, port, log, clock }),
          ),
        ]
      : []),
    ...(discord
      ? [
          import('./adapters/discord/index.ts').then(({ createDiscord }) =>
            createDiscord({ ...discord, root, commands: core.commands, log, clock }),
          ),
        ]
      : []),
  ]);
}

/** Whatever hangs, a stop ends. */
async function within(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work(), limit]);
  clearTimeout(timer);
}
