import type { State } from '../record/record.ts';
import { fold } from '../words/spelling.ts';

/** One name of a State, as it is compared. */
export interface Phrase {
  /** `united states of america` */
  readonly words: string;
  /** `unitedstatesofamerica`: spacing and hyphens differ too much between people to matter. */
  readonly key: string;
  readonly state: State;
  /** Whether it is the UN name. */
  readonly official: boolean;
}

/** A name as it is compared, without "the" and with "St" in full. */
export function nameWords(name: string): string {
  return fold(name)
    .split(' ')
    .filter((word) => word !== 'the')
    .map((word) => (word === 'st' ? 'saint' : word))
    .join(' ');
}

/** For sorting; quicker to begin with than a locale's order, and States' names differ early. */
export const byName = (a: State, b: State): number => (a.name < b.name ? -1 : 1);

export const compact = (words: string): string => words.replaceAll(' ', '');

/** Every name of a State once, the UN name first. */
export function phrasesOf(state: State): readonly Phrase[] {
  const written = [state.name, ...state.aliases, ...Object.values(state.names)];
  const all = [...written, ...written.flatMap(turned)].map(nameWords).filter(Boolean);
  return [...new Set(all)].map((words, at) => ({
    words,
    key: compact(words),
    state,
    official: at === 0,
  }));
}

/** `Iran (Islamic Republic of)` and `Iran, Islamic Republic of` are also `Islamic Republic of Iran`. */
function turned(name: string): readonly string[] {
  const [, head, bracketed, listed] = /^([^,(]+?)(?: \((.+)\)|, (.+))$/u.exec(name) ?? [];
  return head ? [`${bracketed ?? listed} ${head}`] : [];
}
