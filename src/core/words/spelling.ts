/** Letters that Unicode does not decompose, as people type them without their sign. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  // Arabic spelling variants that readers take for the same letter.
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
const SIGNED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');
/** Accents and vowel signs, the Arabic tatweel, invisible formatting, and all apostrophes. */
const SIGNS = /[\p{M}\p{Cf}\u0640'’‘ʼʻ`′]+/gu;

/**
 * Text as it is compared: `Côte d’Ivoire` and `COTE D'IVOIRE` are both
 * `cote divoire`; `Ｐｅｒｕ!` is `peru`. Words with one space between them.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(SIGNS, '')
    .replace(SIGNED, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A name as it is compared with others. One of signs alone, of which folding leaves nothing, stays as it is. */
export const foldedName = (name: string): string => fold(name) || name;

/** Whether two names are one, whatever their case and accents; nothing is called `''`. */
export const isSameName = (a: string, b: string): boolean =>
  a !== '' && foldedName(a) === foldedName(b);

/** The beginning of a name that may stand for all of it. */
const LEAST_BEGUN = 2;

/** Whether `ana` or `garcía` is typed for Ana García: a word of the name, or its beginning. */
export function isPartOfName(typed: string, name: string): boolean {
  const [part, whole] = [fold(typed), fold(name)];
  if (part === '') return false;
  return (
    ` ${whole} `.includes(` ${part} `) || (part.length >= LEAST_BEGUN && whole.startsWith(part))
  );
}

/** How far a typed word is from another. */
export interface Slips {
  /** Letters mistyped: each added, left out, changed or swapped with its neighbour counts 1. */
  readonly whole: number;
  /** The same, were the other word cut where it fits best: for words that are not finished. */
  readonly begun: number;
}

/** Counts slips up to `most`; answers `most + 1` for anything beyond, which is quick. */
export function slips(typed: string, word: string, most: number): Slips {
  const compared = word.slice(0, typed.length + most);
  let beforeLast: number[] = [];
  let last = Array.from({ length: compared.length + 1 }, (_, column) => column);
  let least = 0;
  for (let row = 1; row <= typed.length; row += 1) {
    const line = nextLine(typed, compared, row, last, beforeLast);
    const best = leastOf(line);
    // A swap reaches two lines back, so both must be beyond hope.
    if (best > most && least > most) return { whole: most + 1, begun: most + 1 };
    [beforeLast, last, least] = [last, line, best];
  }
  const whole = compared === word ? (last[word.length] ?? 0) : most + 1;
  return { whole: Math.min(whole, most + 1), begun: Math.min(least, most + 1) };
}

function nextLine(
  a: string,
  b: string,
  row: number,
  last: readonly number[],
  beforeLast: readonly number[],
): number[] {
  const line = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const cost = a[row - 1] === b[column - 1] ? 0 : 1;
    const above = (last[column] ?? 0) + 1;
    const before = (line[column - 1] ?? 0) + 1;
    const across = (last[column - 1] ?? 0) + cost;
    let best = Math.min(above, before, across);
    if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
      best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
    line.push(best);
  }
  return line;
}

function leastOf(line: readonly number[]): number {
  let least = line[0] ?? 0;
  for (const slip of line) if (slip < least) least = slip;
  return least;
}

/**
 * The words that somebody may have meant, best first: one slip in a short word,
 * two in one of six letters or more, or the beginning of a word (three letters or more).
 */
export function nearWords(typed: string, words: readonly string[]): readonly string[] {
  const wanted = fold(typed).replaceAll(' ', '');
  if (wanted.length < 3) return [];
  const most = wanted.length < 6 ? 1 : 2;
  return words
    .map((word) => {
      const plain = fold(word).replaceAll(' ', '');
      const count = plain.startsWith(wanted) ? 0.5 : slips(wanted, plain, most).whole;
      return { word, count };
    })
    .filter(({ count }) => count <= most)
    .toSorted((a, b) => a.count - b.count)
    .map(({ word }) => word);
}
