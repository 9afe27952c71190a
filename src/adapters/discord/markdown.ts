import { dateWords, edtf } from '../../core/dates/edtf.ts';
import type { Link, Span, Text } from '../../core/reply.ts';

/**
 * Text as Discord markdown, at most `limit` characters: cut at a word with "…",
 * never inside a link, an escape or a pair of surrogates.
 */
export function words(text: Text, limit: number): string {
  let drawn = '';
  for (const [i, span] of joined(text).entries()) {
    // Two bold spans side by side would read as one with asterisks in it.
    const piece =
      i > 0 && drawn.endsWith('**') && isStrong(span) ? `\u200b${word(span)}` : word(span);
    if (drawn.length + piece.length > limit) return drawn + cutSpan(span, limit - drawn.length);
    drawn += piece;
  }
  return drawn;
}

const isStrong = (span: Span): boolean => typeof span === 'object' && 'strong' in span;

/** Neighbouring strings as one, so that `https:` and `//…` are escaped together. */
function joined(text: Text): Text {
  const spans: Span[] = [];
  for (const span of text.map(bare)) {
    const last = spans.at(-1);
    if (typeof last === 'string' && typeof span === 'string') spans.splice(-1, 1, last + span);
    else spans.push(span);
  }
  return spans;
}

/** A plain string for what would be drawn without any mark of its own. */
function bare(span: Span): Span {
  if (typeof span === 'string' || 'quote' in span || 'instant' in span || 'channel' in span)
    return span;
  if ('strong' in span) return clean(span.strong).trim() === '' ? clean(span.strong) : span;
  return webAddress(span.url) ? span : labelOf(span);
}

/** What fits of the span that no longer fits whole, and "…". */
function cutSpan(span: Span, room: number): string {
  if (typeof span === 'string') return cut(escaped(span), room);
  if ('strong' in span && room > 8) return `**${cut(escaped(span.strong), room - 4)}**`;
  if ('url' in span) return cut(escaped(labelOf(span)), room);
  return '…'.slice(0, Math.max(0, room));
}

function word(span: Span): string {
  if (typeof span === 'string') return escaped(span);
  if ('strong' in span) return bold(span.strong);
  if ('quote' in span) return `“${escaped(span.quote)}”`;
  if ('instant' in span) return instant(span.instant);
  if ('channel' in span) return `<#${span.channel.channel}>`;
  return `[${escaped(labelOf(span))}](<${webAddress(span.url)}>)`;
}

/** Bold, or nothing where there is nothing to see. */
export function bold(raw: string): string {
  const inner = escaped(raw);
  return inner.trim() === '' ? inner : `**${inner}**`;
}

/** `<t:1762520400:F> (7 Nov 2025, 14:00 Geneva)`: the reader's own time and the UN's. */
const instant = (at: number): string =>
  `<t:${Math.floor(at / 1_000)}:F> (${dateWords(edtf(new Date(at).toISOString()))})`;

/** The label; the address where the label shows nothing. */
const labelOf = ({ label, url }: Link): string => (clean(label).trim() === '' ? url : label);

/** The address with all that could end a link percent-encoded; undefined where it is not http(s). */
function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[()<>[\]\\\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Cuts what is drawn at a word with "…", so that it is at most `limit` characters. */
export function cut(drawn: string, limit: number): string {
  if (drawn.length <= limit) return drawn;
  if (limit < 1) return '';
  const kept = drawn.slice(0, limit - 1);
  const atWord = kept.search(/\s\S*$/);
  // One word longer than the limit has no better place to be cut.
  return `${(atWord > 0 ? kept.slice(0, atWord) : whole(kept)).trimEnd()}…`;
}

/** Without the half of an escape or of a surrogate pair at the end. */
function whole(kept: string): string {
  const slashes = /\\*$/.exec(kept)?.[0].length ?? 0;
  const even = slashes % 2 === 1 ? kept.slice(0, -1) : kept;
  return /[\uD800-\uDBFF]$/.test(even) ? even.slice(0, -1) : even;
}

/** Control characters, the marks that turn text round, and halves of pairs dropped; `\n` kept. */
export const clean = (raw: string): string =>
  raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');

/**
 * Text that Discord shows as it stands. A backslash before any sign but letters,
 * digits and spaces shows that sign alone; marks that mean something only where
 * a line begins are left bare elsewhere, so that dates stay readable where
 * markdown is not drawn. https://support.discord.com/hc/en-us/articles/210298617
 */
const escaped = (raw: string): string =>
  clean(raw)
    .replace(/[\\*_~`|<[\]]/g, '\\$&')
    .replace(/@(?=everyone|here)/g, '\\@')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^([^\S\n]*)([#>+-])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d*)([.)])(?=\s|$)/gm, '$1\\$2');
