import type { State } from '../record/record.ts';
import { type Slips, slips } from '../words/spelling.ts';

/** Shorter names and codes are near to too much. */
const SHORTEST_NEAR = 4;

/** What a slip may lead to: a name, or a word that is asked back. */
interface Target {
  readonly key: string;
  readonly states: readonly State[];
  /** Which letters the key has, as bits. */
  readonly letters: number;
}

export type Near = Target & Slips;

/** The names and words that `nearTo` searches. */
export const targetsOf = (named: ReadonlyMap<string, readonly State[]>): readonly Target[] =>
  [...named].flatMap(([key, states]) =>
    key.length < SHORTEST_NEAR ? [] : [{ key, states, letters: lettersOf(key) }],
  );

/** Two slips in three letters are too many, three in nine are not. */
export function nearTo(targets: readonly Target[], key: string): readonly Near[] {
  if (key.length < SHORTEST_NEAR - 1) return [];
  const most = key.length < SHORTEST_NEAR ? 1 : key.length < 9 ? 2 : 3;
  const letters = lettersOf(key);
  return (
    targets
      // Each letter that the name does not have costs a slip, which spares most of the counting.
      .filter((target) => bitsIn(letters & ~target.letters) <= most)
      .map((target) => ({ ...target, ...slips(key, target.key, most) }))
      .filter(({ whole, begun }) => whole <= most || begun <= most - 1)
  );
}

function lettersOf(key: string): number {
  let letters = 0;
  for (let at = 0; at < key.length; at += 1) letters |= 1 << (key.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(letters: number): number {
  let count = 0;
  for (let rest = letters; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
