import type { Act } from '../../src/core/coalition/audit.ts';
import {
  type Account,
  type Former,
  isFormer,
  ROLES,
  type Role,
} from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import {
  accounts,
  codes,
  members,
  ownDeadlines,
  people,
  places,
  requests,
} from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { eq } from '../drizzle.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { seenByOne } from './personal.ts';
import { demandNotRemoved } from './removed.ts';
import { addAccount, isPerson, knownPerson, type MemberRow, personOf } from './rows.ts';

/** Answers the port's `linkAccounts`, within a transaction. */
export function linkAccounts(
  tx: Transaction,
  coalition: string,
  from: Account,
  to: Account,
  act: Act,
): void {
  const first = knownPerson(tx, from, act.at);
  const second = personOf(tx, to);
  if (second === undefined) {
    demandNotRemoved(tx, [first]);
    addAccount(tx, to, first, act.at);
    logLinked(tx, [coalition], { survivor: first, act, coalition });
    return;
  }
  if (first === second)
    throw new UserError('These two accounts are one person already.', { problem: 'same_person' });
  demandNotRemoved(tx, [first, second]);
  const { survivor, other } = elder(tx, first, second);
  const joined = tx.select().from(members).where(isPerson(other)).all();
  for (const row of joined) mergeMembership(tenant(tx, row.coalition), row, survivor);
  giveOver(tx, other, survivor);
  const where = [...new Set([coalition, ...joined.map((row) => row.coalition)])];
  logLinked(tx, where, { survivor, other, act, coalition });
}

/** Whichever Vigil heard of first stays. */
function elder(tx: Transaction, first: string, second: string) {
  const since = (person: string): number =>
    tx.select().from(people).where(eq(people.id, person)).get()?.createdAt ?? 0;
  return since(second) < since(first)
    ? { survivor: second, other: first }
    : { survivor: first, other: second };
}

function mergeMembership(mine: Tenant, row: MemberRow, survivor: string): void {
  const own = mine.row(members, isPerson(survivor));
  if (!own) {
    mine.change(members, { person: survivor }, isPerson(row.person));
    return;
  }
  mine.remove(members, isPerson(row.person));
  const [last, earlier] = own.seenAt >= row.seenAt ? [own, row] : [row, own];
  mine.change(
    members,
    {
      name: last.name ?? earlier.name,
      role: rank(row.role) > rank(own.role) ? row.role : own.role,
      organisation: own.organisation ?? row.organisation,
      joinedAt: Math.min(own.joinedAt, row.joinedAt),
      seenAt: last.seenAt,
      namedAt: last.namedAt,
    },
    isPerson(survivor),
  );
}

/** What has ended counts least. */
const rank = (role: Role | Former): number => (isFormer(role) ? -1 : ROLES.indexOf(role));

/**
 * Everything of one person is another's from now on, in all coalitions: people
 * belong to none. The log alone keeps the id under which it was written.
 */
function giveOver(tx: Transaction, other: string, survivor: string): void {
  tx.update(accounts).set({ person: survivor }).where(eq(accounts.person, other)).run();
  tx.update(codes).set({ person: survivor }).where(eq(codes.person, other)).run();
  tx.update(requests).set({ person: survivor }).where(eq(requests.person, other)).run();
  tx.update(requests).set({ decidedBy: survivor }).where(eq(requests.decidedBy, other)).run();
  tx.update(places).set({ joinedBy: survivor }).where(eq(places.joinedBy, other)).run();
  tx.update(ownDeadlines)
    .set({ createdBy: survivor })
    .where(eq(ownDeadlines.createdBy, other))
    .run();
  for (const { coalition, id } of tx.select().from(ownDeadlines).where(seenByOne(other)).all())
    tenant(tx, coalition).change(
      ownDeadlines,
      { visibility: { to: 'person', person: survivor } },
      eq(ownDeadlines.id, id),
    );
  tx.update(people).set({ mergedInto: survivor }).where(eq(people.mergedInto, other)).run();
  tx.update(people).set({ mergedInto: survivor }).where(eq(people.id, other)).run();
}

/** The line stands in the log of every coalition that it concerns, and where it was done in that one's alone. */
function logLinked(
  tx: Transaction,
  coalitions: readonly string[],
  linked: {
    readonly survivor: string;
    readonly other?: string;
    readonly act: Act;
    readonly coalition: string;
  },
): void {
  const { survivor, other, act, coalition } = linked;
  for (const one of coalitions)
    tenant(tx, one).log(
      { ...(one === coalition ? act : { at: act.at }), person: survivor },
      {
        action: 'account.linked',
        subject: survivor,
        ...(other !== undefined && { before: { person: other }, after: { person: survivor } }),
      },
    );
}
