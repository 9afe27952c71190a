import { randomInt } from 'node:crypto';

/** Without vowels, so that no words come about, and without what looks alike. */
const LETTERS = '23456789bcdfghjkmnpqrtvwxz';
/** So often an id may be taken before a longer one is made. */
const TRIES = 8;

/** `k7qm2`: short enough for a button and for typing, and not taken yet. */
export function newShortId(length: number, isTaken: (id: string) => boolean): string {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const id = Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    if (!isTaken(id)) return id;
  }
  return newShortId(length + 1, isTaken);
}
