/** One piece of typed text: what stands between spaces, or a quotation. */
export interface Word {
  /** What it says, without marks and without the name before it. */
  readonly text: string;
  /** As it was typed; the inside of a quotation. */
  readonly raw: string;
  /** Quoted words are never option names. */
  readonly quoted: boolean;
  /** Before the colon or equals sign of `cycle:4`, `--cycle=4`; the text is then what follows it. */
  readonly name?: string;
  /** Written with dashes before it, as only options are. */
  readonly dashed?: boolean;
}

/** What is read of a text; more is an accident. Slack cuts commands there as well. */
const READ = 4_000;
/** The quotation marks of keyboards and of the languages that our users write, and what closes them. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“‟',
  '„': '”“‟',
  '‘': '’',
  '‚': '’‘',
  '«': '»',
  '»': '«',
};
/** Marks that turn the direction of what follows, and others that nobody sees and no script needs. */
const UNSEEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu;
/** Line ends and other control characters. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
/** Phones turn two hyphens into a long dash. */
const NAME = /^(--|—|–)?(\p{L}[\p{L}\p{N}_-]*)[:=：＝]/u;
const BARE_DASHED = /^(?:--|—|–)(\p{L}[\p{L}\p{N}_-]*)$/u;

/** Text as it is read and echoed: one line, well formed, without unseen marks, at most 4,000 characters. */
export function cleaned(text: string): string {
  return text.slice(0, READ).toWellFormed().replace(UNSEEN, '').replace(BREAKS, ' ').trim();
}

/** At most so many characters, cut at a word where there is one, with "…". */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = cut.lastIndexOf(' ');
  return `${(word > most / 2 ? cut.slice(0, word) : cut).toWellFormed().replace(/\uFFFD$/, '')}…`;
}

/**
 * Splits typed text into words. `status "united states" cycle:4` is three, the
 * second quoted and the third named. Never throws: a quotation mark without its
 * partner is a letter like any other.
 */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let rest = cleaned(text);
  while (rest !== '') {
    const [word, length] = firstWord(rest);
    words.push(word);
    rest = rest.slice(length).trimStart();
  }
  return words;
}

/** The word at the start of a text, and how many characters it takes. */
function firstWord(text: string): readonly [Word, number] {
  const [before = '', dashes, name] = NAME.exec(text) ?? [];
  // An address is not an option: `https://…`.
  if (name && !text.startsWith('//', before.length)) {
    const value = piece(text.slice(before.length));
    const length = before.length + value.length;
    const raw = text.slice(0, length);
    return [{ text: value.text, raw, quoted: value.quoted, name, dashed: Boolean(dashes) }, length];
  }
  const whole = piece(text);
  const [, bare] = whole.quoted ? [] : (BARE_DASHED.exec(whole.text) ?? []);
  const word = { text: bare ?? whole.text, raw: whole.text, quoted: whole.quoted };
  return [bare ? { ...word, dashed: true } : word, whole.length];
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly length: number;
}

function piece(text: string): Piece {
  const [word = ''] = /^\S*/u.exec(text) ?? [];
  return quotation(text) ?? { text: word, quoted: false, length: word.length };
}

/** Closed only where a space or the end follows: `'` and `’` are apostrophes elsewhere. */
function quotation(text: string): Piece | undefined {
  const closing = CLOSING[text[0] ?? ''];
  if (!closing) return undefined;
  for (let at = 1; at < text.length; at += 1) {
    if (text[0] === '"' && text[at] === '\\') {
      at += 1;
      continue;
    }
    if (!closing.includes(text[at] ?? '') || (text[at + 1] ?? ' ').trim() !== '') continue;
    const inside = text.slice(1, at);
    const plain = text[0] === '"' ? inside.replace(/\\(["\\])/g, '$1') : inside;
    return { text: plain.trim(), quoted: true, length: at + 1 };
  }
  return undefined;
}

/** A value in quotation marks: `"united states"`, `"say \\"yes\\""`. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
