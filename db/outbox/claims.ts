import type { Parcel } from '../../src/core/notice.ts';
import { channels } from '../coalition-schema.ts';
import { isAt } from '../coalitions/lying-in.ts';
import type { Transaction } from '../database.ts';
import {
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  min,
  notExists,
  notInArray,
  or,
  sql,
} from '../drizzle.ts';
import { follows, outbox } from '../schema.ts';
import { tenant } from '../tenancy.ts';
import { parcelOf, type Row, waiting } from './rows.ts';

/** How long a process may take over one delivery before it counts as in doubt. */
export const LEASE_MS = 90_000;

/** What a dispatcher asks for. */
interface Claim {
  readonly now: number;
  readonly limit: number;
  readonly platform?: string | undefined;
  readonly inFlight?: Iterable<string> | undefined;
}

/** Leases what is due and still asked for; what nobody asks for any more is cancelled on the way. */
export function claimDue(tx: Transaction, claim: Claim): readonly Parcel[] {
  const { now } = claim;
  for (;;) {
    const due = dueHeads(tx, claim);
    const unasked = due.filter((row) => !isAskedFor(tx, row));
    if (unasked.length === 0) return due.map((row) => lease(tx, row, now));
    const seqs = unasked.map(({ seq }) => seq);
    tx.update(outbox)
      .set({ status: 'cancelled', leaseUntil: null, settledAt: now })
      .where(inArray(outbox.seq, seqs))
      .run();
  }
}

/**
 * The first notice that waits of each destination, where its time has come. A
 * destination whose first one is on its way or put off so gets nothing else:
 * its notices arrive in order. Who has waited longest comes first.
 */
function dueHeads(tx: Transaction, { now, limit, platform, inFlight = [] }: Claim): Row[] {
  const heads = tx
    .select({ seq: min(outbox.seq) })
    .from(outbox)
    .where(and(waiting, platform === undefined ? undefined : eq(outbox.platform, platform)))
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
  const apart = notInArray(outbox.id, [...inFlight]);
  return tx
    .select()
    .from(outbox)
    .where(and(inArray(outbox.seq, heads), due, apart, notExists(stopped)))
    .orderBy(asc(outbox.visibleAt), asc(outbox.seq))
    .limit(limit)
    .all();
}

/** Whether its destination, in the coalition that it was planned for, follows one of its subjects still. */
function isAskedFor(tx: Transaction, row: Row): boolean {
  const { coalition, subjects } = row;
  if (isKeptOut(tx, row)) return false;
  if (subjects === null) return true;
  const follow = tx
    .select({ id: follows.id })
    .from(follows)
    .where(
      and(
        isNull(follows.stopped),
        eq(follows.coalition, coalition),
        isAt(follows, row),
        inArray(follows.subject, [...subjects]),
      ),
    )
    .get();
  return follow !== undefined;
}

/** Whether it tells of own things, and its channel was closed to them since it was planned. */
function isKeptOut(tx: Transaction, row: Row): boolean {
  if (!row.key.includes('|own/')) return false;
  const closed = and(isAt(channels, row), eq(channels.ours, 'kept_out'));
  return tenant(tx, row.coalition).row(channels, closed) !== undefined;
}

/** A lease that ran out may have ended in a delivery: in doubt since it was taken. */
function lease(tx: Transaction, row: Row, now: number): Parcel {
  const lost = row.leaseUntil === null ? null : row.leaseUntil - LEASE_MS;
  const inDoubtSince = row.inDoubtSince ?? lost;
  tx.update(outbox)
    .set({
      status: 'sending',
      leaseUntil: now + LEASE_MS,
      attempts: row.attempts + 1,
      triedAt: row.triedAt ?? now,
      inDoubtSince,
    })
    .where(eq(outbox.seq, row.seq))
    .run();
  return parcelOf(row, inDoubtSince);
}
