import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../../src/core/coalition/coalition.ts';
import { edtf } from '../../../src/core/dates/edtf.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { act, DISCORD_PLACE } from '../../support/coalition.ts';
import { countedStores } from '../../support/counted.ts';
import { following, place } from '../../support/following.ts';
import { officialReport, ownScene, type Scene } from '../../support/own-scene.ts';
import { buttonsOf, fieldsOf, linesOf } from '../reading.ts';

const ADD = 'deadline add "First draft" for:PER';

/** One more organisation than may be named, each as long as a short name may be. */
const MANY = Array.from({ length: 21 }, () => 'x'.repeat(24)).join(', ');

/** What a refusal says, wherever it says it. */
const refusal = (reply: Reply): readonly unknown[] => [
  reply.problem,
  [reply.title, ...linesOf(reply)].join(' ').replace("I can't do that. ", ''),
];

describe('/upr deadline add', () => {
  it('saves what was typed, and says what that is', async () => {
    const { ask, kept, people, coalition } = await ownScene();

    const reply = await ask(
      'ben',
      `${ADD} date:2026-12-01 time:9am zone:"new york" kind:drafting seen-by:"aclu, hrw"`,
    );

    const [own] = await kept();
    expect(own).toEqual({
      coalition,
      id: own?.id,
      title: 'First draft',
      kind: 'drafting',
      subject: 'state/PER',
      date: '2026-12-01',
      time: '09:00',
      zone: 'America/New_York',
      visibility: { to: 'organisations', organisations: ['aclu', 'hrw'] },
      dateVersion: 1,
      place: { platform: 'slack', workspace: 'T1' },
      createdBy: people.ben,
      account: { platform: 'slack', workspace: 'T1', id: 'ben' },
      createdAt: own?.createdAt,
    });
    expect([reply.title, reply.audience, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      'Saved: First draft',
      'caller',
      'When: 1 Dec 2026, 09:00 New York (15:00 Geneva)',
      'For: Peru',
      'Kind: drafting',
      'Seen by: ACLU and HRW',
      `Id: ${own?.id}`,
      'Reminders: in no channel, because none follows Peru or everything. Type /upr follow PER in the channel that is to be reminded.',
      `Change it with /upr deadline edit ${own?.id}, its date with /upr deadline move ${own?.id}.`,
      'Deadlines → deadlines PER',
      `Drop → deadline drop ${own?.id}`,
    ]);
  });

  it('is for all, on Geneva days, and of no special kind, unless said', async () => {
    const { ask, kept } = await ownScene();

    const reply = await ask('ben', 'deadline add "Press" for:"session 54" date:2026-12-01');

    expect(fieldsOf(reply)).toMatchObject({
      When: '1 Dec 2026 (hour not given)',
      For: 'UPR session 54',
      'Seen by': 'all of the coalition',
    });
    expect(await kept()).toMatchObject([
      { subject: 'upr/s54', kind: 'other', visibility: { to: 'coalition' } },
    ]);
  });

  it('keeps a month a month, and says when reminders begin', async () => {
    const { ask, kept } = await ownScene();

    const reply = await ask('ben', `${ADD} date:2026-12`);

    const [own] = await kept();
    expect(own?.date).toBe('2026-12');
    expect(fieldsOf(reply)).toMatchObject({
      When: 'Dec 2026 (no day set)',
      Reminders: `none until a day is set: type /upr deadline move ${own?.id} and a date.`,
    });
  });

  it('gives programs all of it', async () => {
    const { ask, kept } = await ownScene();

    const { data } = await ask('ben', `${ADD} date:2026-12-01 time:15:00`);

    const [own] = await kept();
    expect(data).toEqual({
      id: own?.id,
      own: true,
      state: 'PER',
      subject: 'state/PER',
      what: 'First draft',
      kind: 'other',
      date: '2026-12-01T15:00+01:00',
      precision: 'instant',
      visibility: { to: 'coalition' },
    });
  });

  it('keeps titles of any script and markup as text, without marks that turn it', async () => {
    const { ask, kept } = await ownScene();

    await ask('ben', 'deadline add "*مسودة* <!channel> \u202Eabc" for:PER date:2026-12-01');

    expect(await kept()).toMatchObject([{ title: '*مسودة* <!channel> abc' }]);
  });

  it.each([
    [`deadline add "${'x'.repeat(121)}" for:PER date:2026-12-01`, 'name_too_long'],
    ['deadline add First draft date:2026-12-01', 'missing_option'],
    ['deadline add First draft for:all date:2026-12-01', 'subject_too_wide'],
    [ADD, 'missing_date'],
    [`${ADD} date:soon`, 'unknown_date'],
    [`${ADD} date:2025-03-15`, 'date_passed'],
    [`${ADD} date:9999-12-31 time:23:59 zone:"new york"`, 'year_out_of_range'],
    [`${ADD} date:2026-12 time:15:00`, 'time_without_day'],
    [`${ADD} date:2026-12-01 kind:party`, 'wrong_value'],
    [`${ADD} date:2026-12-01 seen-by:amnesty`, 'unknown_organisation'],
    [`${ADD} date:2026-12-01 seen-by:","`, 'unknown_organisation'],
    [`${ADD} date:2026-12-01 seen-by:"${MANY}"`, 'too_many_organisations'],
    [`${ADD} days:5`, 'days_without_before'],
    [`${ADD} before:review date:2026-12-01`, 'no_official_date'],
  ])('refuses %s as %s, and keeps nothing', async (text, problem) => {
    const { ask, kept } = await ownScene();

    expect([(await ask('ben', text)).problem, await kept()]).toEqual([problem, []]);
  });

  it('refuses the same twice, by the id of the first', async () => {
    const { ask, kept } = await ownScene();
    await ask('ben', `${ADD} date:2026-12-01`);
    const [own] = await kept();

    expect(refusal(await ask('ben', `${ADD} date:2026-12-01`))).toEqual([
      'deadline_exists',
      `There is a deadline 'First draft' on 1 Dec 2026 (hour not given) already: ${own?.id}. Give this one another title, or change that one.`,
    ]);
  });

  it('is refused to readers and to outsiders', async () => {
    const { ask, kept } = await ownScene();
    const text = `${ADD} date:2026-12-01`;

    expect([
      refusal(await ask('rea', text)),
      refusal(await ask('guest', text, { seat: 'guest' })),
      await kept(),
    ]).toEqual([
      [
        'not_allowed',
        'That takes an editor of Water Defenders; you are a reader. A coordinator can change your role.',
      ],
      [
        'not_allowed',
        'This is for members of the coalition only, and Vigil does not know you as one. A coordinator can add you.',
      ],
      [],
    ]);
  });
});

describe('who sees an own deadline', () => {
  const seen = async (account: string, seenBy: string): Promise<Reply> =>
    (await ownScene()).ask(account, `${ADD} date:2026-12-01 seen-by:"${seenBy}"`);

  it.each([
    ['ben', 'all', 'all of the coalition'],
    ['ben', 'me', 'you alone'],
    ['ben', 'ACLU', 'ACLU'],
    ['ben', 'human rights watch; aclu', 'HRW and ACLU'],
  ])('as %s types %s is said as %s', async (account, seenBy, words) => {
    expect(fieldsOf(await seen(account, seenBy))).toMatchObject({ 'Seen by': words });
  });

  it('is not only others: who adds it would not see it', async () => {
    expect(refusal(await seen('ben', 'hrw'))).toEqual([
      'would_not_see',
      'You would not see it yourself. Name your own organisation too, seen-by:"aclu, hrw", or let somebody of theirs add it.',
    ]);
  });

  it('is only organisations where Vigil knows for whom one speaks', async () => {
    const { ask, stores, coalition, people } = await ownScene();
    await stores.organisations.setDelegate(coalition, people.ben, undefined, act());

    expect(refusal(await ask('ben', `${ADD} date:2026-12-01 seen-by:hrw`))).toEqual([
      'would_not_see',
      'You would not see it yourself. Vigil does not know for which organisation you speak: say so with /upr speak for, or use seen-by:all or seen-by:me.',
    ]);
  });

  it('is a coordinator who speaks for none of them no more than anybody else', async () => {
    expect((await seen('ada', 'aclu')).problem).toBe('would_not_see');
  });
});

describe('an internal cut-off', () => {
  it('comes so many days before an official date', async () => {
    const { ask, kept } = await ownScene({ officials: [officialReport()] });

    const reply = await ask('ben', `${ADD} before:national-report days:5`);

    expect(await kept()).toMatchObject([
      {
        kind: 'cut-off',
        date: '2027-02-10',
        before: { deadline: 'upr/4/PER/national-report', dateVersion: 'per-due@1' },
      },
    ]);
    expect(fieldsOf(reply)).toMatchObject({
      When: '10 Feb 2027 (hour not given)',
      Kind: 'cut-off, 5 days before the national report (15 Feb 2027)',
    });
  });

  it('may be given by its date, as exact as that is known', async () => {
    const { ask } = await ownScene({ officials: [officialReport()] });

    const reply = await ask('ben', `${ADD} before:national-report date:2027-01 kind:drafting`);

    expect(fieldsOf(reply)).toMatchObject({
      When: 'Jan 2027 (no day set)',
      Kind: 'drafting, before the national report (15 Feb 2027)',
    });
  });

  it('may come before what a session sets', async () => {
    const { ask } = await ownScene({
      officials: [
        officialReport({
          id: 'upr/s54/opens',
          what: 'Session opens',
          state: null,
          session: 'upr/s54',
        }),
      ],
    });

    const reply = await ask('ben', 'deadline add "Texts" for:"session 54" before:review days:1');

    expect(fieldsOf(reply)).toMatchObject({
      Kind: 'cut-off, 1 day before the session opens (15 Feb 2027)',
    });
  });

  it('counts from the date that stands, not from one that was moved', async () => {
    const { ask } = await ownScene({
      officials: [
        officialReport({ date: edtf('2027-03-15'), endedOn: '2026-11-01' }),
        officialReport({ dateVersion: 'per-due@2' }),
        officialReport({
          dateVersion: 'per-due@3',
          date: edtf('2027-04-15'),
          knownFrom: '2026-12-01',
        }),
      ],
    });

    const reply = await ask('ben', `${ADD} before:national-report days:5`);

    expect(fieldsOf(reply)).toMatchObject({ When: '10 Feb 2027 (hour not given)' });
  });

  it.each(['2027-02-15', '2027-02-16', '2027-03'])(
    'on or after the official day is refused with both dates: %s',
    async (date) => {
      const { ask } = await ownScene({ officials: [officialReport()] });

      const [problem, words] = refusal(
        await ask('ben', `${ADD} before:national-report date:${date}`),
      );

      expect(problem).toBe('cut_off_too_late');
      expect(words).toMatch(
        /^An internal cut-off comes before its official date: .* 2027 .* does not come before the national report \(15 Feb 2027\)\.$/,
      );
    },
  );

  it.each([
    ['2027-02', 'Feb 2027 (no day set)'],
    ['2027', '2027 (no day set)'],
  ])('is refused where %s reaches beyond the official day', async (date, words) => {
    const { ask, kept } = await ownScene({ officials: [officialReport()] });

    const reply = await ask('ben', `${ADD} before:national-report date:${date}`);

    expect([...refusal(reply), await kept()]).toEqual([
      'cut_off_too_late',
      `An internal cut-off comes before its official date: ${words} reaches beyond the national report (15 Feb 2027). Give a day, month or year that ends before it.`,
      [],
    ]);
  });

  it('in the year of an official date without a day is said to come before it perhaps', async () => {
    const { ask, kept } = await ownScene({ officials: [officialReport({ date: edtf('2027') })] });

    const reply = await ask('ben', `${ADD} before:national-report date:2027-02`);

    expect(fieldsOf(reply)).toMatchObject({
      When: 'Feb 2027 (no day set)',
      Kind: 'cut-off, perhaps before the national report (2027): the dates do not tell',
    });
    expect(await kept()).toMatchObject([{ date: '2027-02' }]);
  });

  it('cannot be counted from a date without a day', async () => {
    const { ask } = await ownScene({ officials: [officialReport({ date: edtf('2027') })] });

    expect(refusal(await ask('ben', `${ADD} before:national-report days:5`))).toEqual([
      'official_without_day',
      'days counts back from a day, and the record has only 2027 for the national report. Give the date itself, such as date:2026-12-01.',
    ]);
  });

  it('has a date or a number of days, not both', async () => {
    const { ask } = await ownScene({ officials: [officialReport()] });
    const text = `${ADD} before:national-report days:5 date:2027-01-01`;

    expect(refusal(await ask('ben', text))).toEqual([
      'date_and_days',
      'Give date:2027-01-01 or days:5, not both: each says when it is.',
    ]);
  });
});

describe('the channels that an own deadline is reminded of in', () => {
  const follows = async (
    { stores, coalition }: Scene,
    channel: string,
    over: Parameters<typeof following>[0] = {},
  ): Promise<void> =>
    stores.follows.save(
      coalition,
      following({ id: channel, destination: place(channel), coalition, ...over }),
      act(),
    );
  const reminders = async (scene: Scene, options = ''): Promise<string | undefined> =>
    fieldsOf(await scene.ask('ben', `${ADD} date:2026-12-01 ${options}`))['Reminders'];

  it('are those that follow what it serves, or everything', async () => {
    const scene = await ownScene();
    await follows(scene, 'C1');
    await follows(scene, 'C2');
    await follows(scene, 'C3');
    await follows(scene, 'C4', { subject: 'state/TCD' });
    await follows(scene, 'C5', { events: ['changes'] });
    await follows(scene, 'C6', { subject: 'all' });
    await scene.stores.follows.stop(scene.coalition, place('C3'), 'archived', act());

    expect(await reminders(scene)).toBe('in this channel and 2 other channels.');
  });

  it('are not those that people from outside may read, until somebody chooses', async () => {
    const scene = await ownScene({
      exposure: async ({ channel }) => (channel === 'C1' ? 'members' : 'guests'),
    });
    await follows(scene, 'C1');
    await follows(scene, 'C2');
    await follows(scene, 'C3');
    await scene.stores.channels.choose(scene.coalition, place('C3'), { ours: 'shown' }, act());

    expect(await reminders(scene)).toBe(
      'in this channel and 1 other channel. Kept out of 1 channel that may have other readers: a coordinator can change that with /upr-admin channel there.',
    );
  });

  it('are for organisations only those that they alone read', async () => {
    const scene = await ownScene();
    await follows(scene, 'C1');
    await follows(scene, 'C2');
    const aclus = { organisations: ['aclu'] };
    await scene.stores.channels.choose(scene.coalition, place('C2'), aclus, act());

    expect(await reminders(scene, 'seen-by:aclu')).toBe(
      'in 1 channel. Kept out of 1 channel that may have other readers: a coordinator can change that with /upr-admin channel there.',
    );
  });

  it('are none for what one person alone sees: that comes by direct message', async () => {
    const scene = await ownScene();
    await follows(scene, 'C1');

    expect(await reminders(scene, 'seen-by:me')).toBe('to you alone, by direct message.');
  });

  it.each<[string, string, Exposure]>([
    ['on Slack', 'D1', 'direct'],
    ['on Slack, also where Slack does not say so', 'D1', 'unknown'],
    ['of any platform that says so', 'C1', 'direct'],
  ])('are never direct messages %s', async (_, channel, exposure) => {
    const scene = await ownScene({ exposure: async () => exposure });
    await follows(scene, channel);

    expect(await reminders(scene)).toBe(
      'in no channel, because none follows Peru or everything. Type /upr follow PER in the channel that is to be reminded.',
    );
  });

  it('are never direct messages on Discord', async () => {
    const scene = await ownScene();
    await follows(scene, 'D1', {
      destination: { platform: DISCORD_PLACE.platform, workspace: 'dm', channel: 'D1' },
    });

    expect(await reminders(scene)).toBe(
      'in no channel, because none follows Peru or everything. Type /upr follow PER in the channel that is to be reminded.',
    );
  });

  it('are found with as many questions to the database however many follow', async () => {
    const { stores, statements } = countedStores();
    const scene = await ownScene({ stores });
    const add = async (title: string) =>
      statements(async () =>
        scene.ask('ben', `deadline add ${title} for:PER date:2026-12-01 seen-by:"aclu, hrw"`),
      );
    await follows(scene, 'C1');
    const few = await add('Few');
    for (let n = 2; n < 50; n += 1) await follows(scene, `C${n}`);

    expect(await add('Many')).toBe(few);
  });
});
