import type { SQL } from 'drizzle-orm';
import { type Ending, REQUEST_MS, type Request } from '../../src/core/coalition/links.ts';
import { endedRequest, hasEnded, unknownRequest } from '../../src/core/coalition/request-words.ts';
import { dayWords } from '../../src/core/dates/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import { members, requests } from '../coalition-schema.ts';
import { present } from '../database.ts';
import { and, asc, eq, gt } from '../drizzle.ts';
import { isPerson } from '../members/rows.ts';
import { newShortId } from '../short-id.ts';
import type { Tenant } from '../tenancy.ts';

const ID_LENGTH = 5;

export function requestOf(row: typeof requests.$inferSelect): Request {
  const { platform, workspace, account, ...request } = present(row);
  return { ...request, account: { platform, workspace, id: account } };
}

/** As typed: ids are told in small letters. */
export const requestById = (mine: Tenant, id: string): Request | undefined => {
  const row = mine.row(requests, eq(requests.id, id.toLowerCase()));
  return row && requestOf(row);
};

/** Those that wait, oldest first. */
export const waitingRequests = (mine: Tenant, now: number): readonly Request[] =>
  mine
    .rows(
      requests,
      and(eq(requests.status, 'waiting'), gt(requests.expiresAt, now)),
      asc(requests.createdAt),
      asc(requests.id),
    )
    .map(requestOf);

export const newRequestId = (mine: Tenant): string =>
  newShortId(ID_LENGTH, (id) => mine.count(requests, eq(requests.id, id)) > 0);

/** Enters what somebody asks of a coalition. */
export function makeRequest(
  mine: Tenant,
  coalition: string,
  asked: Pick<Request, 'kind' | 'joining' | 'organisation' | 'person' | 'account'>,
  at: number,
): Request {
  const { account, ...rest } = asked;
  const request = {
    ...rest,
    id: newRequestId(mine),
    createdAt: at,
    expiresAt: at + REQUEST_MS,
    status: 'waiting',
  } as const;
  const { platform, workspace, id } = account;
  mine.add(requests, { ...request, platform, workspace, account: id });
  return { ...request, coalition, account };
}

/**
 * A request that can be decided now. Throws UserError `unknown_request`,
 * `already_decided`, `expired_request`.
 */
export function openRequest(mine: Tenant, id: string, at: number): Request {
  const request = requestById(mine, id);
  if (!request) throw unknownRequest(id);
  if (hasEnded(request)) throw endedRequest(request);
  if (request.status !== 'waiting') throw alreadyDecided(mine, request);
  if (request.expiresAt <= at)
    throw new UserError(
      `This was asked on ${dayWords(request.createdAt)} and could be answered for 7 days. Whoever asked has to ask again.`,
      { problem: 'expired_request' },
    );
  return request;
}

/**
 * Ends those that wait and could still be answered, and answers them as they
 * were: who asked was promised to be told.
 */
export function endRequests(
  mine: Tenant,
  why: Ending,
  which: SQL | undefined,
  at: number,
): readonly Request[] {
  const open = and(eq(requests.status, 'waiting'), gt(requests.expiresAt, at), which);
  const ended = mine.rows(requests, open, asc(requests.createdAt), asc(requests.id));
  mine.change(requests, { status: why, decidedAt: at }, open);
  return ended.map(requestOf);
}

function alreadyDecided(mine: Tenant, { status, decidedBy, decidedAt }: Request): UserError {
  const by = decidedBy === undefined ? undefined : mine.row(members, isPerson(decidedBy));
  const who = by?.name ?? (decidedBy === undefined ? 'somebody' : 'a former member');
  const when = decidedAt === undefined ? '' : ` on ${dayWords(decidedAt)}`;
  return new UserError(`This was already ${status} by ${who}${when}. Nothing was changed.`, {
    problem: 'already_decided',
  });
}
