import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { readName } from '../../../src/core/words/naming.ts';

const RULE = { what: 'the short name', most: 24 };

describe('a name that somebody gives', () => {
  it.each([
    ['Amnesty', 'Amnesty'],
    ['  Water \t\n Defenders ', 'Water Defenders'],
    ['هيومن رايتس ووتش', 'هيومن رايتس ووتش'],
    ['**bold** <!channel> <b>', '**bold** <!channel> <b>'],
    ['\u202Eabc\u202C', 'abc'],
    ['a\u200Bb\uFEFF', 'ab'],
    ['می‌خواهم', 'می‌خواهم'],
    ['Cafe\u0301', 'Café'],
    ['Cafe\u200B\u0301', 'Café'],
    ['🌊', '🌊'],
  ])('%j is kept as %j', (typed, name) => {
    expect(readName(typed, RULE)).toBe(name);
  });

  it.each(['', '   ', '\u200B\u202E', '\u200D', '\u0000\u0007'])(
    'must have something to see: %j',
    (typed) => {
      expect(() => readName(typed, RULE)).toThrow(
        new UserError('The short name is empty: type 1 to 24 characters.', {
          problem: 'name_empty',
        }),
      );
    },
  );

  it('of 300 characters is refused with its length and what is allowed', () => {
    expect(() => readName('x'.repeat(300), RULE)).toThrow(
      new UserError(
        `The short name has 300 characters; at most 24 are allowed: '${'x'.repeat(39)}…'.`,
        { problem: 'name_too_long' },
      ),
    );
  });

  it('counts a letter that takes two units once', () => {
    expect(readName('🌊'.repeat(24), RULE)).toBe('🌊'.repeat(24));
  });

  it('is on one line, as long as allowed, and the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const name = nameOrRefusal(typed);
        if (name === undefined) return;
        expect([...name].length).toBeLessThanOrEqual(24);
        expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect(readName(name, RULE)).toBe(name);
      }),
    );
  });
});

/** Undefined where it is refused; anything but a refusal is thrown on. */
function nameOrRefusal(typed: string): string | undefined {
  try {
    return readName(typed, RULE);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
