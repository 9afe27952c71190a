import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, pageWords } from '../../../src/core/words/paging.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e'];
const page = (wanted?: string, items: readonly string[] = LETTERS) =>
  pageOf(items, 2, wanted, (number) => `timeline PER page:${number}`);

const PREVIOUS = (number: number) => ({
  does: 'show',
  label: '◀ Previous',
  command: `timeline PER page:${number}`,
});
const NEXT = (number: number) => ({
  does: 'show',
  label: 'Next ▶',
  command: `timeline PER page:${number}`,
});

describe('a page of a list', () => {
  it('is the first where none is asked for', () => {
    expect(page()).toEqual({ items: ['a', 'b'], number: 1, of: 3, buttons: [NEXT(2)] });
  });

  it('has buttons to both neighbours', () => {
    expect(page('2')).toEqual({
      items: ['c', 'd'],
      number: 2,
      of: 3,
      buttons: [PREVIOUS(1), NEXT(3)],
    });
  });

  it('is the last where more is asked for than there is', () => {
    expect(page('99')).toEqual({ items: ['e'], number: 3, of: 3, buttons: [PREVIOUS(2)] });
  });

  it('is the only one of an empty list', () => {
    expect(page('4', [])).toEqual({ items: [], number: 1, of: 1, buttons: [] });
  });

  it('shows each item once, in order, over all pages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (items, size) => {
          const at = (number: number) => pageOf(items, size, String(number), String);
          const pages = Array.from({ length: at(1).of }, (_, i) => at(i + 1));

          expect(pages.flatMap((one) => one.items)).toEqual(items);
        },
      ),
    );
  });
});

describe('the words for a page', () => {
  it('say which of how many', () => {
    expect(pageWords({ number: 2, of: 4 })).toBe(' (page 2 of 4)');
  });

  it('are left out where there is but one', () => {
    expect(pageWords({ number: 1, of: 1 })).toBe('');
  });
});
