import { describe, expect, it } from 'vitest';
import { ask, houseOn } from '../support/house.ts';
import { buttonsOf, fieldsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

describe('/upr statement', () => {
  it('tells one statement whole: who, to whom, what it asks in our words, and its source', async () => {
    const reply = await ask(house, 'statement us-2025-08-amnesty');

    expect([reply.title, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      'Trump administration seeks to elude human rights scrutiny — Aug 2025',
      'In our words: Asks the US Government to reverse course; predicts that it may otherwise be the first to leave a whole cycle undone and set off a downward race.',
      'Who: Amnesty International USA (Amanda Klasing)',
      'To: US Government',
      'Kind: press release',
      'State: United States of America',
      'Topics: precedent, protest, deportation, State Department reports',
      'Source: Amnesty International USA (Aug 2025)',
      'All statements → statements USA',
      'Share → statement us-2025-08-amnesty',
    ]);
  });

  it('names the role of who spoke, where it is known', async () => {
    expect(fieldsOf(await ask(house, 'statement us-2025-08-dawn'))).toMatchObject({
      Who: 'DAWN (Charles Blaha)',
      Role: 'former US official',
    });
  });

  it('passes on without signing', async () => {
    const reshared = house.core.record.statements.filter(({ reshares }) => reshares);
    const [first] = reshared;
    const reply = await ask(house, `statement ${first?.id}`);

    expect(reshared).toHaveLength(1);
    expect(fieldsOf(reply)['Passes on']).toBe(
      'Joint statement on the fourth-cycle UPR of the United States (UPR Project at BCU, UPR Academic Network). Passing on is not signing.',
    );
  });

  it('answers for every statement that the record holds', async () => {
    for (const { id, title } of house.core.record.statements) {
      const reply = await ask(house, `statement ${id}`);

      expect([reply.problem, reply.title.startsWith(title)]).toEqual([undefined, true]);
    }
  });

  it('takes the id in any case', async () => {
    expect((await ask(house, 'statement US-2025-08-AMNESTY')).problem).toBeUndefined();
  });

  it('gives programs the whole statement with its source', async () => {
    expect((await ask(house, 'statement us-2025-08-amnesty')).data).toMatchObject({
      id: 'us-2025-08-amnesty',
      state: 'USA',
      date: '2025-08',
      organisations: ['Amnesty International USA'],
      speaker: 'Amanda Klasing',
      addressedTo: ['US Government'],
      source: { publisher: 'Amnesty International USA' },
    });
  });
});

describe('a statement as of a day', () => {
  it('is answered as of that day', async () => {
    const reply = await ask(house, 'statement us-2025-09-29-hrw as-of:2025-09-29');

    expect(linesOf(reply).at(-1)).toBe('Answered as of 29 Sep 2025');
  });

  it('is not known before it was made', async () => {
    const reply = await ask(house, 'statement us-2025-09-29-hrw as-of:2025-08-01');

    expect([reply.title, reply.problem, ...buttonsOf(reply)]).toEqual([
      "The record has no statement 'us-2025-09-29-hrw' as of 1 Aug 2025",
      'unknown_statement',
      'Statements by then → statements USA as-of:2025-08-01',
    ]);
  });
});

describe('an unknown statement', () => {
  it('is answered with those that hold the words', async () => {
    const reply = await ask(house, 'statement amnesty');

    expect([reply.title, reply.problem, ...itemsOf(reply)]).toEqual([
      "I don't know a statement 'amnesty'",
      'unknown_statement',
      'us-2025-11-07-amnesty · Civil society organizations join the Council in urging cooperation',
      'us-2025-08-amnesty · Trump administration seeks to elude human rights scrutiny',
      'us-2025-08-amnesty-reports · Comment on the State Department country reports',
    ]);
  });

  it('is answered with the id that is spelt alike', async () => {
    const reply = await ask(house, 'statement us-2025-09-29-hwr');

    expect(buttonsOf(reply)).toEqual([
      'UN Rights Council should act to preserve universality of rights review → statement us-2025-09-29-hrw',
    ]);
  });

  it('is answered with where ids are shown', async () => {
    const reply = await ask(house, 'statement nothing-such');

    expect([reply.title, ...linesOf(reply)]).toEqual([
      "I don't know a statement 'nothing-such'",
      'The list of statements shows each id: type /upr statements and a State.',
    ]);
  });

  it('is echoed in part, where it is long', async () => {
    expect((await ask(house, `statement ${'word '.repeat(500)}`)).title).toBe(
      `I don't know a statement '${'word '.repeat(15).trim()}…'`,
    );
  });
});
