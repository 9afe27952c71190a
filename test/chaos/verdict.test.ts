import { describe, expect, it } from 'vitest';
import type { Books, Due, Entry } from './books.ts';
import type { Arrival } from './screens.ts';
import { judge } from './verdict.ts';

const PLACE = 'slack/T1/C1';
const DISCORD = 'discord/G1/D1';

const due = (key: string, over: Partial<Due> = {}): Due => ({
  key,
  place: PLACE,
  dueAt: 0,
  words: `review ${key}`,
  ...over,
});

const entry = (key: string, over: Partial<Entry> = {}): Entry => ({
  key,
  place: PLACE,
  status: 'sent',
  attempts: 1,
  lastError: null,
  message: key,
  ...over,
});

const arrival = (key: string, over: Partial<Arrival> = {}): Arrival => ({
  place: PLACE,
  message: key,
  key,
  text: `Today: review ${key}`,
  ...over,
});

const books = (over: Partial<Books> = {}): Books => ({
  due: [due('a'), due('b')],
  entries: [entry('a'), entry('b')],
  stopped: [],
  integrity: 'ok',
  ...over,
});

const differences = (over: Partial<Books>, arrivals: readonly Arrival[]) =>
  judge(books(over), arrivals).differences;

describe('the verdict on a run', () => {
  it('is content where each notice arrived once, in order', () => {
    expect(judge(books(), [arrival('a'), arrival('b')])).toEqual({
      rows: [{ place: PLACE, due: 2, arrived: 2, caughtUp: 0, digests: 0, repeats: 0 }],
      differences: [],
    });
  });

  it('is content with a notice that a catch-up names', () => {
    const key = `${PLACE}|catch-up|9`;
    const digest = arrival(key, { text: 'Catch-up … review b (OHCHR)' });

    expect(differences({ entries: [entry('a'), entry(key)] }, [arrival('a'), digest])).toEqual([]);
  });

  it('names a notice that never arrived', () => {
    expect(differences({}, [arrival('a')])).toEqual([`${PLACE}: never arrived: b (review b)`]);
  });

  it('takes a repeat that says so, on Slack', () => {
    const again = arrival('a', { text: 'Possible repeat: Today: review a' });

    expect(differences({}, [arrival('a'), again, arrival('b')])).toEqual([]);
  });

  it('names a repeat that does not say so', () => {
    expect(differences({}, [arrival('a'), arrival('a'), arrival('b')])).toEqual([
      `${PLACE}: twice, and not said to be a repeat: a Today: review a`,
    ]);
  });

  it('takes no second message on Discord, whatever it says', () => {
    const here = { place: DISCORD };
    const double = arrival('a', {
      ...here,
      message: '2',
      key: undefined,
      text: 'Possible repeat: Today: review a',
    });

    expect(
      differences({ due: [due('a', here)], entries: [entry('a', here)] }, [
        arrival('a', here),
        double,
      ]),
    ).toEqual([
      `${DISCORD}: a message of no notice, or a double: 2 Possible repeat: Today: review a`,
    ]);
  });

  it('names what came out of order', () => {
    expect(differences({}, [arrival('b'), arrival('a')])).toEqual([
      `${PLACE}: out of order at 1, as entered: b instead of a`,
      `${PLACE}: out of order at 1, as due: b instead of a`,
    ]);
  });

  it('names what was never due', () => {
    expect(
      differences({ entries: [entry('a'), entry('b'), entry('c')] }, [
        arrival('a'),
        arrival('b'),
        arrival('c'),
      ]),
    ).toEqual([`${PLACE}: never due: c`]);
  });

  it('names what still waits, what was given up and a damaged file', () => {
    expect(
      differences(
        {
          due: [due('a')],
          entries: [entry('a', { status: 'pending', attempts: 2, lastError: 'rate limit' })],
          stopped: [`${PLACE}: gone`],
          integrity: 'row 1 missing',
        },
        [arrival('a')],
      ),
    ).toEqual([
      'the database is damaged: row 1 missing',
      `given up though nothing is wrong with it: ${PLACE}: gone`,
      `${PLACE}: still 'pending' after the calm: a (tried 2 times: rate limit)`,
    ]);
  });
});
