import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Adapter, Desk } from '../../core/adapter.ts';
import type { Reply } from '../../core/reply.ts';
import { completion } from './completion.ts';
import { deliveryFor } from './failures.ts';
import { OPERATOR, questionFrom } from './intake.ts';
import { MOST_COLUMNS } from './limits.ts';
import { render } from './render.ts';
import type { Terminal } from './words.ts';

export interface ConsoleOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
  /** Shown once, before the first prompt. */
  readonly greeting: string;
  /** The person closed the terminal (Ctrl-D, Ctrl-C or `exit`). */
  readonly onClose: () => void;
}

/** The terminal as a platform: slash-commands are typed, notices appear. */
export function createConsole(options: ConsoleOptions): Adapter {
  const { input, output, terminal, greeting, onClose } = options;
  let lines: Interface | undefined;
  let closed = false;
  let asking: Promise<void> = Promise.resolve();

  const prompt = (): void => {
    // readline throws when asked to prompt after its end.
    if (!closed) lines?.prompt(true);
  };
  const show = (reply: Reply): void => {
    // Over the prompt and what is being typed, which readline then draws again.
    const over = lines?.terminal ? '\r\u001B[J' : '';
    output.write(`${over}\n${render(reply, { ...terminal, columns: widthOf(options) })}\n\n`);
    prompt();
  };
  const close = (): void => {
    if (closed) return;
    closed = true;
    onClose();
  };

  return {
    platform: 'console',

    start(desk) {
      output.write(`${greeting}\n\n`);
      lines = createInterface({
        input,
        output,
        prompt: '> ',
        completer: (line: string) => completion(desk, line, terminal.root),
      });
      lines.on('line', (line) => {
        if (closed) return;
        if (/^\s*\/?(exit|quit)\s*$/i.test(line)) lines?.close();
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

    async stop() {
      closed = true;
      lines?.close();
      await asking;
    },
  };
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
