import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, nearWords, slips } from '../../../src/core/words/spelling.ts';

describe('comparing what people type', () => {
  it.each([
    ['COTE D’IVOIRE', 'cote divoire'],
    ["Côte d'Ivoire", 'cote divoire'],
    ['TÜRKİYE', 'turkiye'],
    ['Ｐｅｒｕ！', 'peru'],
    ['  Trinidad &   Tobago ', 'trinidad and tobago'],
    ['رُوسْيَا', 'روسيا'],
    ['روســـيا', 'روسيا'],
    ['Ærøskøbing, Łódź', 'aeroskobing lodz'],
    ['u.s.a.', 'u s a'],
    ['😀 !?', ''],
  ])('folds %s to %s', (typed, folded) => {
    expect(fold(typed)).toBe(folded);
  });

  it('folds any text once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(fold(fold(typed))).toBe(fold(typed));
      }),
    );
  });
});

describe('counting slips', () => {
  it.each([
    ['colombia', 'colombia', 0],
    ['colombai', 'colombia', 1],
    ['colobia', 'colombia', 1],
    ['collombia', 'colombia', 1],
    ['columbia', 'colombia', 1],
    ['lybia', 'libya', 2],
    ['', 'chad', 3],
  ])('between %s and %s counts %i', (typed, word, count) => {
    expect(slips(typed, word, 2).whole).toBe(count);
  });

  it('sees that a word is only begun', () => {
    expect(slips('colmb', 'colombia', 2)).toEqual({ whole: 3, begun: 1 });
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slips(a, b, 9).whole).toBe(slips(b, a, 9).whole);
      }),
    );
  });

  it('answers the same below a ceiling as without one', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        expect(slips(a, b, most).whole).toBe(Math.min(slips(a, b, 20).whole, most + 1));
      }),
    );
  });

  it('counts no more for a word begun than for the whole of it', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const { whole, begun } = slips(a, b, 9);
        expect(begun).toBeLessThanOrEqual(whole);
      }),
    );
  });
});

describe('the nearest words', () => {
  const verbs = ['status', 'statement', 'statements', 'timeline', 'help'];

  it.each([
    ['statsu', ['status']],
    ['stat', ['status', 'statement', 'statements']],
    ['Hepl', ['help']],
    ['timelines', ['timeline']],
    ['usa', []],
    ['st', []],
  ])('to %s are %j', (typed, near) => {
    expect(nearWords(typed, verbs)).toEqual(near);
  });
});
