import { describe, expect, it } from 'vitest';
import { plain, type Reply } from '../../src/core/reply.ts';
import { ask, houseOn } from '../support/house.ts';
import { fieldsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

interface Row {
  readonly asOf: string;
  readonly headline: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly never: readonly RegExp[];
}

const NOTHING_FOUND = 'deadline not found in a source';
const REFUSAL = [/declined/i, /refus(ed|es)/i, /first State/i, /boycott/i];

/** Every axis on every day: what was not yet known must not be said. */
const CASES: Readonly<Record<string, readonly Row[]>> = {
  'Israel — UPR 2nd cycle': [
    {
      asOf: '2012-10-15',
      headline: 'scheduled for 29 Jan 2013 (session 15)',
      fields: {
        Review: 'scheduled for 29 Jan 2013, session 15',
        Cooperation: 'no refusal on record',
        'National report': 'due Oct 2012',
      },
      never: [/missed/i, /absent/i, /postpone(ment|d)/i, ...REFUSAL.slice(0, 1)],
    },
    {
      asOf: '2013-01-15',
      headline: 'report missed; review still scheduled for 29 Jan 2013 (session 15)',
      fields: {
        Review: 'scheduled for 29 Jan 2013, session 15',
        Cooperation: 'postponement requested on 10 Jan 2013',
        'National report': 'report missed (due Oct 2012)',
      },
      never: [/absent on/i, /rescheduled/i, /session 17/, /declined/i],
    },
    {
      asOf: '2013-01-30',
      headline: 'rescheduled to 2013 (session 17) after non-appearance',
      fields: {
        Review: 'rescheduled to 2013 (no day set), session 17; an earlier date left open',
        'Earlier attempt': 'absent on 29 Jan 2013 (session 15)',
        Cooperation: 'postponement requested on 10 Jan 2013; absent on 29 Jan 2013',
        'National report': 'report missed (due Oct 2012)',
        'Council decision':
          '29 Jan 2013, the same day: Decision OM/7/1, taken without a vote, regrets the absence, calls on the State to resume cooperation, asks the President to urge and report, and moves the review within 2013.',
      },
      never: [/29 Oct/, /resumed on/i, /held/, ...REFUSAL],
    },
    {
      asOf: '2013-10-28',
      headline: 'rescheduled to 2013 (session 17) after non-appearance',
      fields: {
        Review:
          'rescheduled to 2013 (no day set), session 17; an earlier date left open; the session is under way',
      },
      never: [/29 Oct/, /resumed on/i, ...REFUSAL],
    },
    {
      asOf: '2013-11-05',
      headline: 'reviewed on 29 Oct 2013 (session 17)',
      fields: {
        Review: 'held 29 Oct 2013, session 17',
        'Earlier attempt': 'absent on 29 Jan 2013 (session 15)',
        Cooperation:
          'postponement requested on 10 Jan 2013; absent on 29 Jan 2013; resumed on 29 Oct 2013',
        'National report': 'received late about 29 Oct 2013 (as reported) (due Oct 2012)',
      },
      never: REFUSAL,
    },
  ],
  'Haiti — UPR 1st cycle': [
    {
      asOf: '2010-01-20',
      headline: 'scheduled for 11 May 2010 (session 8)',
      fields: { Cooperation: 'no refusal on record' },
      never: [/postpone/i, /session 12/, ...REFUSAL.slice(0, 1)],
    },
    {
      asOf: '2010-06-01',
      headline: 'rescheduled to session 12',
      fields: {
        Review:
          'rescheduled to 3–14 Oct 2011 (day not found), session 12; an earlier date left open',
        'Earlier attempt': 'called off, had been set for 11 May 2010 (session 8)',
        Cooperation: 'postponement requested in Jan 2010',
      },
      never: [/absent/i, /non-appearance/i, /13 Oct 2011/, ...REFUSAL],
    },
    {
      asOf: '2026-11-21',
      headline: 'reviewed on 13 Oct 2011 (session 12)',
      fields: {
        Review: 'held 13 Oct 2011, session 12',
        'Earlier attempt': 'called off, had been set for 11 May 2010 (session 8)',
        Cooperation: 'postponement requested in Jan 2010',
        'National report': NOTHING_FOUND,
      },
      never: [/absent/i, /non-appearance/i, /resumed/i, ...REFUSAL],
    },
  ],
  'Sao Tome and Principe — UPR 2nd cycle': [
    {
      asOf: '2016-03-01',
      headline: 'reviewed on 11 Nov 2015 (session 23)',
      fields: { Cooperation: 'no refusal on record' },
      never: [/absen/i, /adopted at/i],
    },
    {
      asOf: '2026-11-21',
      headline: 'outcome adopted by the Council in the absence of a delegation',
      fields: {
        Review: 'held 11 Nov 2015, session 23',
        Cooperation: 'absent at the adoption of the outcome in Mar 2016',
        Outcome: 'adopted at HRC31 in Mar 2016, in the absence of a delegation',
      },
      never: [/\d Mar 2016/, /put off/, /non-appearance/i, /noted/i, /rejected/i, ...REFUSAL],
    },
  ],
  'Samoa — UPR 2nd cycle': [
    {
      asOf: '2026-11-21',
      headline: 'outcome adopted by the Council in the absence of a delegation',
      fields: {
        Review: 'held 3 May 2016, session 25',
        Cooperation: 'absent at the adoption of the outcome in Sep 2016',
        Outcome: 'adopted at HRC33 in Sep 2016, in the absence of a delegation',
      },
      never: [/\d Sep 2016/, /put off/, /non-appearance/i, /rejected/i, ...REFUSAL],
    },
  ],
  'Myanmar — UPR 3rd cycle': [
    {
      asOf: '2021-03-01',
      headline: 'reviewed on 25 Jan 2021 (session 37)',
      fields: { Outcome: 'no source read on its adoption by the Council' },
      never: [/put off/, /coup/i],
    },
    {
      asOf: '2026-11-21',
      headline: 'reviewed; adoption of the outcome put off by the Council',
      fields: {
        Review: 'held 25 Jan 2021, session 37',
        Cooperation: 'no refusal on record',
        Outcome:
          'adoption put off in Jun 2021 (as reported); no source read on an adoption since. The Council puts off the adoption of the outcome until the General Assembly settles who represents the State.',
      },
      never: [/absent/i, /\bnever\b/i, /coup/i, /junta/i, /no replies/, ...REFUSAL.slice(1)],
    },
  ],
  'Myanmar — UPR 4th cycle': [
    {
      asOf: '2026-01-10',
      headline: 'scheduled for session 51',
      fields: {
        Review: 'scheduled for 19–30 Jan 2026 (day not found) (as reported), session 51',
      },
      never: [/2027/, /not held/, /frozen/, /17 Jul 2026/],
    },
    {
      asOf: '2026-03-01',
      headline: 'rescheduled to Jan 2027 (session 54)',
      fields: {
        Review: 'rescheduled to Jan 2027 (no day set), session 54 as reported',
        'Earlier attempt': 'not held in session 51 (as reported)',
        Cooperation: 'no refusal on record',
        'National report': 'was due 6 Oct 2025; no source read on whether it came in',
        'Stakeholder submissions': 'due 17 Jul 2026 (as reported)',
      },
      never: [
        /frozen/,
        /absent/i,
        /non-appearance/,
        /\d Jan 2027/,
        /Council decision/,
        ...REFUSAL.slice(1),
      ],
    },
    {
      asOf: '2026-11-21',
      headline: 'rescheduled to Jan 2027 (session 54)',
      fields: {
        'Stakeholder submissions': 'frozen; a deadline of 17 Jul 2026 had been reported',
      },
      never: [/absent/i, /missed/i, /\d Jan 2027/, ...REFUSAL.slice(1)],
    },
    {
      asOf: '2027-03-01',
      headline: 'the time of session 54 has passed and no source has been read on what happened',
      fields: {
        Review:
          'was set for Jan 2027 (no day set), session 54 as reported. That time has passed and no source has been read on what happened',
      },
      never: [/reviewed/, /absent/i, /missed/i],
    },
  ],
  'Nicaragua — UPR 4th cycle': [
    {
      asOf: '2025-03-01',
      headline: 'reviewed on 13 Nov 2024 (session 47)',
      fields: {
        Outcome:
          'no source read on its adoption by the Council; by the cycle’s usual pattern it goes to HRC58 (an estimate)',
      },
      never: [/absent/i, /put off/, /no replies/],
    },
    {
      asOf: '2026-11-21',
      headline: 'reviewed; adoption of the outcome put off by the Council',
      fields: {
        Review: 'held 13 Nov 2024, session 47',
        Cooperation: 'absent at the adoption of the outcome on 26 Mar 2025',
        Outcome:
          'adoption put off on 26 Mar 2025; no replies sent; no source read on an adoption since. The Council calls for cooperation to be resumed, asks the President to report, and puts the adoption off to Council session 60 if cooperation resumes.',
      },
      never: [/outcome adopted/i, /non-appearance/i, /HRC60/, ...REFUSAL],
    },
  ],
  'Ukraine — UPR 4th cycle': [
    {
      asOf: '2022-11-10',
      headline: 'scheduled for session 42',
      fields: {
        Review: 'scheduled for 23 Jan – 3 Feb 2023 (day not found), session 42 (tentative)',
      },
      never: [/not held/, /session 53/],
    },
    {
      asOf: '2026-11-21',
      headline: 'not held in session 42; no new date found in a source',
      fields: {
        Review: 'not held in session 42; no new date found in a source',
        Cooperation: 'no refusal on record',
        'National report': 'was due 10 Oct 2022; no source read on whether it came in',
        'Stakeholder submissions': 'closed (deadline 14 Jul 2022)',
      },
      never: [/session 53/, /absent/i, /missed/i, /postpone/i, /has passed/, ...REFUSAL.slice(1)],
    },
  ],
};

/** `status Israel cycle:2 as-of:2013-01-15`, and the days between which its card must be right. */
function question(name: string, asOf: string): string {
  const [state, cycle] = /^(.*) — UPR (\d)/.exec(name)?.slice(1) ?? [];
  return `status "${state}" cycle:${cycle} as-of:${asOf}`;
}

/** The card without its sources, which have titles of their own. */
const wordsOf = (reply: Reply): string =>
  [reply.title, ...linesOf({ ...reply, blocks: reply.blocks.slice(0, 1) })].join('\n');

describe.each(Object.entries(CASES))('the precedent %s', (name, rows) => {
  it.each(rows)('is right as of $asOf', async ({ asOf, headline, fields, never }) => {
    const reply = await ask(house, question(name, asOf));

    expect(reply.title).toBe(`${name}: ${headline}`);
    expect(fieldsOf(reply)).toMatchObject(fields);
    for (const words of never) expect(wordsOf(reply)).not.toMatch(words);
  });
});

describe('the data of the precedents', () => {
  const NO_REPORT = { status: 'unknown', due: null };

  it.each([
    ['ISR cycle:2', 'reviewed', 'resumed', { status: 'late', due: '2012-10' }],
    ['HTI cycle:1', 'reviewed', 'cooperating', NO_REPORT],
    ['STP cycle:2', 'hrc_adopted', 'absent_at_adoption', NO_REPORT],
    ['WSM cycle:2', 'hrc_adopted', 'absent_at_adoption', NO_REPORT],
    ['MMR cycle:3', 'adoption_deferred', 'cooperating', NO_REPORT],
    ['MMR cycle:4', 'rescheduled', 'cooperating', { status: 'unverified', due: '2025-10-06' }],
    ['NIC cycle:4', 'adoption_deferred', 'absent_at_adoption', NO_REPORT],
    [
      'UKR cycle:4',
      'awaiting_new_date',
      'cooperating',
      { status: 'unverified', due: '2022-10-10' },
    ],
  ])('%s: %s, %s', async (asked, stage, cooperation, nationalReport) => {
    expect((await ask(house, `status ${asked}`)).data).toMatchObject({
      stage,
      cooperation,
      obligations: { nationalReport },
      unverified: false,
    });
  });

  it('shows attempts in order, each with how it ended', async () => {
    expect((await ask(house, 'status israel cycle:2')).data).toMatchObject({
      attempts: [
        { session: 15, date: '2013-01-29', result: 'no_show' },
        { session: 17, date: '2013-10-29', result: 'held' },
      ],
    });
    expect((await ask(house, 'status haiti cycle:1')).data).toMatchObject({
      attempts: [
        { session: 8, date: '2010-05-11', result: 'cancelled' },
        { session: 12, date: '2011-10-13', result: 'held' },
      ],
    });
  });
});

it('no precedent is given a little-known site as authority on its card', async () => {
  for (const name of Object.keys(CASES)) {
    const { blocks } = await ask(house, question(name, '2026-11-21'));
    const notes = blocks.flatMap((block) => (block.kind === 'note' ? [plain(block.text)] : []));

    expect(notes.join('\n')).not.toContain('little-known site');
  }
});
