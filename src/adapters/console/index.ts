import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Adapter, Desk } from '../../core/adapter.ts';
import { directAccount } from '../../core/coalition/coalition.ts';
import { UserError } from '../../core/errors.ts';
import type { Reply } from '../../core/reply.ts';
import { completion } from './completion.ts';
import { deliveryFor } from './failures.ts';
import { saveFile } from './files.ts';
import { OPERATOR, questionFrom } from './intake.ts';
import { MOST_COLUMNS } from './limits.ts';
import { render } from './render.ts';
import type { Terminal } from './words.ts';

export interface ConsoleOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
  /** Where files are put that Vigil hands out; the folder that it was started in unless said. */
  readonly folder?: string;
  /** Shown once, before the first prompt. */
  readonly greeting: string;
  /** The person closed the terminal (Ctrl-D, Ctrl-C or `exit`). */
  readonly onClose: () => void;
}

export interface Console extends Adapter {
  /** Lets something else write lines to the same screen, above the prompt and what is being typed. */
  aside(write: () => void): void;
}

/** The terminal as a platform: slash-commands are typed, notices appear. */
export function createConsole(options: ConsoleOptions): Console {
  const { input, output, terminal, greeting, onClose } = options;
  let lines: Interface | undefined;
  let closed = false;
  /** The end was asked for in words, after which the line has ended. */
  let said = false;
  let asking: Promise<void> = Promise.resolve();

  const prompt = (): void => {
    // readline throws when asked to prompt after its end.
    if (!closed) lines?.prompt(true);
  };
  const aside = (write: () => void): void => {
    // Over the prompt and what is being typed, which readline then draws again.
    if (lines?.terminal && !closed) output.write('\r\u001B[J');
    write();
    prompt();
  };
  const show = (reply: Reply): void =>
    aside(() => {
      const words = render(withFile(reply, options), { ...terminal, columns: widthOf(options) });
      output.write(`\n${words}\n\n`);
    });
  /** Whatever comes after Vigil, such as a shell's prompt, begins a line of its own. */
  const leave = (): void => {
    if (lines?.terminal && !closed && !said) output.write('\n');
    closed = true;
  };
  const close = (): void => {
    if (closed) return;
    leave();
    onClose();
  };

  return {
    platform: 'console',
    aside,

    start(desk) {
      output.write(`${greeting}\n\n`);
      lines = createInterface({
        input,
        output,
        prompt: '> ',
        completer: (line: string, done: (error: null, found: [string[], string]) => void) =>
          void completion(desk, line, terminal.root).then((found) => done(null, found)),
      });
      lines.on('line', (line) => {
        if (closed) return;
        said = /^\s*\/?(exit|quit)\s*$/i.test(line);
        if (said) lines?.close();
        else asking = asking.then(() => answer(desk, line, show, prompt));
      });
      lines.on('close', close);
      prompt();
      return Promise.resolve();
    },

    deliver({ notice }) {
      if (!closed) show(notice.reply);
      return Promise.resolve(deliveryFor(closed));
    },

    // Nobody else is there, and nobody else reads along: the person is all of the place.
    seat: (_destination, { id }) =>
      Promise.resolve(id === OPERATOR.account.id ? 'admin' : 'stranger'),
    exposure: (destination) =>
      Promise.resolve(directAccount(destination) === undefined ? 'members' : 'direct'),

    async stop() {
      leave();
      lines?.close();
      await asking;
    },
  };
}

/** A file is put where the person can find it, and the screen says where. */
function withFile(reply: Reply, { folder = '.' }: ConsoleOptions): Reply {
  if (!reply.file) return reply;
  const note = (words: string): Reply => ({
    ...reply,
    blocks: [...reply.blocks, { kind: 'paragraph', text: [words] }],
  });
  try {
    return note(`Written to ${saveFile(reply.file, folder)}`);
  } catch (error) {
    if (error instanceof UserError) return note(error.message);
    throw error;
  }
}

/** Terminals change their width while they run; pipes have none. */
function widthOf({ output, terminal }: ConsoleOptions): number {
  const now = 'columns' in output && typeof output.columns === 'number' ? output.columns : 0;
  return Math.min(now || terminal.columns, MOST_COLUMNS);
}

async function answer(
  desk: Desk,
  line: string,
  show: (reply: Reply) => void,
  prompt: () => void,
): Promise<void> {
  const question = questionFrom(line);
  if (question) show(await desk.answer(question, OPERATOR));
  else prompt();
}
