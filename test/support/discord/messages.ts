import { type Json, Refusal } from './form.ts';
import { mentionedIn } from './message-form.ts';
import { listOf, userObject, type World } from './world.ts';

/** A file as it was uploaded with a request. */
export interface Upload {
  /** `0` of `files[0]`. */
  readonly id: string;
  readonly name: string;
  readonly content: Uint8Array;
}

/** A message as the server keeps it. */
export interface Stored {
  readonly id: string;
  readonly channel: string;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  files: readonly Upload[];
  readonly ephemeral: boolean;
  /** Who alone sees it, where it is ephemeral. */
  readonly to: string | undefined;
  readonly nonce: string | undefined;
  readonly sentAt: number;
}

/** Who sees a message, and what came with it. */
interface Circumstances {
  /** The one account that sees it. */
  readonly to?: string | undefined;
  readonly files?: readonly Upload[];
}

/** A message from a checked body. */
export const storedMessage = (
  world: World,
  channel: string,
  body: Json,
  { to, files = [] }: Circumstances = {},
): Stored => ({
  id: world.nextId(),
  channel,
  content: String(body.content ?? ''),
  embeds: listOf(body.embeds),
  components: listOf(body.components),
  files: renamed(world, files),
  ephemeral: to !== undefined,
  to,
  sentAt: Date.now(),
  nonce: body.nonce === undefined ? undefined : String(body.nonce),
});

/** Changes what a body names. Attachments that it lists are kept; where it lists none at all, all are. */
export function editMessage(
  world: World,
  message: Stored,
  body: Json,
  files: readonly Upload[],
): Stored {
  if (body.content !== undefined) message.content = String(body.content ?? '');
  if (body.embeds !== undefined) message.embeds = listOf(body.embeds);
  if (body.components !== undefined) message.components = listOf(body.components);
  const listed = listOf(body.attachments).map(({ id }) => String(id));
  const kept = message.files.filter(
    ({ id }) => body.attachments === undefined || listed.includes(id),
  );
  message.files = [...kept, ...renamed(world, files)];
  return message;
}

/** Attachments get an id of their own. */
const renamed = (world: World, files: readonly Upload[]): readonly Upload[] =>
  files.map((file) => ({ ...file, id: world.nextId() }));

/** https://discord.com/developers/docs/resources/message#message-object */
export const messageObject = (world: World, message: Stored): Json => ({
  id: message.id,
  channel_id: message.channel,
  author: userObject(world.application, true),
  content: message.content,
  timestamp: new Date(message.sentAt).toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: message.files.map(({ id, name, content }) => ({
    id,
    filename: name,
    size: content.byteLength,
    url: `https://cdn.example.org/${id}/${name}`,
    proxy_url: `https://cdn.example.org/${id}/${name}`,
    ephemeral: message.ephemeral,
  })),
  embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
  components: message.components,
  pinned: false,
  type: 0,
  flags: message.ephemeral ? 64 : 0,
  ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
});

/** Notifies whom a message names and allows to be notified, which no message of ours may. */
export function notify(world: World, body: Json, where: string): void {
  const named = mentionedIn(body);
  if (named.length > 0) world.brokenRules.push(`${where}: a message could mention somebody`);
  world.mentioned.push(...named);
}

const FIELD = /^files\[(\d+)\]$/;

/**
 * The JSON and the files of a request that carries both.
 * https://discord.com/developers/docs/reference#uploading-files
 */
export async function readMultipart(
  type: string,
  body: Buffer<ArrayBuffer>,
): Promise<{ readonly json: string; readonly files: readonly Upload[] }> {
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData();
  const files: Upload[] = [];
  for (const [field, value] of form) {
    const [, id] = FIELD.exec(field) ?? [];
    if (typeof value === 'string' || id === undefined) continue;
    files.push({ id, name: value.name, content: new Uint8Array(await value.arrayBuffer()) });
  }
  return { json: String(form.get('payload_json') ?? ''), files };
}

/** Throws 40005 for a file that is too large, and 50035 where an attachment names a file that did not come. */
export function checkFiles(world: World, body: Json, files: readonly Upload[]): void {
  if (files.some(({ content }) => content.byteLength > world.mostBytes))
    throw new Refusal(413, 40005, 'Request entity too large');
  const come = new Set(files.map(({ id }) => id));
  const listed = new Set(listOf(body.attachments).map(({ id }) => String(id)));
  const unnamed = files.find(({ id }) => !listed.has(id));
  const missing = [...listed].find(
    (id) =>
      !come.has(id) && !world.messages.some((one) => one.files.some((file) => file.id === id)),
  );
  if (unnamed || missing !== undefined)
    throw new Refusal(400, 50035, 'Invalid Form Body', {
      attachments: { _errors: [{ code: 'ATTACHMENT_NOT_FOUND', message: 'Not found' }] },
    });
}
