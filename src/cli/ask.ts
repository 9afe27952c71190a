import { saveFile } from '../adapters/console/files.ts';
import { render as renderConsole } from '../adapters/console/render.ts';
import { readConfig } from '../config.ts';
import { edtf } from '../core/dates/edtf.ts';
import { FormError } from '../core/errors.ts';
import type { Block, Reply } from '../core/reply.ts';
import { openHouse } from '../house.ts';
import { createLog } from '../log.ts';
import { type Asker, callerFor } from './asker.ts';

const FORMATS = ['text', 'json', 'slack', 'discord'] as const;

interface AskOptions extends Asker {
  readonly asOf?: string;
  readonly format: string;
  readonly database?: string;
}

/**
 * `vigil ask "/upr status usa" --as-of 2025-11-08 --format json`: exit 0, or 1
 * where the reply is no answer. A file that is handed out is put into the
 * current folder.
 */
export async function ask(text: string, options: AskOptions): Promise<void> {
  const { asOf, format, database } = options;
  const draw = rendererFor(format);
  const config = readConfig();
  const day = asOf === undefined ? undefined : dayOf(asOf);
  const house = await openHouse(
    { ...config, ...(database && { databaseUrl: database }) },
    createLog(config.logLevel ?? 'warn'),
  );
  try {
    const caller = await callerFor(options, house.core);
    // The bare root asks for help, which is of no day.
    const bare = ['', config.root].includes(text.trim());
    const question = { text: day === undefined || bare ? text : `${text} as-of:${day}` };
    let isToTell = false;
    house.whenNotified(() => {
      isToTell = true;
    });
    const answered = await house.desk.answer(question, caller);
    const reply = isToTell ? withBlock(answered, WAITS) : answered;
    if (reply.file) process.stderr.write(`Written to ${saveFile(reply.file, '.')}\n`);
    process.stdout.write(`${await draw(reply, config.root)}\n`);
    process.exitCode = reply.problem === undefined ? 0 : 1;
  } finally {
    house.stores.close();
  }
}

/** The outbox carries what people are to be told; this process has nobody who sends it. */
const WAITS: Block = {
  kind: 'note',
  text: [
    'The command line itself sends nothing: messages that this brings about go out while Vigil runs.',
  ],
};

const withBlock = (reply: Reply, block: Block): Reply => ({
  ...reply,
  blocks: [...reply.blocks, block],
});

/** A day, or an instant on it. Throws FormError on anything coarser: an answer is as of a day. */
function dayOf(typed: string): string {
  const date = edtf(typed);
  if (date.precision === 'day' || date.precision === 'instant') return date.first;
  throw new FormError(
    `--as-of needs a day or an instant, not '${typed}' (expected 2025-11-08 or 2025-11-08T12:00Z)`,
  );
}

function rendererFor(format: string): (reply: Reply, root: string) => string | Promise<string> {
  if (!FORMATS.some((known) => known === format))
    throw new FormError(`--format is '${format}' (expected ${FORMATS.join(', ')})`);
  if (format === 'json') return asJson;
  if (format === 'slack') return asSlack;
  if (format === 'discord') return asDiscord;
  return asText;
}

const { isTTY, columns } = process.stdout;

const asText = (reply: Reply, root: string): string =>
  renderConsole(reply, { colour: isTTY === true, links: false, columns: columns ?? 100, root });

/** Of a file only what it is called and how large it is, in bytes. */
function asJson({ file, ...reply }: Reply): string {
  const named = file && { file: { name: file.name, bytes: file.content.byteLength } };
  return JSON.stringify({ ...reply, ...named }, null, 2);
}

/** The SDKs are not needed to draw, but their limits and types live beside them. */
async function asSlack(reply: Reply): Promise<string> {
  const { commandResponse } = await import('../adapters/slack/render.ts');
  return JSON.stringify(commandResponse(reply), null, 2);
}

async function asDiscord(reply: Reply): Promise<string> {
  const { interactionResponse } = await import('../adapters/discord/render.ts');
  return JSON.stringify(interactionResponse(reply), null, 2);
}
