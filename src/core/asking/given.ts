import { type Command, type Option, SHARED_OPTIONS } from '../command.ts';
import { fold } from '../words/spelling.ts';
import type { Word } from '../words/words.ts';

/** A value and the option that it was given for; `''` where the command has no option for it. */
export interface Given {
  readonly option: string;
  readonly value: string;
}

/** Every option that a command takes, its own first. */
export const optionsOf = ({
  options,
  shared,
}: Pick<Command, 'options' | 'shared'>): Readonly<Record<string, Option>> =>
  shared === false ? options : { ...options, ...SHARED_OPTIONS };

/** Which option of the command a word names: `as-of`, `As_Of` and `asof` are one. */
export function optionCalled(
  typed: string,
  known: Readonly<Record<string, Option>>,
): string | undefined {
  const wanted = fold(typed).replaceAll(' ', '');
  return Object.keys(known).find((name) => name.replaceAll('-', '') === wanted);
}

/** Sorts the words into options, in the order typed. What is wrong is left in for `readOptions`. */
export function gather(command: Command, words: readonly Word[]): readonly Given[] {
  const known = optionsOf(command);
  const positional = Object.keys(known).find((name) => known[name]?.positional) ?? '';
  const given: Given[] = [];
  // Loose words belong to the positional option, also after its name: `state:united states`.
  let loose: { option: string; value: string } | undefined;
  for (let at = 0; at < words.length; ) {
    const taken = takeOption(words.slice(at, at + 3), known);
    const said =
      taken?.value ??
      words
        .slice(at, at + 1)
        .map(saidBy)
        .join('');
    at += taken?.length ?? 1;
    if (!taken && loose) {
      loose.value = `${loose.value} ${said}`.trim();
      continue;
    }
    const entry = { option: taken?.option ?? positional, value: said };
    given.push(entry);
    if (entry.option === positional) loose = entry;
  }
  return given;
}

interface Taken extends Given {
  /** How many words it takes. */
  readonly length: number;
}

function takeOption(
  [word, next, afterNext]: readonly Word[],
  known: Readonly<Record<string, Option>>,
): Taken | undefined {
  if (!word || (word.quoted && !word.name)) return undefined;
  if (word.name) return takeNamed(word, word.name, next, known);
  const option = optionCalled(word.text, known);
  if (option && known[option]?.kind === 'flag') return { option, value: 'yes', length: 1 };
  const bare = option && !known[option]?.positional && next;
  if (word.dashed || bare) return takeSpaced(option ?? word.text, next, known);
  if (isAsOf(word, next) && afterNext && Object.hasOwn(known, 'as-of'))
    return { option: 'as-of', value: saidBy(afterNext), length: 3 };
  return undefined;
}

/** `cycle:4`, `cycle=4`, `--cycle=4`, and `cycle: 4`. */
function takeNamed(
  word: Word,
  name: string,
  next: Word | undefined,
  known: Readonly<Record<string, Option>>,
): Taken | undefined {
  // What every answer takes is never a word of a title, also where this command does not take it.
  const option = optionCalled(name, known) ?? optionCalled(name, SHARED_OPTIONS);
  // A command that takes free words may be given "note: water".
  const takesText = Object.values(known).some(
    ({ kind, positional }) => positional && kind === 'text',
  );
  if (!option && takesText && !word.dashed) return undefined;
  if (word.text !== '' || word.quoted)
    return { option: option ?? name, value: word.text, length: 1 };
  return takeSpaced(option ?? name, next, known);
}

/** `--cycle 4`, `cycle 4`: the value is the next word, unless that is an option itself. */
function takeSpaced(
  option: string,
  next: Word | undefined,
  known: Readonly<Record<string, Option>>,
): Taken {
  const isOption = next?.dashed || (next?.name && optionCalled(next.name, known));
  if (!next || isOption) return { option, value: '', length: 1 };
  return { option, value: saidBy(next), length: 2 };
}

const isAsOf = (word: Word, next: Word | undefined): boolean =>
  word.text.toLowerCase() === 'as' && next?.raw.toLowerCase() === 'of';

const saidBy = (word: Word): string => (word.quoted && !word.name ? word.text : word.raw);
