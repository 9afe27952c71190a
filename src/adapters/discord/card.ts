import type { APIEmbed, APIEmbedField } from 'discord.js';
import { dateWords, edtf } from '../../core/dates/edtf.ts';
import { plain, type Reply, type Span, type Text, type Tone } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, cut, words } from './markdown.ts';
import { type Layout, oneLine, type Section } from './sections.ts';

const COLOURS = {
  calm: 0x4a6fa5,
  done: 0x3a7d44,
  warning: 0xc98a1b,
  urgent: 0xb3392f,
} as const satisfies Record<Tone, number>;

/** Discord asks every field for a name and a value; a zero-width space says nothing. */
const NOTHING = '\u200b';
/** Room for "… and 12,345 more" with its name. */
export const MORE = 32;

/** The embed: what is loose at first is its description, the rest are its fields. */
export function card({ title, tone }: Reply, { sections, smallPrint }: Layout): APIEmbed {
  const heading = words([oneLine(title)], LIMITS.embedTitle);
  const footer = cut(footerOf(smallPrint), LIMITS.embedFooter);
  const room = LIMITS.embedTotal - heading.length - footer.length - MORE;
  const [first, ...rest] = sections;
  const opens = first?.name === undefined ? (first?.lines ?? []) : [];
  const description = pack(opens, Math.min(LIMITS.embedDescription, room));
  const fields = fieldsOf(
    first?.name === undefined ? rest : sections,
    room - description.text.length,
    description.left,
  );
  return {
    title: heading,
    color: COLOURS[tone],
    ...(description.text === '' ? {} : { description: description.text }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(footer === '' ? {} : { footer: { text: footer } }),
  };
}

/** Fields up to the ceilings; a last one then says how many lines are missing. */
function fieldsOf(sections: readonly Section[], room: number, left: number): APIEmbedField[] {
  const fields: APIEmbedField[] = [];
  let spare = room;
  let missing = left;
  const ceiling = LIMITS.embedFieldValue;
  for (const section of sections) {
    let waiting = section.lines;
    let name = section.name === undefined ? NOTHING : words([section.name], LIMITS.embedFieldName);
    while (waiting.length > 0 && fields.length < LIMITS.embedFields - 1) {
      const { text, left } = pack(waiting, Math.min(ceiling, spare - name.length), ceiling);
      if (left === waiting.length) break;
      const value = text || NOTHING;
      fields.push({ name, value, inline: section.inline });
      spare -= name.length + value.length;
      waiting = waiting.slice(waiting.length - left);
      name = NOTHING;
    }
    missing += waiting.length;
  }
  return missing === 0 ? fields : [...fields, { name: NOTHING, value: `… and ${missing} more` }];
}

/**
 * Whole lines while they fit into `room`, so that no link is cut; a first line
 * that would not fit into an empty place of `ceiling` is cut at a word. `left`
 * counts the lines that did not fit.
 */
export function pack(
  lines: readonly Text[],
  room: number,
  ceiling = room,
): { text: string; left: number } {
  let text = '';
  for (const [i, line] of lines.entries()) {
    const drawn = words(line, i === 0 ? ceiling : LIMITS.embedTotal).trim();
    const grown = [text, drawn].filter((part) => part !== '').join('\n');
    if (grown.length > room) return { text, left: lines.length - i };
    text = grown;
  }
  return { text, left: 0 };
}

/** The footer draws no markdown, timestamps and mentions: plain words, instants as Geneva clock time. */
const footerOf = (lines: readonly Text[]): string =>
  clean(lines.map((line) => line.map(plainWord).join('')).join('\n')).trim();

const plainWord = (span: Span): string =>
  typeof span === 'object' && 'instant' in span
    ? dateWords(edtf(new Date(span.instant).toISOString()))
    : plain([span]);
