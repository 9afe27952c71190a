import { typedAs } from '../../core/command.ts';
import type { Block, Button, Reply, Text, Tone } from '../../core/reply.ts';
import { DEFAULT_COLUMNS, LEAST_COLUMNS } from './limits.ts';
import { type Paint, type Part, paint, spanParts, type Terminal, unobeyed } from './words.ts';

/** Draws a Reply as text that a person can read, and a pipe can too. Ends without a line break. */
export function render({ title, tone, blocks, buttons = [] }: Reply, terminal: Terminal): string {
  const columns = terminal.columns || DEFAULT_COLUMNS;
  const heading = paint(terminal, TONES[tone], wrap([title], columns, terminal));
  const parts = blocks.map((block) => draw(block, columns, terminal)).filter((part) => part !== '');
  const next = buttons.map((button) => suggestion(button, terminal));
  return [
    heading,
    ...parts,
    ...(next.length > 0 ? [paint(terminal, 'dim', ['Next:', ...next].join('\n  '))] : []),
  ].join('\n\n');
}

const TONES: Record<Tone, Paint> = {
  calm: 'strong',
  done: 'done',
  warning: 'warning',
  urgent: 'warning',
};

// No default case: a new kind of Block fails to compile here until it is drawn.
function draw(block: Block, columns: number, terminal: Terminal): string {
  switch (block.kind) {
    case 'paragraph':
      return wrap(block.text, columns, terminal);
    case 'fields':
      return drawFields(block.fields, columns, terminal);
    case 'list':
      return [
        ...(block.heading ? [paint(terminal, 'strong', unobeyed(block.heading))] : []),
        ...block.items.map((item) => hang('• ', wrap(item, columns - 2, terminal))),
      ].join('\n');
    case 'warning':
      return paint(terminal, 'warning', hang('! ', wrap(block.text, columns - 2, terminal)));
    case 'note':
      return paint(terminal, 'dim', wrap(block.text, columns, terminal));
  }
}

function drawFields(
  fields: readonly { label: string; text: Text }[],
  columns: number,
  terminal: Terminal,
): string {
  const names = fields.map(({ label }) => `${unobeyed(label)}:`);
  const width = Math.max(...names.map((name) => name.length)) + 1;
  return fields
    .map(({ text }, i) => {
      const name = (names[i] ?? '').padEnd(width);
      const words = wrap(text, Math.max(columns - width, LEAST_COLUMNS), terminal);
      return paint(terminal, 'strong', name) + hang('', words, width);
    })
    .join('\n');
}

/** What to type for what the button does. */
function suggestion(button: Button, { root }: Terminal): string {
  if (button.does === 'open') return unobeyed(`${button.label}: ${button.url}`);
  return unobeyed(`${typedAs(root, button.command)}${button.does === 'share' ? ' share' : ''}`);
}

/** Puts a mark before the first line, and the lines after it under the first. */
const hang = (mark: string, words: string, indent = mark.length): string =>
  mark + words.replaceAll('\n', `\n${' '.repeat(indent)}`);

/** Breaks between words; a word that is wider than the terminal stays whole. */
function wrap(text: Text, columns: number, terminal: Terminal): string {
  const lines: { shown: string; width: number }[] = [];
  for (const { shown, width } of wordsOf(text, terminal)) {
    const line = lines.at(-1);
    if (!line || line.width + 1 + width > columns) lines.push({ shown, width });
    else {
      line.shown += ` ${shown}`;
      line.width += 1 + width;
    }
  }
  return lines.map(({ shown }) => shown).join('\n');
}

/** What must stay on one line: parts of several spans where no space stands between them. */
function wordsOf(text: Text, terminal: Terminal): readonly { shown: string; width: number }[] {
  const words: { shown: string; width: number }[] = [];
  let apart = true;
  for (const { raw, dress } of text.flatMap((span): readonly Part[] => spanParts(span, terminal)))
    for (const piece of raw.split(/(\s+)/).filter((one) => one !== '')) {
      const word = words.at(-1);
      const width = [...piece].length;
      if (piece.trim() === '') apart = true;
      else if (!word || apart) words.push({ shown: dress(piece), width });
      else {
        word.shown += dress(piece);
        word.width += width;
      }
      if (piece.trim() !== '') apart = false;
    }
  return words;
}
