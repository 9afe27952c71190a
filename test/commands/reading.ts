import { type Block, plain, type Reply } from '../../src/core/reply.ts';

/** What a person reads below the headline, a line for each field, list item, paragraph and note. */
export const linesOf = ({ blocks }: Reply): readonly string[] => blocks.flatMap(linesOfBlock);

function linesOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'fields':
      return block.fields.map(({ label, text }) => `${label}: ${plain(text)}`);
    case 'list':
      return [...(block.heading ? [block.heading] : []), ...block.items.map(plain)];
    default:
      return [plain(block.text)];
  }
}

/** The fields of a card by their labels. */
export const fieldsOf = ({ blocks }: Reply): Readonly<Record<string, string>> =>
  Object.fromEntries(
    blocks
      .flatMap((block) => (block.kind === 'fields' ? block.fields : []))
      .map(({ label, text }) => [label, plain(text)]),
  );

/** The lines of the lists of a reply. */
export const itemsOf = ({ blocks }: Reply): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plain) : []));

/** `Timeline → timeline USA cycle:4`, for each button. */
export const buttonsOf = ({ buttons = [] }: Reply): readonly string[] =>
  buttons.map((button) => `${button.label} → ${'command' in button ? button.command : button.url}`);
