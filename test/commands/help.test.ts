import { describe, expect, it } from 'vitest';
import { SHARED_OPTIONS } from '../../src/core/command.ts';
import { ask, houseOn } from '../support/house.ts';
import { itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');
const { commands } = house.core;

describe('/upr help', () => {
  it('lists every command with what it is for and an example', async () => {
    const reply = await ask(house, 'help');

    expect(reply.title).toBe('What you can ask /upr');
    expect(itemsOf(reply)).toEqual(
      commands.map(
        ({ name, summary, examples }) => `/upr ${name} · ${summary}. Example: /upr ${examples[0]}`,
      ),
    );
    expect(itemsOf(reply)[0]).toBe(
      '/upr status · Where a State’s review stands. Example: /upr status united states',
    );
  });

  it('says what holds for every answer, and where commands do not work', async () => {
    expect(linesOf(await ask(house, 'help')).slice(-2)).toEqual([
      '/upr and a State’s name is short for /upr status. Any answer takes as-of:2025-11-08 (how it stood that day) and share (show it to the channel).',
      'Slash-commands do not work inside Slack threads. In a private Slack channel invite Vigil first.',
    ]);
  });

  it.each(commands.map(({ name }) => name))('of %s names its every option', async (name) => {
    const { data, title, ...rest } = await ask(house, `help ${name}`);
    const command = commands.find((other) => other.name === name);
    const options = Object.entries({ ...command?.options, ...SHARED_OPTIONS });

    expect(title).toBe(`/upr ${name} · ${command?.summary}`);
    expect(data).toMatchObject({ command: name, options: options.map(([option]) => option) });
    for (const [, { summary }] of options)
      expect(itemsOf({ ...rest, title }).join('\n')).toContain(summary);
  });

  it('of a command shows how each option is typed, and which is needed', async () => {
    expect(linesOf(await ask(house, 'help follow'))).toEqual([
      'Examples',
      '/upr follow united states',
      '/upr follow session 53',
      '/upr follow usa ladder:30,7,1 events:deadlines',
      'Options',
      'subject · A State, a session such as "session 53", or all (needed)',
      'ladder:… · Days before a deadline: 90,30,14,7,1,0 unless said',
      'time:… · Geneva clock time of reminders: 09:00 unless said',
      'events:… · Any of changes,deadlines,statements; all three unless said',
      'confirm · Follow everything although it is much',
      'as-of:… · Answer as of a past day, such as 2025-11-08',
      'share · Show the answer to the whole channel',
    ]);
  });

  it('of status explains the words of a card', async () => {
    expect(itemsOf(await ask(house, 'help status'))).toContain(
      'no source has been read · The date has passed and nobody has entered what happened. Vigil does not guess.',
    );
  });

  it.each(commands.flatMap(({ examples }) => examples))(
    'gives an example that works: %s',
    async (example) => {
      const harmless = example.startsWith('unfollow') ? ['refused', undefined] : [undefined];

      expect(harmless).toContain((await ask(house, example)).problem);
    },
  );

  it('of an unknown command shows what there is', async () => {
    const reply = await ask(house, 'help frobnicate');

    expect([reply.title, reply.problem, itemsOf(reply).length]).toEqual([
      "There is no command 'frobnicate'",
      'unknown_command',
      commands.length,
    ]);
  });

  it('is what a bare /upr asks for', async () => {
    expect(linesOf(await ask(house, ''))).toEqual(linesOf(await ask(house, 'help')));
  });
});
