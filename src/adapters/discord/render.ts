import type { APIAllowedMentions, APIEmbed } from 'discord.js';
import { DIRECT } from '../../core/coalition/coalition.ts';
import type { Destination } from '../../core/destination.ts';
import { withMentions } from '../../core/mentions.ts';
import type { Block, Reply, Text } from '../../core/reply.ts';
import { type ButtonRow, buttonRows } from './buttons.ts';
import { card, MORE, pack } from './card.ts';
import { LIMITS } from './limits.ts';
import { bold, words } from './markdown.ts';
import { type Layout, layout, oneLine } from './sections.ts';

export interface DiscordMessage {
  /** The headline and the first fact, for notifications; all of it where embeds are off. */
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: ButtonRow[];
  readonly allowed_mentions: APIAllowedMentions;
}

/** How much of the first fact stands beside the headline. */
const FIRST_FACT = 300;
/** Up to this a reply without fields and headed lists needs no card. */
const SHORT = 400;

/** Where a reply is read. */
interface Reader {
  /** The channel shows them. */
  readonly embeds: boolean;
  /** Whose channels are drawn by name, `dm` for direct messages; where absent, all are said in words. */
  readonly server?: string;
}

/**
 * Draws a Reply as one line of text and a card; as text alone where it is short,
 * or where the channel shows no embeds. Pure: no client, no clock.
 */
export function render(said: Reply, { embeds, server }: Reader = { embeds: true }): DiscordMessage {
  const reply = withMentions(said, hasNameIn(server));
  const known = embeds ? drawn.get(reply) : undefined;
  if (known) return known;
  const message = draw(reply, embeds);
  if (embeds) drawn.set(reply, message);
  return message;
}

/** The desk remembers its replies: when a hundred servers ask the same, it is drawn once. */
const drawn = new WeakMap<Reply, DiscordMessage>();

/** https://discord.com/developers/docs/reference#snowflakes */
const SNOWFLAKE = /^\d{1,20}$/;

/**
 * Whether a channel is drawn by its name: in its server, and in the messages of
 * a person, whose client knows the channels of all their servers.
 * https://discord.com/developers/docs/reference#message-formatting
 */
const hasNameIn =
  (server: string | undefined) =>
  ({ platform, workspace, channel }: Destination): boolean =>
    platform === 'discord' &&
    (workspace === server || server === DIRECT) &&
    SNOWFLAKE.test(channel);

function draw(reply: Reply, embeds: boolean): DiscordMessage {
  const parts = layout(reply.blocks);
  const asCard = embeds && !isShort(reply, parts);
  return {
    content: asCard ? firstLine(reply) : wholeText(reply, parts),
    embeds: asCard ? [card(reply, parts)] : [],
    components: buttonRows(reply.buttons ?? []),
    allowed_mentions: { parse: [] },
  };
}

/** A card would only say again what the line above it says. */
const isShort = (reply: Reply, parts: Layout): boolean =>
  parts.sections.every(({ name }) => name === undefined) && wholeText(reply, parts).length <= SHORT;

/** Seen only by the person who asked. https://discord.com/developers/docs/resources/message#message-object-message-flags */
const EPHEMERAL = 64;
/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const CHANNEL_MESSAGE_WITH_SOURCE = 4;

/** The whole first answer to a slash-command, as it goes over the wire. */
export const interactionResponse = (reply: Reply): object => ({
  type: CHANNEL_MESSAGE_WITH_SOURCE,
  data: { ...render(reply), ...(reply.audience === 'caller' ? { flags: EPHEMERAL } : {}) },
});

/** `**Peru — UPR 4th cycle: scheduled** · Review: 7 Nov 2025`. */
function firstLine({ title, blocks }: Reply): string {
  const fact = blocks.map(factOf).find((text) => text !== undefined) ?? [];
  const drawn = words(fact, FIRST_FACT)
    .trim()
    .replace(/\s*\n\s*/g, ' · ');
  return drawn === '' ? headline(title) : `${headline(title)} · ${drawn}`;
}

function factOf(block: Block): Text | undefined {
  if (block.kind === 'paragraph') return block.text;
  if (block.kind === 'list') return block.items[0];
  const [field] = block.kind === 'fields' ? block.fields : [];
  return field && [`${field.label}: `, ...field.text];
}

const BOLD_MARKS = 4;

const headline = (title: string): string => {
  const whole = bold(oneLine(title));
  const ceiling = LIMITS.content - FIRST_FACT * 2;
  return whole.length <= ceiling ? whole : `**${words([oneLine(title)], ceiling - BOLD_MARKS)}**`;
};

/** All in the text of the message, as far as it goes. */
function wholeText({ title }: Reply, { sections, smallPrint }: Layout): string {
  const head = headline(title);
  const lines = sections.flatMap(({ name, lines: [first = [], ...rest] }): Text[] => {
    if (name === undefined) return [first, ...rest];
    if (rest.length === 0) return [[{ strong: `${name}:` }, ' ', ...first]];
    return [[{ strong: name }], first, ...rest];
  });
  const { text, left } = pack([...lines, ...smallPrint], LIMITS.content - head.length - 1 - MORE);
  return `${head}\n${text}${left > 0 ? `\n… and ${left} more` : ''}`.trim();
}
