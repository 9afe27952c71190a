import type { KnownBlock, Button as SlackButton } from '@slack/types';
import { withMentions } from '../../core/mentions.ts';
import { type Block, plain, type Reply, type Span, type Text } from '../../core/reply.ts';
import { buttonsOf, withinRoom } from './buttons.ts';
import { wordsOf } from './fallback.ts';
import { LIMITS } from './limits.ts';
import { line, list, type Part, richText } from './rich-text.ts';
import { clean, hasNameIn, oneLine, plainText, sizeInJson } from './words.ts';

/** A message as chat.postMessage, an acknowledgement and a response_url take it. */
export interface SlackMessage {
  /** The whole meaning: read aloud, and shown in notifications instead of the blocks. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Keeps Slack from reading `*` and `_` in `text` as markup. https://docs.slack.dev/messaging#payloads */
  readonly mrkdwn: false;
}

/**
 * Draws a Reply as Block Kit. Pure: no client, no clock. `team`: where it is
 * read, whose channels are drawn by name; where absent, all are said in words.
 *
 * Words go into rich text, whose elements are typed: Slack looks for no markup,
 * mention or link inside them, so nothing that a person typed can become one.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function render(said: Reply, team?: string): SlackMessage {
  const reply = withMentions(said, hasNameIn(team));
  const known = drawn.get(reply);
  if (known) return known;
  const body = [...heading(oneLine(reply.title)), ...reply.blocks.flatMap(draw)];
  const blocks = withinCeilings(body, buttonsOf(reply));
  const message: SlackMessage = { text: wordsOf(reply), blocks, mrkdwn: false };
  drawn.set(reply, message);
  return message;
}

/** The desk remembers its replies: when a hundred channels ask the same, it is drawn once. */
const drawn = new WeakMap<Reply, SlackMessage>();

/** The answer to a slash-command: in an acknowledgement, or at its response_url. */
export interface CommandResponse extends SlackMessage {
  readonly response_type: 'ephemeral' | 'in_channel';
}

export const commandResponse = (reply: Reply, team?: string): CommandResponse => ({
  response_type: reply.audience === 'channel' ? 'in_channel' : 'ephemeral',
  ...render(reply, team),
});

/** A header where one can hold the title, else a bold line. */
function heading(title: string): Part[] {
  if (title === '') return [];
  if (title.length > LIMITS.header) return richText([line([{ strong: title }])]);
  return [{ block: { type: 'header', text: plainText(title) }, lines: 1 }];
}

// No default case: a new kind of Block fails to compile here until it is drawn.
function draw(block: Block): Part[] {
  switch (block.kind) {
    case 'paragraph':
      return richText([line(block.text)]);
    case 'fields':
      return richText(
        block.fields.map(({ label, text }) => line([{ strong: `${label}:` }, ' ', ...text])),
      );
    case 'list':
      return list(block.heading, block.items);
    case 'warning':
      return richText([line(['⚠️ ', ...block.text])]);
    case 'note':
      return note(block.text);
  }
}

/** Small print where it has no links and mentions: only plain text is safe from markup in a context block. */
function note(text: Text): Part[] {
  const words = clean(plain(text));
  const small = words.trim() !== '' && words.length <= LIMITS.contextText && text.every(isPlain);
  if (!small) return richText([line(text)]);
  return [{ block: { type: 'context', elements: [plainText(words)] }, lines: 1 }];
}

const isPlain = (span: Span): boolean =>
  typeof span === 'string' || 'strong' in span || 'quote' in span;

/** Over the ceilings, says how much is missing rather than dropping it unsaid. */
function withinCeilings(body: readonly Part[], buttons: readonly SlackButton[]): KnownBlock[] {
  const blocks = [...body.map(({ block }) => block), ...row(buttons)];
  if (blocks.length <= LIMITS.blocks && sizeInJson(blocks) <= LIMITS.blocksPayload) return blocks;
  const last = row(withinRoom(buttons));
  const kept: Part[] = [];
  // The line on what is missing takes less than 300 characters.
  let room = LIMITS.blocksPayload - sizeInJson(last) - 300;
  for (const part of body) {
    room -= sizeInJson(part.block) + 1;
    if (room < 0 || kept.length + last.length + 2 > LIMITS.blocks) break;
    kept.push(part);
  }
  const missing = body.slice(kept.length).reduce((sum, { lines }) => sum + lines, 0);
  return [...kept, ...missingLines(missing)].map(({ block }) => block).concat(last);
}

const row = (buttons: readonly SlackButton[]): KnownBlock[] =>
  buttons.length ? [{ type: 'actions', elements: [...buttons] }] : [];

function missingLines(count: number): Part[] {
  if (count === 0) return [];
  const words = `… and ${count} more ${count === 1 ? 'line' : 'lines'}, too long for one Slack message.`;
  return richText([line([words])]);
}
