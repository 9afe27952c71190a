import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents, readLadder, readTime } from '../../../src/core/asking/follow-options.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, EVENTS } from '../../../src/core/follows.ts';

describe('a ladder', () => {
  it.each([
    ['30,7,1', [30, 7, 1]],
    ['1, 7; 30 7', [30, 7, 1]],
    ['0', [0]],
    ['365', [365]],
  ])('typed as %j is %o', (typed, days) => {
    expect(readLadder(typed)).toEqual(days);
  });

  it('is the usual one where none is typed', () => {
    expect(readLadder(undefined)).toEqual(DEFAULT_LADDER);
  });

  it('reads back as it was read, from any days', () => {
    const days = fc.array(fc.integer({ min: 0, max: 365 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(days, (typed) => {
        const ladder = readLadder(typed.join(','));
        expect([...ladder].sort()).toEqual([...new Set(typed)].sort());
        expect(readLadder(ladder.join(','))).toEqual(ladder);
      }),
    );
  });

  it.each(['', ',', 'x', '7,x', '366', '-1', '1.5', '1e2', '0x10', '7 days', '1 '.repeat(13)])(
    'typed as %j is refused, with what is allowed',
    (typed) => {
      expect(() => readLadder(typed)).toThrow(
        `I can't read '${typed}' as a ladder: type up to 12 numbers of days from 0 to 365, such as ladder:30,7,1.`,
      );
    },
  );
});

describe('a clock time', () => {
  it.each([
    ['08:30', '08:30'],
    ['8:30', '08:30'],
    ['8.30', '08:30'],
    ['8h30', '08:30'],
    ['23:59', '23:59'],
    ['0:00', '00:00'],
  ])('typed as %s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it('is the usual one where none is typed', () => {
    expect(readTime(undefined)).toBe(DEFAULT_TIME);
  });
});

describe('events', () => {
  it.each([
    ['deadlines', ['deadlines']],
    ['Statements, changes', ['changes', 'statements']],
    ['all', EVENTS],
    [undefined, EVENTS],
  ])('typed as %s are %o', (typed, events) => {
    expect(readEvents(typed)).toEqual(events);
  });
});
