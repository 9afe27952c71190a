import { dateWords, edtf } from '../../core/dates/edtf.ts';
import { plain, type Span } from '../../core/reply.ts';

/** What the terminal can show. */
export interface Terminal {
  readonly colour: boolean;
  /** Clickable links, OSC 8. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
  readonly links: boolean;
  readonly columns: number;
  /** The root of the slash-command, which suggestions begin with. */
  readonly root: string;
}

/** A piece of a span, and how each of its words is dressed. */
export interface Part {
  readonly raw: string;
  readonly dress: (word: string) => string;
}

/** A link that cannot be clicked is followed by its address. */
export function spanParts(span: Span, terminal: Terminal): readonly Part[] {
  if (typeof span === 'string') return [undressed(span)];
  if ('strong' in span)
    return [{ raw: unobeyed(span.strong), dress: (word) => paint(terminal, 'strong', word) }];
  if ('quote' in span || 'channel' in span) return [undressed(plain([span]))];
  if ('instant' in span) return [undressed(instantWords(span.instant))];
  const url = unobeyed(span.url);
  if (!terminal.links) return [undressed(span.label), undressed(` <${url}>`)];
  return [
    {
      raw: unobeyed(span.label || url),
      dress: (word) => `${OSC}8;;${url}${ST}${word}${OSC}8;;${ST}`,
    },
  ];
}

const undressed = (raw: string): Part => ({ raw: unobeyed(raw), dress: (word) => word });

/** `7 Nov 2026, 14:00 Geneva`. */
const instantWords = (at: number): string => dateWords(edtf(new Date(at).toISOString()));

const OSC = '\u001B]';
const ST = '\u001B\\';

export type Paint = 'strong' | 'dim' | 'done' | 'warning';

/** On and off; off ends only its own, so that weight inside colour leaves the colour. */
const CODES: Record<Paint, readonly [number, number]> = {
  strong: [1, 22],
  dim: [2, 22],
  done: [32, 39],
  warning: [33, 39],
};

export function paint({ colour }: Terminal, how: Paint, words: string): string {
  const [on, off] = CODES[how];
  return colour && words !== '' ? `\u001B[${on}m${words}\u001B[${off}m` : words;
}

/** What a terminal would obey: escapes, bells, marks that turn the direction of what follows. */
const OBEYED = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Text on one line that no terminal obeys. */
export const unobeyed = (raw: string): string =>
  raw.toWellFormed().replace(/\s+/g, ' ').replace(OBEYED, '');
