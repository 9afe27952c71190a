import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/core/asking/arguments.ts';
import type { Reply } from '../../src/core/reply.ts';
import { ask, houseOn } from '../support/house.ts';

const house = await houseOn('2026-11-21');
/** The words of a button’s command, on every platform: https://discord.com/developers/docs/components/reference */
const MOST_COMMAND = 80;

const commandsOf = ({ buttons = [] }: Reply): readonly string[] =>
  buttons.flatMap((button) => ('command' in button ? button.command : []));

/** Presses every button of the reply, and every button of what then appears. */
async function walk(from: string): Promise<ReadonlyMap<string, Reply>> {
  const pressed = new Map<string, Reply>();
  const waiting = [from];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    if (pressed.has(text)) continue;
    const reply = await ask(house, text);
    pressed.set(text, reply);
    waiting.push(...commandsOf(reply));
  }
  return pressed;
}

/** Stopping what is not followed is refused, and rightly. */
const isStop = (text: string): boolean => text.startsWith('unfollow ');

const BEGINNINGS = [
  'status usa',
  'status usa as-of:2025-08-29',
  'status usa as-of:2025-11-08',
  'status israel cycle:2',
  'status myanmar',
  'status ukraine as-of:2022-11-10',
  'status south sudan cycle:1',
  'status "united kingdom"',
  'timeline usa as-of:2026-01-01',
  'timeline israel cycle:2',
  'statements',
  'statements usa org:"the" type:"press release"',
  'statement us-2025-09-29-hrw',
  'deadlines',
  'deadlines within:200d as-of:2025-08-01',
  'session 50',
  'session 53 as-of:2026-11-05',
  'follow session 54',
  'follow all ladder:"30, 7" time:8:30 events:"deadlines, changes"',
  'following',
  'help',
  'help status',
  'about',
];

describe('every button', () => {
  it.each(BEGINNINGS)('that %s leads to works, and is short enough', async (beginning) => {
    const pressed = await walk(beginning);
    const problems = [...pressed].filter(([text, { problem }]) => problem && !isStop(text));
    const long = [...pressed.keys()].filter((text) => text.length > MOST_COMMAND);

    expect(problems.map(([text, { title }]) => `${text}: ${title}`)).toEqual([]);
    expect(long).toEqual([]);
  });

  it('of every State’s card reads back as a command', async () => {
    const unread: string[] = [];
    for (const { code } of house.core.states.all)
      for (const text of commandsOf(await ask(house, `status ${code}`)))
        if (readArguments(text, house.core.commands).kind !== 'command') unread.push(text);

    expect(unread).toEqual([]);
  });

  it('of a page reaches every other, and each item is on one page', async () => {
    const pages = [...(await walk('statements usa'))].filter(([text]) =>
      /^statements USA(?: page:\d)?$/.test(text),
    );
    const read = new Set(
      pages.flatMap(([, reply]) => commandsOf(reply)).filter((text) => /^statement /.test(text)),
    );

    expect(read.size).toBe(house.core.record.statementsOn('USA').length);
  });

  it('of a misread question leads on', async () => {
    for (const text of [
      'status guinea',
      'status untied states',
      'statsu usa',
      'statement amnesty',
    ]) {
      const buttons = commandsOf(await ask(house, text));
      const problems = await Promise.all(
        buttons.map(async (button) => (await ask(house, button)).problem),
      );

      expect(problems.length).toBeGreaterThan(0);
      expect(problems.filter(Boolean)).toEqual([]);
    }
  });
});
