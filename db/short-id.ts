import { randomInt } from 'node:crypto';

/** Without vowels, so that no words come about, and without what looks or sounds alike. */
const SIGNS = '23456789bcdfghjkmnpqrtvwxz';
/** So often an id may be taken before a longer one is made. */
const TRIES = 8;

/** So many signs that nobody can guess. */
export const randomSigns = (count: number): string =>
  Array.from({ length: count }, () => SIGNS[randomInt(SIGNS.length)]).join('');

/** `k7qm2`: short enough for a button and for typing, and not taken yet. */
export function newShortId(length: number, isTaken: (id: string) => boolean): string {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const id = randomSigns(length);
    if (!isTaken(id)) return id;
  }
  return newShortId(length + 1, isTaken);
}
