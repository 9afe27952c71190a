import { dayWords } from '../dates/edtf.ts';
import { UserError } from '../errors.ts';
import { shortened } from '../words/words.ts';
import type { Ending, Request } from './links.ts';

const MOST_ECHO = 20;

/** The same for a request that the asker has no business with and for one that nobody made. */
export const unknownRequest = (id: string): UserError =>
  new UserError(
    `There is no request '${shortened(id, MOST_ECHO)}' that you could answer. Compare the id; a request is kept for some months after it was answered.`,
    { problem: 'unknown_request' },
  );

const WHY: Readonly<Record<Ending, (request: Request) => string>> = {
  withdrawn: () => 'This was withdrawn: who asked has left, or asks for something else now.',
  taken_back: ({ joining, decidedAt }) =>
    `This was taken back in ${joining?.name ?? 'the coalition that asked'}${decidedAt === undefined ? '' : ` on ${dayWords(decidedAt)}`}.`,
  asker_ended: ({ joining }) =>
    `This has ended: whoever asked no longer coordinates ${joining?.name ?? 'what would join'}. One of its coordinators can ask again with a new code.`,
  organisation_dropped: () =>
    'This has ended: the organisation was dropped before anybody answered.',
  asker_joined: ({ joining }) =>
    `This has ended: ${joining?.name ?? 'what would join'} has joined another coalition before anybody answered.`,
  asker_deleted: ({ joining }) =>
    `This has ended: ${joining?.name ?? 'what would join'} was deleted before anybody answered.`,
  host_joined: () =>
    'This has ended: the coalition that was asked has joined another one before anybody answered. What is still wanted has to be asked anew.',
};

/** Whether it ended with neither yes nor no. */
export const hasEnded = (request: Request): request is Request & { readonly status: Ending } =>
  request.status in WHY;

/** What whoever answers a request reads that ended before they did. Names nobody. */
export const endedRequest = (request: Request & { readonly status: Ending }): UserError =>
  new UserError(`${WHY[request.status](request)} There is nothing left to decide.`, {
    problem: 'already_decided',
  });
