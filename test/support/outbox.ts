import { storesOf } from '../../db/open.ts';
import type { Delivery, Notice, Outbox } from '../../src/core/notice.ts';
import { notice } from './following.ts';
import { databaseWith } from './stores.ts';

/** When the notices of these tests fall due. */
export const MORNING = notice().dueAt;
export const later = (ms: number): number => MORNING + ms;
export const LEASE_MS = 90_000;
export const DAY_MS = 86_400_000;
export const YEAR_MS = 366 * DAY_MS;

export const emptyOutbox = (speed?: number): Outbox => storesOf(databaseWith(), speed).outbox;
export const a = notice({ key: 'a' });
export const b = notice({ key: 'b' });
export const enter = (outbox: Outbox, ...notices: Notice[]): Promise<number | undefined> =>
  outbox.plan({ notices, cancelled: [], through: MORNING, now: MORNING });
export const keysOf = async (outbox: Outbox, now: number, limit = 10): Promise<string[]> =>
  (await outbox.claim(now, limit)).map((parcel) => parcel.notice.key);
/** Claims the one parcel that is due and settles it. */
export async function deliver(outbox: Outbox, now: number, delivery: Delivery): Promise<void> {
  const [parcel] = await outbox.claim(now, 1);
  await outbox.settle(parcel?.id ?? 'none', delivery, now);
}
