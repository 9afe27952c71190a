import { randomUUID } from 'node:crypto';
import type { Delivery, Notice, Outbox, Parcel } from '../../src/core/notice.ts';
import { type Database, present, type Transaction } from '../database.ts';
import { and, asc, eq, inArray, isNotNull, lte, min, notExists, or, sql } from '../drizzle.ts';
import { follows, outbox, planner } from '../schema.ts';

/** How long a process may take over one delivery before it counts as in doubt. */
const LEASE_MS = 90_000;
/** After a lost answer: soon, while a platform still guards against a double, then ever more rarely. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 5 * 60_000;

/** A platform that names no time is not asked again at once. */
const LEAST_WAIT_MS = 50;

type Row = typeof outbox.$inferSelect;

/** Answers the port of `src/core/notice.ts`. */
export function createOutbox(db: Database): Outbox {
  return {
    async plan({ notices, cancelled, from, through, now }) {
      return db.transaction(
        (tx) => {
          if (from !== undefined && markOf(tx) !== from) return 0;
          cancel(tx, cancelled, now);
          const added = notices.reduce((sum, notice) => sum + enter(tx, notice, now), 0);
          const mark = { id: 1, plannedThrough: through };
          tx.insert(planner)
            .values(mark)
            .onConflictDoUpdate({ target: planner.id, set: mark })
            .run();
          return added;
        },
        { behavior: 'immediate' },
      );
    },

    async plannedThrough() {
      return markOf(db);
    },

    async claim(now, limit) {
      return db.transaction(
        (tx) =>
          dueHeads(tx, now, limit).map((row) => {
            const lease = leased(row, now);
            tx.update(outbox).set(lease).where(eq(outbox.seq, row.seq)).run();
            return parcelOf(row, lease.inDoubtSince);
          }),
        { behavior: 'immediate' },
      );
    },

    async settle(id, delivery, now) {
      db.transaction(
        (tx) => {
          const row = tx.select().from(outbox).where(eq(outbox.id, id)).get();
          if (row)
            tx.update(outbox)
              .set(settled(row, delivery, now))
              .where(eq(outbox.id, id))
              .run();
        },
        { behavior: 'immediate' },
      );
    },

    async all() {
      return db
        .select()
        .from(outbox)
        .orderBy(asc(outbox.dueAt), asc(outbox.seq))
        .all()
        .map(noticeOf);
    },
  };
}

const waiting = inArray(outbox.status, ['pending', 'sending']);

const markOf = (db: Pick<Database, 'select'>): number | undefined =>
  db.select({ at: planner.plannedThrough }).from(planner).where(eq(planner.id, 1)).get()?.at;

function enter(tx: Transaction, notice: Notice, now: number): number {
  const { destination, ...rest } = notice;
  const row = { ...rest, ...destination, id: randomUUID(), status: 'pending' as const };
  return tx
    .insert(outbox)
    .values({ ...row, visibleAt: notice.dueAt, attempts: 0, createdAt: now })
    .onConflictDoNothing({ target: outbox.key })
    .run().changes;
}

/** Also what is being sent: should that fail, it is not tried again. */
function cancel(tx: Transaction, deadlines: readonly string[], now: number): void {
  for (const deadline of deadlines)
    tx.update(outbox)
      .set({ status: 'cancelled', leaseUntil: null, settledAt: now })
      .where(and(waiting, eq(outbox.deadline, deadline)))
      .run();
}

/**
 * The first notice that waits of each destination, where its time has come. A
 * destination whose first one is on its way or put off so gets nothing else:
 * its notices arrive in order.
 */
function dueHeads(tx: Transaction, now: number, limit: number): Row[] {
  const heads = tx
    .select({ seq: min(outbox.seq) })
    .from(outbox)
    .where(waiting)
    .groupBy(outbox.platform, outbox.workspace, outbox.channel);
  const stopped = tx
    .select({ one: sql`1` })
    .from(follows)
    .where(
      and(
        isNotNull(follows.stopped),
        eq(follows.platform, outbox.platform),
        eq(follows.workspace, outbox.workspace),
        eq(follows.channel, outbox.channel),
      ),
    );
  const due = or(
    and(eq(outbox.status, 'pending'), lte(outbox.visibleAt, now)),
    and(eq(outbox.status, 'sending'), lte(outbox.leaseUntil, now)),
  );
  return tx
    .select()
    .from(outbox)
    .where(and(inArray(outbox.seq, heads), due, notExists(stopped)))
    .orderBy(asc(outbox.seq))
    .limit(limit)
    .all();
}

/** A lease that ran out may have ended in a delivery: in doubt since it was taken. */
function leased(row: Row, now: number) {
  const lost = row.leaseUntil === null ? null : row.leaseUntil - LEASE_MS;
  return {
    status: 'sending' as const,
    leaseUntil: now + LEASE_MS,
    attempts: row.attempts + 1,
    inDoubtSince: row.inDoubtSince ?? lost,
  };
}

function settled(row: Row, delivery: Delivery, now: number): Partial<Row> {
  if (delivery.outcome === 'sent')
    return { status: 'sent', leaseUntil: null, settledAt: now, message: delivery.message ?? null };
  const lastError = delivery.reason;
  const inDoubtSince =
    delivery.outcome === 'in_doubt' ? (row.inDoubtSince ?? now) : row.inDoubtSince;
  // Its date moved while it was on its way, or the destination stopped: the end stands.
  if (row.status !== 'sending') return { lastError, inDoubtSince };
  if (delivery.outcome === 'gone')
    return { status: 'gone', leaseUntil: null, settledAt: now, lastError };
  const wait =
    delivery.outcome === 'later' ? Math.max(delivery.ms, LEAST_WAIT_MS) : retryMs(row.attempts);
  return { status: 'pending', leaseUntil: null, visibleAt: now + wait, lastError, inDoubtSince };
}

/** 2 s, 4 s, 8 s … at most five minutes. */
const retryMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LAST_RETRY_MS);

const parcelOf = (row: Row, inDoubtSince: number | null): Parcel => ({
  id: row.id,
  notice: noticeOf(row),
  attempts: row.attempts,
  ...(inDoubtSince === null ? {} : { inDoubtSince }),
});

function noticeOf(row: Row): Notice {
  const { platform, workspace, channel } = row;
  const { key, kind, deadline, dueAt, reply } = present(row);
  return {
    key,
    destination: { platform, workspace, channel },
    kind,
    state: row.state,
    ...(deadline === undefined ? {} : { deadline }),
    dueOn: row.dueOn,
    dueAt,
    reply,
  };
}
