import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { contentHash } from '../db/content-hash.ts';
import { openDatabase, type Stores } from '../db/open.ts';
import { packageRoot } from '../db/package-root.ts';
import type { Config } from './config.ts';
import type { Adapter, Desk } from './core/adapter.ts';
import { type Clock, shiftedClock, systemClock } from './core/clock.ts';
import type { Core } from './core/core.ts';
import type { Destination } from './core/destination.ts';
import type { Log } from './core/log.ts';
import type { Delivery } from './core/notice.ts';
import type { Reply } from './core/reply.ts';
import { createStateIndex } from './core/state.ts';
import { mechanisms } from './mechanisms/index.ts';
import { createRouter } from './router.ts';
import { VERSION } from './version.ts';

/** The folder of the reviewed record files, also from `dist/`. */
export const RECORD_FOLDER = join(packageRoot(), 'db', 'record');

/** All that answers questions: opened by `vigil start`, and by `vigil ask` without any platform. */
export interface House {
  /** As it is now: another object once the record has been replaced. */
  readonly core: Core;
  readonly desk: Desk;
  readonly stores: Stores;
  readonly clock: Clock;
  /** The adapters that serve now, by platform: filled by whoever starts them. */
  readonly adapters: Map<string, Adapter>;
  /** Takes over the record where another process has loaded a newer one. */
  refresh(): Promise<void>;
}

/**
 * Opens the database, records what the bundled files hold that is new, and joins
 * core and commands. Throws UserError where the database cannot be used.
 */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const clock = clockOf(config);
  const stores = openDatabase(config.databaseUrl);
  const adapters = new Map<string, Adapter>();
  await loadRecord(stores, clock, log);
  let known = await readRecord(stores);
  let core: Core = { ...coreOf(config, stores, clock, adapters), ...known.parts };
  const desk = createRouter({
    core: () => core,
    log,
    newReference: () => randomBytes(2).toString('hex').toUpperCase(),
  });
  return {
    get core() {
      return core;
    },
    desk,
    stores,
    clock,
    adapters,
    async refresh() {
      if ((await stores.record.newestLoad()) === known.load) return;
      known = await readRecord(stores);
      core = { ...core, ...known.parts };
      log.info({ load: known.load }, 'a record that another process has loaded was taken over');
    },
  };
}

/** All of the core that stays as it is. */
const coreOf = (
  { root }: Config,
  { follows }: Stores,
  clock: Clock,
  adapters: ReadonlyMap<string, Adapter>,
): Omit<Core, 'record' | 'states'> => ({
  clock,
  mechanism: mechanisms[0],
  follows,
  root,
  version: VERSION,
  commands,
  newId: randomUUID,
  post: (destination, reply) => post(adapters, destination, reply, clock),
});

/** What of the core is replaced together, and the load that it is of. */
async function readRecord({ record }: Stores) {
  // Asked for first: a load in between is then taken over at the next refresh.
  const load = await record.newestLoad();
  const current = await record.read();
  return { load, parts: { record: current, states: createStateIndex(current.states) } };
}

const clockOf = ({ clock }: Config): Clock =>
  clock ? shiftedClock(clock.startsAt ?? systemClock.now(), clock.speed) : systemClock;

/** Reads the files only when their content is new to the database. */
async function loadRecord({ record }: Stores, clock: Clock, log: Log): Promise<void> {
  const hash = contentHash(RECORD_FOLDER);
  if (!(await record.alreadyLoaded(hash))) {
    const { readBundle } = await import('../db/bundle.ts');
    const now = clock.now();
    const load = await record.load(readBundle(RECORD_FOLDER), {
      hash,
      now,
      batch: `bundle/${hash.slice(0, 12)}`,
    });
    log.info({ ...load }, 'record loaded');
  }
}

/** Without an adapter for the platform (as in `vigil ask`) there is nobody to post to. */
async function post(
  adapters: ReadonlyMap<string, Adapter>,
  destination: Destination,
  reply: Reply,
  clock: Clock,
): Promise<Delivery> {
  const adapter = adapters.get(destination.platform);
  if (!adapter) return { outcome: 'sent' };
  const id = randomUUID();
  return adapter.deliver({
    id,
    attempts: 0,
    notice: {
      key: `post/${id}`,
      destination,
      kind: 'alert',
      state: null,
      dueOn: null,
      dueAt: clock.now(),
      reply,
    },
  });
}
