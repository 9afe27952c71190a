import type { SQL } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { and, eq } from '../drizzle.ts';
import type { Owned } from '../tenancy.ts';

/**
 * Gives rows of one coalition to another: the one way in which what a coalition
 * owns can become another's. Only what both have agreed to comes here.
 */
export function giveOver(
  tx: Transaction,
  table: Owned,
  { from, to }: { readonly from: string; readonly to: string },
  where?: SQL,
): void {
  // Every table of these has the column: Drizzle's types do not follow a table that is a parameter.
  const owner = { coalition: to } as never;
  tx.update(table)
    .set(owner)
    .where(and(eq(table.coalition, from), where))
    .run();
}
