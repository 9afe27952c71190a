import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/reply.ts';
import { ask, houseOn } from '../support/house.ts';
import { buttonsOf, fieldsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

describe('/upr status', () => {
  it('says where the review stands: headline, axes, sources and age', async () => {
    const { title, tone, audience, blocks } = await ask(house, 'status france');
    const shown = { title, tone, audience, lines: linesOf({ title, tone, audience, blocks }) };

    expect(shown).toEqual({
      title: 'France — UPR 4th cycle: outcome adopted by the Council',
      tone: 'calm',
      audience: 'caller',
      lines: [
        'Review: held 1 May 2023, session 43',
        'Cooperation: no refusal on record',
        'National report: was due 6 Feb 2023; no source read on whether it came in',
        'Stakeholder submissions: closed (deadline 11 Oct 2022)',
        'Outcome: adopted at HRC54 (11 Sep – 13 Oct 2023)',
        'Sources: United States (mission in Geneva): Statement at UPR session 43: France (1 May 2023); ILGA World: UPR deadlines; UPR Info: UPR Outcomes at the 54th Session of HRC: Highlights (24 Oct 2023)',
        'Data as of 11 Sep – 13 Oct 2023',
        'The newest fact is over a year old: check before relying on it.',
      ],
    });
  });

  it('links each source that has a page', async () => {
    const { blocks } = await ask(house, 'status france');
    const links = blocks.flatMap((block) =>
      block.kind === 'note'
        ? block.text.flatMap((span) => (typeof span === 'object' && 'url' in span ? span.url : []))
        : [],
    );

    expect(links).toEqual([
      'https://geneva.usmission.gov/2023/05/01/us-statement-upr43-france/',
      'https://worldconference.ilga.org/upr-deadlines',
      'https://upr-info.org/en/news/upr-outcomes-54th-session-hrc-highlights',
    ]);
  });

  it('warns where the time of the review has passed and no source has been read', async () => {
    expect((await ask(house, 'status usa')).tone).toBe('warning');
  });

  it('says what other sources give, and for what', async () => {
    expect(itemsOf(await ask(house, 'status myanmar'))).toEqual([
      'review set: Jan 2025, according to Human Rights Myanmar',
      'deadline for the national report: 1 Oct 2025, according to Human Rights Law Centre (Australia)',
    ]);
  });

  it('leaves out what other sources gave later than the day', async () => {
    expect(itemsOf(await ask(house, 'status usa as-of:2025-11-06'))).toEqual([]);
  });

  it('says that it answers as of another day, and is not stale on that day', async () => {
    expect(linesOf(await ask(house, 'status usa as-of:2025-11-08')).at(-1)).toBe(
      'Answered as of 8 Nov 2025. Data as of 7 Nov 2025',
    );
  });

  it('counts from the calendar where a review has no dated fact yet', async () => {
    expect(linesOf(await ask(house, 'status haiti')).at(-1)).toBe(
      'No dated fact yet; calendar read on 21 Nov 2026',
    );
  });

  it('leads on, for the same cycle and day', async () => {
    expect(buttonsOf(await ask(house, 'status usa as-of:2025-11-08'))).toEqual([
      'Timeline → timeline USA cycle:4 as-of:2025-11-08',
      'Statements → statements USA as-of:2025-11-08',
      'Deadlines → deadlines USA as-of:2025-11-08',
      'Follow here → follow USA',
      'Share → status USA as-of:2025-11-08',
    ]);
  });

  it('offers statements only where one had been made by the day', async () => {
    const labels = async (text: string): Promise<readonly string[]> =>
      ((await ask(house, text)).buttons ?? []).map(({ label }) => label);

    expect(await labels('status usa as-of:2025-08-01')).not.toContain('Statements');
    expect(await labels('status usa as-of:2025-08-31')).toContain('Statements');
  });

  it('takes the cycle that the day falls in, unless one is named', async () => {
    const title = async (text: string): Promise<string> => (await ask(house, text)).title;

    expect(await title('status peru as-of:2013-01-01')).toMatch(/^Peru — UPR 2nd cycle: /);
    expect(await title('status peru')).toMatch(/^Peru — UPR 4th cycle: /);
    expect(await title('status peru cycle:1')).toMatch(/^Peru — UPR 1st cycle: /);
  });

  it('is what a State alone asks for, in any UN language', async () => {
    const whole = await ask(house, 'status USA');

    for (const typed of ['usa', 'United States', 'Estados Unidos', 'الولايات المتحدة', '美国'])
      expect(await ask(house, typed)).toEqual(whole);
  });

  it('says that there is no review of a State that was not one yet', async () => {
    const reply = await ask(house, 'status south sudan cycle:1');

    expect([reply.title, linesOf(reply), reply.data]).toEqual([
      'South Sudan — UPR 1st cycle: no review',
      ['The record holds no review of South Sudan in this cycle.'],
      {
        state: 'SSD',
        cycle: 1,
        stage: null,
        cooperation: null,
        obligations: { nationalReport: { status: 'unknown', due: null } },
        attempts: [],
        next: null,
        unverified: false,
        asOf: '2026-11-21',
        newestFact: null,
        sources: [],
      },
    ]);
  });

  it('never shows a plain date as an instant', async () => {
    const { blocks } = await ask(house, 'status usa as-of:2025-08-01');
    const spans = blocks.flatMap((block) =>
      block.kind === 'fields' ? block.fields.flatMap(({ text }) => text) : [],
    );

    expect(spans.map((span) => plain([span]))).toEqual(spans);
  });
});

describe('the data of a status', () => {
  it('has every field that programs rely on', async () => {
    const { data } = await ask(house, 'status usa');

    expect(data).toMatchObject({
      state: 'USA',
      cycle: 4,
      stage: 'unverified',
      cooperation: 'absent',
      obligations: { nationalReport: { status: 'missed', due: '2025-08-04' } },
      attempts: [
        { session: 50, date: '2025-11-07', result: 'no_show' },
        { session: 53, date: '2026', result: 'open' },
      ],
      next: null,
      unverified: true,
      asOf: '2026-11-21',
      newestFact: '2025-11-07',
    });
  });

  it.each([
    ['status usa as-of:2025-08-01', { date: '2025-11-07', precision: 'day', session: 50 }],
    ['status usa as-of:2025-11-08', { date: '2026', precision: 'year', session: 53 }],
    ['status myanmar', { date: '2027-01', precision: 'month', session: 54 }],
    ['status haiti', { date: '2027-01/2027-02', precision: 'session', session: 54 }],
    ['status ukraine', null],
    ['status france', null],
  ])('%s has the next date with its precision', async (text, next) => {
    expect((await ask(house, text)).data).toMatchObject({ next, unverified: false });
  });

  it('names each source with its grade, page and reading day', async () => {
    expect((await ask(house, 'status usa as-of:2025-08-01')).data).toMatchObject({
      sources: [
        {
          id: 'cldh-academic-joint-statement',
          publisher: 'CLDH (Lebanese Center for Human Rights)',
          title:
            'Joint statement of the UPR Project at BCU and the UPR Academic Network, republished',
          url: 'https://www.cldh-lebanon.org/OurBlog/Artical/2199',
          published: '2025-08',
          readOn: '2026-11-21',
          grade: 'organisation',
        },
      ],
    });
  });

  it('tells a State’s own axes as its card does', async () => {
    const { data, ...card } = await ask(house, 'status usa as-of:2025-08-29');

    expect(data).toMatchObject({ stage: 'scheduled', cooperation: 'declined' });
    expect(fieldsOf(card)['Cooperation']).toBe('declined by letter of 28 Aug 2025 (as reported)');
  });
});
