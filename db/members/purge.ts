import type { Act } from '../../src/core/audit.ts';
import type { Account } from '../../src/core/coalition.ts';
import {
  coalitions,
  codes,
  members,
  ownDeadlines,
  people,
  requests,
  tries,
} from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, eq, like, or } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { endDirect } from './direct.ts';
import { endIfForsaken, withdraw } from './leaving.ts';
import {
  coalitionsWith,
  type Identity,
  identityOf,
  seenByOne,
  type Traces,
  traces,
} from './personal.ts';
import { isPerson } from './rows.ts';
import { hasOthers, isCoordinatedWithout, lastCoordinator } from './rule.ts';

/** Answers the port's `purge`, within a transaction. */
export function purge(tx: Transaction, person: string, act: Act): void {
  const identity = identityOf(tx, person);
  const of = traces(identity);
  const touched = coalitionsWith(tx, of);
  for (const coalition of touched) refuseLast(tx, coalition, person);
  // Where it was asked is nothing to the other coalitions, and may be the person's own messages.
  const { where: _, organisation: __, ...done } = act;
  for (const coalition of touched) {
    const mine = tenant(tx, coalition);
    mine.log(done, { action: 'member.purged', subject: person });
    purgeIn(mine, of, identity, done);
    mine.remove(members, isPerson(person));
    endIfForsaken(tx, coalition);
  }
  // Accounts, and the ids that had turned out to be this person, go with the row.
  tx.delete(people).where(eq(people.id, person)).run();
}

function refuseLast(tx: Transaction, coalition: string, person: string): void {
  const mine = tenant(tx, coalition);
  if (mine.row(members, isPerson(person))?.role !== 'coordinator') return;
  if (isCoordinatedWithout(mine, person) || !hasOthers(mine, person)) return;
  const name = tx.select().from(coalitions).where(eq(coalitions.id, coalition)).get()?.name;
  throw lastCoordinator(name);
}

function purgeIn(mine: Tenant, of: Traces, { ids, accounts }: Identity, act: Act): void {
  for (const account of accounts) endDirect(mine, account, act, { words: 'deleted' });
  mine.change(follows, { createdBy: '' }, of.follows);
  mine.remove(ownDeadlines, or(...ids.map(seenByOne)));
  mine.change(ownDeadlines, NO_ACCOUNT, of.deadlines);
  withdraw(mine, ids);
  forgetRequests(mine, of);
  mine.remove(codes, or(...accounts.map(givenTo)));
  mine.remove(tries, of.tries);
}

/** Reminded is nobody any more: what only the person could see is gone. */
const NO_ACCOUNT = { accountPlatform: '', accountWorkspace: '', account: '' };

/** What others were told of them says the name. */
function forgetRequests(mine: Tenant, of: Traces): void {
  for (const { coalition, id } of mine.rows(requests, of.requests)) {
    const told = like(outbox.key, `request/${coalition}/${id}/%`);
    mine.change(outbox, { status: 'cancelled', leaseUntil: null }, and(waiting, told));
    mine.change(outbox, { reply: null }, told);
  }
  mine.change(requests, { account: '' }, of.requests);
}

const givenTo = ({ platform, workspace, id }: Account) =>
  and(eq(codes.platform, platform), eq(codes.workspace, workspace), eq(codes.account, id));
