import { addDays, type Day, edtf } from '../../core/dates/edtf.ts';
import type { Fact } from '../../core/record/record.ts';

/**
 * When a fact begins to hold.
 * `always`: part of the calendar, unless it says from when it was public.
 * `on`: on the last day that its date can mean, so that a month is not believed early.
 * `day_after`: a deadline's own day still counts for the one who owes.
 */
type Holds = 'always' | 'on' | 'day_after';

/** Every kind of fact of the UPR; facts of one day take effect in this order. */
const KINDS = {
  session_dates: 'always',
  national_report_due: 'always',
  submissions_due: 'always',
  outcomes_expected: 'always',
  submissions_frozen: 'on',
  report_received: 'on',
  report_missed: 'day_after',
  postponement_requested: 'on',
  declined: 'on',
  no_show: 'on',
  cancelled: 'on',
  council_decision: 'on',
  scheduled: 'always',
  held: 'on',
  resumed: 'on',
  replies_received: 'on',
  replies_missed: 'on',
  absent_at_adoption: 'on',
  outcome_deferred: 'on',
  outcome_adopted: 'on',
  event: 'on',
} as const satisfies Record<string, Holds>;

export type Kind = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

const rank = new Map<string, number>(KIND_NAMES.map((kind, i) => [kind, i]));

/** The day from which a fact holds; undefined where it always did. */
export function holdsFrom(fact: Fact): Day | undefined {
  if (!heldFrom.has(fact)) heldFrom.set(fact, dayOfEffect(fact));
  return heldFrom.get(fact);
}

/** Facts never change, and every standing asks for this of each of them. */
const heldFrom = new WeakMap<Fact, Day | undefined>();

function dayOfEffect(fact: Fact): Day | undefined {
  if (fact.knownFrom) return edtf(fact.knownFrom).last;
  const holds: Holds = KINDS[fact.kind as Kind] ?? 'on';
  if (holds === 'always' || !fact.date) return undefined;
  const { last } = edtf(fact.date);
  return holds === 'day_after' ? addDays(last, 1) : last;
}

/** Facts in the order in which they took effect. */
export function inOrder(facts: readonly Fact[]): Fact[] {
  const keyed = facts.map((fact) => ({ fact, from: holdsFrom(fact) ?? '' }));
  keyed.sort(
    (a, b) =>
      (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
      (rank.get(a.fact.kind) ?? 0) - (rank.get(b.fact.kind) ?? 0),
  );
  return keyed.map(({ fact }) => fact);
}

/** The date that a fact tells: a date newly set is news of the day on which it was set; all else bears its own. */
export const dateOf = ({ kind, knownFrom, date }: Fact): string | undefined =>
  kind === 'scheduled' ? (knownFrom ?? date) : date;

/** Kinds whose session is one of the Council. */
const AT_THE_COUNCIL: readonly string[] = [
  'outcome_adopted',
  'outcome_deferred',
  'absent_at_adoption',
];

/** The session that a fact took place in or sets, as a subject. */
export function sessionOf({ kind, subject, session }: Fact): string | undefined {
  if (session === undefined || !/[A-Z]{3}$/.test(subject)) return undefined;
  return `${AT_THE_COUNCIL.includes(kind) ? 'hrc' : 'upr'}/s${session}`;
}
