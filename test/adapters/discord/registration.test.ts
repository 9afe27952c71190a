import { describe, expect, it } from 'vitest';
import { discordCommands, registerCommands } from '../../../src/adapters/discord/registration.ts';
import type { Command } from '../../../src/core/command.ts';
import { startFakeDiscord } from '../../support/discord/index.ts';
import { adapterOn, COMMANDS, command, deskThat, reply } from './rig.ts';

const DESK = deskThat(() => reply());
const LIST = 'GET /applications/:application/commands';
const REPLACE = 'PUT /applications/:application/commands';

describe('commands that Discord would not take', () => {
  it.each<[string, string, readonly Command[], string]>([
    [
      'a name',
      '/UPR',
      COMMANDS,
      "Not a name that Discord takes: 'UPR' in /UPR (expected 1 to 32 lower-case letters, digits, - or _)",
    ],
    [
      'a summary',
      '/upr',
      [command({}, { summary: 'x'.repeat(101) })],
      '/upr status has 101 characters of summary (Discord takes at most 100)',
    ],
    [
      'no summary',
      '/upr',
      [command({ since: { kind: 'date', summary: '' } })],
      'No summary for /upr status since (Discord asks for 1 to 100 characters)',
    ],
    [
      'the number of commands',
      '/upr',
      Array.from({ length: 26 }, (_, i) => command({}, { name: `c${i}` })),
      '/upr has 26 options (Discord takes at most 25)',
    ],
    [
      'the number of choices',
      '/upr',
      [
        command({
          pick: {
            kind: 'text',
            summary: 's',
            choices: Array.from({ length: 26 }, (_, i) => `${i}`),
          },
        }),
      ],
      '/upr status pick has 26 choices (Discord takes at most 25)',
    ],
    ['a name used twice', '/upr', [command({}), command({})], "'status' stands twice in /upr"],
    [
      'a name beside what stands for it',
      '/upr',
      [command({}, { name: 'account' }), command({}, { name: 'account show' })],
      "'show' stands twice in /upr account",
    ],
    [
      'the number of words',
      '/upr',
      [command({}, { name: 'admin a b c' })],
      "'admin a b c' has more words than Discord has levels (a group and a subcommand after /upr or /upr-admin)",
    ],
    [
      'the characters in all',
      '/upr',
      Array.from({ length: 25 }, (_, i) =>
        command(
          Object.fromEntries(
            Array.from({ length: 5 }, (_, n) => [
              `option-${n}`,
              { kind: 'flag', summary: 'x'.repeat(90) },
            ]),
          ),
          { name: `c${i}` },
        ),
      ),
      expect.stringMatching(/^\/upr has \d+ characters in all \(Discord takes at most 8000\)$/),
    ],
  ])('are refused by name where %s is not what Discord takes', (_what, root, commands, message) => {
    const said = (() => {
      try {
        discordCommands(root, commands);
        return 'taken';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    })();

    expect(said).toEqual(message);
  });
});

describe('registering commands at Discord', () => {
  it('happens once for one set, whoever starts', async () => {
    const discord = await startFakeDiscord();
    for (const adapter of [adapterOn(discord), adapterOn(discord)]) {
      await adapter.start(DESK);
      await adapter.stop();
    }
    await discord.stop();

    expect(discord.calls.filter((call) => call === REPLACE)).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('asks Discord nothing while the set is the one remembered, and happens again when it changes', async () => {
    const discord = await startFakeDiscord();
    let remembered: string | undefined;
    const registered = {
      read: async () => remembered,
      write: async (hash: string) => {
        remembered = hash;
      },
    };
    const started = async (commands: readonly Command[]): Promise<string[]> => {
      const before = discord.calls.length;
      const adapter = adapterOn(discord, { registered, commands });
      await adapter.start(DESK);
      await adapter.stop();
      return discord.calls.slice(before).filter((call) => call === LIST || call === REPLACE);
    };

    const [first, second, third] = [
      await started(COMMANDS),
      await started(COMMANDS),
      await started(COMMANDS.slice(0, 1)),
    ];
    await discord.stop();

    expect([first, second, third]).toEqual([[LIST, REPLACE], [], [LIST, REPLACE]]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('happens again when who may see a command changes', async () => {
    const discord = await startFakeDiscord();
    const options = { token: discord.token, apiUrl: discord.apiUrl, root: '/upr' };

    const answers = [];
    for (const names of [['status'], ['status', 'admin link'], ['status', 'admin link']])
      answers.push(
        await registerCommands({
          ...options,
          commands: names.map((name) => command({}, { name })),
        }),
      );
    await discord.stop();

    expect(answers).toEqual([
      { registered: true, count: 1 },
      { registered: true, count: 2 },
      { registered: false, count: 2 },
    ]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('by hand says whether anything was new', async () => {
    const discord = await startFakeDiscord();
    const options = {
      token: discord.token,
      apiUrl: discord.apiUrl,
      root: '/upr',
      commands: COMMANDS,
    };

    const first = await registerCommands(options);
    const second = await registerCommands(options);
    await discord.stop();

    expect([first, second]).toEqual([
      { registered: true, count: 1 },
      { registered: false, count: 1 },
    ]);
    expect(discord.commands().map(({ name }) => name)).toEqual(['upr']);
    expect(discord.brokenRules).toEqual([]);
  });
});
