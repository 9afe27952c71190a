import { type Day, genevaDay } from './dates/edtf.ts';

/** The only source of "now", in milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that starts at an instant and runs `speed` times as fast as the
 * machine's, for tries and demos.
 */
export function shiftedClock(startsAt: number, speed: number): Clock {
  const begun = Date.now();
  return { now: () => Math.round(startsAt + (Date.now() - begun) * speed) };
}

/** A clock that stands still until it is set. */
export function stillClock(startsAt: number): Clock & { set(at: number): void } {
  let at = startsAt;
  return {
    now: () => at,
    set: (next) => {
      at = next;
    },
  };
}

/** Today in Geneva. */
export const today = (clock: Clock): Day => genevaDay(clock.now());
