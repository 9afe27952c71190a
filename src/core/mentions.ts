import type { Destination } from './destination.ts';
import { type Block, plain, type Reply, type Span, type Text } from './reply.ts';

/**
 * The reply as it is read where only some channels have a name: the others are
 * said in words, and those that are left an adapter draws as mentions. The same
 * object where there are no others, so that what was drawn of it once serves.
 */
export function withMentions(reply: Reply, hasName: (channel: Destination) => boolean): Reply {
  const isNameless = (span: Span): boolean =>
    typeof span === 'object' && 'channel' in span && !hasName(span.channel);
  const isAsRead = reply.blocks.every((block) =>
    textsOf(block).every((text) => !text.some(isNameless)),
  );
  if (isAsRead) return reply;
  const read = (text: Text): Text => text.map((span) => (isNameless(span) ? plain([span]) : span));
  return { ...reply, blocks: reply.blocks.map((block) => withTexts(block, read)) };
}

function textsOf(block: Block): readonly Text[] {
  if (block.kind === 'fields') return block.fields.map(({ text }) => text);
  return block.kind === 'list' ? block.items : [block.text];
}

function withTexts(block: Block, read: (text: Text) => Text): Block {
  if (block.kind === 'list') return { ...block, items: block.items.map(read) };
  if (block.kind !== 'fields') return { ...block, text: read(block.text) };
  const fields = block.fields.map(({ label, text }) => ({ label, text: read(text) }));
  return { ...block, fields };
}
