import type { State } from '../record/record.ts';
import { inOrder, startingWith, wordStarts } from './name-starts.ts';
import { type Near, nearTo, targetsOf } from './near-names.ts';
import { byName, compact, nameWords, type Phrase, phrasesOf } from './state-phrases.ts';

/**
 * ISO codes that are everyday words. They count as codes only where they stand
 * alone and in capitals, as `CAN` does; `can` is asked back.
 */
const CODES_THAT_ARE_WORDS = new Set(
  'and are ben can cub nor per ton am at be by do in is it me my no so to'.split(' '),
);

/** Every way to call a State, arranged for looking up. */
export interface Names {
  /** One State, several where the name is asked back, undefined where nobody is called so. */
  exact(asTyped: string, words: string): readonly State[] | undefined;
  /** The State whose code it would be, in whatever case. */
  coded(key: string): readonly State[];
  /** The names that hold these words whole, side by side. */
  containing(words: string): readonly Phrase[];
  /** The States that are named, whole, somewhere in the words. */
  within(words: string): readonly State[];
  /** The names of four letters and more within a few slips, finished or not. */
  near(key: string): readonly Near[];
  /** The States of which a name, or a word in one, begins so; UN names first. */
  beginning(key: string): readonly State[];
}

/** Built once for a record; looking up is quick. */
export function createNames(states: readonly State[]): Names {
  const phrases = states.flatMap(phrasesOf);
  const named = group(phrases, ({ key }) => key);
  const asked = askedBack(states);
  const codes = new Map(states.flatMap((state) => codesOf(state).map((code) => [code, state])));
  // Most of what is typed is a name as it stands: these two wait until one is not.
  const inner = once(() => wordStarts(phrases));
  const targets = once(() => targetsOf(new Map([...named, ...asked])));

  const coded = (key: string): readonly State[] => {
    const state = codes.get(key.toUpperCase());
    return state ? [state] : [];
  };

  return {
    exact(asTyped, words) {
      const key = compact(words);
      const meant = asked.get(key);
      if (meant) return meant;
      const state = codes.get(asTyped);
      if (state) return [state];
      const called = named.get(key) ?? [];
      const byCode = CODES_THAT_ARE_WORDS.has(key) ? [] : coded(key);
      const all = [...new Set([...called, ...byCode])];
      return all.length > 0 ? all : undefined;
    },
    coded,
    containing: (words) => phrases.filter((phrase) => ` ${phrase.words} `.includes(` ${words} `)),
    within: (words) => runs(words).flatMap((run) => (run.length > 2 ? (named.get(run) ?? []) : [])),
    near: (key) => nearTo(targets(), key),
    beginning: (key) => inOrder(startingWith(inner(), key), coded(key), key),
  };
}

const codesOf = (state: State): readonly string[] => [state.code, state.iso2, state.m49];

/** The words of which the record says that they mean several States. */
function askedBack(states: readonly State[]): ReadonlyMap<string, readonly State[]> {
  const asked = Map.groupBy(
    states.flatMap((state) => state.askBack.map((word) => ({ state, words: nameWords(word) }))),
    ({ words }) => words,
  );
  return new Map(
    [...asked].map(([words, all]) => [
      compact(words),
      choices([...new Set(all.map(({ state }) => state))], words),
    ]),
  );
}

/** The State called exactly so first, then those whose name begins so, then the others by name. */
function choices(states: readonly State[], word: string): readonly State[] {
  const rank = (state: State): number => {
    const all = phrasesOf(state).map(({ words }) => words);
    return all.includes(word) ? 0 : all.some((name) => name.startsWith(`${word} `)) ? 1 : 2;
  };
  return states.toSorted((a, b) => rank(a) - rank(b) || byName(a, b));
}

function group(
  phrases: readonly Phrase[],
  keyOf: (phrase: Phrase) => string,
): ReadonlyMap<string, readonly State[]> {
  const groups = Map.groupBy(phrases, keyOf);
  return new Map(
    [...groups].map(([key, all]) => [key, [...new Set(all.map(({ state }) => state))]]),
  );
}

/** Every run of neighbouring words, without spaces, longest first; of the first twelve words. */
function runs(words: string): readonly string[] {
  const list = words.split(' ').slice(0, 12);
  return list
    .flatMap((_, from) => list.slice(from).map((__, more) => list.slice(from, from + more + 1)))
    .toSorted((a, b) => b.length - a.length)
    .map((run) => run.join(''));
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
