/** One row of the table. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly target: string;
  readonly ok: boolean;
}

/** How much is measured: `--short` is for a look, the whole for the README. */
export interface Effort {
  /** Turns of each side where two are compared. */
  readonly rounds: number;
  /** Length of one turn under load. */
  readonly seconds: number;
  /** Starts of each side. */
  readonly starts: number;
  /** Times that each in-process question is asked. */
  readonly repeats: number;
  /** How many there are where Vigil is to find one of many. */
  readonly coalitions: number;
}

/** The middle of the values; the mean of the two middle ones where their number is even. */
export const median = (values: readonly number[]): number =>
  (quantile(values, 0.5, Math.floor) + quantile(values, 0.5, Math.ceil)) / 2;

/** The value that 99 of 100 do not exceed. */
export const p99 = (values: readonly number[]): number => quantile(values, 0.99, Math.ceil);

function quantile(
  values: readonly number[],
  share: number,
  round: (position: number) => number,
): number {
  const value = values.toSorted((a, b) => a - b)[round((values.length - 1) * share)];
  if (value === undefined) throw new Error('Nothing was measured (expected one value at least)');
  return value;
}

/** Two things measured in turns, so that whatever else the machine does meets both alike. */
export interface Sides<T> {
  readonly bare: T;
  readonly vigil: T;
}

/** Every value of both sides, measured in turns; who goes first changes from round to round. */
export async function inTurns<T>(
  rounds: number,
  measure: Sides<() => Promise<T>>,
): Promise<Sides<T[]>> {
  const values: Sides<T[]> = { bare: [], vigil: [] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['bare', 'vigil'] as const) : (['vigil', 'bare'] as const);
    for (const side of order) values[side].push(await measure[side]());
  }
  return values;
}

/** The median of Vigil's share of the bare side, each round by itself: what slows a round slows both. */
export const medianRatio = ({ bare, vigil }: Sides<readonly number[]>): number =>
  median(vigil.map((value, i) => value / (bare[i] ?? Number.NaN)));

/** Milliseconds that a piece of work takes. */
export function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** `0.83`, `1,204`, `12.5`: as many digits as say something. */
export const rounded = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
