import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import { planned, timed, titles } from '../../support/beats.ts';
import { fact } from '../../support/facts.ts';
import { at, CHANNEL, COALITION, following, recordWith } from '../../support/following.ts';

const review = (date: string, over: Partial<Fact> = {}): Fact =>
  fact({ kind: 'scheduled', date, session: 50, ...over });

const REPORT = fact({
  kind: 'report_due',
  id: 'upr/s50/report-due',
  subject: 'upr/s50',
  date: '2025-08-04',
});

describe('the countdown to a deadline', () => {
  it('goes out at 09:00 Geneva on each rung of the ladder', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07')]),
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(notices.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual([
      '2025-08-09T07:00:00.000Z',
      '2025-10-08T07:00:00.000Z',
      '2025-10-24T07:00:00.000Z',
      '2025-10-31T08:00:00.000Z',
      '2025-11-06T08:00:00.000Z',
      '2025-11-07T08:00:00.000Z',
    ]);
  });

  it('keeps to the Geneva clock across both changes of it in 2026', () => {
    const { notices } = planned({
      record: recordWith([
        review('2026-03-30'),
        { ...review('2026-10-26'), id: 'x', subject: 'upr/4/TCD' },
      ]),
      follows: [
        following({ ladder: [2, 1, 0] }),
        following({ subject: 'state/TCD', ladder: [2, 1, 0] }),
      ],
      from: '2026-01-01 00:00',
      to: '2026-12-31 00:00',
    });

    expect(notices.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  it('says what is due, for whom, when and how exactly that is known', () => {
    const record = recordWith([{ ...REPORT, id: 'r', subject: 'upr/4/PER' }]);
    const { notices } = planned({ record, from: '2025-07-28 08:59', to: '2025-07-28 09:00' });

    expect(notices).toEqual([
      {
        key: 'slack/T1/C1|upr/4/PER/report@r@1|7',
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'reminder',
        state: 'PER',
        subjects: ['state/PER'],
        deadline: 'upr/4/PER/report@r@1',
        dueOn: '2025-08-04',
        dueAt: at('2025-07-28 09:00'),
        reply: {
          title: 'In 7 days: national report due, Peru — 4 Aug 2025 (Geneva date; hour not given)',
          tone: 'warning',
          audience: 'channel',
          blocks: [
            { kind: 'paragraph', text: ['UPR 4th cycle: ', { strong: 'report_due' }] },
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
            kind: 'reminder',
            key: 'slack/T1/C1|upr/4/PER/report@r@1|7',
            state: 'PER',
            dueOn: '2025-08-04',
          },
        },
      },
    ]);
  });

  it('says tomorrow and today on the last two rungs', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07')]),
      follows: [following({ ladder: [1] })],
      from: '2025-11-06 08:59',
      to: '2025-11-06 09:00',
    });
    const last = planned({
      record: recordWith([review('2025-11-07')]),
      from: '2025-11-07 08:59',
      to: '2025-11-07 09:00',
    });

    expect(titles([...notices, ...last.notices])).toEqual([
      'Tomorrow: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
      'Today: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
    ]);
  });

  it('says of a session that it opens', () => {
    const opening = fact({ kind: 'opening', id: 'o', subject: 'upr/s50', date: '2025-11-03' });
    const { notices } = planned({
      record: recordWith([opening]),
      follows: [following({ subject: 'upr/s50' })],
      from: '2025-11-02 08:59',
      to: '2025-11-02 09:00',
    });

    expect(titles(notices)).toEqual([
      'Tomorrow: UPR session 50 opens — 3 Nov 2025 (Geneva date; hour not given)',
    ]);
    expect(notices[0]?.reply.buttons?.[0]).toEqual({
      does: 'ask',
      label: 'Session',
      command: 'session 50',
    });
  });

  it('shows a true instant as one, with its Geneva hour in words', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07T14:00+01:00')]),
      from: '2025-11-06 08:59',
      to: '2025-11-06 09:00',
    });

    expect(titles(notices)).toEqual(['Tomorrow: review, Peru — 7 Nov 2025, 14:00 Geneva']);
    expect(notices[0]?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['At ', { instant: at('2025-11-07 14:00') }],
    });
  });

  it.each([
    ['a month', review('2025-11')],
    ['a year', review('2025')],
    ['a session', review('2025-11-03/2025-11-14')],
    ['an approximate day', review('2025-11-07~')],
    ['a day from memory', review('2025-11-07', { confidence: 'memory' })],
    ['a tentative day', review('2025-11-07', { confidence: 'tentative' })],
  ])('does not count to %s', (_what, scheduled) => {
    const { notices } = planned({
      record: recordWith([scheduled]),
      from: '2025-01-01 00:00',
      to: '2026-12-31 00:00',
    });

    expect(notices).toEqual([]);
  });

  it('skips the rungs that had passed when the follow was set up', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07')]),
      follows: [following({ createdAt: at('2025-11-06 09:00') })],
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(titles(notices)).toHaveLength(1);
  });

  it('skips the rungs that had passed when the date became known', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07', { knownFrom: '2025-11-01' })]),
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(notices.map(({ key }) => key.split('|').at(-1))).toEqual(['1', '0']);
  });

  it('ends with the date: no rung on or after the day on which it moved', () => {
    const { notices } = planned({
      record: recordWith([
        review('2025-11-07'),
        review('2026-11-06', { id: 'upr/4/PER/again', knownFrom: '2025-10-31' }),
      ]),
      follows: [following({ ladder: [30, 7, 0] })],
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(timed(notices).map((line) => line.slice(0, 10))).toEqual(['2025-10-08']);
  });

  it('sends each rung once, however many follows of a destination cover it', () => {
    const { notices } = planned({
      record: recordWith([REPORT]),
      follows: [
        following({ subject: 'all', ladder: [7, 1] }),
        following({ subject: 'upr/s50', ladder: [7, 0], time: '18:00' }),
      ],
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(notices.map(({ key, dueAt }) => [key, new Date(dueAt).toISOString()])).toEqual([
      ['slack/T1/C1|upr/s50/report@upr/s50/report-due@1|7', '2025-07-28T07:00:00.000Z'],
      ['slack/T1/C1|upr/s50/report@upr/s50/report-due@1|1', '2025-08-03T07:00:00.000Z'],
      ['slack/T1/C1|upr/s50/report@upr/s50/report-due@1|0', '2025-08-04T16:00:00.000Z'],
    ]);
  });

  it('does not repeat for a State what the same destination gets for the whole session', () => {
    const { notices } = planned({
      record: recordWith([review('2026-11-07'), REPORT]),
      follows: [following({ subject: 'all', ladder: [7] }), following({ ladder: [7, 1] })],
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(notices.map(({ state, key }) => [state, key.split('|').at(-1)])).toEqual([
      [null, '7'],
      ['PER', '1'],
    ]);
  });

  it('reaches nobody who asked for changes alone', () => {
    const { notices } = planned({
      record: recordWith([review('2025-11-07')]),
      follows: [following({ events: ['changes', 'statements'] })],
      from: '2025-01-01 00:00',
      to: '2025-12-31 00:00',
    });

    expect(notices).toEqual([]);
  });
});
