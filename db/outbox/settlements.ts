import type { Delivery, Settlement } from '../../src/core/notice.ts';
import type { Transaction } from '../database.ts';
import { and, eq, gt, sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';
import type { Row } from './rows.ts';
import type { Spans } from './spans.ts';

/** So often a platform may refuse a message itself: once may be its own fault. */
const MOST_REFUSALS = 3;
/** So often it must have been tried before time alone gives it up: a machine that was off tried nothing. */
const LEAST_TRIES = 10;

/** Writes how a delivery ended, and says what that makes of the notice. */
export function settleRow(
  tx: Transaction,
  row: Row,
  delivery: Delivery,
  now: number,
  spans: Spans,
): Settlement {
  const changes = settled(tx, row, delivery, now, spans);
  const { status = row.status } = changes;
  const isWaiting = status === 'pending' || status === 'sending';
  const words = !isWaiting && isSecret(row) ? { reply: null } : {};
  tx.update(outbox)
    .set({ ...changes, ...words })
    .where(eq(outbox.seq, row.seq))
    .run();
  if (status === 'failed') return 'failed';
  return isWaiting ? 'waiting' : 'ended';
}

/** A code is readable nowhere once it was delivered, or cannot be. */
const isSecret = ({ key }: Row): boolean => key.startsWith('code/');

function settled(
  tx: Transaction,
  row: Row,
  delivery: Delivery,
  now: number,
  spans: Spans,
): Partial<Row> {
  const { outcome } = delivery;
  const end = { leaseUntil: null, settledAt: now };
  if (outcome === 'sent') return { ...end, status: 'sent', message: delivery.message ?? null };
  const lastError = delivery.reason;
  const inDoubtSince = outcome === 'in_doubt' ? (row.inDoubtSince ?? now) : row.inDoubtSince;
  // Its date moved while it was on its way, or the destination stopped: the end stands.
  if (row.status !== 'sending') return { lastError, inDoubtSince };
  if (outcome === 'gone') return { ...end, status: 'gone', lastError };
  const refused = outcome === 'later' && delivery.refused === true;
  const refusals = row.refusals + (refused ? 1 : 0);
  const tried = { lastError, inDoubtSince, refusals };
  if (isHopeless(tx, { ...row, refusals }, now, spans))
    return { ...end, ...tried, status: 'failed' };
  const wait =
    outcome === 'later'
      ? Math.max(delivery.ms * spans.speed, spans.leastWait)
      : retryAfter(row.attempts, spans);
  return { ...tried, status: 'pending', leaseUntil: null, visibleAt: now + wait };
}

/**
 * Whether it is only in the way of what comes after it. A limit, or a platform
 * that is down, is not its fault: then nothing else arrives either.
 */
function isHopeless(tx: Transaction, row: Row, now: number, { stuck, stale }: Spans): boolean {
  const { platform, triedAt, refusals, attempts } = row;
  if (refusals >= MOST_REFUSALS) return true;
  if (triedAt === null || attempts < LEAST_TRIES) return false;
  if (now - triedAt > stale) return true;
  return now - triedAt > stuck && hasTakenOthers(tx, platform, triedAt);
}

const hasTakenOthers = (tx: Transaction, platform: string, since: number): boolean =>
  tx
    .select({ seq: outbox.seq })
    .from(outbox)
    // In words, not as a parameter: only so does SQLite use the index of what was sent.
    .where(
      and(
        eq(outbox.platform, platform),
        sql`${outbox.status} = 'sent'`,
        gt(outbox.settledAt, since),
      ),
    )
    .limit(1)
    .get() !== undefined;

/** 2 s, 4 s, 8 s … at most five minutes. */
const retryAfter = (attempts: number, { firstRetry, lastRetry }: Spans): number =>
  Math.min(firstRetry * 2 ** Math.max(0, attempts - 1), lastRetry);
