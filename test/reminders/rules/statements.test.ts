import { describe, expect, it } from 'vitest';
import { planned, titles } from '../../support/beats.ts';
import {
  at,
  CHANNEL,
  COALITION,
  following,
  recordWith,
  statement,
} from '../../support/following.ts';

const RECORDED = at('2025-11-07 18:00');
const BEAT = { from: '2025-11-07 17:59', to: '2025-11-07 18:00' } as const;
const fresh = { recordedAt: RECORDED, batch: 'second' };

describe('statements that were recorded together', () => {
  it('make one alert for each State, which lists them', () => {
    const { notices } = planned({
      record: recordWith(
        [],
        [
          statement(fresh),
          statement({
            ...fresh,
            id: 'two',
            title: 'On the empty seats',
            organisations: ['A', 'B'],
          }),
          statement({ ...fresh, id: 'three', state: 'TCD' }),
        ],
      ),
      ...BEAT,
    });

    const source = { label: 'OHCHR', url: 'https://www.ohchr.org/en/hr-bodies/upr' };
    const key = `slack/T1/C1|statements/PER|second@${RECORDED}`;
    expect(notices).toEqual([
      {
        key,
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'alert',
        state: 'PER',
        subjects: ['state/PER'],
        dueOn: null,
        dueAt: RECORDED,
        reply: {
          title: '2 statements: Peru',
          tone: 'calm',
          audience: 'channel',
          blocks: [
            {
              kind: 'list',
              items: [
                ['', '7 Nov 2025 · A Rights Group: On the review (', source, ')'],
                ['', '7 Nov 2025 · A, B: On the empty seats (', source, ')'],
              ],
            },
            { kind: 'paragraph', text: ['UPR 4th cycle: ', { strong: 'nothing known' }] },
          ],
          buttons: [
            { does: 'ask', label: 'Statements', command: 'statements PER' },
            { does: 'ask', label: 'Status', command: 'status PER' },
          ],
          data: { kind: 'alert', key, state: 'PER', dueOn: null },
        },
      },
    ]);
  });

  it('are told apart from corrections of statements', () => {
    const { notices } = planned({
      record: recordWith([], [statement({ ...fresh, version: 2 })]),
      ...BEAT,
    });

    expect(notices.map(({ kind, reply }) => [kind, reply.title])).toEqual([
      ['correction', 'Statement corrected: Peru'],
    ]);
  });

  it('reach who follows everything, and nobody who did not ask for statements', () => {
    const { notices } = planned({
      record: recordWith([], [statement(fresh)]),
      follows: [
        following({ subject: 'all' }),
        following({ events: ['changes'], destination: { ...CHANNEL, channel: 'C2' } }),
      ],
      ...BEAT,
    });

    expect(titles(notices)).toEqual(['Statement: Peru']);
  });
});
