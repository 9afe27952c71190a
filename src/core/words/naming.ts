import { UserError } from '../errors.ts';
import { shortened } from './words.ts';

/** A name that people may give to something. */
export interface NameRule {
  /** What it names, as a sentence may begin: `the short name`, `the title`. */
  readonly what: string;
  /** Characters that are allowed. */
  readonly most: number;
}

/** Marks that turn the direction of what follows, and others that nobody sees and no script needs. */
const TURNING = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu;
/** Line ends and control characters: a name stands on one line. */
const BREAKING = /[\p{Cc}\p{Z}]+/gu;
/** Joiners and combining marks alone are not seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MOST_ECHO = 40;

/**
 * A name as it is kept: on one line, in composed letters, without marks that
 * turn direction. Markup and letters of any script stay: whoever draws it
 * escapes it. Throws UserError (`name_empty`, `name_too_long`) that says how
 * long it was and what is allowed.
 */
export function readName(typed: string, { what, most }: NameRule): string {
  const name = typed
    .toWellFormed()
    .normalize('NFC')
    .replace(TURNING, '')
    .replace(BREAKING, ' ')
    .trim();
  const subject = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`;
  if (!SEEN.test(name))
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
