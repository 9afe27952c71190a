import { destinationKey } from '../core/destination.ts';
import type { Follow } from '../core/follows.ts';
import type { Notice } from '../core/notice.ts';
import type { Agenda } from './agenda.ts';
import { audiencesOf } from './coverage.ts';
import { caughtUp, gathered, labelledLate } from './digests.ts';
import { endedIn, movesIn } from './moves.ts';
import { NOTHING_OURS, type Ours } from './ours.ts';
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
  /** The record as it was at `newsFrom`, where it has changed since. */
  readonly before?: Agenda | undefined;
  readonly follows: readonly Follow[];
  readonly from: number;
  readonly to: number;
  /** What was recorded after this is news; `from` unless given. */
  readonly newsFrom?: number;
  /** What coalitions have set for themselves; nothing unless given. */
  readonly ours?: Ours;
}

/** What falls due in a span, each key once, in order of due time. */
export interface Due {
  readonly drafts: readonly Draft[];
  /** The dates that ended: what waits for them is not to go out. */
  readonly cancelled: readonly string[];
}

export interface Plan {
  /** In order of due time, each key once. */
  readonly notices: readonly Notice[];
  /** Told in a digest among the notices, and so never by themselves. */
  readonly digested: readonly Notice[];
  readonly cancelled: readonly string[];
}

const NOTHING: ReadonlySet<string> = new Set();

/** Everything that falls due in a span of time. Pure: planned again, it is the same by key. */
export const plan = (span: Span): Plan => arranged(dueIn(span), span, NOTHING);

/** The first half of a plan: the keys say what of it may have been entered before. */
export function dueIn(span: Span): Due {
  const { agenda, before, from, to, newsFrom = from, ours = NOTHING_OURS } = span;
  const moves = movesIn(agenda, before, newsFrom, to);
  const audiences = audiencesOf(span.follows);
  const beat = { audiences, agenda, before, moves, from, to, newsFrom, ours };
  const cancelled = endedIn(beat);
  const ended = new Set(cancelled);
  const drafts = onceEach(rules.flatMap((rule) => rule(beat))).filter(
    ({ notice }) => notice.deadline === undefined || !ended.has(notice.deadline),
  );
  return { drafts, cancelled };
}

type Window = Pick<Span, 'to' | keyof Tolerance>;

/** The second half: the notices to enter, without those whose keys were `entered` before. */
export function arranged(
  { drafts, cancelled }: Due,
  window: Window,
  entered: ReadonlySet<string>,
): Plan {
  const news = drafts.filter(({ notice }) => !entered.has(notice.key));
  const byPlace = Map.groupBy(news, ({ notice }) => destinationKey(notice.destination));
  const inOrder = [...byPlace]
    .flatMap(([audience, here]) => inTime(audience, here, window))
    .toSorted((a, b) => a.notice.dueAt - b.notice.dueAt);
  return {
    notices: inOrder.map(({ notice }) => notice),
    digested: inOrder.flatMap(({ tells = [] }) => tells),
    cancelled,
  };
}

/** In order of due time: where follows overlap, the earliest of the same key counts, for all who ask for it. */
function onceEach(drafts: readonly Draft[]): Draft[] {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts.toSorted((a, b) => a.notice.dueAt - b.notice.dueAt)) {
    const first = byKey.get(draft.notice.key);
    byKey.set(draft.notice.key, first ? askedByBoth(first, draft) : draft);
  }
  return [...byKey.values()];
}

function askedByBoth(first: Draft, { notice }: Draft): Draft {
  const subjects = new Set([...(first.notice.subjects ?? []), ...(notice.subjects ?? [])]);
  return { ...first, notice: { ...first.notice, subjects: [...subjects] } };
}

/** As they are, labelled as late, or in one catch-up; and many alerts of one batch in one digest. */
function inTime(
  audience: string,
  drafts: readonly Draft[],
  { to, lateAfterMs = LATE_AFTER_MS, graceMs = GRACE_MS }: Window,
): Draft[] {
  const age = ({ dueAt }: Notice): number => to - dueAt;
  const inGrace = drafts.filter(({ notice }) => age(notice) <= graceMs);
  const overdue = drafts.filter(({ notice }) => age(notice) > graceMs);
  return [
    ...caughtUp(audience, overdue, to),
    ...gathered(audience, inGrace).map((draft) =>
      age(draft.notice) > lateAfterMs ? { ...draft, notice: labelledLate(draft.notice) } : draft,
    ),
  ];
}
