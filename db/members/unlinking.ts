import type { Act } from '../../src/core/coalition/audit.ts';
import { type Account, accountKey } from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import { accounts, members, ownDeadlines, places } from '../coalition-schema.ts';
import { directPlaceOf } from '../coalitions/lying-in.ts';
import { coalitionById, placeById } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { and, eq } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';
import { endDirect } from './direct.ts';
import { accountsOf, isAccount, isOf, isPerson, newPerson, personOf } from './rows.ts';
import { hasOthers, isCoordinatedWithout, lastCoordinator } from './rule.ts';

/** Answers the port's `unlinkAccount`, within a transaction. */
export function unlinkAccount(
  tx: Transaction,
  coalition: string,
  account: Account,
  act: Act,
): void {
  const person = personOf(tx, account);
  const [other] = accountsOf(tx, person === undefined ? [] : [person]).filter(
    (one) => accountKey(one) !== accountKey(account),
  );
  if (person === undefined || !other)
    throw new UserError('This account is linked to no other: there is nothing to unlink.', {
      problem: 'only_account',
    });
  demandCoordinatorStays(tx, person, account);
  const fresh = newPerson(tx, act.at);
  tx.update(accounts).set({ person: fresh }).where(isAccount(account)).run();
  tx.update(ownDeadlines)
    .set({ accountPlatform: other.platform, accountWorkspace: other.workspace, account: other.id })
    .where(and(eq(ownDeadlines.createdBy, person), remindedAt(account)))
    .run();
  const ended = directPlace(tx, account, person, fresh);
  if (ended !== undefined) {
    const there = ended === coalition ? act : { at: act.at };
    endDirect(tenant(tx, ended), account, there, { words: 'kept' });
  }
  standAside(tx, person, fresh, act.at);
  tenant(tx, coalition).log(act, { action: 'account.unlinked', subject: person });
}

/**
 * Throws UserError `last_coordinator` where the person coordinates alone, and is
 * in the places of the coalition with this account only: nobody else could reach
 * it any more.
 */
function demandCoordinatorStays(tx: Transaction, person: string, account: Account): void {
  const accounts = accountsOf(tx, [person]);
  const coordinating = and(isPerson(person), eq(members.role, 'coordinator'));
  for (const { coalition } of tx.select().from(members).where(coordinating).all()) {
    const mine = tenant(tx, coalition);
    if (isCoordinatedWithout(mine, person)) continue;
    const theirs = mine.rows(places, eq(places.kind, 'workspace'));
    const sitting = accounts.filter((one) => theirs.some((place) => isOf(one, place)));
    if (sitting.length === 1 && sitting.map(accountKey).includes(accountKey(account)))
      throw lastCoordinator(coalitionById(tx, coalition)?.name);
  }
}

const remindedAt = ({ platform, workspace, id }: Account) =>
  and(
    eq(ownDeadlines.accountPlatform, platform),
    eq(ownDeadlines.accountWorkspace, workspace),
    eq(ownDeadlines.account, id),
  );

/**
 * The coalition in which the account's messages with Vigil end. Where they were
 * all that there was of it, they stay, and it is the new person's.
 */
function directPlace(
  tx: Transaction,
  account: Account,
  person: string,
  fresh: string,
): string | undefined {
  const place = directPlaceOf(account);
  const coalition = place && placeById(tx, place)?.coalition;
  if (coalition === undefined) return undefined;
  const mine = tenant(tx, coalition);
  if (mine.count(places) > 1 || hasOthers(mine, person)) return coalition;
  mine.change(members, { person: fresh }, isPerson(person));
  return undefined;
}

/** Where the person is, or was, a member, the platform makes no coordinator of the account: that would undo what was decided there. */
function standAside(tx: Transaction, person: string, fresh: string, at: number): void {
  for (const row of tx.select().from(members).where(isPerson(person)).all())
    tenant(tx, row.coalition).add(members, {
      person: fresh,
      role: row.role === 'removed' ? 'removed' : 'left',
      platform: row.platform,
      workspace: row.workspace,
      joinedAt: row.joinedAt,
      seenAt: at,
    });
}
