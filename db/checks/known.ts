import { type Edtf, edtf } from '../../src/core/dates/edtf.ts';
import { FormError } from '../../src/core/errors.ts';
import type { Bundle, Source } from '../../src/core/record/record.ts';

/** What the rules look things up in. */
export interface Known {
  readonly states: ReadonlySet<string>;
  readonly sources: ReadonlyMap<string, Source>;
  /** The kinds of fact that a mechanism understands. */
  readonly kinds: ReadonlySet<string>;
  /** By subject, `upr/s44`; undefined where the days are not known. */
  readonly sessions: ReadonlyMap<string, Edtf | undefined>;
}

/** One question put to a bundle; answers one line a fault. */
export type Rule = (bundle: Bundle, known: Known) => readonly string[];

export function knownIn(bundle: Bundle, kinds: readonly string[]): Known {
  const dates = bundle.facts.filter(({ kind }) => kind === 'session_dates');
  return {
    states: new Set(bundle.states.map(({ code }) => code)),
    sources: new Map(bundle.sources.map((source) => [source.id, source])),
    kinds: new Set(kinds),
    sessions: new Map(dates.map(({ subject, date }) => [subject, readable(date)])),
  };
}

/** A date, or undefined where there is none that can be read: the rule on forms tells of it. */
export function readable(text: string | undefined): Edtf | undefined {
  if (text === undefined) return undefined;
  try {
    return edtf(text);
  } catch (fault) {
    if (fault instanceof FormError) return undefined;
    throw fault;
  }
}

/** `upr/4/USA` → cycle 4 and USA; undefined for other subjects. */
export function reviewOf(subject: string): { cycle: number; state: string } | undefined {
  const [, cycle, state] = /^upr\/(\d+)\/([^/]+)$/.exec(subject) ?? [];
  return cycle && state ? { cycle: Number(cycle), state } : undefined;
}

/** The values that occur more than once, with how often. */
export function repeated(values: readonly string[]): [string, number][] {
  const groups = Map.groupBy(values, (value) => value);
  return [...groups].flatMap(([value, { length }]) => (length > 1 ? [[value, length]] : []));
}
