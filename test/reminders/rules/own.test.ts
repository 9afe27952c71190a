import { describe, expect, it } from 'vitest';
import type { Follow } from '../../../src/core/follows.ts';
import { planned, timed, titles } from '../../support/beats.ts';
import { fact } from '../../support/facts.ts';
import { at, CHANNEL, COALITION, following, place, recordWith } from '../../support/following.ts';
import { finalText } from '../../support/ours.ts';
import { channel, channelsOf, FOR_ADA, FOR_TWO, onDay } from '../../support/own-days.ts';

describe('the countdown to an own deadline', () => {
  it('climbs the ladder of the follow that covers its subject, at its hour', () => {
    const follows = [following({ ladder: [7, 0], time: '07:30' })];
    const days = ['2026-11-17', '2026-11-24', '2026-12-01'];

    expect(days.flatMap((day) => timed(onDay(finalText(), { follows, day })))).toEqual([
      '2026-11-24T06:30:00.000Z In 7 days: Final text — 1 Dec 2026 (hour not given)',
      '2026-12-01T06:30:00.000Z Today: Final text — 1 Dec 2026 (hour not given)',
    ]);
  });

  it('says whose it is, what kind and for what, and that it is no official date', () => {
    const key = `slack/T1/C1|own/${COALITION}/d7k2@1|7`;

    expect(onDay(finalText())).toEqual([
      {
        key,
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'reminder',
        state: 'PER',
        deadline: `own/${COALITION}/d7k2@1`,
        subjects: ['state/PER'],
        dueOn: '2026-12-01',
        dueAt: at('2026-11-24 09:00'),
        reply: {
          title: 'In 7 days: Final text — 1 Dec 2026 (hour not given)',
          tone: 'warning',
          audience: 'channel',
          blocks: [
            {
              kind: 'paragraph',
              text: ["The coalition's own deadline (drafting), for Peru."],
            },
            {
              kind: 'note',
              text: ['Set by the coalition, not a date of the United Nations.'],
            },
          ],
          buttons: [{ does: 'ask', label: 'Status', command: 'status PER' }],
          data: {
            kind: 'reminder',
            key,
            state: 'PER',
            dueOn: '2026-12-01',
            about: 'Final text — 1 Dec 2026 (hour not given)',
          },
        },
      },
    ]);
  });

  it('shows an hour as the instant that it is, and in Geneva time', () => {
    const [notice] = onDay(finalText({ time: '09:00', zone: 'America/New_York' }));

    expect(notice?.reply.title).toBe(
      'In 7 days: Final text — 1 Dec 2026, 09:00 New York (15:00 Geneva)',
    );
    expect(notice?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['At ', { instant: at('2026-12-01 15:00') }],
    });
  });

  it.each([
    ['2026-12', 'a month'],
    ['2026', 'a year'],
    ['2026-12-01~', 'about a day'],
  ])('never counts to %s, which is %s', (date) => {
    expect(onDay(finalText({ date }))).toEqual([]);
  });

  it('goes out once where several follows cover it, at the earliest hour', () => {
    const follows = [following(), following({ id: 'all', subject: 'all', time: '08:00' })];

    const notices = onDay(finalText(), { follows });

    expect(notices.map(({ dueAt, subjects }) => [dueAt, subjects])).toEqual([
      [at('2026-11-24 08:00'), ['all', 'state/PER']],
    ]);
  });

  it.each<[string, Partial<Follow>]>([
    ['follows another State', { subject: 'state/TCD' }],
    ['follows a session', { subject: 'upr/s50' }],
    ['asked for no deadlines', { events: ['changes', 'statements'] }],
    ['is of another coalition', { coalition: 'theirs' }],
    ['began to follow after the hour', { createdAt: at('2026-11-24 09:01') }],
    [
      'is direct messages on Discord',
      { destination: { platform: 'discord', workspace: 'dm', channel: '77' } },
    ],
    ['is direct messages on Slack', { destination: place('D1') }],
    ['is direct messages that are not opened yet', { destination: place('@U1') }],
  ])('is not heard where a destination %s', (_, over) => {
    expect(onDay(finalText(), { follows: [following(over)] })).toEqual([]);
  });

  it('is not heard in direct messages, whatever was chosen there', () => {
    const destination = place('D1');
    const channels = [channel({ destination, ours: 'shown' })];

    expect(onDay(finalText(), { follows: [following({ destination })], channels })).toEqual([]);
  });

  it('serves a session as it serves a State', () => {
    const deadline = finalText({ subject: 'upr/s53' });
    const follows = [following({ subject: 'upr/s53' })];

    expect(onDay(deadline, { follows }).map(({ reply }) => reply.buttons)).toEqual([
      [{ does: 'ask', label: 'Session', command: 'session 53' }],
    ]);
  });

  it('has no rung from before it was added', () => {
    const added = finalText({ createdAt: at('2026-11-24 09:01') });

    expect(onDay(added)).toEqual([]);
  });

  it('has no rung from before its date was set', () => {
    const moved = finalText({
      dateVersion: 2,
      movedFrom: { date: '2026-11-30' },
      movedAt: at('2026-11-24 09:01'),
    });

    expect(onDay(moved)).toEqual([]);
  });

  it('becomes one list where more than ten are due at once', () => {
    const many = Array.from({ length: 11 }, (_, i) =>
      finalText({ id: `d${i}`, title: `Text ${i}` }),
    );

    expect(titles(onDay(many))).toEqual(["11 notices of the coalition's own deadlines"]);
    expect(onDay(many.slice(1))).toHaveLength(10);
  });
});

describe('an internal cut-off', () => {
  const before = { deadline: 'upr/4/PER/review', dateVersion: 'upr/4/PER/scheduled@1' };
  const saidOf = (review: ReturnType<typeof fact>) =>
    planned({
      record: recordWith([review]),
      own: { falling: [finalText({ kind: 'cut-off', before })] },
      from: '2026-11-24 00:00',
      to: '2026-11-24 23:59',
    }).notices.flatMap(({ reply }) => reply.blocks.slice(1, 2));

  it('says what it comes before', () => {
    expect(saidOf(fact({ kind: 'scheduled', date: '2026-12-20' }))).toEqual([
      { kind: 'paragraph', text: ['It comes before: review, Peru — 20 Dec 2026.'] },
    ]);
  });

  it('warns where that has moved since', () => {
    expect(saidOf(fact({ kind: 'scheduled', date: '2026-12-22', version: 2 }))).toEqual([
      {
        kind: 'warning',
        text: ['It comes before: review, Peru — 22 Dec 2026, which has moved since this was set.'],
      },
    ]);
  });
});

describe('an own deadline for some organisations', () => {
  const forTwo = finalText({ visibility: FOR_TWO });

  it('is shown only in channels whose readers are of one of them', () => {
    const follows = ['C1', 'C2', 'C3'].map((id) => following({ id, destination: place(id) }));
    const channels = [
      channel({ destination: place('C1'), organisations: ['aclu'] }),
      channel({ destination: place('C2'), organisations: ['amnesty'] }),
    ];

    expect(channelsOf(onDay(forTwo, { follows, channels }))).toEqual(['slack/T1/C1']);
  });

  it('names them', () => {
    const [notice] = onDay(forTwo, { channels: [channel({ organisations: ['aclu'] })] });

    expect(notice?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['Own deadline of ACLU and HRW (drafting), for Peru.'],
    });
  });
});

describe('an own deadline of no special kind', () => {
  it('says none', () => {
    const [notice] = onDay(finalText({ kind: 'other' }));

    expect(notice?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ["The coalition's own deadline, for Peru."],
    });
  });
});

describe('an own deadline for one person', () => {
  const forAda = finalText({ visibility: FOR_ADA });

  it('goes to that person alone, whoever follows', () => {
    const notices = onDay(forAda);

    expect(channelsOf(notices)).toEqual(['slack/T1/@U1']);
    expect(notices[0]?.subjects).toBeUndefined();
    expect(notices[0]?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['Your own deadline, which only you see (drafting), for Peru.'],
    });
  });

  it('climbs the ladder that follows have by default, with nobody following anything', () => {
    const days = [
      '2026-09-02',
      '2026-11-01',
      '2026-11-17',
      '2026-11-24',
      '2026-11-30',
      '2026-12-01',
    ];

    expect(days.map((day) => onDay(forAda, { follows: [], day }).length)).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
    expect(onDay(forAda, { follows: [], day: '2026-11-25' })).toEqual([]);
  });
});

describe('a channel of which somebody has decided', () => {
  it('that own things are kept out hears of none', () => {
    expect(onDay(finalText(), { channels: [channel({ ours: 'kept_out' })] })).toEqual([]);
  });

  it('that they are shown hears of them', () => {
    expect(onDay(finalText(), { channels: [channel({ ours: 'shown' })] })).toHaveLength(1);
  });
});
