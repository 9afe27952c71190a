import type { SQL } from 'drizzle-orm';
import type { Act } from '../../src/core/coalition/audit.ts';
import { type Account, DIRECT } from '../../src/core/coalition/coalition.ts';
import { codes, members, ownDeadlines, people, requests } from '../coalition-schema.ts';
import { directPlaceOf } from '../coalitions/lying-in.ts';
import { coalitionById } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { and, eq, inArray, like, or, sql } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { endDirect, forgetUnfollowed } from './direct.ts';
import { endIfForsaken, withdraw } from './leaving.ts';
import {
  coalitionsWith,
  type Identity,
  identityOf,
  seenByOne,
  type Traces,
  traces,
} from './personal.ts';
import { addAccount, isPerson, type MemberRow, newPerson } from './rows.ts';
import { hasOthers, isCoordinatedWithout, lastCoordinator } from './rule.ts';

/** Answers the port's `purge`, within a transaction. */
export function purge(tx: Transaction, person: string, act: Act): void {
  const identity = identityOf(tx, person);
  const of = traces(identity);
  const removals = keptOutOf(tx, identity);
  // Wrong codes outlive a coalition.
  const touched = coalitionsWith(tx, of).filter((id) => coalitionById(tx, id) !== undefined);
  for (const coalition of touched) refuseLast(tx, coalition, person);
  // Where it was asked is nothing to the other coalitions, and may be the person's own messages.
  const { where: _, organisation: __, ...done } = act;
  for (const coalition of touched) {
    if (isBare(tx, coalition, of)) continue;
    const mine = tenant(tx, coalition);
    mine.log(done, { action: 'member.purged', subject: person });
    purgeIn(mine, of, identity, done);
    mine.remove(members, isPerson(person));
    endIfForsaken(tx, coalition);
  }
  // Accounts, and the ids that had turned out to be this person, go with the row.
  tx.delete(people).where(eq(people.id, person)).run();
  keepOut(tx, removals, identity, act.at);
}

/** What keeps the person out of the coalitions that removed them. */
const keptOutOf = (tx: Transaction, { ids }: Identity): readonly MemberRow[] =>
  tx
    .select()
    .from(members)
    .where(and(inArray(members.person, [...ids]), eq(members.role, 'removed')))
    .all();

/** Whether nothing is kept in a coalition but that the person was removed, as after a purge. */
function isBare(tx: Transaction, coalition: string, { members: theirs, ...of }: Traces): boolean {
  const row = tenant(tx, coalition).row(members, theirs);
  if (row?.role !== 'removed' || row.name !== null) return false;
  return !coalitionsWith(tx, { ...of, members: sql`false` }).includes(coalition);
}

/**
 * Whom a coalition removed would be a reader again if all of them were forgotten:
 * their accounts stay, without a name, as somebody whom nothing else is known of.
 */
function keepOut(
  tx: Transaction,
  removals: readonly MemberRow[],
  { accounts }: Identity,
  at: number,
): void {
  if (removals.length === 0) return;
  const person = newPerson(tx, at);
  for (const account of accounts) addAccount(tx, account, person, at);
  for (const { coalition, platform, workspace } of removals)
    tenant(tx, coalition).add(members, {
      person,
      role: 'removed',
      platform,
      workspace,
      joinedAt: at,
      seenAt: at,
    });
}

/** Answers the port's `checkPurge`. */
export function checkPurge(tx: Transaction, person: string): void {
  for (const coalition of coalitionsWith(tx, traces(identityOf(tx, person))))
    refuseLast(tx, coalition, person);
}

function refuseLast(tx: Transaction, coalition: string, person: string): void {
  const mine = tenant(tx, coalition);
  if (mine.row(members, isPerson(person))?.role !== 'coordinator') return;
  if (isCoordinatedWithout(mine, person) || !hasOthers(mine, person)) return;
  throw lastCoordinator(coalitionById(tx, coalition)?.name);
}

function purgeIn(mine: Tenant, of: Traces, { ids, accounts }: Identity, act: Act): void {
  for (const account of accounts) {
    endDirect(mine, account, act, { words: 'deleted' });
    forgetUnfollowed(mine, account);
    forgetWhere(mine, account);
  }
  mine.change(follows, { createdBy: '' }, of.follows);
  mine.remove(ownDeadlines, or(...ids.map(seenByOne)));
  mine.change(ownDeadlines, NO_ACCOUNT, of.deadlines);
  withdraw(mine, ids);
  forgetRequests(mine, of);
  for (const id of ids) forgetWords(mine, sql`instr(${outbox.key}, ${id}) > 0`);
  mine.remove(codes, or(...accounts.map(givenTo)));
}

/** Reminded is nobody any more: what only the person could see is gone. */
const NO_ACCOUNT = { accountPlatform: '', accountWorkspace: '', account: '' };

/** What was added from their own messages was added from somebody's. */
function forgetWhere(mine: Tenant, account: Account): void {
  const place = directPlaceOf(account);
  if (!place) return;
  const { platform, workspace } = place;
  const there = and(eq(ownDeadlines.platform, platform), eq(ownDeadlines.workspace, workspace));
  mine.change(ownDeadlines, { workspace: `${DIRECT}:` }, there);
}

function forgetRequests(mine: Tenant, of: Traces): void {
  for (const { id, joining } of mine.rows(requests, of.requests)) {
    // The key is of the coalition that was asked then, which may have joined this one since.
    forgetWords(mine, like(outbox.key, `request/%/${id}/%`));
    const nowhere = joining && { ...joining, place: { ...joining.place, workspace: '' } };
    mine.change(requests, { account: '', joining: nowhere }, eq(requests.id, id));
  }
}

/** What others were told of them says the name; its key, whom it is about. */
function forgetWords(mine: Tenant, told: SQL): void {
  mine.change(outbox, { status: 'cancelled', leaseUntil: null }, and(waiting, told));
  mine.change(outbox, { reply: null }, told);
}

const givenTo = ({ platform, workspace, id }: Account) =>
  and(eq(codes.platform, platform), eq(codes.workspace, workspace), eq(codes.account, id));
