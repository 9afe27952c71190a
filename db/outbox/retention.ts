import { edtf, genevaDay } from '../../src/core/dates/edtf.ts';
import type { Transaction } from '../database.ts';
import { and, eq, isNotNull, lt, not } from '../drizzle.ts';
import { outbox } from '../schema.ts';
import { waiting } from './rows.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long the words of a notice are kept: for looking up what a channel was told. */
const WORDS_MS = 90 * DAY_MS;
/** How long its key is kept at the least: longer than any ladder. */
const IDENTITY_MS = 2 * 366 * DAY_MS;

/** Forgets the words of what is over, and all of it once nothing can plan it again. */
export function forgetOld(tx: Transaction, now: number): void {
  const over = not(waiting);
  tx.update(outbox)
    .set({ reply: null })
    .where(and(over, isNotNull(outbox.reply), lt(outbox.createdAt, now - WORDS_MS)))
    .run();
  const today = genevaDay(now);
  const old = tx
    .select({ seq: outbox.seq, dueOn: outbox.dueOn })
    .from(outbox)
    .where(and(over, lt(outbox.createdAt, now - IDENTITY_MS)))
    .all();
  for (const { seq, dueOn } of old)
    if (dueOn === null || edtf(dueOn).last < today)
      tx.delete(outbox).where(eq(outbox.seq, seq)).run();
}
