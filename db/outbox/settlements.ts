import type { Delivery, Settlement } from '../../src/core/notice.ts';
import type { Transaction } from '../database.ts';
import { and, eq, gt, sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';
import type { Row } from './rows.ts';

/** After a lost answer: soon, while a platform still guards against a double, then ever more rarely. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 5 * 60_000;
/** A platform that names no time is not asked again at once. */
const LEAST_WAIT_MS = 50;
/** So often a platform may refuse a message itself: once may be its own fault. */
const MOST_REFUSALS = 3;
/** So often it must have been tried before time alone gives it up: a machine that was off tried nothing. */
const LEAST_TRIES = 10;
const DAY_MS = 24 * 60 * 60_000;
/** After so long it is the notice's fault, where the platform has taken another one meanwhile. */
const STUCK_MS = DAY_MS;
/** After so long nobody is served by it any more, whoever's fault it is. */
const STALE_MS = 7 * DAY_MS;

/**
 * Writes how a delivery ended, and says what that makes of the notice. `speed`:
 * platforms name their waits, and fail, in the machine's time, and a clock that
 * runs so many times as fast makes nothing hopeless.
 */
export function settleRow(
  tx: Transaction,
  row: Row,
  delivery: Delivery,
  now: number,
  speed: number,
): Settlement {
  const changes = settled(tx, row, delivery, now, speed);
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
  speed: number,
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
  if (isHopeless(tx, { ...row, refusals }, now, speed))
    return { ...end, ...tried, status: 'failed' };
  const wait =
    outcome === 'later' ? Math.max(delivery.ms, LEAST_WAIT_MS) * speed : retryMs(row.attempts);
  return { ...tried, status: 'pending', leaseUntil: null, visibleAt: now + wait };
}

/**
 * Whether it is only in the way of what comes after it. A limit, or a platform
 * that is down, is not its fault: then nothing else arrives either.
 */
function isHopeless(tx: Transaction, row: Row, now: number, speed: number): boolean {
  const { platform, triedAt, refusals, attempts } = row;
  if (refusals >= MOST_REFUSALS) return true;
  if (triedAt === null || attempts < LEAST_TRIES) return false;
  if (now - triedAt > STALE_MS * speed) return true;
  return now - triedAt > STUCK_MS * speed && hasTakenOthers(tx, platform, triedAt);
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
const retryMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LAST_RETRY_MS);
