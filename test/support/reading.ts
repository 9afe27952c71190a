import { plain, type Reply } from '../../src/core/reply.ts';

/** Everything that a reply says, line by line. */
export function words({ title, blocks, buttons = [] }: Reply): string {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'list') return [block.heading ?? '', ...block.items.map(plain)];
    return block.kind === 'fields' ? [] : [plain(block.text)];
  });
  const pressed = buttons.map(
    (each) => `[${each.label}] ${each.does === 'open' ? each.url : each.command}`,
  );
  return [title, ...lines, ...pressed].join('\n');
}
