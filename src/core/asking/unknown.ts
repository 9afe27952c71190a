import { typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import { UserError } from '../errors.ts';
import { listed } from '../words/phrases.ts';
import { nearWords } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';

/** How much of what was typed is said again. */
export const MOST_ECHO = 60;
const MOST_SAID = 3;

/** The names nearest to what was typed, best first. */
export function nearest<Thing>(
  typed: string,
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): readonly string[] {
  return [...new Set(nearWords(typed, things.map(nameOf)))].slice(0, MOST_SAID);
}

interface Unknown {
  readonly what: 'member' | 'organisation' | 'deadline' | 'place';
  readonly typed: string;
  readonly nearest: readonly string[];
  /** The command that lists them. */
  readonly list: string;
}

/** Says that nothing is called so, what is nearest, and what lists all. */
export function unknown({ root }: Core, { what, typed, nearest, list }: Unknown): UserError {
  const near = nearest.map((name) => `'${shortened(name, MOST_ECHO)}'`);
  const meant = near.length > 0 ? ` Did you mean ${listed(near, 'or')}?` : '';
  return new UserError(
    `There is no ${what} '${shortened(typed, MOST_ECHO)}' in your coalition.${meant} ${typedAs(root, list)} lists them.`,
    { problem: `unknown_${what}` },
  );
}
