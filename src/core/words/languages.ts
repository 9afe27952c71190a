import { UserError } from '../errors.ts';
import { shortened } from './words.ts';

const MOST = 20;
const MOST_ECHO = 40;
/** How languages begin: of two or three letters. Longer first parts are registered, and none is. https://www.rfc-editor.org/rfc/rfc5646#section-2.2.1 */
const LANGUAGE = /^[a-z]{2,3}(?:-|$)/;

/**
 * `en, fr` as BCP 47 tags in their canonical form, each once; `none` is none.
 * Throws UserError (`unknown_language`, `too_many_languages`).
 */
export function readLanguages(typed: string): readonly string[] {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 1 && words[0]?.toLowerCase() === 'none') return [];
  const tags = [...new Set(words.map(tagOf))];
  if (tags.length > MOST)
    throw new UserError(`Those are ${tags.length} languages; at most ${MOST} are kept.`, {
      problem: 'too_many_languages',
    });
  return tags;
}

function tagOf(word: string): string {
  const tag = canonicalTag(word);
  if (tag !== undefined && LANGUAGE.test(tag)) return tag;
  throw new UserError(
    `'${shortened(word, MOST_ECHO)}' is not a language tag. Type tags as in BCP 47, such as en, fr or zh-Hant, with commas between them.`,
    { problem: 'unknown_language' },
  );
}

function canonicalTag(word: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(word)[0];
  } catch {
    return undefined;
  }
}

/** Made when a language is first named: it takes 6 MB. */
let names: Intl.DisplayNames | undefined;

/** `English, French`. */
export function languageWords(tags: readonly string[]): string {
  names ??= new Intl.DisplayNames('en', { type: 'language' });
  return tags.map((tag) => names?.of(tag) ?? tag).join(', ');
}
