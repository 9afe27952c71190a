import type { Act } from '../../src/core/coalition/audit.ts';
import { ROLES, type Role } from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import { codes, members, places, requests } from '../coalition-schema.ts';
import { endCoalition } from '../coalitions/ending.ts';
import type { Transaction } from '../database.ts';
import { and, eq, inArray } from '../drizzle.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { endDirect } from './direct.ts';
import { accountsOf, isPerson, type MemberRow, memberRow } from './rows.ts';
import { hasOthers, isCoordinatedWithout, lastCoordinator } from './rule.ts';

/** Answers the port's `setRole`, within a transaction. */
export function setRole(mine: Tenant, person: string, role: Role, act: Act): void {
  const row = memberRow(mine, person);
  if (row.role === role) return;
  if (row.role === 'coordinator' && !isCoordinatedWithout(mine, person)) throw lastCoordinator();
  if (act.person === person && ROLES.indexOf(role) > ROLES.indexOf(row.role)) throw ownRole(role);
  mine.change(members, { role }, isPerson(person));
  mine.log(act, {
    action: 'member.role',
    subject: person,
    before: { role: row.role },
    after: { role },
  });
}

const ownRole = (role: Role): UserError =>
  new UserError(
    `Nobody gives themselves more rights: ask another coordinator to make you ${role}.`,
    { problem: 'own_role' },
  );

/** Answers the port's `leave`, within a transaction. */
export function leave(
  tx: Transaction,
  coalition: string,
  person: string,
  { successor, removed }: { readonly successor?: string | undefined; readonly removed: boolean },
  act: Act,
): void {
  const mine = tenant(tx, coalition);
  const row = memberRow(mine, person);
  if (successor !== undefined) handOver(mine, row, successor, act);
  if (row.role === 'coordinator' && !isCoordinatedWithout(mine, person) && isShared(mine, person))
    throw lastCoordinator();
  const role = removed ? 'removed' : 'left';
  mine.change(members, { role, organisation: null, namedAt: null }, isPerson(person));
  withdraw(mine, [person]);
  mine.log(act, {
    action: removed ? 'member.removed' : 'member.left',
    subject: person,
    before: { role: row.role, ...(row.organisation && { organisation: row.organisation }) },
  });
  for (const account of accountsOf(tx, [person])) endDirect(mine, account, act, { words: 'kept' });
  endIfForsaken(tx, coalition);
}

/** A coalition of one person's direct messages alone ends with that person. */
const isShared = (mine: Tenant, person: string): boolean =>
  hasOthers(mine, person) || mine.count(places, eq(places.kind, 'workspace')) > 0;

function handOver(mine: Tenant, { person }: MemberRow, successor: string, act: Act): void {
  if (successor === person)
    throw new UserError('Nobody is their own successor: name another member.', {
      problem: 'own_successor',
    });
  const { role } = memberRow(mine, successor);
  if (role === 'coordinator') return;
  mine.change(members, { role: 'coordinator' }, isPerson(successor));
  mine.log(act, {
    action: 'member.role',
    subject: successor,
    before: { role },
    after: { role: 'coordinator' },
  });
}

/** What people asked of a coalition and were not answered yet, and codes that they hold. */
export function withdraw(mine: Tenant, persons: readonly string[]): void {
  mine.remove(codes, inArray(codes.person, [...persons]));
  mine.change(
    requests,
    { status: 'withdrawn' },
    and(inArray(requests.person, [...persons]), eq(requests.status, 'waiting')),
  );
}

/** A coalition that was one person's messages with Vigil ends with them: nobody could come to it any more. */
export function endIfForsaken(tx: Transaction, coalition: string): void {
  const mine = tenant(tx, coalition);
  if (mine.count(places) > 0 || hasOthers(mine, '')) return;
  endCoalition(tx, coalition);
}
