import type { Clock } from '../../src/core/clock.ts';
import { LONGEST_LIMIT_S } from './harm.ts';

/** Rules of the platforms that were broken, and those that the end of a process breaks by itself. */
export interface Rules {
  /** To be called when a process has ended, however it did. */
  ended(): void;
  /** `excused`: what no process could have kept. */
  read(): { readonly broken: readonly string[]; readonly excused: readonly string[] };
  stop(): void;
}

const LOOK_MS = 10;
/** A little for a busy machine between the breach and the look. */
const LEEWAY_MS = 250;

/**
 * A rate is kept in the memory of a process, and the next one starts without it.
 * Vigil keeps the waits that a platform asked for in its outbox; but in simulated
 * time, of which a second here holds days. So that these two are broken within
 * their length after an end is no fault: each costs one 429, which Vigil obeys.
 */
const EXCUSES: readonly { readonly form: RegExp; readonly withinMs: number }[] = [
  { form: /^chat\.postMessage: two messages in \w+ within a second$/, withinMs: 1_000 },
  {
    form: /^rate limits: .+ was called again before its limit ended$/,
    // A 429 of the emulator's own ends with its window of 5 s.
    withinMs: Math.max(LONGEST_LIMIT_S * 1_000, 5_000),
  },
];

/** Looks at the lists all the time, so that it is known when each rule was broken. */
export function watchRules(lists: readonly (readonly string[])[], clock: Clock): Rules {
  const broken: string[] = [];
  const excused: string[] = [];
  const seen = lists.map(() => 0);
  let lastEnd = Number.NEGATIVE_INFINITY;

  const look = (): void => {
    const sinceEnd = clock.now() - lastEnd;
    for (const [i, list] of lists.entries()) {
      for (const rule of list.slice(seen[i])) {
        const excuse = EXCUSES.find(({ form }) => form.test(rule));
        const isExcused = excuse && sinceEnd <= excuse.withinMs + LEEWAY_MS;
        (isExcused ? excused : broken).push(rule);
      }
      seen[i] = list.length;
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    ended() {
      look();
      lastEnd = clock.now();
    },
    read() {
      look();
      return { broken, excused };
    },
    stop: () => clearInterval(timer),
  };
}
