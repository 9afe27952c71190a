import { setTimeout as delay } from 'node:timers/promises';
import type { Adapter, Desk } from './core/adapter.ts';
import { UnreachableError, type UserError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { VERSION } from './version.ts';

/** A platform that was asked for. Each try makes a new adapter: one that failed half-way starts no more. */
export interface Wanted {
  readonly platform: string;
  /** `onDead` is told when an adapter that served can serve no more. */
  make(onDead: (why: UserError) => void): Promise<Adapter>;
}

/** The platforms that were asked for, those out of reach among them. */
export interface Platforms {
  /**
   * Resolves once each serves or is known to be out of reach, which is then
   * tried again by itself. Rejects where one refuses for good.
   */
  start(): Promise<void>;
  serving(): readonly string[];
  /** Asked for, and not reached yet. */
  awaited(): readonly string[];
  /** Rejects once one that was begun can never serve again; never resolves. */
  readonly dead: Promise<never>;
  /** All stop taking questions at once. Resolves when what was under way is finished. */
  stop(): Promise<void>;
}

/** In milliseconds. */
export interface Patience {
  /** How long one try to start may take. */
  readonly tryMs: number;
  /** Before the second try; twice as long before each after it. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}

const PATIENCE: Patience = { tryMs: 15_000, pauseMs: 5_000, longestPauseMs: 5 * 60_000 };

interface Means {
  readonly desk: Desk;
  /** Filled with those that serve. */
  readonly adapters: Map<string, Adapter>;
  readonly log: Log;
  readonly patience?: Patience;
}

/** Starts platforms side by side: one that is out of reach holds up no other. */
export function createPlatforms(wanted: readonly Wanted[], means: Means): Platforms {
  const { desk, adapters, log, patience = PATIENCE } = means;
  const death = Promise.withResolvers<never>();
  // Whoever waits for it still hears of it; before that nobody does.
  death.promise.catch(() => undefined);
  const names = wanted.map(({ platform }) => platform);
  const begun = new Set<Adapter>();
  const stopped = new AbortController();

  async function attempt({ platform, make }: Wanted): Promise<void> {
    const adapter = await make(death.reject);
    if (stopped.signal.aborted) return;
    begun.add(adapter);
    try {
      await inTime(adapter.start(desk), platform, patience.tryMs);
    } catch (error) {
      begun.delete(adapter);
      await adapter.stop();
      throw error;
    }
    if (stopped.signal.aborted) return;
    adapters.set(platform, adapter);
    log.info({ platform, version: VERSION }, 'platform serves');
  }

  async function keepTrying(one: Wanted, first: unknown): Promise<void> {
    let error = first;
    for (let pauseMs = patience.pauseMs; error !== undefined; pauseMs *= 2) {
      if (stopped.signal.aborted) return;
      if (!(error instanceof UnreachableError)) return death.reject(error);
      const ms = Math.min(pauseMs, patience.longestPauseMs);
      log.warn({ platform: one.platform, nextTryMs: ms }, error.message);
      await delay(ms, undefined, { signal: stopped.signal, ref: false });
      error = await attempt(one).then(
        () => undefined,
        (reason: unknown) => reason,
      );
    }
  }

  return {
    async start() {
      // All are waited for: one that fails must not leave another half connected.
      const tries = await Promise.allSettled(wanted.map(attempt));
      const failed = wanted.flatMap((one, i) => {
        const result = tries[i];
        return result?.status === 'rejected' ? [{ one, error: result.reason as unknown }] : [];
      });
      const refused = failed.find(({ error }) => !(error instanceof UnreachableError));
      if (refused) throw refused.error;
      // A stop ends the wait between two tries.
      for (const { one, error } of failed) keepTrying(one, error).catch(() => undefined);
    },
    serving: () => names.filter((one) => adapters.has(one)),
    awaited: () => names.filter((one) => !adapters.has(one)),
    dead: death.promise,
    async stop() {
      stopped.abort();
      await Promise.allSettled([...begun].map((adapter) => adapter.stop()));
    },
  };
}

async function inTime(start: Promise<void>, platform: string, ms: number): Promise<void> {
  const ended = new AbortController();
  const late = delay(ms, undefined, { signal: ended.signal }).then(() => {
    throw new UnreachableError(`${platform} did not answer within ${ms / 1_000} s`);
  });
  await Promise.race([start, late]).finally(() => ended.abort());
}
