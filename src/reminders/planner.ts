import { destinationKey } from '../core/destination.ts';
import type { Follow } from '../core/follows.ts';
import type { Notice } from '../core/notice.ts';
import type { Agenda } from './agenda.ts';
import { audiencesOf } from './coverage.ts';
import { caughtUp, gathered, labelledLate } from './digests.ts';
import { endedIn, movesIn } from './moves.ts';
import type { Draft } from './rule.ts';
import { rules } from './rules/index.ts';

/** After so long a notice says that it is late. */
const LATE_AFTER_MS = 5 * 60_000;
/** After so long it is not sent by itself any more, but in one catch-up with the others. */
const GRACE_MS = 6 * 60 * 60_000;

export interface Tolerance {
  readonly lateAfterMs: number;
  readonly graceMs: number;
}

/** A beat of a clock that runs fast spans more of its time, which makes nothing late. */
export function toleranceAt(speed: number): Tolerance {
  const lateAfterMs = Math.max(LATE_AFTER_MS, 5 * speed * 1_000);
  return { lateAfterMs, graceMs: Math.max(GRACE_MS, 2 * lateAfterMs) };
}

/** What to plan: the time from just after `from` up to and with `to`. */
export interface Span extends Partial<Tolerance> {
  readonly agenda: Agenda;
  /** The record as it was at `from`, where it has changed since. */
  readonly before?: Agenda | undefined;
  readonly follows: readonly Follow[];
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  /** In order of due time, each key once. */
  readonly notices: readonly Notice[];
  /** The dates that ended: what waits for them is not to go out. */
  readonly cancelled: readonly string[];
}

/** Everything that falls due in a span of time. Pure: planned again, it is the same by key. */
export function plan(span: Span): Plan {
  const { agenda, before, from, to } = span;
  const moves = movesIn(agenda, before, from, to);
  const beat = { audiences: audiencesOf(span.follows), agenda, before, moves, from, to };
  const cancelled = endedIn(beat);
  const ended = new Set(cancelled);
  const drafts = onceEach(rules.flatMap((rule) => rule(beat))).filter(
    ({ notice }) => notice.deadline === undefined || !ended.has(notice.deadline),
  );
  const byPlace = Map.groupBy(drafts, ({ notice }) => destinationKey(notice.destination));
  return {
    notices: [...byPlace]
      .flatMap(([audience, here]) => inTime(audience, here, span))
      .toSorted((a, b) => a.dueAt - b.dueAt),
    cancelled,
  };
}

/** In order of due time: where follows overlap, the earliest of the same key counts. */
function onceEach(drafts: readonly Draft[]): Draft[] {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts.toSorted((a, b) => a.notice.dueAt - b.notice.dueAt))
    if (!byKey.has(draft.notice.key)) byKey.set(draft.notice.key, draft);
  return [...byKey.values()];
}

/** As they are, labelled as late, or in one catch-up; and many alerts of one batch in one digest. */
function inTime(
  audience: string,
  drafts: readonly Draft[],
  { to, lateAfterMs = LATE_AFTER_MS, graceMs = GRACE_MS }: Span,
): Notice[] {
  const age = ({ dueAt }: Notice): number => to - dueAt;
  const inGrace = drafts.filter(({ notice }) => age(notice) <= graceMs);
  const overdue = drafts.filter(({ notice }) => age(notice) > graceMs);
  return [
    ...caughtUp(audience, overdue, to),
    ...gathered(audience, inGrace).map(({ notice }) =>
      age(notice) > lateAfterMs ? labelledLate(notice) : notice,
    ),
  ];
}
