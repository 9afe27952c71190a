import { type Bundle, CONFIDENCES, type Confidence } from '../src/core/record/record.ts';
import {
  datesReadable,
  happeningsDated,
  idsOnce,
  subjectsFormed,
  summariesShort,
  wordsKnown,
} from './checks/form.ts';
import { knownIn, type Rule, readable, reviewOf } from './checks/known.ts';
import { choicesLeft, namesOnce } from './checks/names.ts';
import {
  daysNotFull,
  daysOfWork,
  daysWithinSession,
  oneReviewACycle,
  statesKnown,
} from './checks/reviews.ts';
import { dueBeforeSession, sessionsExist, sessionsWithoutGaps } from './checks/sessions.ts';
import {
  everySourceGraded,
  memoryMarked,
  relaysNeverConfirm,
  resharesFound,
  sourcesNamed,
} from './checks/trust.ts';

/** Every question put to a bundle, in the order in which faults are told. */
const rules: readonly Rule[] = [
  idsOnce,
  subjectsFormed,
  wordsKnown,
  datesReadable,
  happeningsDated,
  summariesShort,
  statesKnown,
  namesOnce,
  choicesLeft,
  sessionsWithoutGaps,
  sessionsExist,
  dueBeforeSession,
  oneReviewACycle,
  daysWithinSession,
  daysOfWork,
  daysNotFull,
  sourcesNamed,
  everySourceGraded,
  memoryMarked,
  relaysNeverConfirm,
  resharesFound,
];

/** What a bundle holds, and what is wrong with it. */
export interface Check {
  /** `{ States: 193, 'Reviews in cycle 4': 193, … }`, in the order to print. */
  readonly counts: Readonly<Record<string, number>>;
  /** One line each: place, value, what was expected. */
  readonly faults: readonly string[];
}

/** Checks what a bundle says. `kinds`: the kinds of fact that the mechanisms know. */
export function checkBundle(bundle: Bundle, { kinds }: { kinds: readonly string[] }): Check {
  const known = knownIn(bundle, kinds);
  return { counts: countsOf(bundle), faults: rules.flatMap((rule) => rule(bundle, known)) };
}

function countsOf({ states, sources, facts, statements }: Bundle): Record<string, number> {
  const reviews = facts.filter(({ id, subject }) => id === `${subject}/scheduled`);
  const sessions = (mechanism: string): number =>
    facts.filter(
      ({ kind, subject }) => kind === 'session_dates' && subject.startsWith(`${mechanism}/`),
    ).length;
  const inCycle = (cycle: number): number =>
    reviews.filter(({ subject }) => reviewOf(subject)?.cycle === cycle).length;
  const days = (confidence: Confidence): number =>
    facts.filter(
      (fact) =>
        fact.confidence === confidence &&
        (fact.kind === 'held' || fact.kind === 'no_show') &&
        readable(fact.date)?.precision === 'day',
    ).length;
  return {
    States: states.length,
    Sources: sources.length,
    Facts: facts.length,
    Reviews: reviews.length,
    ...Object.fromEntries(
      [1, 2, 3, 4].map((cycle) => [`Reviews in cycle ${cycle}`, inCycle(cycle)]),
    ),
    'Working Group sessions': sessions('upr'),
    'Council sessions': sessions('hrc'),
    Deadlines: facts.filter(({ kind }) => kind.endsWith('_due')).length,
    Statements: statements.length,
    ...Object.fromEntries(
      CONFIDENCES.map((confidence) => [`Review days, ${confidence}`, days(confidence)]),
    ),
  };
}
