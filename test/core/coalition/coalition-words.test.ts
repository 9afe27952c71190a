import { describe, expect, it } from 'vitest';
import { holdingsWords, placeWords } from '../../../src/core/coalition/coalition-words.ts';

const NOTHING = { places: 0, organisations: 0, deadlines: 0, members: 0, follows: 0 };

describe('what a coalition holds, in words', () => {
  it.each([
    [NOTHING, 'nothing yet'],
    [{ ...NOTHING, places: 1 }, '1 place'],
    [{ ...NOTHING, places: 2, members: 1 }, '2 places and 1 person'],
    [
      { places: 1, organisations: 3, deadlines: 2, members: 4, follows: 5 },
      '1 place, 3 organisations, 2 own deadlines, 4 people and 5 follows',
    ],
  ])('%o is %s', (holdings, words) => {
    expect(holdingsWords(holdings)).toBe(words);
  });
});

describe('a place, in words', () => {
  it.each([
    ['slack', 'workspace', 'Water (Slack workspace)'],
    ['discord', 'workspace', 'Water (Discord server)'],
    ['console', 'workspace', 'Water (the command line)'],
    ['discord', 'direct', 'direct messages on Discord'],
  ] as const)('of %s, a %s, is %s', (platform, kind, words) => {
    expect(placeWords({ name: 'Water', platform, kind })).toBe(words);
  });
});
