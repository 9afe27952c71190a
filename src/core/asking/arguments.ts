import { type Command, lineOf, type Option, type OptionValues } from '../command.ts';
import { nearWords } from '../words/spelling.ts';
import { cleaned, quoted, splitWords } from '../words/words.ts';
import { findCommand, type Misnamed } from './command-names.ts';
import { type Given, gather, optionCalled, optionsOf } from './given.ts';

/** What a typed command says, or why it cannot be read. */
export type Reading =
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly options: OptionValues;
      /** No command was named: `usa` is short for `status usa`. */
      readonly short: boolean;
    }
  | Misreading;

export type Misreading =
  | { readonly kind: 'empty' }
  | Misnamed
  | {
      readonly kind: 'option_twice' | 'missing_value' | 'missing_option';
      readonly command: Command;
      readonly option: string;
    }
  | {
      readonly kind: 'unknown_option';
      readonly command: Command;
      readonly option: string;
      readonly nearest: readonly string[];
    }
  /** Words that nothing asks for: the command takes none. */
  | { readonly kind: 'spare_words'; readonly command: Command; readonly words: string };

/** The command that a State alone asks for. */
const SHORT_FOR = 'status';

/**
 * Reads free text: `status united states cycle:4 as-of=2025-08-01`, with or
 * without the root; `/upr-admin link` is `admin link`. An option may also be
 * written `--cycle 4`, `cycle 4` or `as of 2025-08-01`; quotation marks hold
 * words together; all other words are the option that takes them. Never throws.
 */
export function readArguments(text: string, commands: readonly Command[], root = '/upr'): Reading {
  const words = splitWords(lineOf(root, cleaned(text)));
  if (words.length === 0) return { kind: 'empty' };
  const found = findCommand(words, commands);
  if (found.kind === 'named')
    return readOptions(found.command, gather(found.command, found.rest), false);
  if (found.kind !== 'none') return found;
  const short = commands.find(({ name }) => name === SHORT_FOR);
  if (short) return readOptions(short, gather(short, words), true);
  return { kind: 'unknown_verb', verb: found.verb, after: found.after, nearest: [] };
}

/** The same for options that a platform has already taken apart; `name` is the whole name. */
export function readStructured(
  name: string,
  options: OptionValues,
  commands: readonly Command[],
): Reading {
  const command = commands.find((other) => other.name === name);
  if (!command) {
    const nearest = nearWords(
      name,
      commands.map((other) => other.name),
    );
    return { kind: 'unknown_verb', verb: cleaned(name), after: '', nearest };
  }
  const given = Object.entries(options).map(([option, value]) => ({
    option,
    value: cleaned(value),
  }));
  return readOptions(
    command,
    given.filter(({ value }) => value !== ''),
    false,
  );
}

/**
 * The text that asks the same again, for buttons: `status USA cycle:4
 * as-of:2025-11-08`. `readArguments` reads it back to the same options.
 */
export function canonical(command: Command, options: OptionValues): string {
  const known = optionsOf(command);
  const written = Object.keys(known).flatMap((name) => {
    const value = options[name];
    if (value === undefined) return [];
    if (known[name]?.kind === 'flag' && value === 'yes') return [{ name, words: name }];
    const typed = isPlain(value, known) ? value : quoted(value);
    return [{ name, words: known[name]?.positional ? typed : `${name}:${typed}` }];
  });
  const first = written.filter(({ name }) => known[name]?.positional);
  const rest = written.filter(({ name }) => !known[name]?.positional);
  return [command.name, ...[...first, ...rest].map(({ words }) => words)].join(' ');
}

/** Whether a value reads as one word that is nothing else; "as" may begin `as of`. */
const isPlain = (value: string, known: Readonly<Record<string, Option>>): boolean =>
  /^(?:[\p{L}\p{N}][\p{L}\p{N}./+_-]*|\d[\d:,]*)$/u.test(value) &&
  optionCalled(value, known) === undefined &&
  value.toLowerCase() !== 'as';

function readOptions(command: Command, given: readonly Given[], short: boolean): Reading {
  const known = optionsOf(command);
  const options: Record<string, string> = {};
  for (const { option, value } of given) {
    if (option === '') return { kind: 'spare_words', command, words: value };
    if (!Object.hasOwn(known, option)) return unknownOption(command, option);
    if (Object.hasOwn(options, option)) return { kind: 'option_twice', command, option };
    if (value === '') return { kind: 'missing_value', command, option };
    options[option] = value;
  }
  const missing = Object.keys(known).find((name) => known[name]?.required && !options[name]);
  if (missing) return { kind: 'missing_option', command, option: missing };
  return { kind: 'command', command, options, short };
}

const unknownOption = (command: Command, option: string): Reading => ({
  kind: 'unknown_option',
  command,
  option,
  nearest: nearWords(option, Object.keys(optionsOf(command))),
});
