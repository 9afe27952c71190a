import { describe, expect, it } from 'vitest';
import { ask, houseOn } from '../support/house.ts';
import { buttonsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

describe('/upr session', () => {
  it('tells the days, the deadlines and the States under review, in order of day', async () => {
    const reply = await ask(house, 'session 50');

    expect([reply.title, ...linesOf(reply).slice(0, -1)]).toEqual([
      'UPR Working Group, session 50 (4th cycle): 3–14 Nov 2025 (as reported)',
      'National reports due: 4 Aug 2025',
      'Outcomes go to: HRC61 (by the cycle’s usual pattern, an estimate)',
      '14 States',
      'Belarus — 3 Nov 2025',
      'Liberia — 3 Nov 2025',
      'Malawi — 4 Nov 2025',
      'Mongolia — 4 Nov 2025',
      'Maldives — 5 Nov 2025',
      'Panama — 5 Nov 2025',
      'Andorra — 6 Nov 2025',
      'Bulgaria — 6 Nov 2025',
      'Honduras — 7 Nov 2025',
      'United States of America — 7 Nov 2025 · did not appear',
      'Croatia — 10 Nov 2025',
      'Marshall Islands — 10 Nov 2025',
      'Jamaica — 11 Nov 2025',
      'Libya — 11 Nov 2025',
    ]);
  });

  it('tells nothing of what came after the day', async () => {
    const items = itemsOf(await ask(house, 'session 50 as-of:2025-11-01'));

    expect(items).toContain('United States of America — 7 Nov 2025');
  });

  it('has who was to be reviewed and was not', async () => {
    expect(itemsOf(await ask(house, 'session 42'))).toContain(
      'Ukraine — day not found · not held then',
    );
    expect(itemsOf(await ask(house, 'session 8'))).toContain('Haiti — 11 May 2010 · not held then');
  });

  it('says of each State where nothing was read on what happened', async () => {
    const items = itemsOf(await ask(house, 'session 53'));

    expect(items).toHaveLength(14);
    expect(items[0]).toBe('United States of America — 2026 · no source read on what happened');
    expect(items.filter((item) => !item.endsWith(' · no source read on what happened'))).toEqual(
      [],
    );
  });

  it('says so of no State before the session has ended', async () => {
    const items = itemsOf(await ask(house, 'session 53 as-of:2026-11-13'));

    expect(items.filter((item) => item.includes('no source read'))).toEqual([]);
  });

  it.each([
    ['session', 'UPR Working Group, session 54 (4th cycle): Jan – Feb 2027'],
    [
      'session as-of:2026-11-05',
      'UPR Working Group, session 53 (4th cycle): 2–13 Nov 2026 (from memory, no source read)',
    ],
    ['session as-of:2008-01-01', 'UPR Working Group, session 1 (1st cycle): 7–18 Apr 2008'],
  ])('%s is the one under way or next', async (text, title) => {
    expect((await ask(house, text)).title).toBe(title);
  });

  it.each([
    ['session 99', 'There is no UPR session 99 in the record: expected 1 to 54.'],
    ['session 0', 'There is no UPR session 0 in the record: expected 1 to 54.'],
    [
      'session as-of:2027-05-05',
      'No session after 5 May 2027 is in the record. Name one, such as /upr session 54.',
    ],
  ])('%s is refused with what there is', async (text, title) => {
    const reply = await ask(house, text);

    expect([reply.title, reply.problem]).toEqual([title, 'refused']);
  });

  it('is there for each of the 54, every State of a cycle in at least one', async () => {
    const reviewed = new Map<number, Set<string>>();
    for (let number = 1; number <= 54; number += 1) {
      const { data } = await ask(house, `session ${number}`);
      const { cycle, states } = data as { cycle: number; states: readonly { state: string }[] };
      const all = reviewed.get(cycle) ?? new Set();
      for (const { state } of states) all.add(state);
      reviewed.set(cycle, all);
    }

    expect([...reviewed].map(([cycle, { size }]) => [cycle, size])).toEqual([
      [1, 192],
      [2, 193],
      [3, 193],
      [4, 193],
    ]);
  });

  it('can be followed', async () => {
    expect(buttonsOf(await ask(house, 'session 54'))).toEqual([
      'Follow here → follow session 54',
      'Share → session 54',
    ]);
  });

  it('gives programs number, cycle, date, confidence and each State’s day', async () => {
    expect((await ask(house, 'session 51')).data).toMatchObject({
      session: 51,
      cycle: 4,
      date: '2026-01-19/2026-01-30',
      confidence: 'reported',
      asOf: '2026-11-21',
    });
  });
});
