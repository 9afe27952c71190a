import { asJson, type Checker, createChecker, type Json, Refusal, refuseProblems } from './form.ts';

const EPHEMERAL = 64;
const SUPPRESS_EMBEDS = 4;
const SUPPRESS_NOTIFICATIONS = 4_096;

/** Where a message is written, which decides what it may carry. */
export type MessagePlace = 'channel' | 'response' | 'edit';

/**
 * Throws what Discord answers to a message that it does not take.
 * https://discord.com/developers/docs/resources/message#create-message
 */
export function checkMessage(body: Json, place: MessagePlace, files = 0): void {
  const checker = createChecker();
  if (body.content !== undefined && body.content !== null)
    checker.length('content', body.content, 0, 2_000);
  checkEmbeds(checker, body.embeds);
  checkComponents(checker, body.components);
  checkMentions(checker, body.allowed_mentions);
  checkFlags(checker, body.flags, place);
  if (body.nonce !== undefined) checker.length('nonce', String(body.nonce), 1, 25);
  refuseProblems(checker.problems);
  if (place !== 'edit' && files === 0 && isEmpty(body))
    throw new Refusal(400, 50006, 'Cannot send an empty message');
}

const isEmpty = ({ content, embeds }: Json): boolean =>
  String(content ?? '').trim() === '' && !(Array.isArray(embeds) && embeds.length > 0);

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
function checkEmbeds(checker: Checker, value: unknown): void {
  let total = 0;
  for (const [i, embed] of checker.list('embeds', value, 10).entries()) {
    const path = `embeds.${i}`;
    const texts: unknown[] = [embed.title, embed.description];
    if (embed.title !== undefined) checker.length(`${path}.title`, embed.title, 0, 256);
    if (embed.description !== undefined)
      checker.length(`${path}.description`, embed.description, 0, 4_096);
    for (const [n, field] of checker.list(`${path}.fields`, embed.fields, 25).entries()) {
      checker.length(`${path}.fields.${n}.name`, field.name, 1, 256);
      checker.length(`${path}.fields.${n}.value`, field.value, 1, 1_024);
      texts.push(field.name, field.value);
    }
    if (embed.footer !== undefined) {
      checker.length(`${path}.footer.text`, asJson(embed.footer).text, 1, 2_048);
      texts.push(asJson(embed.footer).text);
    }
    const characters = texts.reduce<number>((sum, text) => sum + String(text ?? '').length, 0);
    if (characters === 0) checker.say(path, 'EMBED_EMPTY', 'An embed must have something to show.');
    total += characters;
  }
  if (total > 6_000)
    checker.say('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

/** https://discord.com/developers/docs/components/reference */
function checkComponents(checker: Checker, value: unknown): void {
  const ids: unknown[] = [];
  for (const [i, row] of checker.list('components', value, 5).entries()) {
    checker.oneOf(`components.${i}.type`, row.type, [1]);
    const buttons = checker.list(`components.${i}.components`, row.components, 5);
    if (buttons.length === 0)
      checker.say(
        `components.${i}.components`,
        'BASE_TYPE_BAD_LENGTH',
        'Must be between 1 and 5 in length.',
      );
    for (const [n, button] of buttons.entries())
      checkButton(checker, `components.${i}.components.${n}`, button, ids);
  }
}

function checkButton(checker: Checker, path: string, button: Json, ids: unknown[]): void {
  const { type, style, label, url, custom_id: id } = button;
  checker.oneOf(`${path}.type`, type, [2]);
  checker.oneOf(`${path}.style`, style, [1, 2, 3, 4, 5]);
  checker.length(`${path}.label`, label, 1, 80);
  if (style === 5) {
    checker.length(`${path}.url`, url, 1, 512);
    if (!/^(?:https?|discord):\/\//.test(String(url)))
      checker.say(
        `${path}.url`,
        'URL_TYPE_INVALID_SCHEME',
        'Scheme must be http, https or discord.',
      );
    if (id !== undefined)
      checker.say(`${path}.custom_id`, 'COMPONENT_CUSTOM_ID_WITH_URL', 'Not both.');
    return;
  }
  checker.length(`${path}.custom_id`, id, 1, 100);
  if (ids.includes(id))
    checker.say(
      `${path}.custom_id`,
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Custom id cannot be duplicated',
    );
  ids.push(id);
}

function checkMentions(checker: Checker, value: unknown): void {
  if (value === undefined || value === null) return;
  const { parse } = asJson(value);
  if (parse !== undefined && !Array.isArray(parse))
    checker.say('allowed_mentions.parse', 'LIST_TYPE_CONVERT', 'Must be a list.');
}

function checkFlags(checker: Checker, value: unknown, place: MessagePlace): void {
  const allowed = SUPPRESS_EMBEDS | (place === 'channel' ? 0 : EPHEMERAL) | SUPPRESS_NOTIFICATIONS;
  if (value !== undefined && (Number(value) & ~allowed) !== 0)
    checker.say('flags', 'MESSAGE_FLAGS_INVALID', `Only ${allowed} may be set.`);
}

const MENTION = /@everyone|@here|<@[!&]?\d+>/g;

/**
 * Whom a message would notify: those whom its content names, where it allows it.
 * What is named in a card notifies nobody.
 * https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function mentionedIn({ content, allowed_mentions: allowed }: Json): readonly string[] {
  const named = String(content ?? '').match(MENTION) ?? [];
  if (allowed === undefined || allowed === null) return named;
  const { parse, users, roles } = asJson(allowed);
  const someMay = [parse, users, roles].some((list) => Array.isArray(list) && list.length > 0);
  return someMay ? named : [];
}
