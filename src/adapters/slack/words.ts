import type { Destination } from '../../core/destination.ts';

/** Controls, and the marks that turn the reading direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const ALL_UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Drops control characters and halves of characters; keeps line breaks, and a tab as a space. */
export function clean(raw: string): string {
  const whole = raw.isWellFormed() ? raw : raw.toWellFormed();
  return UNSEEN.test(whole) ? whole.replace(/\t/g, ' ').replace(ALL_UNSEEN, '') : whole;
}

/** As `clean`, on one line: for titles and labels. */
export const oneLine = (raw: string): string => {
  const words = clean(raw);
  return words.includes('\n') ? words.replace(/\s*\n\s*/g, ' ').trim() : words.trim();
};

/** Slack reads these three as control sequences. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escaped(words: string): string {
  if (!/[&<>]/.test(words)) return words;
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Cuts at a word, and ends in `…` where something is missing; never longer than `most`. */
export function cutAtWord(words: string, most: number): string {
  if (words.length <= most) return words;
  const room = most - 1;
  const space = Math.max(words.lastIndexOf(' ', room), words.lastIndexOf('\n', room));
  // A "word" that fills half of the room is cut like any other run of characters.
  const at = space > room / 2 ? space : room;
  const halved = /[\ud800-\udbff]/.test(words.charAt(at - 1)) ? at - 1 : at;
  return `${words.slice(0, halved).trimEnd()}…`;
}

/** As `cutAtWord`, for escaped words: an entity such as `&amp;` is never cut in two. */
export const cutEscaped = (words: string, most: number): string =>
  cutAtWord(words, most).replace(/&[a-z]{0,3}…$/, '…');

/** Only whole web addresses become links. */
export const isWebAddress = (url: string): boolean =>
  /^https?:\/\/[^\s<>|"\\^`{}]+$/i.test(url) && url.isWellFormed() && URL.canParse(url);

/** Public and private channels; one person's messages (`D…`) have no name. https://docs.slack.dev/reference/objects/conversation-object */
const CHANNEL_ID = /^[CG][A-Z0-9]+$/;

/** Whether a channel is drawn by its name for people of the team: of other teams Slack draws the bare id. */
export const hasNameIn =
  (team: string | undefined) =>
  ({ platform, workspace, channel }: Destination): boolean =>
    platform === 'slack' && workspace === team && CHANNEL_ID.test(channel);

/** Words that Slack shows as they are, in the places that take no rich text. */
export const plainText = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;

/** Characters of a value as it is sent. */
export const sizeInJson = (value: unknown): number => JSON.stringify(value).length;
