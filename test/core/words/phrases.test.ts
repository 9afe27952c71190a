import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../src/core/coalition/coalition.ts';
import { counting, listed, withArticle } from '../../../src/core/words/phrases.ts';

describe('a list, in words', () => {
  it.each([
    [[], ''],
    [['Ada'], 'Ada'],
    [['Ada', 'Bo'], 'Ada and Bo'],
    [['Ada', 'Bo', 'Cy'], 'Ada, Bo and Cy'],
  ])('%j is "%s"', (words, text) => {
    expect(listed(words)).toBe(text);
  });

  it('offers a choice with "or"', () => {
    expect(listed(['Ada', 'Bo', 'Cy'], 'or')).toBe('Ada, Bo or Cy');
  });
});

it('a number of things is of one, or of several', () => {
  expect([counting(1, 'coordinator'), counting(2, 'coordinator')]).toEqual([
    '1 coordinator',
    '2 coordinators',
  ]);
  expect(counting(2, 'person', 'people')).toBe('2 people');
});

it('every role has its article', () => {
  expect(ROLES.map(withArticle)).toEqual(['a reader', 'an editor', 'an approver', 'a coordinator']);
});
