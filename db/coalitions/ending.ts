import { coalitions, members, people, requests } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, eq, inArray, isNull, notExists, sql } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

/** Deletes a coalition with all that it owns, and the people who are of no other. */
export function endCoalition(tx: Transaction, coalition: string): void {
  const theirs = tenant(tx, coalition)
    .rows(members)
    .map(({ person }) => person);
  withdrawItsRequests(tx, coalition);
  tx.delete(coalitions).where(eq(coalitions.id, coalition)).run();
  const elsewhere = tx.select({ one: sql`1` }).from(members).where(eq(members.person, people.id));
  tx.delete(people)
    .where(and(inArray(people.id, theirs), isNull(people.mergedInto), notExists(elsewhere)))
    .run();
}

/** What a coalition asked of others: nobody can confirm it once that is gone. */
export function withdrawItsRequests(tx: Transaction, coalition: string): void {
  tx.update(requests)
    .set({ status: 'withdrawn' })
    .where(
      and(
        eq(requests.status, 'waiting'),
        sql`json_extract(${requests.joining}, '$.coalition') = ${coalition}`,
      ),
    )
    .run();
}
