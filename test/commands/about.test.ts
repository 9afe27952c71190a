import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { ask, houseOn } from '../support/house.ts';
import { fieldsOf, linesOf } from './reading.ts';

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

  it('says what is kept, and what is not', async () => {
    expect(fieldsOf(await ask(house, 'about'))).toMatchObject({
      Kept: 'the ids of channels that follow something, what they follow, the id of the account that set it up, and the notices sent there',
      'Not kept':
        'messages, names, questions: Vigil reads no messages, only the slash-commands typed to it',
    });
  });

  it('says whose it is not', async () => {
    expect(linesOf(await ask(house, 'about')).at(-1)).toBe(
      'Vigil is not a service of the United Nations. Every card names its sources: open them before you rely on a date.',
    );
  });

  it('keeps no names of people, as it says', async () => {
    await ask(house, 'follow usa');
    const [follow] = await house.stores.follows.active();

    expect(Object.keys(follow ?? {}).toSorted()).toEqual([
      'createdAt',
      'createdBy',
      'destination',
      'events',
      'id',
      'ladder',
      'subject',
      'time',
    ]);
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
