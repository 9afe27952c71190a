/** How long the outbox waits for what, in milliseconds of its clock. */
export interface Spans {
  /** After a lost answer: soon, while a platform still guards against a double, then ever more rarely. */
  readonly firstRetry: number;
  readonly lastRetry: number;
  /** A platform that names no time is not asked again at once. */
  readonly leastWait: number;
  /** After so long it is the notice's fault, where the platform has taken another one meanwhile. */
  readonly stuck: number;
  /** After so long nobody is served by it any more, whoever's fault it is. */
  readonly stale: number;
  /** Of the clock in one of the machine, in which platforms name their waits. */
  readonly speed: number;
}

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** Platforms answer, and fail, in the machine's time: a clock that runs `speed` times as fast makes nothing late or hopeless. */
export const spansAt = (speed: number): Spans => ({
  firstRetry: 2 * SECOND_MS * speed,
  lastRetry: 5 * 60 * SECOND_MS * speed,
  leastWait: 50 * speed,
  stuck: DAY_MS * speed,
  stale: 7 * DAY_MS * speed,
  speed,
});
