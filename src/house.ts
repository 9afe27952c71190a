import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { contentHash } from '../db/content-hash.ts';
import { openDatabase, type Stores } from '../db/open.ts';
import { packageRoot } from '../db/package-root.ts';
import { randomSigns } from '../db/short-id.ts';
import { OPERATOR, OPERATORS_PLACE } from './adapters/console/intake.ts';
import type { Config } from './config.ts';
import type { Adapter, Desk } from './core/adapter.ts';
import { type Clock, shiftedClock, systemClock } from './core/clock.ts';
import type { Archive, PersonalArchive } from './core/coalition/archive.ts';
import type { Core } from './core/core.ts';
import type { Destination } from './core/destination.ts';
import type { Log } from './core/log.ts';
import type { Delivery } from './core/notice.ts';
import type { Reply } from './core/reply.ts';
import { createSightings } from './core/sightings.ts';
import { createStateIndex } from './core/states/state.ts';
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
  /** Has the notices that commands enter from now on delivered soon. */
  whenNotified(wake: () => void): void;
  /** Takes over the record where another process has loaded a newer one. */
  refresh(): Promise<void>;
}

/**
 * Opens the database, records what the bundled files hold that is new, and joins
 * core and commands. Throws UserError where the database cannot be used.
 */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const clock = clockOf(config);
  const stores = openDatabase(config.databaseUrl, config.clock?.speed);
  const adapters = new Map<string, Adapter>();
  await loadRecord(stores, clock, log);
  await settleIn(stores, clock);
  let wake = (): void => undefined;
  let known = await readRecord(stores);
  let core: Core = {
    ...coreOf(config, stores, clock),
    ...createSightings({ adapters, clock, log }),
    ...known.parts,
    post: (destination, reply) => post(adapters, destination, reply, clock),
    async notify(notices) {
      await stores.outbox.enter(notices, clock.now());
      wake();
    },
  };
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
    whenNotified(hook) {
      wake = hook;
    },
    async refresh() {
      if ((await stores.record.newestLoad()) === known.load) return;
      known = await readRecord(stores);
      core = { ...core, ...known.parts };
      log.info({ load: known.load }, 'a record that another process has loaded was taken over');
    },
  };
}

/** All of the core that needs neither the record nor a platform. */
const coreOf = ({ root }: Config, stores: Stores, clock: Clock) => ({
  clock,
  mechanism: mechanisms[0],
  coalitions: stores.coalitions,
  members: stores.members,
  organisations: stores.organisations,
  links: stores.links,
  deadlines: stores.deadlines,
  channels: stores.channels,
  follows: stores.follows,
  audit: stores.audit,
  archives: stores.archives,
  root,
  version: VERSION,
  commands,
  newId: randomUUID,
  newCode,
  // Read when somebody first asks for a file: most starts never do.
  pack: async (archive: Archive) =>
    (await import('../db/archive/archive-file.ts')).pack(archive, VERSION),
  packPersonal: async (archive: PersonalArchive) =>
    (await import('../db/archive/personal-file.ts')).packPersonal(archive, VERSION),
});

/** `K7QM-2XPD`: one of 26⁸, two hundred thousand million. */
function newCode(): string {
  const signs = randomSigns(8).toUpperCase();
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** The terminal is a place as any other, and whoever sits there coordinates it. */
async function settleIn({ coalitions }: Stores, clock: Clock): Promise<void> {
  const { account, name } = OPERATOR;
  const known = await coalitions.who(OPERATORS_PLACE, account);
  // What was followed here before there were coalitions has left its place with its id for a name.
  if (known && known.place.name !== OPERATORS_PLACE.workspace) return;
  await coalitions.found(OPERATORS_PLACE, { account, name }, clock.now());
}

/** What of the core is replaced together, and the load that it is of. */
async function readRecord({ record }: Stores) {
  // Asked for first: a load in between is then taken over at the next refresh.
  const load = await record.newestLoad();
  const current = await record.read();
  return { load, parts: { record: current, states: createStateIndex(current.states) } };
}

/** The machine's clock, or the one that the configuration asks for. */
export const clockOf = ({ clock }: Config): Clock =>
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

/** Without an adapter for the platform (as in `vigil ask`) nobody posts it. */
async function post(
  adapters: ReadonlyMap<string, Adapter>,
  destination: Destination,
  reply: Reply,
  clock: Clock,
): Promise<Delivery | undefined> {
  const adapter = adapters.get(destination.platform);
  if (!adapter) return undefined;
  const id = randomUUID();
  return adapter.deliver({
    id,
    attempts: 0,
    notice: {
      key: `post/${id}`,
      // It lies in no outbox.
      coalition: '',
      destination,
      kind: 'alert',
      state: null,
      dueOn: null,
      dueAt: clock.now(),
      reply,
    },
  });
}
