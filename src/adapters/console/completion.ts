import type { Desk, Suggestion } from '../../core/adapter.ts';
import { beingTyped, OPERATOR } from './intake.ts';

/** Options that take a command's loose words: a desk offers nothing for those that a command has not. */
const LOOSE = [
  'state',
  'subject',
  'session',
  'id',
  'command',
  'member',
  'organisation',
  'deadline',
  'place',
];

/**
 * What Tab may put in place of the end of a line, and that end, as readline
 * wants them: what begins so, else the nearest that the desk knows.
 */
export async function completion(
  desk: Pick<Desk, 'suggest'>,
  line: string,
  root: string,
): Promise<[string[], string]> {
  for (const { command, typed } of beingTyped(line, root)) {
    const offered = await Promise.all(
      LOOSE.map((option) => desk.suggest(command, option, typed, OPERATOR)),
    );
    const words = offered.flat().map(typable);
    const begun = words.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
    // readline replaces what was typed by what all offers share: far-off ones would eat it.
    const chosen = begun.length > 0 || typed.includes(':') ? begun : words.slice(0, 1);
    if (words.length > 0) return [chosen, typed];
  }
  return [[], line];
}

/** A State is typed by its name, a session as `Session 53`, all else by its short form. */
const typable = ({ label, value }: Suggestion): string =>
  /^(state\/)?[A-Z]{3}$/.test(value)
    ? label
    : /^[a-z]+\/s\d+$/.test(value)
      ? label.replace(/,.*$/, '')
      : value;
