/** What Discord's client shows of a text, and the markup that it found in it. */
export interface Reading {
  readonly text: string;
  /** `strong`, `link`, `time`, `channel`, `mention`, `heading` … in order. */
  readonly marks: readonly string[];
}

type Rule = readonly [name: string, form: RegExp, shows: (match: RegExpExecArray) => string];

const inner = (match: RegExpExecArray): string => read(match[1] ?? '').text;
const nothing = (): string => '';
const itself = (match: RegExpExecArray): string => match[0];

const SPAN = '((?:\\\\[\\s\\S]|[^\\\\])+?)';
const span = (mark: string): RegExp => new RegExp(`${mark}${SPAN}${mark}`, 'y');

/** Marks that count only where a line begins. Read more widely than the client does. */
const LINE_RULES: readonly Rule[] = [
  ['heading', /[ \t]*#{1,3}[ \t]+/y, nothing],
  ['subtext', /[ \t]*-#[ \t]+/y, nothing],
  ['quote', /[ \t]*>(?:>>)?[ \t]+/y, nothing],
  ['list', /[ \t]*(?:[-*+]|\d+[.)])[ \t]+/y, nothing],
];

/** In the order in which the client tries them. */
const RULES: readonly Rule[] = [
  ['escape', /\\([^0-9A-Za-z\s])/y, (match) => match[1] ?? ''],
  ['code block', /```[\s\S]+?```/y, itself],
  ['code', /`[^`]+`/y, itself],
  ['time', /<t:-?\d+(?::[tTdDfFR])?>/y, itself],
  ['channel', /<#(\d+)>/y, (match) => `#${match[1]}`],
  ['mention', /<(?:@[!&]?|#|a?:\w+:|id:|\/[^<>\n]+:)\w+>/y, itself],
  ['mention', /@(?:everyone|here)/y, itself],
  ['address', /<https?:\/\/[^\s<>]+>/y, itself],
  ['link', /\[((?:\\[\s\S]|[^\]\\])*)\]\((?:<[^<>\s]+>|[^\s()]+)\)/y, inner],
  ['address', /https?:\/\/[^\s<]+/y, itself],
  ['strong', span('\\*\\*'), inner],
  ['underline', span('__'), inner],
  ['emphasis', span('\\*'), inner],
  ['emphasis', span('_'), inner],
  ['strike', span('~~'), inner],
  ['spoiler', span('\\|\\|'), inner],
];

/**
 * Reads a text as the client's markdown does.
 * https://support.discord.com/hc/en-us/articles/210298617
 */
export function read(source: string): Reading {
  let text = '';
  const marks: string[] = [];
  for (let at = 0; at < source.length; ) {
    const lineStarts = at === 0 || source[at - 1] === '\n';
    const found = [...(lineStarts ? LINE_RULES : []), ...RULES]
      .map((rule) => ({ rule, match: matchAt(rule[1], source, at) }))
      .find(({ match }) => match !== null);
    if (!found?.match) {
      text += source[at];
      at += 1;
      continue;
    }
    const [name, , shows] = found.rule;
    if (name !== 'escape') marks.push(name);
    text += shows(found.match);
    at += found.match[0].length;
  }
  return { text, marks };
}

function matchAt(form: RegExp, source: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(source);
}
