import { describe, expect, it } from 'vitest';
import { discordCommands, registerCommands } from '../../../src/adapters/discord/registration.ts';
import type { Command, Option } from '../../../src/core/command.ts';
import { checkCommands } from '../../support/discord/command-form.ts';
import { startFakeDiscord } from '../../support/discord/index.ts';
import { adapterOn, COMMANDS, deskThat, reply } from './rig.ts';

const DESK = deskThat(() => reply());
const LIST = 'GET /applications/:application/commands';
const REPLACE = 'PUT /applications/:application/commands';

const command = (options: Record<string, Option>, over: Partial<Command> = {}): Command => ({
  name: 'status',
  summary: 'Where a review stands',
  examples: [],
  options,
  run: () => reply(),
  ...over,
});

/** What is declared of the only subcommand, without the options that all share. */
const declared = (options: Record<string, Option>): unknown[] => {
  const [body] = discordCommands('/upr', [command(options)]);
  const [subcommand] = body?.options ?? [];
  const all = subcommand && 'options' in subcommand ? (subcommand.options ?? []) : [];
  return all.filter(({ name }) => name !== 'as-of' && name !== 'share');
};

describe('commands for Discord', () => {
  it('are subcommands of one command that everybody may use, in servers and direct messages', () => {
    const [body, ...others] = discordCommands('/upr', COMMANDS);

    expect(others).toEqual([]);
    expect(body).toMatchObject({
      type: 1,
      name: 'upr',
      integration_types: [0],
      contexts: [0, 1],
      options: [
        { type: 1, name: 'status', description: 'Where a review stands' },
        { type: 1, name: 'follow', description: 'Follow a State in this channel' },
      ],
    });
    expect(body).not.toHaveProperty('default_member_permissions');
  });

  it.each<[string, Option, object]>([
    ['state', { kind: 'state', summary: 's' }, { type: 3, autocomplete: true }],
    ['subject', { kind: 'subject', summary: 's' }, { type: 3, autocomplete: true }],
    ['statement', { kind: 'statement', summary: 's' }, { type: 3, autocomplete: true }],
    ['command', { kind: 'command', summary: 's' }, { type: 3, autocomplete: true }],
    ['session', { kind: 'session', summary: 's' }, { type: 4, min_value: 1 }],
    [
      'number',
      { kind: 'number', summary: 's', least: 0, most: 9 },
      { type: 4, min_value: 0, max_value: 9 },
    ],
    ['flag', { kind: 'flag', summary: 's' }, { type: 5 }],
    ['date', { kind: 'date', summary: 's' }, { type: 3, max_length: 40 }],
    ['text', { kind: 'text', summary: 's' }, { type: 3, max_length: 500 }],
    [
      'choices',
      { kind: 'text', summary: 's', choices: ['now', 'daily'] },
      {
        type: 3,
        choices: [
          { name: 'now', value: 'now' },
          { name: 'daily', value: 'daily' },
        ],
      },
    ],
  ])('draw an option of kind %s', (_kind, option, expected) => {
    expect(declared({ given: option })).toEqual([{ name: 'given', description: 's', ...expected }]);
  });

  it('ask first for what must be given, and last for what all share', () => {
    const [body] = discordCommands('/upr', COMMANDS);
    const [status] = body?.options ?? [];

    expect(status && 'options' in status && status.options?.map(({ name }) => name)).toEqual([
      'state',
      'cycle',
      'as-of',
      'share',
    ]);
  });

  it('are such that Discord takes them', () => {
    expect(() =>
      checkCommands(discordCommands('/upr', COMMANDS).map((body) => ({ ...body }))),
    ).not.toThrow();
  });

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
