import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import { upr } from '../../../src/mechanisms/upr/index.ts';
import { fact, recordOf, session } from '../../support/facts.ts';

const SESSION_50 = [
  session(50, '2025-11-03/2025-11-14'),
  fact({
    kind: 'national_report_due',
    id: 'upr/s50/national-report',
    subject: 'upr/s50',
    date: '2025-08-04',
  }),
];
const SET = fact({ kind: 'scheduled', session: 50, date: '2025-11-07' });
const MOVED = fact({
  kind: 'scheduled',
  id: 'upr/4/PER/rescheduled',
  session: 53,
  date: '2026',
  knownFrom: '2025-10-01',
});

const deadlines = (...facts: readonly Fact[]) =>
  upr
    .deadlines(recordOf(...facts))
    .map(({ fact: _, date, ...rest }) => ({ ...rest, date: date.text }));

describe('the deadlines of the UPR', () => {
  it('are a session’s opening and what is due for all of its States, once', () => {
    expect(deadlines(...SESSION_50)).toEqual([
      {
        id: 'upr/s50/opens',
        dateVersion: 'upr/s50/dates@1',
        what: 'Session opens',
        state: null,
        session: 'upr/s50',
        date: '2025-11-03',
      },
      {
        id: 'upr/s50/national-report',
        dateVersion: 'upr/s50/national-report@1',
        what: 'National report',
        state: null,
        session: 'upr/s50',
        date: '2025-08-04',
      },
    ]);
  });

  it('are a State’s review and its share of what is due for the session', () => {
    expect(deadlines(...SESSION_50, SET).filter(({ state }) => state === 'PER')).toEqual([
      {
        id: 'upr/4/PER/review',
        dateVersion: 'upr/4/PER/scheduled@1=2025-11-07',
        what: 'Review',
        state: 'PER',
        session: 'upr/s50',
        date: '2025-11-07',
      },
      {
        id: 'upr/4/PER/national-report',
        dateVersion: 'upr/s50/national-report@1',
        what: 'National report',
        state: 'PER',
        session: 'upr/s50',
        partOf: 'upr/s50/national-report',
        date: '2025-08-04',
      },
    ]);
  });

  it('keep their id through a move, and the old date ends on the day of the decision', () => {
    const reviews = deadlines(SET, MOVED).filter(({ id }) => id === 'upr/4/PER/review');

    expect(reviews).toEqual([
      {
        id: 'upr/4/PER/review',
        dateVersion: 'upr/4/PER/scheduled@1=2025-11-07',
        what: 'Review',
        state: 'PER',
        session: null,
        date: '2025-11-07',
        endedOn: '2025-10-01',
      },
      {
        id: 'upr/4/PER/review',
        dateVersion: 'upr/4/PER/rescheduled@1=2026',
        what: 'Review',
        state: 'PER',
        session: null,
        date: '2026',
        knownFrom: '2025-10-01',
      },
    ]);
  });

  it('rest on the session where the date is the session’s', () => {
    const noDay = fact({ kind: 'scheduled', session: 50 });
    const [review] = upr.deadlines(recordOf(...SESSION_50, noDay)).filter(({ state }) => state);

    expect([review?.date.text, review?.fact.id]).toEqual([
      '2025-11-03/2025-11-14',
      'upr/s50/dates',
    ]);
  });

  it('let the day of a review stand whole, whatever happened on it', () => {
    const [review] = deadlines(SET, fact({ kind: 'no_show', session: 50, date: '2025-11-07' }));

    expect(review?.endedOn).toBe('2025-11-08');
  });

  it('prefer a State’s own date to its share in the session’s', () => {
    const own = fact({ kind: 'national_report_due', date: '2025-09-01' });

    expect(
      deadlines(...SESSION_50, SET, own)
        .filter(({ id }) => id === 'upr/4/PER/national-report')
        .map(({ date }) => date),
    ).toEqual(['2025-09-01']);
  });

  it('open no session of which only the month is known', () => {
    expect(deadlines(session(54, '2027-01/2027-02'))).toEqual([]);
  });
});
