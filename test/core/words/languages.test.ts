import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { languageWords, readLanguages } from '../../../src/core/words/languages.ts';

describe('languages', () => {
  it.each([
    ['en, fr', ['en', 'fr']],
    ['EN;zh-hant  pt-br', ['en', 'zh-Hant', 'pt-BR']],
    ['en,en', ['en']],
    ['arn', ['arn']],
    ['none', []],
    ['', []],
  ])('are read of %j as tags', (typed, tags) => {
    expect(readLanguages(typed)).toEqual(tags);
  });

  it.each(['english', 'e', 'en_US', '*', 'x-private', 'ελ'])('are not %j', (typed) => {
    expect(() => readLanguages(typed)).toThrow(`'${typed}' is not a language tag`);
  });

  it('are called by their English names, or by their tags', () => {
    expect(languageWords(['en', 'zh-Hant', 'qqq'])).toBe('English, Traditional Chinese, qqq');
  });

  it('are read to tags that read as themselves, or refused in words', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        try {
          const tags = readLanguages(typed);
          expect(readLanguages(tags.join(','))).toEqual(tags);
          expect(typeof languageWords(tags)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
