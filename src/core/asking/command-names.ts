import { ADMIN, type Command } from '../command.ts';
import { nearWords, slips } from '../words/spelling.ts';
import { quoted, type Word } from '../words/words.ts';
import { optionCalled, optionsOf } from './given.ts';

/** Words that name no command. `after`: what was typed behind them. */
export type Misnamed =
  | {
      readonly kind: 'unknown_verb';
      readonly verb: string;
      readonly after: string;
      /** Whole names, best first. */
      readonly nearest: readonly string[];
    }
  /** `deadline` alone, or with a word that does not follow it. */
  | {
      readonly kind: 'incomplete_verb';
      /** What several names begin with: `deadline`. */
      readonly verb: string;
      /** The word that follows none of them; absent where nothing was typed. */
      readonly next?: string;
      readonly after: string;
      readonly nearest: readonly string[];
    };

export type Found =
  | { readonly kind: 'named'; readonly command: Command; readonly rest: readonly Word[] }
  | { readonly kind: 'none'; readonly verb: string; readonly after: string }
  | Misnamed;

const HELP = 'help';
const MOST_NEAREST = 5;

/**
 * The command with the longest name that the words begin with, whatever their
 * case: `deadline add …` is not `deadlines …`. A bare `admin` asks for help.
 */
export function findCommand(words: readonly Word[], commands: readonly Command[]): Found {
  const said = spoken(words);
  const named = longestNamed(said, commands);
  const begun = longestBegun(said, commands);
  if (said[0] === ADMIN && begun > 0) {
    const help = helpOn(words, said, commands);
    if (help) return help;
  }
  if (named && wordsIn(named.name) >= begun) {
    const rest = words.slice(wordsIn(named.name));
    return otherMeant(named, words, said, commands) ?? { kind: 'named', command: named, rest };
  }
  return begun > 0 ? incomplete(words, said, begun, commands) : mistyped(words, said, commands);
}

const wordsIn = (name: string): number => name.split(' ').length;

/** The words that may belong to a name: neither quoted nor an option. */
function spoken(words: readonly Word[]): readonly string[] {
  const end = words.findIndex(({ quoted, name, dashed }) => quoted || name || dashed);
  return words
    .slice(0, end === -1 ? undefined : end)
    .map(({ text }, i) => (i === 0 ? text.replace(/^\//, '') : text).toLowerCase());
}

const longestNamed = (
  said: readonly string[],
  commands: readonly Command[],
): Command | undefined => {
  const [longest] = commands
    .filter(({ name }) => name === said.slice(0, wordsIn(name)).join(' '))
    .toSorted((a, b) => wordsIn(b.name) - wordsIn(a.name));
  return longest;
};

/** How many of the words other words must follow before they are a name. */
function longestBegun(said: readonly string[], commands: readonly Command[]): number {
  const most = Math.max(0, ...commands.map(({ name }) => wordsIn(name) - 1));
  for (let count = Math.min(most, said.length); count > 0; count -= 1)
    if (following(said.slice(0, count).join(' '), commands).length > 0) return count;
  return 0;
}

/** The words that may follow the beginning of a name: `add`, `edit` after `deadline`. */
export const following = (verb: string, commands: readonly Command[]): readonly string[] => [
  ...new Set(
    commands
      .filter(({ name }) => name.startsWith(`${verb} `))
      .map(({ name }) => name.slice(verb.length + 1).split(' ')[0] ?? ''),
  ),
];

/** `admin` and `admin help link` ask for help with what is typed after the second root. */
function helpOn(
  words: readonly Word[],
  said: readonly string[],
  commands: readonly Command[],
): Found | undefined {
  const command = commands.find(({ name }) => name === HELP);
  const [admin, second, ...rest] = words;
  if (!command || !admin) return undefined;
  if (!second) return { kind: 'named', command, rest: [admin] };
  return said[1] === HELP ? { kind: 'named', command, rest: [admin, ...rest] } : undefined;
}

/** `deadlines add` and `account lnik`: a command, and a word that belongs to another. */
function otherMeant(
  { name, ...command }: Command,
  words: readonly Word[],
  said: readonly string[],
  commands: readonly Command[],
): Misnamed | undefined {
  const count = wordsIn(name);
  const next = said[count];
  if (next === undefined) return undefined;
  const neighbour = commands.find(
    (other) =>
      wordsIn(other.name) === count + 1 &&
      other.name.endsWith(` ${next}`) &&
      slips(name, other.name.slice(0, -next.length - 1), 1).whole === 1,
  );
  if (neighbour)
    return {
      kind: 'unknown_verb',
      verb: said.slice(0, count + 1).join(' '),
      after: afterWords(words, count + 1),
      nearest: [neighbour.name],
    };
  const known = optionsOf(command);
  const takesWords = Object.values(known).some(({ positional }) => positional);
  if (takesWords || optionCalled(next, known) || following(name, commands).length === 0)
    return undefined;
  return incomplete(words, said, count, commands);
}

function incomplete(
  words: readonly Word[],
  said: readonly string[],
  count: number,
  commands: readonly Command[],
): Misnamed {
  const verb = said.slice(0, count).join(' ');
  const next = words[count] && said[count];
  const nearest =
    next === undefined
      ? []
      : near(`${verb} ${next}`, commands, (name) => wordsIn(name) === count + 1);
  if (nearest.length > 0)
    return {
      kind: 'incomplete_verb',
      verb,
      ...(next !== undefined && { next }),
      after: afterWords(words, count + 1),
      nearest,
    };
  // `admin organization` begins several names that end in another word.
  const [begun] = next === undefined ? [] : nearWords(next, following(verb, commands));
  return {
    kind: 'incomplete_verb',
    verb,
    ...(next !== undefined && { next }),
    after: afterWords(words, begun ? count + 1 : count),
    nearest: begun
      ? holdingBeginning(`${verb} ${begun} `, commands)
      : near(verb, commands, (name) => wordsIn(name) === count && name !== verb),
  };
}

/** The nearest whole name, of as many words as it may have: `dedline add` is not a State. */
function mistyped(
  words: readonly Word[],
  said: readonly string[],
  commands: readonly Command[],
): Found {
  const within = holding(said, commands);
  if (within)
    return {
      kind: 'unknown_verb',
      verb: typedWords(words, within.count),
      after: afterWords(words, within.count),
      nearest: within.names,
    };
  const most = Math.max(1, ...commands.map(({ name }) => wordsIn(name)));
  for (let count = Math.min(most, said.length); count > 0; count -= 1) {
    const verb = said.slice(0, count).join(' ');
    const nearest = near(verb, commands, (name) => wordsIn(name) === count);
    const begun = count === 1 ? nearWords(verb, beginnings(commands)) : [];
    const all = [...new Set([...nearest, ...begun])].slice(0, MOST_NEAREST);
    if (all.length > 0)
      return {
        kind: 'unknown_verb',
        verb: typedWords(words, count),
        after: afterWords(words, count),
        nearest: all,
      };
  }
  return {
    kind: 'none',
    verb: said.length > 0 ? typedWords(words, 1) : '',
    after: afterWords(words, 1),
  };
}

const holdingBeginning = (begun: string, commands: readonly Command[]): readonly string[] =>
  commands
    .map(({ name }) => name)
    .filter((name) => name.startsWith(begun))
    .slice(0, MOST_NEAREST);

/** The names in which the words stand later: `organisation add` is in `admin organisation add`. */
function holding(
  said: readonly string[],
  commands: readonly Command[],
): { readonly names: readonly string[]; readonly count: number } | undefined {
  const found = commands
    .map(({ name }) => ({ name, count: heldIn(name.split(' '), said) }))
    .filter(({ count }) => count > 0);
  const count = Math.max(0, ...found.map((one) => one.count));
  const names = found.filter((one) => one.count === count).map(({ name }) => name);
  return count > 0 ? { names: names.slice(0, MOST_NEAREST), count } : undefined;
}

/** How many of the words stand in a name, from its second word on. */
function heldIn(name: readonly string[], said: readonly string[]): number {
  const at = name.indexOf(said[0] ?? '', 1);
  if (at === -1) return 0;
  const held = name.slice(at);
  const other = held.findIndex((word, i) => word !== said[i]);
  return other === -1 ? held.length : other;
}

const near = (
  verb: string,
  commands: readonly Command[],
  fits: (name: string) => boolean,
): readonly string[] =>
  nearWords(verb, commands.map(({ name }) => name).filter(fits)).slice(0, MOST_NEAREST);

/** First words of names that have several. */
const beginnings = (commands: readonly Command[]): readonly string[] => [
  ...new Set(commands.flatMap(({ name }) => (wordsIn(name) > 1 ? (name.split(' ')[0] ?? []) : []))),
];

const typedWords = (words: readonly Word[], count: number): string =>
  words
    .slice(0, count)
    .map(({ text }) => text)
    .join(' ')
    .replace(/^\//, '');

/** As it reads back to the same words. */
const afterWords = (words: readonly Word[], count: number): string =>
  words
    .slice(count)
    .map((word) => (word.quoted && !word.name ? quoted(word.text) : word.raw))
    .join(' ');
