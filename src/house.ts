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
  readonly core: Core;
  readonly desk: Desk;
  readonly stores: Stores;
  readonly clock: Clock;
  /** The adapters that serve now, by platform: filled by whoever starts them. */
  readonly adapters: Map<string, Adapter>;
}

/**
 * Opens the database, records what the bundled files hold that is new, and joins
 * core and commands. Throws UserError where the database cannot be used.
 */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const clock = clockOf(config);
  const stores = openDatabase(config.databaseUrl);
  const adapters = new Map<string, Adapter>();
  const record = await loadRecord(stores, clock, log);
  const core: Core = {
    clock,
    record,
    mechanism: mechanisms[0],
    states: createStateIndex(record.states),
    follows: stores.follows,
    root: config.root,
    version: VERSION,
    commands,
    newId: randomUUID,
    post: (destination, reply) => post(adapters, destination, reply, clock),
  };
  const desk = createRouter({
    core: () => core,
    log,
    newReference: () => randomBytes(2).toString('hex').toUpperCase(),
  });
  return { core, desk, stores, clock, adapters };
}

const clockOf = ({ clock }: Config): Clock =>
  clock ? shiftedClock(clock.startsAt ?? systemClock.now(), clock.speed) : systemClock;

/** Reads the files only when their content is new to the database. */
async function loadRecord({ record }: Stores, clock: Clock, log: Log) {
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
  return record.read();
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
