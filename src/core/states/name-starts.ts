import type { State } from '../record/record.ts';
import { byName, type Phrase } from './state-phrases.ts';

/** A place in a name at which typing may begin. */
export interface Start {
  readonly key: string;
  readonly state: State;
  /** 0 at the head of the UN name, 1 at the head of another name, 2 at a word inside. */
  readonly rank: number;
}

/** Nobody begins with these; a name that does has a rank of its own. */
const PARTICLES = new Set('and of y e et de del du des da la le el и و'.split(' '));

export function wordStarts(phrases: readonly Phrase[]): readonly Start[] {
  return phrases
    .flatMap(({ words, state, official }) => {
      const head = official ? 0 : 1;
      const list = words.split(' ');
      return list.flatMap((word, at) =>
        at > 0 && PARTICLES.has(word)
          ? []
          : [{ key: list.slice(at).join(''), state, rank: at > 0 ? 2 : head }],
      );
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** The run of a sorted list whose keys begin so. */
export function startingWith(starts: readonly Start[], key: string): readonly Start[] {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (starts[end]?.key.startsWith(key)) end += 1;
  return starts.slice(low, end);
}

/** Whoever is called or coded exactly so, then by rank, then by name. */
export function inOrder(
  starts: readonly Start[],
  coded: readonly State[],
  key: string,
): readonly State[] {
  const ranks = new Map<State, number>(coded.map((state) => [state, -1]));
  for (const start of starts) {
    const rank = start.key === key && start.rank < 2 ? -1 : start.rank;
    ranks.set(start.state, Math.min(rank, ranks.get(start.state) ?? rank));
  }
  return [...ranks]
    .toSorted(([a, ofA], [b, ofB]) => ofA - ofB || byName(a, b))
    .map(([state]) => state);
}
