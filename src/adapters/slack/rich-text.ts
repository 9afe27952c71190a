import type { KnownBlock, RichTextElement } from '@slack/types';
import { dateWords, edtf } from '../../core/dates/edtf.ts';
import type { Span, Text } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, cutAtWord, isWebAddress, oneLine } from './words.ts';

/** A drawn block, and how many lines of the reply it holds. */
export interface Part {
  readonly block: KnownBlock;
  readonly lines: number;
}
export type Line = readonly RichTextElement[];

/** Bullets under a heading. */
export function list(heading: string | undefined, items: readonly Text[]): Part[] {
  const head = heading ? line([{ strong: heading }]) : [];
  const bullets = pack(items.map(line).filter((item) => item.length > 0));
  if (bullets.length === 0) return head.length ? richText([head]) : [];
  return bullets.map((group, i) => ({
    lines: group.length,
    block: {
      type: 'rich_text',
      elements: [
        ...(i === 0 && head.length
          ? [{ type: 'rich_text_section' as const, elements: [...head] }]
          : []),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: group.map((item) => ({ type: 'rich_text_section', elements: [...item] })),
        },
      ],
    },
  }));
}

/** Whole lines under one another, in as many blocks as they need. */
export function richText(lines: readonly Line[]): Part[] {
  return pack(lines.filter((each) => each.length > 0)).map((group) => ({
    lines: group.length,
    block: {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: group.flatMap((each, i) =>
            i === 0 ? [...each] : [{ type: 'text', text: '\n' }, ...each],
          ),
        },
      ],
    },
  }));
}

/** Puts whole lines together up to the ceiling of a block, so that no link is cut in two. */
function pack(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let room = 0;
  for (const each of lines) {
    const size = each.reduce((sum, element) => sum + sizeOf(element), 1);
    const last = groups.at(-1);
    if (last && size <= room) last.push(each);
    else groups.push([each]);
    room = (last && size <= room ? room : LIMITS.richText) - size;
  }
  return groups;
}

/** The elements of a text, cut at a word where it is longer than one block. */
export function line(text: Text): Line {
  const elements: RichTextElement[] = [];
  // One place is kept for the `…`, one for the line break before.
  let room = LIMITS.richText - 2;
  for (const element of text.flatMap(elementsOf)) {
    const size = sizeOf(element);
    if (size > room) {
      const words = 'text' in element && element.text ? element.text : '';
      const style = element.type === 'text' && element.style;
      const cut = words.length > room ? cutAtWord(words, room + 1) : `${words}…`;
      return [...elements, { type: 'text', text: cut, ...(style && { style }) }];
    }
    elements.push(element);
    room -= size;
  }
  return elements;
}

function elementsOf(span: Span): RichTextElement[] {
  if (typeof span === 'string') return textElement(clean(span));
  if ('strong' in span) return textElement(clean(span.strong), { bold: true });
  if ('quote' in span) return textElement(`“${clean(span.quote)}”`, { italic: true });
  if ('instant' in span) return instantElements(span.instant);
  if ('channel' in span) return [{ type: 'channel', channel_id: span.channel.channel }];
  const label = oneLine(span.label) || oneLine(span.url);
  if (!isWebAddress(span.url)) return textElement(label);
  return [{ type: 'link', url: span.url, text: label }];
}

type Style = { readonly bold: true } | { readonly italic: true };

/** Slack refuses an empty text element. */
const textElement = (text: string, style?: Style): RichTextElement[] =>
  text === '' ? [] : [{ type: 'text', text, ...(style && { style }) }];

/** The Geneva clock time in words, then the reader's own. */
function instantElements(at: number): RichTextElement[] {
  const words = dateWords(edtf(new Date(at).toISOString()));
  return [
    { type: 'text', text: `${words} (your time: ` },
    {
      type: 'date',
      timestamp: Math.floor(at / 1_000),
      format: '{date_short} at {time}',
      fallback: words,
    },
    { type: 'text', text: ')' },
  ];
}

function sizeOf(element: RichTextElement): number {
  if (element.type === 'text') return element.text.length;
  return element.type === 'link' ? element.url.length + (element.text?.length ?? 0) : 60;
}
