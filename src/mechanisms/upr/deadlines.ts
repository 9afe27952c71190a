import { addDays, type Day, edtf } from '../../core/dates/edtf.ts';
import type { Fact, PublicRecord } from '../../core/record/record.ts';
import type { Attempt, Deadline } from '../../core/record/standing.ts';
import { holdsFrom, inOrder } from './kinds.ts';
import { calendarOf, type UprSession } from './sessions.ts';
import { attemptsFrom } from './standing.ts';

/**
 * Every deadline that the record has ever set, each with the days between which
 * its date stood: a move is two deadlines of one id and two date versions.
 */
export function deadlinesOf(record: PublicRecord): readonly Deadline[] {
  let deadlines = read.get(record);
  if (!deadlines) {
    deadlines = readFrom(record);
    read.set(record, deadlines);
  }
  return deadlines;
}

/** A record never changes, and every follow asks. */
const read = new WeakMap<PublicRecord, readonly Deadline[]>();

function readFrom(record: PublicRecord): Deadline[] {
  const { working, council } = calendarOf(record);
  const reviews = Map.groupBy(
    record.facts.filter(({ subject }) => REVIEW.test(subject)),
    ({ subject }) => subject,
  );
  return [
    ...[...working.values()].flatMap(ofSession),
    ...[...council.values()].flatMap(opening),
    ...[...reviews].flatMap(([subject, facts]) => ofReview(subject, inOrder(facts), working)),
  ];
}

const REVIEW = /^upr\/\d+\/[A-Z]{3}$/;

function ofSession(session: UprSession): Deadline[] {
  const { subject, submissions, nationalReport } = session;
  const shared = { state: null, session: subject };
  return [
    ...opening(session),
    ...dated(submissions, { ...shared, id: `${subject}/submissions`, what: SUBMISSIONS }),
    ...dated(nationalReport, { ...shared, id: `${subject}/national-report`, what: REPORT }),
  ];
}

const SUBMISSIONS = 'Stakeholder submissions';
const REPORT = 'National report';

/** A session whose days are known opens on the first of them; a month opens nothing. */
function opening({ subject, date, fact }: UprSession): Deadline[] {
  if (!date || edtf(date.text.split('/')[0] ?? '').precision !== 'day') return [];
  const opens = { id: `${subject}/opens`, what: 'Session opens', state: null, session: subject };
  return [{ ...opens, dateVersion: versionOf(fact), date: edtf(date.first), fact }];
}

function ofReview(
  subject: string,
  facts: readonly Fact[],
  sessions: ReadonlyMap<number, UprSession>,
): Deadline[] {
  const state = subject.slice(-3);
  const own = (kind: string): Fact | undefined => facts.findLast((fact) => fact.kind === kind);
  const attempts = attemptsFrom(facts);
  const ownDues = [
    ...dated(own('submissions_due'), { id: `${subject}/submissions`, what: SUBMISSIONS, state }),
    ...dated(own('national_report_due'), { id: `${subject}/national-report`, what: REPORT, state }),
  ];
  return [
    ...attempts.flatMap((attempt) => ofAttempt(subject, state, attempt, sessions)),
    ...ownDues,
  ].filter(
    // A State's own date takes the place of its share in the session's.
    ({ id, partOf }) => !partOf || !ownDues.some((due) => due.id === id),
  );
}

function ofAttempt(
  subject: string,
  state: string,
  attempt: Attempt,
  sessions: ReadonlyMap<number, UprSession>,
): Deadline[] {
  const number = attempt.setBy.session ?? attempt.session;
  const session = number === undefined ? undefined : sessions.get(number);
  const lifetime = {
    ...publicFrom(attempt.setBy),
    ...(attempt.endedBy && { endedOn: endOf(attempt, attempt.endedBy) }),
  };
  const shared = { state, session: session?.subject ?? null, ...lifetime };
  // As it was set: the day on which it was then held is no date that anybody could plan for.
  const set = attempt.setBy.date ? edtf(attempt.setBy.date) : undefined;
  const date = set ?? session?.date;
  const review: Deadline[] = date
    ? [
        {
          ...shared,
          id: `${subject}/review`,
          what: 'Review',
          // A correction of the day is a new date, though the attempt is the same.
          dateVersion: `${versionOf(attempt.setBy)}=${date.text}`,
          date,
          // A date that is the session's rests on what is known of the session.
          fact: set || !session ? attempt.setBy : session.fact,
        },
      ]
    : [];
  const share = (name: string, what: string, fact: Fact | undefined): Deadline[] =>
    dated(fact, {
      ...shared,
      id: `${subject}/${name}`,
      what,
      partOf: `${session?.subject}/${name}`,
    });
  return [
    ...review,
    ...share('submissions', SUBMISSIONS, session?.submissions),
    ...share('national-report', REPORT, session?.nationalReport),
  ];
}

/** A review held or not appeared at stood for the whole of its day; a move ends the date at once. */
function endOf({ result }: Attempt, by: Fact): Day {
  const on = holdsFrom(by) ?? '';
  return on && (result === 'held' || result === 'no_show') ? addDays(on, 1) : on;
}

function dated(
  fact: Fact | undefined,
  rest: Pick<Deadline, 'id' | 'what' | 'state'> & Partial<Deadline>,
): Deadline[] {
  if (!fact?.date) return [];
  return [
    {
      session: null,
      ...publicFrom(fact),
      ...rest,
      dateVersion: versionOf(fact),
      date: edtf(fact.date),
      fact,
    },
  ];
}

const publicFrom = ({ knownFrom }: Fact): { knownFrom?: Day } =>
  knownFrom ? { knownFrom: edtf(knownFrom).last } : {};

const versionOf = ({ id, version }: Fact): string => `${id}@${version}`;
