import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import { planned, titles } from '../../support/beats.ts';
import { fact } from '../../support/facts.ts';
import { at, CHANNEL, COALITION, following, recordWith } from '../../support/following.ts';

const RECORDED = at('2025-11-07 18:00');
const BEAT = { from: '2025-11-07 17:59', to: '2025-11-07 18:00' } as const;

const first = fact({ kind: 'scheduled', date: '2025-11-07', session: 50 });
const again = (date: string, over: Partial<Fact> = {}): Fact =>
  fact({
    kind: 'scheduled',
    id: 'upr/4/PER/again',
    date,
    session: 53,
    knownFrom: '2025-11-07',
    summary: 'The Council moved the review and left an earlier date open',
    recordedAt: RECORDED,
    batch: 'second',
    ...over,
  });
const report = (session: number, date: string, over: Partial<Fact> = {}): Fact =>
  fact({
    kind: 'report_due',
    id: `upr/s${session}/report-due`,
    subject: `upr/s${session}`,
    date,
    ...over,
  });

describe('a date that moves', () => {
  it('is told once, from which to which, with what it takes along', () => {
    const before = [first, report(50, '2025-08-04'), report(53, '2026-08-03')];
    const { notices } = planned({
      before: recordWith(before),
      record: recordWith([...before, again('2026')]),
      ...BEAT,
    });

    expect(notices).toEqual([
      {
        key: 'slack/T1/C1|upr/4/PER/review@upr/4/PER/again@1|moved',
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'moved',
        state: 'PER',
        subjects: ['state/PER'],
        dueOn: '2026',
        dueAt: RECORDED,
        reply: {
          title: 'Moved: review, Peru — from 7 Nov 2025 to 2026 (no day set)',
          tone: 'warning',
          audience: 'channel',
          blocks: [
            {
              kind: 'paragraph',
              text: ['7 Nov 2025: The Council moved the review and left an earlier date open'],
            },
            {
              kind: 'list',
              heading: 'With it',
              items: [['Moved: national report, Peru — from 4 Aug 2025 to 3 Aug 2026']],
            },
            { kind: 'paragraph', text: ['UPR 4th cycle: ', { strong: 'scheduled' }] },
            {
              kind: 'paragraph',
              text: ['Reminders for the old date have ended; new ones start when a day is set.'],
            },
            {
              kind: 'note',
              text: ['Source: ', { label: 'OHCHR', url: 'https://www.ohchr.org/en/hr-bodies/upr' }],
            },
          ],
          buttons: [
            { does: 'ask', label: 'Status', command: 'status PER' },
            { does: 'open', label: 'Source', url: 'https://www.ohchr.org/en/hr-bodies/upr' },
          ],
          data: {
            kind: 'moved',
            key: 'slack/T1/C1|upr/4/PER/review@upr/4/PER/again@1|moved',
            state: 'PER',
            dueOn: '2026',
          },
        },
      },
    ]);
  });

  it('cancels what waits for the old date', () => {
    const { cancelled } = planned({
      before: recordWith([first]),
      record: recordWith([first, again('2026')]),
      ...BEAT,
    });

    expect(cancelled).toEqual(['upr/4/PER/review@upr/4/PER/scheduled@1']);
  });

  it('is told as set where it became more exact', () => {
    const year = again('2026', { recordedAt: 0 });
    const day = again('2026-11-06', { id: 'upr/4/PER/day', knownFrom: '2026-05-01' });
    const { notices } = planned({
      before: recordWith([year]),
      record: recordWith([year, day]),
      ...BEAT,
    });

    expect(titles(notices)).toEqual(['Date set: review, Peru — 6 Nov 2026 (was 2026)']);
  });

  it('is told as a correction where the record was wrong', () => {
    const wrong = report(50, '2025-08-04');
    const right = report(50, '2025-08-05', { version: 2, recordedAt: RECORDED });
    const { notices, cancelled } = planned({
      before: recordWith([first, wrong]),
      record: recordWith([first, right]),
      follows: [following({ subject: 'all' }), following()],
      ...BEAT,
    });

    expect(titles(notices)).toEqual([
      'Date corrected: national report, UPR session 50 — from 4 Aug 2025 to 5 Aug 2025',
    ]);
    expect(cancelled).toEqual([
      'upr/s50/report@upr/s50/report-due@1',
      'upr/4/PER/report@upr/s50/report-due@1',
    ]);
  });

  it('is no move where a correction leaves the date as it was, and cancels nothing', () => {
    const { notices, cancelled } = planned({
      before: recordWith([first]),
      record: recordWith([{ ...first, version: 2, recordedAt: RECORDED }]),
      follows: [following({ events: ['deadlines'] })],
      ...BEAT,
    });

    expect({ notices, cancelled }).toEqual({ notices: [], cancelled: [] });
  });

  it('cancels what waits where the review is called off without a new date', () => {
    const off = fact({ kind: 'cancelled', date: '2025-11-05', recordedAt: RECORDED });
    const { cancelled } = planned({
      before: recordWith([first]),
      record: recordWith([first, off]),
      ...BEAT,
    });

    expect(cancelled).toEqual(['upr/4/PER/review@upr/4/PER/scheduled@1']);
  });

  it('is an alert for who follows all, whose reminders are those of sessions', () => {
    const { notices } = planned({
      before: recordWith([first]),
      record: recordWith([first, again('2026')]),
      follows: [following({ subject: 'all' })],
      ...BEAT,
    });

    expect(notices.map(({ kind, reply }) => [kind, reply.title])).toEqual([
      ['alert', 'Peru: scheduled'],
    ]);
  });
});
