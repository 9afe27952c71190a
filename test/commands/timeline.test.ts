import { describe, expect, it } from 'vitest';
import { ask, houseOn } from '../support/house.ts';
import { buttonsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

/** The dates of the lines, as shown. */
const datesOf = (items: readonly string[]): readonly string[] =>
  items.map((item) => item.split(' · ')[0] ?? '');

describe('/upr timeline', () => {
  it('tells each event by date, what happened and source', async () => {
    const reply = await ask(house, 'timeline france cycle:4');

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'France — UPR 4th cycle: timeline',
      '11 Sep – 13 Oct 2023 · Outcome adopted by the Council at HRC54 · UPR Info',
      '1 May 2023 · Working Group review held in session 43 · United States (mission in Geneva)',
      'Data as of 11 Sep – 13 Oct 2023',
      'The newest fact is over a year old: check before relying on it.',
    ]);
  });

  it('begins with the newest, and goes by the date that a line shows', async () => {
    const first = await ask(house, 'timeline usa');
    const second = await ask(house, 'timeline usa page:2');

    expect(datesOf([...itemsOf(first), ...itemsOf(second)])).toEqual([
      '7 Nov 2025',
      '7 Nov 2025',
      '7 Nov 2025',
      '7 Nov 2025',
      '7 Nov 2025',
      '3 Nov 2025',
      '25–31 Aug 2025',
      'Aug 2025',
      '28 Aug 2025',
      '4 Aug 2025',
      '4 Feb 2025',
      'Jan 2025',
    ]);
  });

  it('puts a request before what was decided on it', async () => {
    expect(datesOf(itemsOf(await ask(house, 'timeline haiti cycle:1')))).toEqual([
      '13 Oct 2011',
      '27 Jan 2010',
      '27 Jan 2010',
      'Jan 2010',
    ]);
  });

  it('says what is only reported, and what other sources give', async () => {
    const items = itemsOf(await ask(house, 'timeline usa page:2'));

    expect(items[0]).toBe(
      '28 Aug 2025 · Letter of the US mission in Geneva to the High Commissioner declining to take part in the review set for 7 November 2025. · Truthout (as reported) · other values given: 27 Aug 2025, according to sogiesc.law.blog, little-known site',
    );
  });

  it('pages: each page leads to its neighbours, for the same cycle and day', async () => {
    const first = await ask(house, 'timeline usa as-of:2026-01-01');
    const second = await ask(house, 'timeline usa as-of:2026-01-01 page:2');

    expect([first.title, ...buttonsOf(first)]).toEqual([
      'United States of America — UPR 4th cycle: timeline (page 1 of 2)',
      'Next ▶ → timeline USA cycle:4 as-of:2026-01-01 page:2',
      'Status → status USA cycle:4 as-of:2026-01-01',
      'Share → timeline USA as-of:2026-01-01',
    ]);
    expect([second.title, ...buttonsOf(second)]).toEqual([
      'United States of America — UPR 4th cycle: timeline (page 2 of 2)',
      '◀ Previous → timeline USA cycle:4 as-of:2026-01-01 page:1',
      'Status → status USA cycle:4 as-of:2026-01-01',
      'Share → timeline USA page:2 as-of:2026-01-01',
    ]);
  });

  it('answers a page beyond the last with the last', async () => {
    expect((await ask(house, 'timeline usa page:99')).title).toBe(
      'United States of America — UPR 4th cycle: timeline (page 2 of 2)',
    );
  });

  it('holds nothing that was not public on the day', async () => {
    const reply = await ask(house, 'timeline usa as-of:2025-08-05');

    expect(linesOf(reply)).toEqual([
      '4 Aug 2025 · The deadline for the national report passed with no report handed in. · CLDH (Lebanese Center for Human Rights)',
      '4 Feb 2025 · Executive order to disengage from the Human Rights Council and other UN bodies; leaving the Council is a matter apart from the review. · latest.clebs.pp.ua, little-known site (as reported)',
      'Answered as of 5 Aug 2025. Data as of 4 Aug 2025',
    ]);
  });

  it('says that an empty timeline says nothing about the review', async () => {
    expect(linesOf(await ask(house, 'timeline haiti'))).toEqual([
      'The record holds no dated event for this review yet. That says nothing about the review itself.',
      'No dated fact yet; calendar read on 21 Nov 2026',
    ]);
  });

  it('gives programs every line, not only the page', async () => {
    const { data } = await ask(house, 'timeline usa');
    const { items } = data as { items: readonly object[] };

    expect(items).toHaveLength(12);
    expect(items.at(-2)).toMatchObject({
      id: 'upr/4/USA/executive-order',
      kind: 'event',
      date: '2025-02-04',
      confidence: 'reported',
      source: { grade: 'other' },
    });
  });
});
