import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { ask, houseOn, SOMEONE } from '../support/house.ts';
import { fieldsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');
const { facts, statements, sources } = house.core.record;

describe('/upr about', () => {
  it('names its version', async () => {
    expect((await ask(house, 'about')).title).toBe(`Vigil ${VERSION}`);
  });

  it('says what it answers on, from how many sources, and how old the record is', async () => {
    const official = sources.filter(({ grade }) => grade === 'official').length;

    expect(fieldsOf(await ask(house, 'about'))).toMatchObject({
      'Answers on': 'the Universal Periodic Review of 193 States, cycles 1 to 4',
      Record: `${facts.length} facts and ${statements.length} statements from ${sources.length} sources, ${official} of them official`,
      'Read up to': '21 Nov 2026',
    });
  });

  it('says what is kept, of whom, and for how long', async () => {
    const items = itemsOf(await ask(house, 'about'));

    expect(items).toEqual(
      expect.arrayContaining([
        'of people who do something that is kept (join, follow, add, decide), and of nobody else: the ids of their accounts, their display name as given, when they joined and the day on which they were last heard of',
        'codes for linking: a digest only, good for 15 minutes and deleted within a day; requests: until 90 days after they are over',
        'the log of changes: who changed what, when and where, by id and not by name, as long as the coalition is there',
        'of who was removed from a coalition and then had what is kept of them deleted: the ids of their accounts, without a name, which keep them out until a coordinator lets them in again',
        'notices that were sent: their words for 90 days, and that they were sent for two years',
      ]),
    );
  });

  it('says what is not kept', async () => {
    expect(itemsOf(await ask(house, 'about')).slice(-3)).toEqual([
      'messages: Vigil reads none, only the commands typed to it',
      'questions, and who asked them',
      'passwords and tokens: none is in the database or in what Vigil logs',
    ]);
  });

  it('says where it is kept, and how it is seen and deleted, as it is typed', async () => {
    expect(linesOf(await ask(house, 'about')).at(-2)).toBe(
      'It is kept in the database of whoever runs this Vigil, and sent to nobody. To have all that is kept of you as a file, type /upr privacy export; to have it deleted, /upr privacy purge. A coordinator has the coalition’s exported with /upr-admin export, and deleted with /upr-admin purge.',
    );
  });

  it('says whose it is not', async () => {
    expect(linesOf(await ask(house, 'about')).at(-1)).toBe(
      'Vigil is not a service of the United Nations. Every card names its sources: open them before you rely on a date.',
    );
  });

  it('keeps nothing of who only asks, as it says', async () => {
    await ask(house, 'status usa');
    await ask(house, 'about');
    const { person } = (await house.stores.coalitions.who(SOMEONE.place, SOMEONE.account)) ?? {};

    expect(person).toBeUndefined();
  });

  it('gives programs the counts', async () => {
    expect((await ask(house, 'about')).data).toEqual({
      version: VERSION,
      asOf: '2026-11-21',
      facts: facts.length,
      statements: statements.length,
      sources: sources.length,
      readOn: '2026-11-21',
    });
  });
});
