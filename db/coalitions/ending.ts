import type { Ending, Request } from '../../src/core/coalition/links.ts';
import { coalitions, members, people, requests } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, eq, inArray, isNull, notExists, sql } from '../drizzle.ts';
import { askedBy, isAskedBy } from '../links/asked.ts';
import { tenant } from '../tenancy.ts';

/** Deletes a coalition with all that it owns, and the people who are of no other. */
export function endCoalition(tx: Transaction, coalition: string): void {
  const theirs = tenant(tx, coalition)
    .rows(members)
    .map(({ person }) => person);
  endItsRequests(tx, coalition, 'asker_deleted');
  tx.delete(coalitions).where(eq(coalitions.id, coalition)).run();
  const elsewhere = tx.select({ one: sql`1` }).from(members).where(eq(members.person, people.id));
  tx.delete(people)
    .where(and(inArray(people.id, theirs), isNull(people.mergedInto), notExists(elsewhere)))
    .run();
}

/** What a coalition asked of others: nobody can confirm it once that is gone. Answers what waited. */
export function endItsRequests(
  tx: Transaction,
  coalition: string,
  why: Ending,
): readonly Request[] {
  const ended = askedBy(tx, coalition).filter(({ status }) => status === 'waiting');
  tx.update(requests)
    .set({ status: why })
    .where(and(eq(requests.status, 'waiting'), isAskedBy(coalition)))
    .run();
  return ended;
}
