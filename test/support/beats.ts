import type { Follow } from '../../src/core/follows.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { PublicRecord } from '../../src/core/record/record.ts';
import { createAgenda } from '../../src/reminders/agenda.ts';
import type { Ours } from '../../src/reminders/ours.ts';
import { type Plan, plan } from '../../src/reminders/planner.ts';
import { at, following } from './following.ts';
import { smallMechanism } from './mechanism.ts';
import { ours } from './ours.ts';

interface Given {
  readonly record: PublicRecord;
  /** The record at the start of the span, where it has changed in it. */
  readonly before?: PublicRecord;
  readonly follows?: readonly Follow[];
  /** What coalitions have set for themselves; `since` is the beginning of the span. */
  readonly own?: Partial<Ours>;
  readonly from: string;
  readonly to: string;
  /** Whether a notice may be labelled late; unless asked for, none is. */
  readonly strict?: boolean;
}

const A_CENTURY_MS = 100 * 366 * 86_400_000;

/** Plans a span given in Geneva clock times, through every rule. */
export function planned({
  record,
  before,
  follows = [following()],
  own,
  from,
  to,
  strict,
}: Given): Plan {
  return plan({
    agenda: createAgenda(smallMechanism, record),
    before: before && createAgenda(smallMechanism, before),
    follows,
    ...(own && { ours: ours({ since: at(from), ...own }) }),
    from: at(from),
    to: at(to),
    ...(strict ? {} : { lateAfterMs: A_CENTURY_MS, graceMs: A_CENTURY_MS }),
  });
}

export const titles = (notices: readonly Notice[]): string[] =>
  notices.map(({ reply }) => reply.title);

/** `2025-10-31T08:00:00.000Z` and the title, as in a log. */
export const timed = (notices: readonly Notice[]): string[] =>
  notices.map(({ dueAt, reply }) => `${new Date(dueAt).toISOString()} ${reply.title}`);
