import { UserError } from '../errors.ts';
import { shortened } from '../words/words.ts';

const MOST_ECHO = 20;

/** The same for a request that the asker has no business with and for one that nobody made. */
export const unknownRequest = (id: string): UserError =>
  new UserError(
    `There is no request '${shortened(id, MOST_ECHO)}' that you could answer. Compare the id; a request is kept for some months after it was answered.`,
    { problem: 'unknown_request' },
  );
