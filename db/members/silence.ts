import type { Act } from '../../src/core/coalition/audit.ts';
import type { Role } from '../../src/core/coalition/coalition.ts';
import type { Member, Membership } from '../../src/core/coalition/members.ts';
import { coalitions, members, places } from '../coalition-schema.ts';
import type { Database } from '../database.ts';
import { and, asc, eq, inArray, isNull, lt, or, sql } from '../drizzle.ts';
import type { Tenant } from '../tenancy.ts';
import { isPerson, memberRow, stillIn, withAccounts } from './rows.ts';

/** The coalitions that a person is a member of, oldest first. */
export const membershipsOf = (db: Database, person: string): readonly Membership[] =>
  db
    .select({ coalition: coalitions.id, name: coalitions.name, role: members.role })
    .from(members)
    .innerJoin(coalitions, eq(coalitions.id, members.coalition))
    .where(and(isPerson(person), stillIn))
    .orderBy(asc(members.joinedAt), asc(coalitions.id))
    .all()
    // Guaranteed by the condition: not `left`.
    .map((row) => ({ ...row, role: row.role as Role }));

/** Answers the port's `silent`: every coalition's at once. */
export function silent(
  db: Database,
  before: number,
): readonly { readonly coalition: string; readonly member: Member }[] {
  const unnamed = or(isNull(members.namedAt), lt(members.namedAt, members.seenAt));
  const others = sql`exists (select 1 from ${members} as other
    where other.coalition = ${members.coalition} and other.role = 'coordinator'
    and other.person <> ${members.person})`;
  const rows = db
    .select()
    .from(members)
    .where(and(eq(members.role, 'coordinator'), lt(members.seenAt, before), unnamed, others))
    .orderBy(asc(members.coalition), asc(members.person))
    .all();
  const coalitionIds = rows.map(({ coalition }) => coalition);
  const ours = db.select().from(places).where(inArray(places.coalition, coalitionIds)).all();
  const silentOnes = withAccounts(db, rows, ours);
  return coalitionIds.flatMap((coalition, index) => {
    const member = silentOnes[index];
    return member ? [{ coalition, member }] : [];
  });
}

/** Answers the port's `named`, within a transaction. */
export function named(mine: Tenant, person: string, act: Act): void {
  memberRow(mine, person);
  mine.change(members, { namedAt: act.at }, isPerson(person));
  mine.log(act, { action: 'member.silent', subject: person });
}
