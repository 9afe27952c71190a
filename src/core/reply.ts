import { channelWords, type Destination } from './destination.ts';

/**
 * What Vigil says, before any platform has its way with it.
 *
 * Commands and notices build a Reply; each adapter's `render.ts` draws it. Text
 * is plain and meaning is typed (a link, weight, an instant, a channel), so escaping and
 * length limits live in the renderers and nowhere else.
 */
export interface Reply {
  /** The headline. */
  readonly title: string;
  readonly tone: Tone;
  /** `caller`: seen only by the person who asked, where the platform can. */
  readonly audience: 'caller' | 'channel';
  readonly blocks: readonly Block[];
  readonly buttons?: readonly Button[];
  /** Handed out with the answer, to the person who asked and nobody else. */
  readonly file?: Attachment;
  /** The same for programs; `vigil ask --format json` prints it. */
  readonly data?: object;
  /** Set where the question could not be answered as asked: `unknown_state`, `unknown_verb` … */
  readonly problem?: string;
}

export interface Attachment {
  /** `coalition-2026-11-22.zip`. */
  readonly name: string;
  readonly content: Uint8Array;
}

export type Tone = 'calm' | 'done' | 'warning' | 'urgent';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'fields'; readonly fields: readonly { label: string; text: Text }[] }
  | { readonly kind: 'list'; readonly heading?: string; readonly items: readonly Text[] }
  | { readonly kind: 'warning'; readonly text: Text }
  /** Small print: sources, data as of. */
  | { readonly kind: 'note'; readonly text: Text };

export type Text = readonly Span[];
export type Span =
  | string
  | { readonly strong: string }
  | { readonly quote: string }
  | Link
  /** A true instant; also said as a Geneva clock time. Never a plain date. */
  | { readonly instant: number }
  /**
   * By its name where it is read on its platform, in its workspace or server;
   * else in words, without an article. Never a person's direct messages.
   */
  | { readonly channel: Destination };
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A button either asks Vigil something or opens a page. */
export type Button =
  | {
      /**
       * `show` answers in place of the message (paging), `ask` in a new one to
       * the person, `share` in the channel for all.
       */
      readonly does: 'show' | 'ask' | 'share';
      readonly label: string;
      /** The text of a slash-command without its root: `timeline USA page:2`. At most 80 characters. */
      readonly command: string;
    }
  | { readonly does: 'open'; readonly label: string; readonly url: string };

/** The words of a text without markup: for screen readers, previews and terminals. */
export function plain(words: Text): string {
  return words.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('strong' in span) return span.strong;
  if ('quote' in span) return `“${span.quote}”`;
  if ('instant' in span) return new Date(span.instant).toISOString();
  if ('channel' in span) return channelWords(span.channel);
  return span.label;
}
