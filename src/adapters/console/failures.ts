import type { Delivery } from '../../core/notice.ts';

/** A terminal fails in one way: it is closed. A notice then waits until there is one again. */
export const deliveryFor = (closed: boolean): Delivery =>
  closed ? { outcome: 'later', ms: 60_000, reason: 'the terminal is closed' } : { outcome: 'sent' };
