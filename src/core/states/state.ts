import type { State } from '../record/record.ts';
import type { Near } from './near-names.ts';
import { createNames, type Names } from './state-names.ts';
import { byName, compact, nameWords } from './state-phrases.ts';

/** What a typed name may mean. */
export type Found =
  | { readonly kind: 'one'; readonly state: State }
  /** Asked back as choices: "Korea", "Congo", "Guinea". */
  | { readonly kind: 'several'; readonly states: readonly State[] }
  /** Unknown, with the nearest names, best first; at most five. */
  | { readonly kind: 'none'; readonly nearest: readonly State[] };

/** Finds States by name, alias and code, in six languages, through accents, case and typing mistakes. */
export interface StateIndex {
  readonly all: readonly State[];
  /** By ISO 3166-1 alpha-3 in any case; undefined where unknown. */
  byCode(code: string): State | undefined;
  find(typed: string): Found;
  /** For completion while typing: prefixes first, then aliases and near names. */
  complete(typed: string, limit: number): readonly State[];
}

/** Offered at most, whether for an ambiguous name or an unknown one. */
const CHOICES = 5;
/** The longest name of a State has 52 characters: nothing much longer is looked at closely. */
const LONGEST_NAME = 80;
/** Below this a slip of the finger makes one State of another: Iran and Iraq, Mali and Malta. */
const SHORTEST_WITH_SLIP = 5;

/**
 * Indexes States by everything that people call them. A wrong State is worse
 * than a question, so what is typed is taken for a State only where it is one
 * of its names (however written), the beginning of its UN name and of no other,
 * or one slip away from one of its names with no other State near.
 */
export function createStateIndex(states: readonly State[]): StateIndex {
  const names = createNames(states);
  const byCode = new Map(states.map((state) => [state.code, state]));
  return {
    all: states,
    byCode: (code) => byCode.get(code.toUpperCase()),
    find(typed) {
      const words = nameWords(typed.slice(0, LONGEST_NAME + 1));
      if (words === '' || typed.trim().length > LONGEST_NAME) return { kind: 'none', nearest: [] };
      const sure = names.exact(typed.trim(), words) ?? partOfName(names, words);
      if (sure) return asFound(sure);
      const around = names.near(compact(words));
      const meant = slip(around, compact(words));
      return meant ? asFound(meant) : { kind: 'none', nearest: nearest(names, words, around) };
    },
    complete(typed, limit) {
      const key = compact(nameWords(typed.slice(0, LONGEST_NAME)));
      if (key === '') return [];
      // "united st" is as likely the beginning of "states" as a "saint".
      const begun = [key, key.replace(/saint$/, 'st')].flatMap(names.beginning);
      return unique(begun.length > 0 ? begun : nearFirst(names.near(key))).slice(0, limit);
    },
  };
}

const asFound = (states: readonly State[]): Found => {
  const [state, ...others] = states;
  return state && others.length === 0 ? { kind: 'one', state } : { kind: 'several', states };
};

/** `Bolivia` for `Bolivia (Plurinational State of)`; `Corée` for two States, which are asked back. */
function partOfName(names: Names, words: string): readonly State[] | undefined {
  if (isParticle(words)) return undefined;
  const parts = names.containing(words);
  const heads = unique(
    parts.filter(({ words: name }) => name.startsWith(`${words} `)).map(stateOf),
  );
  const [head] = heads;
  if (head && heads.length === 1)
    return nameWords(head.name).startsWith(`${words} `) ? heads : undefined;
  const holders = heads.length > 1 ? heads : unique(parts.map(stateOf));
  return holders.length > 1 && holders.length <= CHOICES ? holders.toSorted(byName) : undefined;
}

/** "of", "de", "la". In Chinese two letters are a name. */
const isParticle = (words: string): boolean => /^[\p{Script=Latin}\p{N} ]{0,3}$/u.test(words);

/** The State that one slip leads to, where no other is within two or begins so. */
function slip(around: readonly Near[], key: string): readonly State[] | undefined {
  if (key.length < SHORTEST_WITH_SLIP) return undefined;
  const meant = around.find(
    ({ key: name, whole }) => whole <= 1 && name.length >= SHORTEST_WITH_SLIP,
  )?.states;
  const rivals = around.filter(({ whole, begun }) => whole <= 2 || begun === 0);
  return rivals.every(({ states }) => states.every((state) => meant?.includes(state)))
    ? meant
    : undefined;
}

const nearest = (names: Names, words: string, around: readonly Near[]): readonly State[] =>
  unique([
    ...names.coded(compact(words)),
    ...names.within(words),
    ...nearFirst(around),
    ...(words.length > 2 ? names.beginning(compact(words)) : []),
    ...(isParticle(words) ? [] : names.containing(words).map(stateOf)),
  ]).slice(0, CHOICES);

/** What is finished counts before what is only begun. */
const nearFirst = (around: readonly Near[]): readonly State[] =>
  around
    .toSorted((a, b) => Math.min(a.whole, a.begun + 0.5) - Math.min(b.whole, b.begun + 0.5))
    .flatMap(({ states }) => states);

const stateOf = ({ state }: { readonly state: State }): State => state;
const unique = (states: readonly State[]): readonly State[] => [...new Set(states)];
