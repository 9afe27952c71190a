import { describe, expect, it } from 'vitest';
import { ask, houseOn } from '../support/house.ts';
import { buttonsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

interface Listed {
  readonly id: string;
  readonly date: string;
}

const found = async (asked: string): Promise<readonly Listed[]> =>
  ((await ask(house, `statements ${asked}`)).data as { items: readonly Listed[] }).items;

const idsOf = async (asked: string): Promise<readonly string[]> =>
  (await found(asked)).map(({ id }) => id);

describe('/upr statements', () => {
  it('tells who said what, of which kind, in our words, with the link', async () => {
    const reply = await ask(house, 'statements usa type:letter');

    expect([reply.title, ...linesOf(reply)]).toEqual([
      '2 statements on United States of America',
      '1 Sep 2025 · Global Centre for the Responsibility to Protect: Recommendations for the 50th session of the UPR (letter). Asks reviewing States to make recommendations on the prevention of atrocities to every State of session 50. · Global Centre for the Responsibility to Protect',
      '28 Aug 2025 · US Mission in Geneva: Letter declining to take part in the review (letter). Says that the United States will not take part on 7 November, and alleges politicisation, bias against Israel and silence on China, North Korea, Cuba and Venezuela. · Truthout',
      'Summaries are ours; opinions and predictions are those of who spoke. The words themselves are behind the links.',
    ]);
  });

  it('begins with the newest', async () => {
    const days = (await found('usa')).map(({ date }) => date);

    expect(days).toHaveLength(29);
    expect(days).toEqual(days.toSorted().toReversed());
  });

  it('shows five a page, each with a button to read it', async () => {
    const reply = await ask(house, 'statements usa page:2');

    expect([reply.title, itemsOf(reply).length]).toEqual([
      '29 statements on United States of America (page 2 of 6)',
      5,
    ]);
    expect(buttonsOf(reply).slice(0, 3)).toEqual([
      '◀ Previous → statements USA page:1',
      'Next ▶ → statements USA page:3',
      'Read: Center for Constitutional Rights → statement us-2025-11-07-ccr',
    ]);
  });

  it.each([
    ['usa org:aclu since:2025-11-01', ['us-2025-11-07-aclu', 'us-2025-11-07-aclu-socal']],
    ['usa org:ACLU type:"joint press"', ['us-2025-11-07-aclu', 'us-2025-11-07-aclu-socal']],
    ['usa org:"global centre"', ['us-2025-09-01-gcr2p']],
    ['usa search:politicisation', ['us-2025-11-07-china-cuba', 'us-2025-08-28-mission']],
    ['search:politicisation org:mission', ['us-2025-08-28-mission']],
    ['france', []],
  ])('%s finds what matches all that was asked', async (asked, ids) => {
    expect(await idsOf(asked)).toEqual(ids);
  });

  it('finds only what had been said by the day', async () => {
    expect(await idsOf('usa as-of:2025-08-15')).toEqual([]);
    expect(await idsOf('usa as-of:2025-08-28')).toEqual([
      'us-2025-08-28-aclu',
      'us-2025-08-28-cldh',
      'us-2025-08-28-council',
      'us-2025-08-28-kaye',
      'us-2025-08-28-mission',
      'us-2025-08-28-ohchr',
      'us-2025-08-28-state',
    ]);
  });

  it('keeps what was asked from page to page, quotation marks and all', async () => {
    const asked = 'statements USA org:i search:"says \\"that"';

    expect(buttonsOf(await ask(house, asked))).toEqual([`Share → ${asked}`]);
    expect(
      buttonsOf(await ask(house, 'statements usa type:"press release" as-of:2026-01-01'))[0],
    ).toBe('Next ▶ → statements USA type:"press release" page:2 as-of:2026-01-01');
  });

  it('says how to turn the page where the question is too long for a button', async () => {
    const reply = await ask(
      house,
      'statements usa org:a type:"press release" search:a since:2025-01-01 as-of:2026-01-01',
    );

    expect(reply.title).toMatch(/\(page 1 of \d\)$/);
    expect(linesOf(reply)).toContain('For another page ask the same with page:2');
    expect(buttonsOf(reply).filter((button) => button.includes('page:'))).toEqual([]);
  });

  it('says that an empty list says nothing about what was said', async () => {
    const reply = await ask(house, 'statements france');

    expect([reply.title, linesOf(reply)[0]]).toEqual([
      '0 statements on France',
      'No statement in the record matches. That says nothing about what was said: nobody has entered it.',
    ]);
  });

  it('gives programs id, date, organisations, title, kind and source of each', async () => {
    const { data } = await ask(house, 'statements usa search:politicisation org:mission');

    expect(data).toMatchObject({
      asOf: '2026-11-21',
      page: 1,
      pages: 1,
      items: [
        {
          id: 'us-2025-08-28-mission',
          date: '2025-08-28',
          organisations: ['US Mission in Geneva'],
          title: 'Letter declining to take part in the review',
          kind: 'letter',
          source: { id: 'truthout-2025-08', grade: 'press' },
        },
      ],
    });
  });
});
