import { dateWords, edtf } from '../../core/dates/edtf.ts';
import { type Block, plain, type Reply, type Span, type Text } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, cutEscaped, escaped, isWebAddress, oneLine } from './words.ts';

/** A line of the top-level text: with its links, and without for where it must be cut. */
interface Line {
  readonly linked: string;
  readonly bare: () => string;
}

/**
 * The whole meaning of a reply as one text, with its links, for screen readers
 * and notifications. Escaped; cut at a word at the ceiling, never inside a link.
 */
export function wordsOf(reply: Reply): string {
  const lines = [titled(reply.title), ...reply.blocks.flatMap(linesOf)];
  const whole = lines
    .map(({ linked }) => linked)
    .join('\n')
    .trim();
  if (whole.length <= LIMITS.text) return whole || 'No words.';
  return upToCeiling(lines);
}

function upToCeiling(lines: readonly Line[]): string {
  let text = '';
  for (const { linked, bare } of lines) {
    const longer = text === '' ? linked : `${text}\n${linked}`;
    // Two places are kept for the line break and the `…`.
    if (longer.length > LIMITS.text - 2) {
      const rest = cutEscaped(`${bare()}\n…`, LIMITS.text - text.length - 1);
      return text === '' ? rest : `${text}\n${rest}`;
    }
    text = longer;
  }
  return text;
}

const titled = (title: string): Line => {
  const words = escaped(oneLine(title));
  return { linked: words, bare: () => words };
};

// No default case: a new kind of Block fails to compile here until it is said.
function linesOf(block: Block): Line[] {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return [said('', block.text)];
    case 'fields':
      return block.fields.map(({ label, text }) => said(`${label}: `, text));
    case 'list':
      return [
        ...(block.heading ? [said(block.heading, [])] : []),
        ...block.items.map((item) => said('• ', item)),
      ];
    case 'warning':
      return [said('⚠️ ', block.text)];
  }
}

const said = (before: string, text: Text): Line => ({
  linked: escaped(clean(before)) + text.map((span) => spanWords(span, true)).join(''),
  bare: () => escaped(clean(before)) + text.map((span) => spanWords(span, false)).join(''),
});

function spanWords(span: Span, linked: boolean): string {
  if (typeof span === 'string') return escaped(clean(span));
  if ('strong' in span) return escaped(clean(span.strong));
  if ('quote' in span) return `“${escaped(clean(span.quote))}”`;
  if ('instant' in span) return dateWords(edtf(new Date(span.instant).toISOString()));
  if ('channel' in span) return escaped(clean(plain([span])));
  const label = escaped(oneLine(span.label) || oneLine(span.url));
  return linked && isWebAddress(span.url) ? `<${escaped(span.url)}|${label}>` : label;
}
