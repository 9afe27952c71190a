import type { Notice, Outbox } from '../../src/core/notice.ts';
import { type Database, inTransaction, type Transaction } from '../database.ts';
import { and, asc, eq, inArray, not, sql } from '../drizzle.ts';
import { claimDue, LEASE_MS } from '../outbox/claims.ts';
import { type NewRow, prepareEntering, toldAhead } from '../outbox/entering.ts';
import { plannedThrough } from '../outbox/mark.ts';
import { forgetOld } from '../outbox/retention.ts';
import { noticeOf, type Row, rowOf, toldOf, waiting } from '../outbox/rows.ts';
import { settleRow } from '../outbox/settlements.ts';
import { prepareStanding } from '../outbox/standing.ts';
import { type NoticeStatus, outbox, planner } from '../schema.ts';
import { tenant } from '../tenancy.ts';

/** Longer than a platform guards against a double. */
const HOUR_MS = 60 * 60_000;
/** Keys in one question: SQLite takes some ten thousand parameters. */
const KEYS_AT_ONCE = 1_000;
/** Of what was cancelled, given up or could not be delivered, nobody has heard. */
const TOLD: readonly NoticeStatus[] = ['pending', 'sending', 'sent', 'digested'];

/** Answers the port of `src/core/notice.ts`. `speed`: how many times as fast as the machine's its clock runs. */
export function createOutbox(db: Database, speed = 1): Outbox {
  const enter = prepareEntering(db);
  const stands = prepareStanding(db);
  /** Answers how many keys were new. */
  const enterAll = (notices: readonly Notice[], now: number): number =>
    notices.filter(stands).reduce((sum, notice) => sum + enter(rowOf(notice, now)), 0);

  return {
    async plan({ notices, digested = [], cancelled, from, through, now }) {
      return inTransaction(db, (tx) => {
        const mark = plannedThrough(tx);
        if (from !== undefined && mark !== from) return undefined;
        if (mark !== undefined && mark > through) setBack(tx, now);
        cancel(tx, cancelled, now);
        const added = enterAll(notices, now);
        for (const notice of digested) enter(digestedRow(notice, now));
        moveMark(tx, through);
        return added;
      });
    },

    async enter(notices, now) {
      return inTransaction(db, () => enterAll(notices, now));
    },

    async plannedThrough() {
      return plannedThrough(db);
    },

    async entered(keys, now) {
      const chunks = Array.from({ length: Math.ceil(keys.length / KEYS_AT_ONCE) }, (_, i) =>
        keys.slice(i * KEYS_AT_ONCE, (i + 1) * KEYS_AT_ONCE),
      );
      const rows = chunks.flatMap((chunk) =>
        db
          .select({ key: outbox.key })
          .from(outbox)
          .where(and(inArray(outbox.key, chunk), not(toldAhead(now))))
          .all(),
      );
      return new Set(rows.map(({ key }) => key));
    },

    async told(coalition, deadlines) {
      return tenant(db, coalition)
        .rows(
          outbox,
          and(inArray(outbox.deadline, [...deadlines]), inArray(outbox.status, [...TOLD])),
          asc(outbox.seq),
        )
        .map(toldOf);
    },

    async claim(now, limit, of) {
      return inTransaction(db, (tx) => claimDue(tx, { now, limit, ...of }));
    },

    async settle(id, delivery, now) {
      return inTransaction(db, (tx) => {
        const row = tx.select().from(outbox).where(eq(outbox.id, id)).get();
        return row ? settleRow(tx, row, delivery, now, speed) : 'ended';
      });
    },

    async prune(now) {
      inTransaction(db, (tx) => forgetOld(tx, now));
    },

    async all() {
      const rows = db.select().from(outbox).orderBy(asc(outbox.dueAt), asc(outbox.seq)).all();
      return rows.flatMap((row) => noticeOf(row) ?? []);
    },
  };
}

function moveMark(tx: Transaction, through: number): void {
  const mark = { id: 1, plannedThrough: through };
  tx.insert(planner).values(mark).onConflictDoUpdate({ target: planner.id, set: mark }).run();
}

const digestedRow = (notice: Notice, now: number): NewRow => ({
  ...rowOf(notice, now),
  status: 'digested',
  reply: null,
  settledAt: now,
});

/** Also what is being sent: should that fail, it is not tried again. */
function cancel(tx: Transaction, deadlines: readonly string[], now: number): void {
  for (const deadline of deadlines)
    tx.update(outbox)
      .set({ status: 'cancelled', leaseUntil: null, settledAt: now })
      .where(and(waiting, eq(outbox.deadline, deadline)))
      .run();
}

/**
 * The clock was ahead and was set back: what waits for its time would wait as
 * long. A doubt of unknown age counts as older than any platform's guard.
 */
function setBack(tx: Transaction, now: number): void {
  const atMost = (column: (typeof outbox)[keyof Row], most: number, otherwise = most) =>
    sql`case when ${column} > ${most} then ${otherwise} else ${column} end`;
  tx.update(outbox)
    .set({
      visibleAt: atMost(outbox.visibleAt, now),
      leaseUntil: atMost(outbox.leaseUntil, now + LEASE_MS),
      triedAt: atMost(outbox.triedAt, now),
      inDoubtSince: atMost(outbox.inDoubtSince, now, now - HOUR_MS),
    })
    .where(waiting)
    .run();
}
