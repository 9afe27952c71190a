import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import type { Standing } from '../../../src/core/record/standing.ts';
import { upr } from '../../../src/mechanisms/upr/index.ts';
import { fact, recordOf, session } from '../../support/facts.ts';

const SESSIONS = [
  session(50, '2025-11-03/2025-11-14'),
  session(53, '2026-11-02/2026-11-13', { confidence: 'memory', source: 'ohchr' }),
  fact({
    kind: 'national_report_due',
    id: 'upr/s50/national-report',
    subject: 'upr/s50',
    date: '2025-08-04',
  }),
  fact({
    kind: 'submissions_due',
    id: 'upr/s50/submissions',
    subject: 'upr/s50',
    date: '2025-04-01',
  }),
];
const SET = fact({ kind: 'scheduled', session: 50, date: '2025-11-07' });
const HELD = fact({ kind: 'held', session: 50, date: '2025-11-07' });
const MISSED = fact({ kind: 'report_missed', date: '2025-08-04' });
const DECLINED = fact({ kind: 'declined', date: '2025-08-28', detail: 'letter' });
const NO_SHOW = fact({ kind: 'no_show', session: 50, date: '2025-11-07' });
const MOVED = fact({
  kind: 'scheduled',
  id: 'upr/4/PER/rescheduled',
  session: 53,
  date: '2026',
  detail: 'or_earlier',
  knownFrom: '2025-11-07',
  confidence: 'reported',
});

function on(asOf: string, ...facts: readonly Fact[]): Standing {
  const standing = upr.standing(recordOf(...SESSIONS, ...facts), 'PER', 4, asOf);
  if (!standing) throw new Error('no standing');
  return standing;
}

const short = ({ stage, cooperation, unverified, next }: Standing) => ({
  stage,
  cooperation,
  unverified,
  next: next ?? null,
});

describe('the standing of a review', () => {
  it('is scheduled until its day', () => {
    expect(short(on('2025-11-06', SET, HELD))).toEqual({
      stage: 'scheduled',
      cooperation: 'cooperating',
      unverified: false,
      next: { date: '2025-11-07', precision: 'day', session: 50 },
    });
  });

  it('is in review on its day while nothing is recorded', () => {
    expect(on('2025-11-07', SET).stage).toBe('in_review');
  });

  it('is reviewed from its day on where a source says so', () => {
    expect(short(on('2025-11-07', SET, HELD))).toEqual({
      stage: 'reviewed',
      cooperation: 'cooperating',
      unverified: false,
      next: null,
    });
  });

  it('is unverified, and nothing more, when the date goes by without a source', () => {
    expect(short(on('2025-11-08', SET))).toEqual({
      stage: 'unverified',
      cooperation: 'cooperating',
      unverified: true,
      next: null,
    });
  });

  it('waits for the end of the session where no day is known', () => {
    const noDay = fact({ kind: 'scheduled', session: 50 });

    expect([on('2025-11-14', noDay).unverified, on('2025-11-15', noDay).unverified]).toEqual([
      false,
      true,
    ]);
    expect(on('2025-10-01', noDay).next).toEqual({
      date: '2025-11-03/2025-11-14',
      precision: 'session',
      session: 50,
    });
  });

  it('never makes a day of a year', () => {
    expect(on('2025-11-08', SET, NO_SHOW, MOVED).next).toEqual({
      date: '2026',
      precision: 'year',
      session: 53,
    });
  });

  it('counts a missed report from the day after the deadline', () => {
    const status = (asOf: string) => on(asOf, SET, MISSED).obligations.nationalReport?.status;

    expect([status('2025-08-04'), status('2025-08-05')]).toEqual(['due', 'missed']);
  });

  it('says unverified of a report whose deadline has passed without a source', () => {
    expect(on('2025-08-05', SET).obligations.nationalReport?.status).toBe('unverified');
  });

  it('says late of a report that came in after it was missed', () => {
    const received = fact({ kind: 'report_received', date: '2025-11-07' });

    expect(on('2025-11-08', SET, MISSED, received).obligations.nationalReport?.status).toBe('late');
  });

  it('closes submissions after their deadline and freezes them where a source says so', () => {
    const frozen = fact({ kind: 'submissions_frozen', date: '2025-05' });
    const status = (asOf: string, ...facts: Fact[]) =>
      on(asOf, SET, ...facts).obligations.stakeholderSubmissions?.status;

    expect([status('2025-04-01'), status('2025-04-02'), status('2025-06-01', frozen)]).toEqual([
      'due',
      'closed',
      'frozen',
    ]);
  });

  it('keeps a refusal apart from an absence, and both apart from the move', () => {
    const all = [SET, MISSED, DECLINED, NO_SHOW, MOVED];

    expect(
      ['2025-08-27', '2025-08-28', '2025-11-07', '2026-11-14'].map((asOf) =>
        short(on(asOf, ...all)),
      ),
    ).toEqual([
      {
        stage: 'scheduled',
        cooperation: 'cooperating',
        unverified: false,
        next: { date: '2025-11-07', precision: 'day', session: 50 },
      },
      {
        stage: 'scheduled',
        cooperation: 'declined',
        unverified: false,
        next: { date: '2025-11-07', precision: 'day', session: 50 },
      },
      {
        stage: 'rescheduled',
        cooperation: 'absent',
        unverified: false,
        next: { date: '2026', precision: 'year', session: 53 },
      },
      { stage: 'unverified', cooperation: 'absent', unverified: true, next: null },
    ]);
  });

  it('ends an attempt by a no-show, not the review', () => {
    expect(
      on('2025-11-08', SET, NO_SHOW, MOVED).attempts.map(({ session: s, date, result }) => [
        s,
        date?.text,
        result,
      ]),
    ).toEqual([
      [50, '2025-11-07', 'no_show'],
      [53, '2026', 'open'],
    ]);
  });

  it('is resumed when a review is held after an absence', () => {
    const held = fact({ kind: 'held', session: 53, date: '2026-11-05' });

    expect(short(on('2026-11-06', SET, NO_SHOW, MOVED, held))).toEqual({
      stage: 'reviewed',
      cooperation: 'resumed',
      unverified: false,
      next: null,
    });
  });

  it('waits for a new date where an attempt was called off and none is known', () => {
    const cancelled = fact({ kind: 'cancelled', date: '2025-11-14' });

    expect(short(on('2025-12-01', SET, cancelled))).toEqual({
      stage: 'awaiting_new_date',
      cooperation: 'cooperating',
      unverified: false,
      next: null,
    });
  });

  it('ends the earlier attempt when another is set', () => {
    expect(on('2025-11-07', SET, MOVED).attempts.map(({ result }) => result)).toEqual([
      'cancelled',
      'open',
    ]);
  });

  it('has no standing in a cycle without a review', () => {
    expect(upr.standing(recordOf(...SESSIONS), 'PER', 4, '2025-11-07')).toBeUndefined();
  });

  it('names the newest fact by its own date, never by one of the calendar', () => {
    expect([
      on('2025-08-01', SET).newestFact,
      on('2025-12-01', SET, NO_SHOW, MOVED).newestFact,
    ]).toEqual([undefined, '2025-11-07']);
  });
});

describe('the standing of any review', () => {
  const ALL = [
    SET,
    MISSED,
    DECLINED,
    NO_SHOW,
    MOVED,
    fact({ kind: 'council_decision', date: '2025-11-07' }),
  ];
  const someFacts = fc.subarray(ALL);
  const someDay = fc
    .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('does not depend on the order in which the facts were recorded', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ALL, { minLength: ALL.length }),
        someDay,
        (shuffled, asOf) => {
          expect(short(on(asOf, ...shuffled))).toEqual(short(on(asOf, ...ALL)));
        },
      ),
    );
  });

  it('does not know the future', () => {
    fc.assert(
      fc.property(someFacts, someDay, (facts, asOf) => {
        const past = facts.filter((one) => (upr.holdsFrom(one) ?? '') <= asOf);
        fc.pre(past.length > 0);

        expect(short(on(asOf, ...facts))).toEqual(short(on(asOf, ...past)));
      }),
    );
  });

  it('says reviewed, missed, declined or absent only where a fact does', () => {
    fc.assert(
      fc.property(someFacts, someDay, (facts, asOf) => {
        fc.pre(facts.length > 0);
        const { stage, cooperation, obligations } = on(asOf, ...facts);
        const kinds = facts.map(({ kind }) => kind);

        expect(stage).not.toBe('reviewed');
        if (!kinds.includes('report_missed'))
          expect(obligations.nationalReport?.status).not.toBe('missed');
        if (!kinds.includes('declined')) expect(cooperation).not.toBe('declined');
        if (!kinds.includes('no_show')) expect(cooperation).not.toBe('absent');
      }),
    );
  });
});
