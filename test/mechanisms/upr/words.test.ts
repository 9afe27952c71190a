import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import { upr } from '../../../src/mechanisms/upr/index.ts';
import { fact, recordOf, session } from '../../support/facts.ts';

const SESSIONS = [session(50, '2025-11-03/2025-11-14'), session(51, '2026-01-19/2026-01-30')];
const SET = fact({ kind: 'scheduled', session: 50, date: '2025-11-07' });

function card(asOf: string, ...facts: readonly Fact[]): string[] {
  const record = recordOf(...SESSIONS, ...facts);
  const standing = upr.standing(record, 'PER', 4, asOf);
  if (!standing) throw new Error('no standing');
  return [
    upr.headline(standing),
    ...upr.axes(record, standing).map(({ label, text }) => `${label}: ${text}`),
  ];
}

describe('the words of a status card', () => {
  it('say what is set, and what is not known', () => {
    expect(card('2025-06-01', SET)).toEqual([
      'scheduled for 7 Nov 2025 (session 50)',
      'Review: scheduled for 7 Nov 2025, session 50',
      'Cooperation: no refusal on record',
      'National report: deadline not found in a source',
    ]);
  });

  it('name the session where no day is known', () => {
    expect(card('2025-11-05', fact({ kind: 'scheduled', session: 50 })).slice(0, 2)).toEqual([
      'scheduled for session 50',
      'Review: scheduled for 3–14 Nov 2025 (day not found), session 50; the session is under way',
    ]);
  });

  it('say from memory of a day that no source gives', () => {
    const held = fact({ kind: 'held', session: 50, date: '2025-11-07', confidence: 'memory' });

    expect(card('2025-12-01', SET, held).slice(0, 2)).toEqual([
      'reviewed on 7 Nov 2025 (session 50)',
      'Review: held 7 Nov 2025, session 50 (from memory, no source read)',
    ]);
  });

  it('say where only remembered session days tell that a time has passed', () => {
    const days = session(53, '2026-11-02/2026-11-13', { confidence: 'memory' });
    const year = fact({ kind: 'scheduled', session: 53, date: '2026' });

    expect(card('2026-11-21', days, year)[1]).toBe(
      'Review: was set for 2026 (no day set), session 53. That time has passed (by session dates from memory, no source read) and no source has been read on what happened',
    );
  });

  it('say reviewed, and call the coming adoption an estimate', () => {
    const outcomes = fact({
      kind: 'outcomes_expected',
      id: 'upr/s50/outcomes',
      subject: 'upr/s50',
      session: 61,
      confidence: 'tentative',
    });
    const held = fact({ kind: 'held', session: 50, date: '2025-11-07' });

    expect(card('2025-12-01', SET, held, outcomes).at(-1)).toBe(
      'Outcome: no source read on its adoption by the Council; by the cycle’s usual pattern it goes to HRC61 (an estimate)',
    );
  });

  it('say adopted in absence in the same words for every State', () => {
    const held = fact({ kind: 'held', session: 50, date: '2025-11-07' });
    const absent = fact({ kind: 'absent_at_adoption', date: '2026-03' });
    const adopted = fact({
      kind: 'outcome_adopted',
      date: '2026-03',
      session: 61,
      detail: 'in_absence',
    });

    expect(card('2026-04-01', SET, held, absent, adopted)).toEqual([
      'outcome adopted by the Council in the absence of a delegation',
      'Review: held 7 Nov 2025, session 50',
      'Cooperation: absent at the adoption of the outcome in Mar 2026',
      'National report: deadline not found in a source',
      'Outcome: adopted at HRC61 in Mar 2026, in the absence of a delegation',
    ]);
  });

  it('tell an absence and its decision on one day apart', () => {
    const noShow = fact({ kind: 'no_show', session: 50, date: '2025-11-07' });
    const decision = fact({
      kind: 'council_decision',
      date: '2025-11-07',
      summary: 'regrets, calls to resume',
    });
    const moved = fact({
      kind: 'scheduled',
      id: 'upr/4/PER/again',
      session: 51,
      date: '2026-01',
      knownFrom: '2025-11-07',
      detail: 'or_earlier',
      confidence: 'reported',
    });

    expect(card('2025-11-08', SET, noShow, decision, moved)).toEqual([
      'rescheduled to Jan 2026 (session 51) after non-appearance',
      'Review: rescheduled to Jan 2026 (no day set), session 51 as reported; an earlier date left open',
      'Earlier attempt: absent on 7 Nov 2025 (session 50)',
      'Cooperation: absent on 7 Nov 2025',
      'National report: deadline not found in a source',
      'Council decision: 7 Nov 2025, the same day: regrets, calls to resume',
    ]);
  });
});
