import { CODE_MS, type LinkStore, REQUEST_MS } from '../../src/core/coalition/links.ts';
import { UserError } from '../../src/core/errors.ts';
import { codes, requests, tries } from '../coalition-schema.ts';
import { type Database, inTransaction, type Transaction } from '../database.ts';
import { lt } from '../drizzle.ts';
import { askedBy } from '../links/asked.ts';
import { issueCode } from '../links/codes.ts';
import { confirmRequest, declineRequest, takeBack } from '../links/deciding.ts';
import { leaveCoalition } from '../links/leaving.ts';
import { peekAccount, redeemAccount, redeemLink } from '../links/redeeming.ts';
import { requestById, waitingRequests } from '../links/requests.ts';
import { askToSpeak } from '../links/speaking.ts';
import { changeIn, tenant } from '../tenancy.ts';

/** How long it can be seen who decided a request: the log keeps it longer. */
const DECIDED_MS = 90 * 24 * 60 * 60_000;

/** Answers the port of `src/core/coalition/links.ts`. */
export function createLinkStore(db: Database): LinkStore {
  return {
    issue: async (coalition, code, act) =>
      inTransaction(db, (tx) => issueCode(tx, coalition, code, act)),
    redeem: async (coalition, code, person, act) =>
      orThrow(inTransaction(db, (tx) => redeemLink(tx, coalition, code, person, act))),
    peekAccount: async (coalition, code, at) =>
      orThrow(inTransaction(db, (tx) => peekAccount(tx, coalition, code, at))),
    redeemAccount: async (coalition, code, act) =>
      orThrow(inTransaction(db, (tx) => redeemAccount(tx, coalition, code, act))),
    askToSpeak: async (coalition, asking, act) =>
      changeIn(db, coalition, (mine) => askToSpeak(mine, coalition, asking, act)),
    request: async (coalition, id) => requestById(tenant(db, coalition), id),
    waiting: async (coalition, now) => waitingRequests(tenant(db, coalition), now),
    asked: async (coalition) => askedBy(db, coalition),
    confirm: async (coalition, id, act) =>
      orThrow(inTransaction(db, (tx) => confirmRequest(tx, coalition, id, act))),
    decline: async (coalition, id, act) =>
      inTransaction(db, (tx) => declineRequest(tx, coalition, id, act)),
    takeBack: async (coalition, id, act) =>
      inTransaction(db, (tx) => takeBack(tx, coalition, id, act)),
    unlink: async (coalition, place, keeper, act) =>
      inTransaction(db, (tx) => ({ coalition: leaveCoalition(tx, coalition, place, keeper, act) })),
    prune: async (now) => inTransaction(db, (tx) => prune(tx, now)),
  };
}

/** A refusal that has something to keep is thrown once that is kept. */
function orThrow<Result>(result: Result | UserError): Result {
  if (result instanceof UserError) throw result;
  return result;
}

/** Every coalition's. A code that is over is known as such for as long again. */
function prune(tx: Transaction, now: number): void {
  tx.delete(codes)
    .where(lt(codes.expiresAt, now - CODE_MS))
    .run();
  tx.delete(tries)
    .where(lt(tries.at, now - CODE_MS))
    .run();
  tx.delete(requests)
    .where(lt(requests.createdAt, now - REQUEST_MS - DECIDED_MS))
    .run();
}
