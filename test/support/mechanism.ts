import { type Day, edtf } from '../../src/core/dates/edtf.ts';
import type { Fact, PublicRecord } from '../../src/core/record/record.ts';
import type { Deadline, Mechanism } from '../../src/core/record/standing.ts';

/**
 * A procedure small enough to follow in one's head. `scheduled` sets a review's
 * date and ends the one before, `held` and `cancelled` end it, `report_due`
 * sets a deadline for a session or, on a review, for one State; `opening` is a
 * session's first day.
 */
export const smallMechanism: Mechanism = {
  id: 'upr',
  name: 'Universal Periodic Review',
  kinds: ['scheduled', 'held', 'cancelled', 'report_due', 'opening', 'event'],
  cycles: [4],
  cycleOn: () => 4,
  standing: (record, state, cycle, asOf) => {
    const facts = record.about(`upr/${cycle}/${state}`);
    return {
      mechanism: 'upr',
      state,
      cycle,
      asOf,
      stage: facts.at(-1)?.kind ?? 'nothing known',
      cooperation: 'cooperating',
      obligations: {},
      attempts: [],
      unverified: false,
      facts,
    };
  },
  headline: ({ stage }) => stage,
  axes: () => [],
  sessionOf: ({ session }) => (session === undefined ? undefined : `upr/s${session}`),
  dateOf: ({ kind, knownFrom, date }) => (kind === 'scheduled' ? (knownFrom ?? date) : date),
  label: ({ kind }) => kind.replaceAll('_', ' '),
  sentence: (_record, { kind, summary }) => summary ?? kind,
  holdsFrom,
  deadlines: (record) => [
    ...reviews(record),
    ...reports(record),
    ...datesOf(record, 'opening').map((fact) => deadlineOf(fact, 'opens', 'Session opens')),
  ],
  session: () => undefined,
  sessions: () => [],
};

function holdsFrom({ kind, date, knownFrom }: Fact): Day | undefined {
  const isCalendar = ['scheduled', 'report_due', 'opening'].includes(kind);
  return knownFrom ?? (isCalendar || !date ? undefined : edtf(date).first);
}

function reviews(record: PublicRecord): Deadline[] {
  return datesOf(record, 'scheduled').map((fact) => {
    const { subject } = fact;
    const next = record
      .about(subject)
      .slice(record.about(subject).indexOf(fact) + 1)
      .find(({ kind }) => ['scheduled', 'held', 'cancelled'].includes(kind));
    const endedOn = next && holdsFrom(next);
    return {
      ...deadlineOf(fact, 'review', 'Review'),
      ...(endedOn === undefined ? {} : { endedOn }),
    };
  });
}

/** A session's report day, and each State's share of it. */
function reports(record: PublicRecord): Deadline[] {
  return datesOf(record, 'report_due').flatMap((fact) => {
    const whole = deadlineOf(fact, 'report', 'National report');
    const shares = datesOf(record, 'scheduled')
      .filter(({ session }) => `upr/s${session}` === fact.subject)
      .map(({ subject }) => ({
        ...whole,
        id: `${subject}/report`,
        state: subject.slice(-3),
        partOf: whole.id,
      }));
    return [whole, ...shares];
  });
}

const datesOf = (record: PublicRecord, kind: string): Fact[] =>
  record.facts.filter((fact) => fact.kind === kind && fact.date);

function deadlineOf(fact: Fact, name: string, what: string): Deadline {
  const { id, version, subject, date = '', knownFrom } = fact;
  const isSession = /\/s\d+$/.test(subject);
  return {
    id: `${subject}/${name}`,
    dateVersion: `${id}@${version}`,
    state: isSession ? null : subject.slice(-3),
    session: isSession ? subject : null,
    what,
    date: edtf(date),
    fact,
    ...(knownFrom === undefined ? {} : { knownFrom }),
  };
}
