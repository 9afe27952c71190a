import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { type Console, createConsole } from '../../../src/adapters/console/index.ts';
import { OPERATOR, TERMINAL } from '../../../src/adapters/console/intake.ts';
import type { Adapter, Desk } from '../../../src/core/adapter.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { AdapterRig, Seen } from '../contract.ts';

const PROMPT = '> ';
const BELL = '\u0007';

/** A terminal with somebody at it. */
export interface Sitting {
  readonly adapter: Adapter;
  readonly aside: Console['aside'];
  /** Something else writes to the screen. */
  write(words: string): void;
  /** Everything that was written to the screen. */
  screen(): string;
  /** Presses keys, without waiting. */
  press(keys: string): void;
  /** Types a line and answers what appears until the next prompt. */
  type(line: string): Promise<string>;
  /** Answers once the screen says so. */
  until(words: string): Promise<void>;
  /** The person closes the terminal with Ctrl-D. */
  close(): void;
  /** How often the adapter said that the terminal was closed. */
  closings(): number;
}

/** Opens the console adapter. `editing`: on a real terminal, where readline draws the line again. */
export async function sitDown(
  desk: Partial<Desk>,
  { editing = false, columns = 80, folder = '/nowhere' } = {},
): Promise<Sitting> {
  let screen = '';
  let closings = 0;
  let watching: (() => void)[] = [];
  const input = new PassThrough();
  const output = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        screen += String(chunk);
        for (const look of watching) look();
        done();
      },
    }),
    { isTTY: editing, columns },
  );
  const appears = (since: number, is: (text: string) => boolean): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        const text = screen.slice(since);
        if (!is(text)) return;
        watching = watching.filter((other) => other !== look);
        resolve(text);
      };
      watching.push(look);
      look();
    });
  const adapter = createConsole({
    input,
    output,
    terminal: { colour: false, links: false, columns: 80, root: '/upr' },
    folder,
    greeting: 'Vigil is here.',
    onClose: () => {
      closings += 1;
    },
  });
  await adapter.start({
    answer: () => nothing,
    suggest: () => [],
    arrived: async () => undefined,
    ...desk,
  });
  return {
    adapter,
    aside: adapter.aside,
    write: (words) => void output.write(words),
    screen: () => screen,
    press: (keys) => input.write(keys),
    async type(line) {
      const since = screen.length;
      input.write(`${line}\n`);
      const text = await appears(since, (shown) => shown.endsWith(PROMPT));
      return text.slice(0, -PROMPT.length).trim();
    },
    async until(words) {
      await appears(0, (shown) => shown.includes(words));
    },
    close: () => input.end(),
    closings: () => closings,
  };
}

const nothing: Reply = { title: 'Nothing', tone: 'calm', audience: 'caller', blocks: [] };

/** The terminal for the contract of all adapters: one screen, on which all is for whoever sits there. */
export const consoleRig: AdapterRig = {
  name: 'console',
  async open(desk) {
    let last: Reply = nothing;
    const folder = mkdtempSync(join(tmpdir(), 'vigil-console-'));
    const sitting = await sitDown(
      {
        ...desk,
        async answer(question, caller) {
          last = await desk.answer(question, caller);
          return last;
        },
      },
      { folder },
    );
    const forAll: Seen[] = [];
    const forOne: Seen[] = [];
    const ask = async (line: string): Promise<Seen> => {
      const text = await sitting.type(line);
      const shared = !last.file && (last.audience === 'channel' || line.endsWith(' share'));
      const seen = { text, private: !shared, buttons: labelsIn(text, last) };
      if (shared) forAll.push(seen);
      return seen;
    };
    return {
      adapter: {
        ...sitting.adapter,
        async deliver(parcel) {
          const since = sitting.screen().length;
          const delivery = await sitting.adapter.deliver(parcel);
          const direct = parcel.notice.destination.channel.startsWith('@');
          const text = sitting.screen().slice(since);
          (direct ? forOne : forAll).push({ text, private: direct, buttons: [] });
          return delivery;
        },
      },
      channel: TERMINAL,
      ask,
      person: OPERATOR.account,
      seenIn: async () => forAll,
      directSeen: async () => forOne,
      filesOf: async () =>
        readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) })),
      // A button is a line to type: the person types what the screen says.
      async press(seen, label) {
        const button = last.buttons?.find((one) => one.label === label);
        const line = button && 'command' in button && lineOf(seen.text, button.command);
        if (!line) throw new Error(`No line for '${label}' on the screen:\n${seen.text}`);
        return ask(line);
      },
      // What a terminal has to call somebody with is its bell.
      mentioned: () => [...sitting.screen()].filter((sign) => sign === BELL),
      brokenRules: () => [
        ...new Set(
          [...sitting.screen().matchAll(/[^\P{Cc}\n]/gu)].map(
            ([sign]) => `wrote the control character U+${sign.charCodeAt(0).toString(16)}`,
          ),
        ),
      ],
      async close() {
        await sitting.adapter.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

/** What to type for a command, as the screen shows it below "Next:". */
const lineOf = (screen: string, command: string): string | undefined =>
  screen
    .split('\n')
    .find((line) => line.startsWith(`  /upr ${command}`))
    ?.replace('  /upr ', '');

const labelsIn = (screen: string, { buttons = [] }: Reply): readonly string[] =>
  buttons
    .filter((button) => 'command' in button && lineOf(screen, button.command) !== undefined)
    .map(({ label }) => label);
