import { describe, expect, it } from 'vitest';
import type { Follow } from '../../src/core/follows.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import type { Ours } from '../../src/reminders/ours.ts';
import { titles } from '../support/beats.ts';
import { at, CHANNEL, COALITION, following } from '../support/following.ts';
import { finalText } from '../support/ours.ts';
import { byKey, channel, channelsOf, FOR_ADA, FOR_TWO, noon, toldIn } from '../support/own-days.ts';

describe('an own deadline that moves', () => {
  const moved = finalText({
    date: '2026-12-05',
    dateVersion: 2,
    movedFrom: { date: '2026-12-01' },
    movedAt: at('2026-11-22 12:00'),
  });

  it('is told once, from which day to which', () => {
    const [notice, ...others] = noon(moved);

    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      key: `slack/T1/C1|own/${COALITION}/d7k2@2|moved`,
      kind: 'moved',
      deadline: `own/${COALITION}/d7k2@2`,
      dueAt: at('2026-11-22 12:00'),
      reply: { title: 'Moved: Final text — from 1 Dec 2026 to 5 Dec 2026' },
    });
    expect(notice?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['Reminders now count to the new date; those for the old one have ended.'],
    });
  });

  it('is told in the hours of both, where there are any', () => {
    const hours = finalText({
      ...moved,
      time: '18:00',
      movedFrom: { date: '2026-12-01', time: '12:00' },
    });

    expect(titles(noon(hours))).toEqual([
      'Moved: Final text — from 1 Dec 2026, 12:00 Geneva to 5 Dec 2026, 18:00 Geneva',
    ]);
  });

  it('is told where the day is no longer set', () => {
    expect(noon(finalText({ ...moved, date: '2027' }))[0]?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['Reminders for the old date have ended; new ones start when a day is set.'],
    });
  });

  it('is not told where neither date ever had a day', () => {
    expect(noon(finalText({ ...moved, date: '2027', movedFrom: { date: '2026' } }))).toEqual([]);
  });

  it('is told in the zone in which it was given, as reminders are', () => {
    const there = { time: '20:00', zone: 'America/Los_Angeles' };
    const hours = finalText({ ...moved, ...there, movedFrom: { date: '2026-12-01', ...there } });

    expect(titles(noon(hours))).toEqual([
      'Moved: Final text — from 1 Dec 2026, 20:00 Los Angeles (2 Dec 2026, 05:00 Geneva) to 5 Dec 2026, 20:00 Los Angeles (6 Dec 2026, 05:00 Geneva)',
    ]);
  });

  it('is not told where it was moved back before anybody heard of it', () => {
    expect(noon(finalText({ ...moved, movedFrom: { date: '2026-12-05' } }))).toEqual([]);
  });

  it('is not told where nobody can have heard of a date before', () => {
    const { movedFrom: _, ...fresh } = moved;

    expect(noon(fresh)).toEqual([]);
  });

  it('is told to nobody who began to follow after it', () => {
    const late = following({ createdAt: at('2026-11-22 12:01') });

    expect(noon(moved, [late])).toEqual([]);
  });

  it('is told to the person whose it is', () => {
    expect(channelsOf(noon(finalText({ ...moved, visibility: FOR_ADA })))).toEqual([
      'slack/T1/@U1',
    ]);
  });
});

describe('an own deadline that is dropped', () => {
  const dropped = finalText({ droppedAt: at('2026-11-22 12:00') });

  it('is told once', () => {
    expect(noon(dropped).map(({ key, reply: { title } }) => [key, title])).toEqual([
      [`slack/T1/C1|own/${COALITION}/d7k2@1|dropped`, 'Dropped: Final text — was 1 Dec 2026'],
    ]);
  });

  it('is not told where its day has passed', () => {
    expect(noon(finalText({ ...dropped, date: '2026-11-21' }))).toEqual([]);
  });

  const LESS_THAN_A_BEAT = 30_000;
  const movedToo = finalText({
    ...dropped,
    dateVersion: 2,
    movedFrom: { date: '2026-11-30' },
    movedAt: at('2026-11-22 11:59'),
  });

  it('is told as dropped alone, where it was moved just before', () => {
    expect(titles(noon(movedToo))).toEqual(['Dropped: Final text — was 1 Dec 2026']);
  });

  it('is told in the zone in which it was given', () => {
    const there = finalText({ ...dropped, time: '20:00', zone: 'America/Los_Angeles' });

    expect(titles(noon(there))).toEqual([
      'Dropped: Final text — was 1 Dec 2026, 20:00 Los Angeles (2 Dec 2026, 05:00 Geneva)',
    ]);
  });

  it('is not told where it was added just before, and nobody has heard of it', () => {
    const createdAt = at('2026-11-22 12:00') - LESS_THAN_A_BEAT;

    expect(noon(finalText({ ...dropped, createdAt }))).toEqual([]);
  });

  it('is told where it was added just before, and a channel was reminded of it', () => {
    const createdAt = at('2026-11-22 12:00') - LESS_THAN_A_BEAT;
    const told = toldIn(finalText({ dateVersion: 1 }));

    expect(titles(noon(finalText({ ...dropped, createdAt }), [following()], told))).toEqual([
      'Dropped: Final text — was 1 Dec 2026',
    ]);
  });

  it('is told by the date before, where nobody has heard of its last one', () => {
    const movedAt = at('2026-11-22 12:00') - LESS_THAN_A_BEAT;

    expect(titles(noon({ ...movedToo, movedAt }))).toEqual([
      'Dropped: Final text — was 30 Nov 2026',
    ]);
  });
});

describe('an own deadline that is taken from a channel that was reminded of it', () => {
  const reminded = finalText({ title: 'First words' });
  const told = toldIn(reminded);
  const NOW = { dateVersion: 2, movedAt: at('2026-11-22 12:00') };
  const before = { movedFrom: { date: '2026-12-01', readdressed: true } };
  const toChad = finalText({ ...NOW, ...before, title: 'Secret words', subject: 'state/TCD' });
  const ENDED = 'No longer reminded of here: First words — 1 Dec 2026 (hour not given)';

  it('is told there once as no longer reminded of, in the words that were told there', () => {
    const key = `slack/T1/C1|own/${COALITION}/d7k2@1|ended`;

    expect(noon(toChad, [following()], told)).toEqual([
      {
        key,
        coalition: COALITION,
        destination: CHANNEL,
        kind: 'moved',
        state: 'PER',
        subjects: ['state/PER'],
        dueOn: '2026-12-01',
        dueAt: at('2026-11-22 12:00'),
        reply: {
          title: ENDED,
          tone: 'warning',
          audience: 'channel',
          blocks: [
            {
              kind: 'paragraph',
              text: [
                'Its reminders in this channel have ended, and what becomes of it is not told here. The date is the one that was told here last.',
              ],
            },
            {
              kind: 'note',
              text: ['Set by the coalition, not a date of the United Nations.'],
            },
          ],
          buttons: [{ does: 'ask', label: 'Deadlines', command: 'deadlines' }],
          data: { kind: 'moved', key, state: 'PER', dueOn: '2026-12-01', about: ENDED },
        },
      },
    ]);
  });

  it.each<[string, Partial<OwnDeadline>]>([
    ['is for one person now', { visibility: FOR_ADA, subject: 'state/PER' }],
    ['is for organisations now', { visibility: FOR_TWO, subject: 'state/PER' }],
    ['has moved as well', { date: '2026-12-20', dateVersion: 3 }],
    ['was dropped as well', { droppedAt: at('2026-11-22 12:00') }],
    ['is due at a secret hour now', { date: '2026-12-20', time: '12:34', dateVersion: 3 }],
  ])('tells nothing of what it is now where it %s', (_, over) => {
    const notices = noon({ ...toChad, ...over }, [following()], told);

    const here = notices.filter(({ destination }) => destination.channel === CHANNEL.channel);
    expect(titles(here)).toEqual([ENDED]);
    expect(JSON.stringify(here)).not.toMatch(/Secret|20 Dec|2026-12-20|TCD|Chad|12:34|ACLU|aclu/);
  });

  it('has the same identity whatever is done to it afterwards, until it is reminded of again', () => {
    const later = [toChad, { ...toChad, dateVersion: 3 }, { ...toChad, droppedAt: NOW.movedAt }];
    const keys = later.flatMap((one) => noon(one, [following()], told).map(({ key }) => key));

    expect(new Set(keys)).toEqual(new Set([`slack/T1/C1|own/${COALITION}/d7k2@1|ended`]));
  });

  it('is told where the words are no longer kept by the date alone', () => {
    const digested = [...(told.told ?? [])].map(
      ([key, all]) => [key, all.map(({ reply: _, ...one }) => one)] as const,
    );

    expect(titles(noon(toChad, [following()], { told: new Map(digested) }))).toEqual([
      'No longer reminded of here: a deadline of 1 Dec 2026',
    ]);
  });

  it.each<[string, readonly Follow[], Partial<Ours>]>([
    ['was never told of it', [following()], {}],
    ['follows it no more', [following({ subject: 'state/USA' })], told],
    ['asks for no deadlines any more', [following({ events: ['changes'] })], told],
    [
      'is to be kept out of it now',
      [following()],
      { ...told, channels: byKey([channel({ ours: 'kept_out' })]) },
    ],
  ])('is not told where a channel %s', (_, follows, own) => {
    expect(noon(toChad, follows, own)).toEqual([]);
  });

  it('is not told where its day has passed', () => {
    const passed = finalText({ date: '2026-11-21' });
    const own = toldIn(passed, { day: '2026-11-20' });

    expect(noon({ ...toChad, date: '2026-11-21' }, [following()], own)).toEqual([]);
  });

  it('is not told where the channel hears of it still', () => {
    const follows = [following({ subject: 'all' })];

    expect(noon(toChad, follows, toldIn(reminded, { follows }))).toEqual([]);
  });
});

describe('an own deadline that others hear of from now on', () => {
  const NOW = at('2026-11-22 12:00');
  const fromChad = finalText({
    date: '2026-12-20',
    dateVersion: 2,
    movedFrom: { date: '2026-12-01', readdressed: true },
    movedAt: NOW,
  });

  it('is not told to them by a date that was told to others alone', () => {
    expect(noon(fromChad)).toEqual([]);
    expect(noon({ ...fromChad, movedAt: NOW - 1_000, droppedAt: NOW })).toEqual([]);
  });

  it('is told as moved to those who had heard of it before', () => {
    expect(titles(noon(fromChad, [following()], toldIn(finalText())))).toEqual([
      'Moved: Final text — from 1 Dec 2026 to 20 Dec 2026',
    ]);
  });
});
