import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/record/record.ts';
import { planned, titles } from '../../support/beats.ts';
import { fact } from '../../support/facts.ts';
import { at, CHANNEL, COALITION, following, recordWith } from '../../support/following.ts';

const RECORDED = at('2025-08-05 10:30');
const BEAT = { from: '2025-08-05 10:29', to: '2025-08-05 10:30' } as const;

const missed = (over: Partial<Fact> = {}): Fact =>
  fact({
    kind: 'event',
    date: '2025-08-04',
    summary: 'No national report by the day it was due',
    recordedAt: RECORDED,
    batch: 'second',
    ...over,
  });

describe('an alert', () => {
  it('says what was recorded, where the review stands, and the source', () => {
    const { notices } = planned({
      before: recordWith([]),
      record: recordWith([missed({ confidence: 'reported' })]),
      ...BEAT,
    });

    expect(notices).toEqual([
      {
        key: 'slack/T1/C1|upr/4/PER/event|v1',
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'alert',
        state: 'PER',
        subjects: ['state/PER'],
        dueOn: null,
        dueAt: RECORDED,
        reply: {
          title: 'Peru: event',
          tone: 'calm',
          audience: 'channel',
          blocks: [
            {
              kind: 'paragraph',
              text: [{ strong: '4 Aug 2025: No national report by the day it was due' }],
            },
            { kind: 'paragraph', text: ['UPR 4th cycle: ', { strong: 'event' }] },
            { kind: 'note', text: ['As reported; not confirmed by an official source.'] },
            {
              kind: 'note',
              text: ['Source: ', { label: 'OHCHR', url: 'https://www.ohchr.org/en/hr-bodies/upr' }],
            },
          ],
          buttons: [
            { does: 'ask', label: 'Status', command: 'status PER' },
            { does: 'open', label: 'Source', url: 'https://www.ohchr.org/en/hr-bodies/upr' },
          ],
          data: { kind: 'alert', key: 'slack/T1/C1|upr/4/PER/event|v1', state: 'PER', dueOn: null },
        },
      },
    ]);
  });

  it('fires on the day of recording, not on the date that the fact bears', () => {
    const future = missed({ date: '2026-11-01' });
    const { notices } = planned({
      record: recordWith([future]),
      from: '2026-10-31 00:00',
      to: '2026-11-02 00:00',
    });

    expect(notices).toEqual([]);
  });

  it.each([
    ['its State', 'state/PER', 1],
    ['another State', 'state/TCD', 0],
    ['everything', 'all', 1],
    ['a session', 'upr/s50', 0],
  ])('reaches who follows %s: %s', (_who, subject, count) => {
    const { notices } = planned({
      before: recordWith([]),
      record: recordWith([missed()]),
      follows: [following({ subject })],
      ...BEAT,
    });

    expect(notices).toHaveLength(count);
  });

  it('does not reach a follow that is younger than the recording', () => {
    const { notices } = planned({
      before: recordWith([]),
      record: recordWith([missed()]),
      follows: [following({ createdAt: RECORDED })],
      ...BEAT,
    });

    expect(notices).toEqual([]);
  });

  it('comes once to a destination whose follows overlap', () => {
    const { notices } = planned({
      before: recordWith([]),
      record: recordWith([missed()]),
      follows: [following(), following({ subject: 'all' })],
      ...BEAT,
    });

    expect(titles(notices)).toEqual(['Peru: event']);
  });
});

describe('a correction', () => {
  it('says what the record said before', () => {
    const { notices } = planned({
      before: recordWith([missed({ recordedAt: 0, date: '2025-08-03' })]),
      record: recordWith([missed({ version: 2 })]),
      ...BEAT,
    });

    expect(notices.map(({ kind, key }) => [kind, key])).toEqual([
      ['correction', 'slack/T1/C1|upr/4/PER/event|v2'],
    ]);
    expect(notices[0]?.reply.blocks.slice(0, 2)).toEqual([
      { kind: 'paragraph', text: ['Was: 3 Aug 2025: No national report by the day it was due'] },
      {
        kind: 'paragraph',
        text: ['Now reads: ', { strong: '4 Aug 2025: No national report by the day it was due' }],
      },
    ]);
  });

  it('says how it reads now where what it said before is not known', () => {
    const { notices } = planned({ record: recordWith([missed({ version: 2 })]), ...BEAT });

    expect(notices[0]?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['Now reads: ', { strong: '4 Aug 2025: No national report by the day it was due' }],
    });
  });

  it('says so where only the source has changed', () => {
    const { notices } = planned({
      before: recordWith([missed({ recordedAt: 0 })]),
      record: recordWith([missed({ version: 2 })]),
      ...BEAT,
    });

    expect(notices[0]?.reply.blocks[1]).toEqual({
      kind: 'note',
      text: ['The words are the same; a source or detail has changed.'],
    });
  });

  it('tells that a fact was withdrawn', () => {
    const { notices } = planned({
      before: recordWith([missed({ recordedAt: 0 })]),
      record: recordWith([]),
      ...BEAT,
    });

    expect(notices.map(({ kind, key, reply }) => [kind, key, reply.title])).toEqual([
      ['correction', 'slack/T1/C1|upr/4/PER/event|v1|withdrawn', 'Withdrawn: Peru: event'],
    ]);
  });
});
