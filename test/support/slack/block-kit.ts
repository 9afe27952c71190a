/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** What Slack's validator, and the rules that it does not enforce, say of a message. */
export interface Verdict {
  /** Slack would refuse the message with this error. */
  readonly error?: string;
  readonly problems: readonly string[];
}

/**
 * Checks a message as chat.postMessage, an acknowledgement or a response_url
 * takes it. https://docs.slack.dev/reference/block-kit/blocks and the pages of
 * each block below it.
 */
export function judge(message: Json): Verdict {
  const problems: string[] = [];
  const blocks = message.blocks;
  if (blocks !== undefined) checkBlocks(blocks, problems);
  const inBlocks = problems.length;
  checkTopText(message, problems);
  const payload = blocks === undefined ? 0 : JSON.stringify(blocks).length;
  // https://github.com/slackapi/bolt-js/issues/2509
  if (payload > 13_200) problems.push(`blocks: ${payload} characters in all, more than 13,200`);
  const error =
    inBlocks > 0 ? 'invalid_blocks' : payload > 13_200 ? 'msg_blocks_too_long' : undefined;
  return { problems, ...(error && { error }) };
}

type Check = (value: Json, at: string, problems: string[]) => void;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkTopText(message: Json, problems: string[]): void {
  const text = message.text;
  if (typeof text !== 'string' || text.trim() === '')
    return void problems.push('text: missing: screen readers and notifications read it');
  checkLength(text, 1, 4_000, 'text', problems);
  checkEscaped(text, 'text', problems);
  if (message.mrkdwn !== false && /[*_~`]|^&gt;/m.test(text))
    problems.push('text: has characters that Slack reads as markup');
}

function checkBlocks(blocks: unknown, problems: string[]): void {
  if (!Array.isArray(blocks)) return void problems.push('blocks: not a list');
  if (blocks.length > 50) problems.push(`blocks: ${blocks.length}, more than 50`);
  for (const [i, block] of blocks.entries()) each(block, `blocks/${i}`, problems, BLOCKS);
  unique(blocks, 'block_id', 'blocks', problems);
  const actions = blocks.flatMap((block) =>
    isObject(block) && block.type === 'actions' ? list(block.elements) : [],
  );
  unique(actions, 'action_id', 'actions', problems);
}

/** Checks a typed thing by the checks of its type; a type of no check is unknown. */
function each(
  value: unknown,
  at: string,
  problems: string[],
  checks: Readonly<Record<string, Check>>,
): void {
  if (!isObject(value)) return void problems.push(`${at}: not an object`);
  const check = checks[String(value.type)];
  if (check) check(value, at, problems);
  else problems.push(`${at}: unknown type ${String(value.type)}`);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function elements(
  value: Json,
  at: string,
  problems: string[],
  most: number,
  checks: Readonly<Record<string, Check>>,
): void {
  const all = value.elements;
  if (!Array.isArray(all) || all.length === 0) return void problems.push(`${at}: no elements`);
  if (all.length > most) problems.push(`${at}: ${all.length} elements, more than ${most}`);
  for (const [i, element] of all.entries()) each(element, `${at}/${i}`, problems, checks);
}

function unique(values: readonly unknown[], key: string, at: string, problems: string[]): void {
  const ids = values.flatMap((value) =>
    isObject(value) && value[key] !== undefined ? [value[key]] : [],
  );
  if (new Set(ids).size < ids.length) problems.push(`${at}: ${key} used twice`);
  for (const id of ids) checkLength(id, 1, 255, `${at}: ${key}`, problems);
}

function checkLength(
  value: unknown,
  least: number,
  most: number,
  at: string,
  problems: string[],
): void {
  if (typeof value !== 'string') return void problems.push(`${at}: not text`);
  if (value.length < least || value.length > most)
    problems.push(`${at}: ${value.length} characters, not ${least}–${most}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(value) || !value.isWellFormed())
    problems.push(`${at}: control characters or half a character`);
}

/** `&`, `<` and `>` are control characters. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function checkEscaped(text: string, at: string, problems: string[]): void {
  if (/<[!@#]/.test(text)) problems.push(`${at}: mentions somebody: ${text.slice(0, 80)}`);
  const rest = text.replace(/<https?:\/\/[^\s<>|]+(?:\|[^<>\n]*)?>/g, '');
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(rest))
    problems.push(`${at}: not escaped: ${text.slice(0, 80)}`);
}

const plainText =
  (most: number): Check =>
  (value, at, problems) => {
    if (value.type !== 'plain_text') problems.push(`${at}: not plain_text`);
    if (value.emoji !== false) problems.push(`${at}: emoji shortcodes would be drawn`);
    checkLength(value.text, 1, most, at, problems);
    if (String(value.text).trim() === '') problems.push(`${at}: blank`);
  };

const mrkdwn =
  (most: number): Check =>
  (value, at, problems) => {
    checkLength(value.text, 1, most, at, problems);
    checkEscaped(String(value.text), at, problems);
    if (/[*_~`]|^&gt;/m.test(String(value.text))) problems.push(`${at}: markup`);
  };

const address = (value: unknown, at: string, problems: string[]): void => {
  checkLength(value, 1, 3_000, at, problems);
  if (!/^https?:\/\//.test(String(value)) || !URL.canParse(String(value)))
    problems.push(`${at}: not an address`);
};

const button: Check = (value, at, problems) => {
  checkLength(value.action_id, 1, 255, `${at}: action_id`, problems);
  each(value.text, `${at}: text`, problems, { plain_text: plainText(75) });
  if (value.value !== undefined) checkLength(value.value, 0, 2_000, `${at}: value`, problems);
  if (value.url !== undefined) address(value.url, `${at}: url`, problems);
};

/**
 * Elements that Slack draws as it gets them, without reading their words for markup.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
const RICH_ELEMENTS: Readonly<Record<string, Check>> = {
  text: (value, at, problems) => {
    checkLength(value.text, 1, 12_000, at, problems);
    style(value.style, at, problems);
  },
  link: (value, at, problems) => {
    address(value.url, at, problems);
    checkLength(value.text, 1, 3_000, at, problems);
  },
  date: (value, at, problems) => {
    if (!Number.isInteger(value.timestamp)) problems.push(`${at}: timestamp is not whole seconds`);
    if (!/\{(?:date|time|ago)/.test(String(value.format)))
      problems.push(`${at}: format names no part of a date`);
    checkLength(value.fallback, 1, 3_000, `${at}: fallback`, problems);
  },
  // Draws the channel's name, and notifies nobody.
  channel: (value, at, problems) => {
    if (!/^[CG][A-Z0-9]+$/.test(String(value.channel_id)))
      problems.push(`${at}: channel_id is not the id of a channel`);
    style(value.style, at, problems);
  },
  ...Object.fromEntries(
    ['user', 'usergroup', 'broadcast', 'team'].map((type): [string, Check] => [
      type,
      (_, at, problems) => void problems.push(`${at}: mentions somebody`),
    ]),
  ),
};

function style(value: unknown, at: string, problems: string[]): void {
  if (value === undefined) return;
  const known = ['bold', 'italic', 'strike', 'code'];
  if (
    !isObject(value) ||
    Object.entries(value).some(([key, on]) => !known.includes(key) || typeof on !== 'boolean')
  )
    problems.push(`${at}: unknown style`);
}

const richSection: Check = (value, at, problems) =>
  elements(value, at, problems, 1_000, RICH_ELEMENTS);

const RICH_PARTS: Readonly<Record<string, Check>> = {
  rich_text_section: richSection,
  rich_text_quote: richSection,
  rich_text_list: (value, at, problems) => {
    if (value.style !== 'bullet' && value.style !== 'ordered')
      problems.push(`${at}: unknown list style`);
    elements(value, at, problems, 1_000, { rich_text_section: richSection });
  },
};

const BLOCKS: Readonly<Record<string, Check>> = {
  header: (value, at, problems) =>
    each(value.text, at, problems, { plain_text: plainText(150), mrkdwn: plainText(150) }),
  section: (value, at, problems) => {
    if (value.text === undefined && value.fields === undefined)
      problems.push(`${at}: neither text nor fields`);
    if (value.text !== undefined)
      each(value.text, at, problems, { mrkdwn: mrkdwn(3_000), plain_text: plainText(3_000) });
    if (list(value.fields).length > 10) problems.push(`${at}: more than 10 fields`);
    for (const [i, field] of list(value.fields).entries())
      each(field, `${at}/fields/${i}`, problems, {
        mrkdwn: mrkdwn(2_000),
        plain_text: plainText(2_000),
      });
  },
  context: (value, at, problems) =>
    elements(value, at, problems, 10, { mrkdwn: mrkdwn(2_000), plain_text: plainText(2_000) }),
  actions: (value, at, problems) => elements(value, at, problems, 25, { button }),
  rich_text: (value, at, problems) => elements(value, at, problems, 1_000, RICH_PARTS),
  divider: () => undefined,
};
