import { UserError } from '../errors.ts';
import { cleaned, shortened } from './words.ts';

/** A name that people may give to something. */
export interface NameRule {
  /** What it names, as a sentence may begin: `the short name`, `the title`. */
  readonly what: string;
  /** Characters that are allowed. */
  readonly most: number;
}

/** Spaces of any width; a name has one between two words. */
const SPACES = /\p{Z}+/gu;
/** Joiners and combining marks alone are not seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MOST_ECHO = 40;

/**
 * A name as it is kept, whoever gave it: on one line, in composed letters,
 * without marks that turn direction. Markup and letters of any script stay:
 * whoever draws it escapes it. Undefined where nothing is left to see.
 */
export function cleanName(given: string): string | undefined {
  // Composed after the marks are gone: one may stand between a letter and its accent.
  const name = cleaned(given).normalize('NFC').replace(SPACES, ' ').trim();
  return SEEN.test(name) ? name : undefined;
}

/**
 * A name that somebody typed, cleaned. Throws UserError (`name_empty`,
 * `name_too_long`) that says how long it was and what is allowed.
 */
export function readName(typed: string, { what, most }: NameRule): string {
  const name = cleanName(typed);
  const subject = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`;
  if (name === undefined)
    throw new UserError(`${subject} is empty: type 1 to ${most} characters.`, {
      problem: 'name_empty',
    });
  const { length } = [...name];
  if (length > most)
    throw new UserError(
      `${subject} has ${length} characters; at most ${most} are allowed: '${shortened(name, MOST_ECHO)}'.`,
      { problem: 'name_too_long' },
    );
  return name;
}
