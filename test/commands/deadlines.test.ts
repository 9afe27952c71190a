import { describe, expect, it } from 'vitest';
import { ask, houseOn } from '../support/house.ts';
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
      `◀ Previous → ${asked} page:1`,
      `Next ▶ → ${asked} page:3`,
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
