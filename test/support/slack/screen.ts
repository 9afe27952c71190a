import type { Json } from './block-kit.ts';

/** A message as a person sees it. */
export interface Shown {
  readonly ts: string;
  readonly channel: string;
  /** Whom an ephemeral message is shown to; null where all see it. */
  readonly onlyTo: string | null;
  /** What screen readers and notifications say. */
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
}

/** A button as it stands in a message. */
export interface ShownButton {
  readonly label: string;
  readonly block: string;
  readonly element: Json;
}

/** The buttons of a message, in order. */
export const buttonsOf = ({ blocks }: Shown): ShownButton[] =>
  blocks.flatMap((block, i) =>
    block.type === 'actions'
      ? children(block).map((element) => ({ label: wordsIn(element), block: `b${i}`, element }))
      : [],
  );

/** The words that the blocks show, without the buttons; a channel by its id, as if it were called so. */
export const wordsOnScreen = (blocks: readonly Json[]): string =>
  blocks
    .filter(({ type }) => type !== 'actions')
    .map(wordsIn)
    .join('\n');

const children = (value: Json): readonly Json[] =>
  Array.isArray(value.elements) ? (value.elements as readonly Json[]) : [];

function wordsIn(value: Json): string {
  if (value.type === 'date') return String(value.fallback);
  if (value.type === 'channel') return `#${value.channel_id}`;
  if (typeof value.text === 'string') return value.text;
  if (typeof value.text === 'object' && value.text !== null) return wordsIn(value.text as Json);
  const line = value.type === 'rich_text_section';
  return children(value)
    .map(wordsIn)
    .join(line ? '' : '\n');
}

/** Undoes Slack's escaping, and shows links by their labels: what is read aloud. */
export const readAloud = (text: string): string =>
  text
    .replace(/<https?:\/\/[^\s<>|]+\|([^<>\n]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const MENTIONING = ['user', 'usergroup', 'broadcast'];

/** Whom a message notifies: `<!channel>` and `<@U1>` in marked text, elements that name people in rich text. */
export function mentionedIn({ text, blocks }: Pick<Shown, 'text' | 'blocks'>): readonly string[] {
  return [...markedMentions(text), ...blocks.flatMap(mentionsIn)];
}

/** https://docs.slack.dev/messaging/formatting-message-text#mentioning-users */
const markedMentions = (text: string): readonly string[] =>
  text.match(/<(?:@[UW]|!(?:channel|here|everyone|subteam\^))[^<>]*>/g) ?? [];

function mentionsIn(value: Json): readonly string[] {
  if (MENTIONING.includes(String(value.type))) return [JSON.stringify(value)];
  const marked = value.type === 'mrkdwn' ? markedMentions(String(value.text)) : [];
  const inner = Object.values(value)
    .flat()
    .filter((one) => typeof one === 'object' && one !== null);
  return [...marked, ...inner.flatMap((one) => mentionsIn(one as Json))];
}
