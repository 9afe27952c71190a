import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../src/core/coalition/coalition.ts';
import { edtf } from '../../src/core/dates/edtf.ts';
import type { OwnDeadlineValues } from '../../src/core/own/deadlines.ts';
import type { Reply } from '../../src/core/reply.ts';
import { act } from '../support/coalition.ts';
import { countedStores } from '../support/counted.ts';
import { CHANNEL } from '../support/following.ts';
import { ask, houseOn } from '../support/house.ts';
import { forOrganisations, forPerson, ownValues } from '../support/own-deadlines.ts';
import { officialReport, ownScene, type Scene } from '../support/own-scene.ts';
import { buttonsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

describe('/upr deadlines', () => {
  it('tells what is due for a State, soonest first, each with its source', async () => {
    const reply = await ask(house, 'deadlines usa as-of:2025-08-01');

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Deadlines: United States of America, next 180 days',
      '4 Aug 2025 (in 3 days) · National report, United States of America · CLDH (Lebanese Center for Human Rights)',
      '7 Nov 2025 (in 98 days) · Review, United States of America · CLDH (Lebanese Center for Human Rights)',
      'Geneva dates. A deadline can move: open its source before you rely on it.',
      'Answered as of 1 Aug 2025',
    ]);
  });

  it.each([
    ['2025-08-03', '4 Aug 2025 (tomorrow) · National report'],
    ['2025-08-04', '4 Aug 2025 (today) · National report'],
    ['2025-08-05', '7 Nov 2025 (in 94 days) · Review'],
  ])('counts from %s: a deadline’s own day still counts', async (asOf, begins) => {
    const [first] = itemsOf(await ask(house, `deadlines usa as-of:${asOf}`));

    expect(first?.startsWith(begins)).toBe(true);
  });

  it('drops the old date once it is moved, and counts no days to a year', async () => {
    expect(itemsOf(await ask(house, 'deadlines usa as-of:2025-11-08'))).toEqual([
      '2026 (no day set) (as reported) · Review, United States of America · Devdiscourse',
    ]);
  });

  it('holds no review whose session has passed, though its year has not', async () => {
    expect(linesOf(await ask(house, 'deadlines usa'))).toEqual([
      'No date in the record falls within 180 days of 21 Nov 2026. A date that no source gives is not shown: see the status of United States of America.',
      'Geneva dates. A deadline can move: open its source before you rely on it.',
    ]);
  });

  it('has a State’s own date, and how far it may be relied on', async () => {
    expect(itemsOf(await ask(house, 'deadlines myanmar as-of:2026-07-01'))).toEqual([
      '17 Jul 2026 (in 16 days) (as reported) · Stakeholder submissions, Myanmar · Human Rights Myanmar',
    ]);
  });

  it('without a State tells a session’s deadline once', async () => {
    const items = itemsOf(await ask(house, 'deadlines within:30d as-of:2025-08-01'));

    expect(items).toEqual([
      '4 Aug 2025 (in 3 days) · National report, UPR session 50 · CLDH (Lebanese Center for Human Rights)',
    ]);
  });

  it('is ordered by the last day that each date can mean', async () => {
    const first = await ask(house, 'deadlines as-of:2025-08-01');
    const { items } = first.data as { items: readonly { readonly date: string }[] };
    const days = items.map(({ date }) => date).filter((date) => date.length === 10);

    expect(days.length).toBeGreaterThan(20);
    expect(days).toEqual(days.toSorted());
  });

  it.each([
    ['within:1d', 'Deadlines, next 1 day'],
    ['within:30d', 'Deadlines, next 30 days'],
    ['within:30', 'Deadlines, next 30 days'],
    ['within:"45 days"', 'Deadlines, next 45 days (page 1 of 2)'],
  ])('looks as far ahead as %s says', async (within, title) => {
    expect((await ask(house, `deadlines ${within}`)).title).toBe(title);
  });

  it.each(['soon', '0d', '3651d', '2w', '-3d'])(
    'refuses within:%s, with what it takes',
    async (typed) => {
      const { title, problem } = await ask(house, `deadlines within:${typed}`);

      expect([title, problem]).toEqual([
        `I can't read '${typed}' as a time ahead: type days, from 1d to 3650d, such as within:30d.`,
        'refused',
      ]);
    },
  );

  it('pages, and keeps what was asked', async () => {
    const asked = 'deadlines within:200d as-of:2025-08-01';

    expect(buttonsOf(await ask(house, `${asked} page:2`))).toEqual([
      '◀ Previous → deadlines within:200d page:1 as-of:2025-08-01',
      'Next ▶ → deadlines within:200d page:3 as-of:2025-08-01',
      'Share → deadlines within:200d page:2 as-of:2025-08-01',
    ]);
  });

  it('of a State leads to its status on that day', async () => {
    expect(buttonsOf(await ask(house, 'deadlines usa as-of:2025-08-01'))).toEqual([
      'Status → status USA as-of:2025-08-01',
      'Share → deadlines USA as-of:2025-08-01',
    ]);
  });

  it('gives programs id, State, what, date, precision and source of each', async () => {
    const { data } = await ask(house, 'deadlines usa as-of:2025-08-01');

    expect(data).toMatchObject({
      asOf: '2025-08-01',
      within: 180,
      items: [
        {
          id: 'upr/4/USA/national-report',
          state: 'USA',
          what: 'National report',
          date: '2025-08-04',
          precision: 'day',
          source: { id: 'cldh-academic-joint-statement', grade: 'organisation' },
        },
        {
          id: 'upr/4/USA/review',
          state: 'USA',
          what: 'Review',
          date: '2025-11-07',
          precision: 'day',
        },
      ],
    });
  });

  it('gives programs null for the State where a whole session is meant', async () => {
    const { data } = await ask(house, 'deadlines within:30d as-of:2025-08-01');

    expect(data).toMatchObject({ items: [{ id: 'upr/s50/national-report', state: null }] });
  });
});

/** Adds what is kept, and answers the ids by title. */
async function adding(
  { stores, coalition }: Scene,
  ...values: readonly Partial<OwnDeadlineValues>[]
): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = {};
  for (const over of values) {
    const own = await stores.deadlines.add(coalition, ownValues(over), act());
    ids[own.title] = own.id;
  }
  return ids;
}

/** What a reply holds of own deadlines. */
const ownIn = ({ data }: Reply): readonly unknown[] =>
  (data as { items: readonly { own?: boolean; what: string }[] }).items
    .filter(({ own }) => own)
    .map(({ what }) => what);

describe('own deadlines among them', () => {
  it('come in order of date, marked as ours, with who sees them and what they are', async () => {
    const scene = await ownScene({ officials: [officialReport({ date: edtf('2026-12-10') })] });
    const ids = await adding(
      scene,
      { title: 'Texts in', date: '2026-12-15', kind: 'drafting' },
      {
        title: 'Sign-on letter',
        date: '2026-12-01',
        time: '09:00',
        zone: 'America/New_York',
        kind: 'sign-on',
        visibility: forOrganisations('aclu', 'hrw'),
      },
      {
        title: 'My notes',
        date: '2026-12',
        kind: 'other',
        visibility: forPerson(scene.people.ben),
      },
    );

    expect(itemsOf(await scene.ask('ben', 'deadlines'))).toEqual([
      `1 Dec 2026, 09:00 New York (15:00 Geneva) (in 9 days) · Sign-on letter, Peru · ours (${ids['Sign-on letter']}), seen by ACLU and HRW · sign-on`,
      '10 Dec 2026 (in 18 days) · National report, Peru · OHCHR',
      `15 Dec 2026 (in 23 days, hour not given) · Texts in, Peru · ours (${ids['Texts in']}) · drafting`,
      `Dec 2026 (no day set) · My notes, Peru · ours (${ids['My notes']}), seen by you alone`,
    ]);
  });

  it('come after the record’s of the same day, by title', async () => {
    const officials = [officialReport({ date: edtf('2026-12-15') })];
    const scene = await ownScene({ officials });
    await adding(scene, { title: 'b' }, { title: 'a' }, { title: 'c', time: '23:00' });

    const { data } = await scene.ask('ben', 'deadlines');

    expect((data as { items: readonly { what: string }[] }).items.map(({ what }) => what)).toEqual([
      'c',
      'National report',
      'a',
      'b',
    ]);
  });

  it('are only those that one sees', async () => {
    const scene = await ownScene();
    await adding(
      scene,
      { title: 'all' },
      { title: 'aclu', visibility: forOrganisations('aclu') },
      { title: 'both', visibility: forOrganisations('aclu', 'hrw') },
      { title: 'ben', visibility: forPerson(scene.people.ben) },
    );
    const seen = async (account: string, over = {}) =>
      ownIn(await scene.ask(account, 'deadlines', over)).toSorted();

    expect({
      ben: await seen('ben'),
      eve: await seen('eve'),
      rea: await seen('rea'),
      ada: await seen('ada'),
      guest: await seen('guest', { seat: 'guest' }),
    }).toEqual({
      ben: ['aclu', 'all', 'ben', 'both'],
      eve: ['all', 'both'],
      rea: ['all'],
      ada: ['all'],
      guest: [],
    });
  });

  it('are of the State that is asked for, and within the days', async () => {
    const scene = await ownScene();
    await adding(
      scene,
      { title: 'peru' },
      { title: 'chad', subject: 'state/TCD' },
      { title: 'session', subject: 'upr/s54' },
      { title: 'later', date: '2027-12-01' },
    );

    expect([
      ownIn(await scene.ask('ben', 'deadlines PER')),
      ownIn(await scene.ask('ben', 'deadlines PER within:3650d')),
      ownIn(await scene.ask('ben', 'deadlines')).toSorted(),
    ]).toEqual([['peru'], ['peru', 'later'], ['chad', 'peru', 'session']]);
  });

  it('are not told as of a past day: they are as they stand now', async () => {
    const scene = await ownScene();
    await adding(scene, {});

    expect([
      ownIn(await scene.ask('ben', 'deadlines as-of:2026-11-01')),
      (await scene.ask('ben', 'deadlines mine as-of:2026-11-01')).problem,
    ]).toEqual([[], 'mine_as_of']);
  });

  it('warn where the official date that they come before was set anew', async () => {
    const officials = [officialReport()];
    const scene = await ownScene({ officials });
    const ids = await adding(scene, {
      title: 'Texts in',
      kind: 'cut-off',
      date: '2027-02-10',
      before: { deadline: 'upr/4/PER/national-report', dateVersion: 'per-due@1' },
    });
    const line = async () =>
      itemsOf(await scene.ask('ben', 'deadlines')).find((one) => one.includes('ours'));
    const begins = `10 Feb 2027 (in 80 days, hour not given) · Texts in, Peru · ours (${ids['Texts in']}) · cut-off, `;

    const lines = [await line()];
    officials[0] = officialReport({ dateVersion: 'per-due@2', date: edtf('2027-03-15') });
    lines.push(await line());
    officials[0] = officialReport({ dateVersion: 'per-due@3', date: edtf('2027-02-10') });
    lines.push(await line());
    officials.pop();
    lines.push(await line());

    expect(lines).toEqual([
      `${begins}5 days before the national report (15 Feb 2027)`,
      `${begins}33 days before the national report (15 Mar 2027), which was set anew since: check this one`,
      `${begins}no longer before the national report (10 Feb 2027), which was set anew since: check this one`,
      `${begins}before an official date that no longer stands: check this one`,
    ]);
  });
});

describe('the questions that it asks the database', () => {
  it('are as many for a hundred own deadlines as for one: who asks, what there is, and the names', async () => {
    const { stores, statements } = countedStores();
    const scene = await ownScene({ stores });
    const visibility = forOrganisations('aclu', 'hrw');
    const titles = Array.from({ length: 100 }, (_, n) => ({ title: `Draft ${n}`, visibility }));
    const alone = async () => statements(async () => scene.ask('ben', 'deadlines'));
    const shared = async () => statements(async () => scene.ask('ben', 'deadlines share:yes'));
    await stores.channels.choose(scene.coalition, CHANNEL, { organisations: ['aclu'] }, act());
    await adding(scene, { title: 'One', visibility });

    const few = [await alone(), await shared()];
    await adding(scene, ...titles);

    expect([few, [await alone(), await shared()]]).toEqual([
      [3, 4],
      [3, 4],
    ]);
  });
});

describe('/upr deadlines mine', () => {
  it('are those that one added, or that are for oneself or one’s organisation', async () => {
    const scene = await ownScene({ officials: [officialReport()] });
    const { ben, eve } = scene.people;
    await adding(
      scene,
      { title: 'added by ben', createdBy: ben },
      { title: 'added by eve', createdBy: eve },
      { title: 'for aclu', createdBy: eve, visibility: forOrganisations('aclu', 'hrw') },
      { title: 'far ahead', createdBy: ben, date: '2030' },
    );

    const reply = await scene.ask('ben', 'deadlines mine');

    expect([reply.title, ownIn(reply).toSorted(), itemsOf(reply).length]).toEqual([
      'Your own deadlines',
      ['added by ben', 'far ahead', 'for aclu'],
      3,
    ]);
  });

  it('say how to begin, where there are none', async () => {
    const scene = await ownScene();

    expect(linesOf(await scene.ask('rea', 'deadlines mine within:30d'))).toEqual([
      'None that you added, or that is for you or your organisation. Add one with /upr deadline add.',
    ]);
  });

  it('hold those that have passed below, the last first, and how to drop one', async () => {
    const scene = await ownScene();
    const createdBy = scene.people.ben;
    const ids = await adding(
      scene,
      { title: 'Long ago', createdBy, date: '2026-01-05' },
      { title: 'Yesterday', createdBy, date: '2026-11-21' },
      { title: 'To come', createdBy },
      { title: 'Of another', date: '2026-11-20' },
    );

    const reply = await scene.ask('ben', 'deadlines mine');

    expect([ownIn(reply), itemsOf(reply), linesOf(reply).at(-1), reply.data]).toEqual([
      ['To come'],
      [
        `15 Dec 2026 (in 23 days, hour not given) · To come, Peru · ours (${ids['To come']}) · drafting`,
        `21 Nov 2026 (passed, hour not given) · Yesterday, Peru · ours (${ids['Yesterday']}) · drafting`,
        `5 Jan 2026 (passed, hour not given) · Long ago, Peru · ours (${ids['Long ago']}) · drafting`,
      ],
      '/upr deadline drop and its id takes one that has passed off the list.',
      expect.objectContaining({
        passed: [
          expect.objectContaining({ what: 'Yesterday' }),
          expect.objectContaining({ what: 'Long ago' }),
        ],
      }),
    ]);
  });

  it.each([
    [
      'mine within:5d',
      'None of yours falls within 5 days of 22 Nov 2026: 2 fall later and 1 has passed. /upr deadlines mine lists them.',
    ],
    [
      'mine TCD within:5d',
      'None of yours for Chad falls within 5 days of 22 Nov 2026: 1 falls later and 2 are for other States or sessions. /upr deadlines mine lists them.',
    ],
  ])('say of %s what there is besides', async (typed, words) => {
    const scene = await ownScene();
    const createdBy = scene.people.ben;
    await adding(
      scene,
      { title: 'Later', createdBy },
      { title: 'Old', createdBy, date: '2026-11-01' },
      { title: 'Chad’s', createdBy, subject: 'state/TCD' },
    );

    expect(linesOf(await scene.ask('ben', `deadlines ${typed}`))[0]).toBe(words);
  });

  it('say where there are some for another State alone', async () => {
    const scene = await ownScene();
    await adding(scene, { createdBy: scene.people.ben, subject: 'state/TCD' });

    expect(linesOf(await scene.ask('ben', 'deadlines mine PER'))).toEqual([
      'None of yours for Peru is to come: 1 is for other States or sessions. /upr deadlines mine lists them.',
    ]);
  });

  it('say that none is to come where all have passed, and list those', async () => {
    const scene = await ownScene();
    await adding(scene, { title: 'Old', createdBy: scene.people.rea, date: '2026-10' });

    const reply = await scene.ask('rea', 'deadlines mine');

    expect(linesOf(reply)).toEqual([
      'None of yours is to come.',
      'Passed',
      expect.stringContaining('Oct 2026 (passed) · Old, Peru'),
    ]);
  });

  it('hold what lies beyond every window', async () => {
    const scene = await ownScene();
    await adding(scene, { title: 'Far', createdBy: scene.people.ben, date: '2090' });

    expect(ownIn(await scene.ask('ben', 'deadlines mine'))).toEqual(['Far']);
  });

  it('are refused to outsiders', async () => {
    const scene = await ownScene();

    expect((await scene.ask('guest', 'deadlines mine', { seat: 'guest' })).problem).toBe(
      'not_allowed',
    );
  });
});

describe('own deadlines in an answer for the whole channel', () => {
  const WARNING =
    'This channel is read by guests, or people of other workspaces, as well: own deadlines are kept out of it until a coordinator chooses.';

  async function sharing(
    exposure: Exposure,
    choice: Parameters<Scene['stores']['channels']['choose']>[2] = {},
    who: 'ada' | 'ben' = 'ben',
  ): Promise<Reply> {
    const scene = await ownScene({ exposure: async () => exposure });
    await adding(
      scene,
      { title: 'all' },
      { title: 'aclu', visibility: forOrganisations('aclu') },
      { title: 'hrw', visibility: forOrganisations('hrw') },
      { title: 'ben', visibility: forPerson(scene.people.ben) },
    );
    await scene.stores.channels.choose(scene.coalition, CHANNEL, choice, act());
    return scene.ask(who, 'deadlines PER share:yes');
  }

  it('are what the whole coalition sees, and nothing is said of the rest', async () => {
    const reply = await sharing('members');

    expect([reply.audience, ownIn(reply), linesOf(reply).length]).toEqual(['channel', ['all'], 2]);
  });

  it('are also for organisations that all its readers are of, as far as who asks sees them', async () => {
    const reply = await sharing('members', { organisations: ['aclu', 'hrw'] });

    expect(ownIn(reply).toSorted()).toEqual(['aclu', 'all']);
  });

  it('are kept out where people from outside may read it, which asks for a choice', async () => {
    const reply = await sharing('guests');

    expect([ownIn(reply), linesOf(reply), buttonsOf(reply)]).toEqual([
      [],
      [
        'No date in the record falls within 180 days of 22 Nov 2026. A date that no source gives is not shown: see the status of Peru.',
        WARNING,
        'Geneva dates. A deadline can move: open its source before you rely on it.',
      ],
      ['Status → status PER'],
    ]);
  });

  it('may be let in by a coordinator who asks', async () => {
    expect(buttonsOf(await sharing('guests', {}, 'ada'))).toEqual([
      'Status → status PER',
      'Show ours here → admin channel ours:shown',
      'Keep ours out → admin channel ours:kept_out',
    ]);
  });

  it.each([
    ['shown', ['all']],
    ['kept_out', []],
  ] as const)('are %s as was chosen, without another word', async (ours, own) => {
    const reply = await sharing('public', { ours });

    expect([ownIn(reply), linesOf(reply).some((line) => line.includes('coordinator'))]).toEqual([
      own,
      false,
    ]);
  });

  it('are not warned of where the coalition has none', async () => {
    const scene = await ownScene({ exposure: async () => 'guests' });

    expect(linesOf(await scene.ask('ben', 'deadlines share:yes'))).not.toContain(WARNING);
  });

  it('are offered to be shared from what one sees alone', async () => {
    const scene = await ownScene();

    expect(buttonsOf(await scene.ask('ben', 'deadlines within:30d'))).toEqual([
      'Share → deadlines within:30d',
    ]);
  });

  it('are not what is one person’s: that is neither offered nor done', async () => {
    const scene = await ownScene();

    expect(buttonsOf(await scene.ask('ben', 'deadlines mine'))).toEqual([]);
    expect((await scene.ask('ben', 'deadlines mine share')).problem).toBe('mine_is_private');
  });
});
