import type { Block, Text } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, words } from './markdown.ts';

/** Lines that stand together, under a name or loose. */
export interface Section {
  /** Absent where the lines stand by themselves. */
  readonly name?: string;
  readonly lines: readonly Text[];
  /** Short enough to stand beside its neighbours. */
  readonly inline: boolean;
}

/** A reply's blocks as a card holds them. */
export interface Layout {
  readonly sections: readonly Section[];
  /** Notes without links: the footer draws no markdown. */
  readonly smallPrint: readonly Text[];
}

/** In characters, as drawn. */
const SHORT_VALUE = 32;

/** Puts blocks into sections, in their order; loose lines that follow each other share one. */
export function layout(blocks: readonly Block[]): Layout {
  const sections: Section[] = [];
  const smallPrint: Text[] = [];
  const add = (lines: readonly Text[]): void => {
    const last = sections.at(-1);
    if (last && last.name === undefined)
      sections.splice(-1, 1, { ...last, lines: [...last.lines, ...lines] });
    else sections.push({ lines, inline: false });
  };
  for (const block of blocks) {
    if (block.kind === 'note' && !hasLink(block.text)) smallPrint.push(block.text);
    else if (block.kind === 'fields') sections.push(...block.fields.map(field));
    else if (block.kind === 'list' && block.heading)
      sections.push({ name: oneLine(block.heading), lines: bulleted(block.items), inline: false });
    else add(linesOf(block));
  }
  return { sections, smallPrint };
}

// No default case: a new kind of Block fails to compile here until it is drawn.
function linesOf(block: Exclude<Block, { kind: 'fields' }>): readonly Text[] {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'warning':
      return [['⚠️ ', ...block.text]];
    case 'list':
      return bulleted(block.items);
  }
}

const bulleted = (items: readonly Text[]): Text[] => items.map((item) => ['• ', ...item]);

const field = ({ label, text }: { label: string; text: Text }): Section => ({
  name: oneLine(label),
  lines: [text],
  inline: words(text, LIMITS.embedFieldValue).length <= SHORT_VALUE,
});

const hasLink = (text: Text): boolean =>
  text.some((span) => typeof span === 'object' && 'url' in span);

/** A heading in one line; Discord refuses an empty one. */
export const oneLine = (raw: string): string => clean(raw).replace(/\s+/g, ' ').trim() || '…';
