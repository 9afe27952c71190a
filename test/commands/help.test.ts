import { describe, expect, it } from 'vitest';
import { help } from '../../commands/help.ts';
import { render as renderDiscord } from '../../src/adapters/discord/render.ts';
import { render as renderSlack } from '../../src/adapters/slack/render.ts';
import { readArguments } from '../../src/core/asking/arguments.ts';
import { optionsOf } from '../../src/core/asking/given.ts';
import { type Command, isAdministrative, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import type { Reply } from '../../src/core/reply.ts';
import { checkMessage } from '../support/discord/message-form.ts';
import { ask, houseOn } from '../support/house.ts';
import { judge } from '../support/slack/block-kit.ts';
import { itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');
const { commands } = house.core;

const command = (name: string, needs: 'read' | 'self' | 'write' | 'coordinate'): Command => ({
  name,
  needs,
  shared: false,
  summary: `Does ${name}`,
  examples: [`${name} x`],
  options: {
    words: { kind: 'text', summary: 'Words', positional: true, required: true },
    how: { kind: 'text', summary: 'How', choices: ['well', 'ill'] },
  },
  run: () => Promise.reject(new Error('Nobody runs this')),
});

/** Help where there are these commands beside the public ones. */
const helpAmong = (asked: string, ...more: readonly Command[]): Reply =>
  help.run(
    {
      options: asked === '' ? {} : { command: asked },
      caller: { place: PLACE, account: { ...PLACE, id: 'U1' }, mayManage: false },
      asOf: '2026-11-21',
      past: false,
    },
    { ...house.core, commands: [...house.core.commands.filter(isPublic), ...more] } as Core,
  );
const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const isPublic = ({ needs }: Command): boolean => needs === undefined;

describe('/upr help', () => {
  it('lists every command with what it is for, and coordinators’ own in a line', async () => {
    const items = itemsOf(await ask(house, 'help'));

    for (const { name, summary } of commands.filter(({ name }) => !isAdministrative(name)))
      expect(items).toContain(`/upr ${name} · ${summary}`);
    expect(items[0]).toBe('/upr status · Where a State’s review stands');
    expect(items.filter((item) => item.startsWith('/upr-admin'))).toHaveLength(
      commands.some(({ name }) => isAdministrative(name)) ? 1 : 0,
    );
  });

  it('groups commands by what they are about', () => {
    const reply = helpAmong(
      '',
      command('deadline add', 'write'),
      command('privacy', 'self'),
      command('admin link', 'coordinate'),
      command('following', 'read'),
    );

    const headings = reply.blocks.flatMap((block) =>
      block.kind === 'list' ? [[block.heading, block.items.length > 0]] : [],
    );
    expect(headings).toEqual([
      ['Ask', true],
      ['Follow', true],
      ['Your coalition', true],
      ['People and privacy', true],
      ['For coordinators', true],
    ]);
    expect(linesOf(reply)).toContain(
      '/upr-admin · Places, organisations, members, log, export: /upr-admin help lists them',
    );
  });

  it('says what holds for every answer, and where commands do not work', async () => {
    expect(linesOf(await ask(house, 'help')).slice(-2)).toEqual([
      '/upr and a State’s name is short for /upr status. Answers take as-of:2025-11-08 (how it stood that day) and share (show it to the channel). /upr help follow shows how one is typed.',
      'Slash-commands do not work inside Slack threads. In a private Slack channel invite Vigil first.',
    ]);
  });

  it.each(commands.map(({ name }) => name))('of %s names its every option', async (name) => {
    const { data, title, ...rest } = await ask(house, `help ${name}`);
    const asked = commands.find((other) => other.name === name);
    const options = asked ? Object.entries(optionsOf(asked)) : [];

    expect(title).toBe(`${typedAs('/upr', name)} · ${asked?.summary}`);
    expect(data).toMatchObject({ command: name, options: options.map(([option]) => option) });
    for (const [, { summary }] of options)
      expect(itemsOf({ ...rest, title }).join('\n')).toContain(summary);
  });

  it('of a command shows how each option is typed, and which is needed', async () => {
    expect(linesOf(await ask(house, 'help follow')).slice(0, 6)).toEqual([
      'Examples',
      '/upr follow united states',
      '/upr follow session 53',
      '/upr follow usa ladder:30,7,1 events:deadlines',
      'Options',
      'subject · A State, a session such as "session 53", or all (needed)',
    ]);
  });

  it('of a command of several words says all of its name, and not what only answers take', () => {
    expect(linesOf(helpAmong('deadline add', command('deadline add', 'write')))).toEqual([
      'Examples',
      '/upr deadline add x',
      'Options',
      'words · Words (needed)',
      'how:… · How: well, ill',
    ]);
  });

  it('of the beginning of names lists what can follow', () => {
    const reply = helpAmong(
      'admin',
      command('admin link', 'coordinate'),
      command('admin organisation add', 'coordinate'),
    );

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'What you can do with /upr-admin',
      '/upr-admin link · Does admin link',
      '/upr-admin organisation add · Does admin organisation add',
      '/upr help admin link shows how one is typed. Coordinators use these; who else asks is told so.',
    ]);
  });

  it('of a command that others begin with names those too', () => {
    const reply = helpAmong('account', command('account', 'self'), command('account link', 'self'));

    expect(linesOf(reply).slice(-2)).toEqual(['More', '/upr account link · Does account link']);
  });

  it('of status explains the words of a card', async () => {
    expect(itemsOf(await ask(house, 'help status'))).toContain(
      'no source has been read · The date has passed and nobody has entered what happened. Vigil does not guess.',
    );
  });

  it.each(
    commands.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)),
  )('of %s gives an example that is read so: %s', (name, example) => {
    expect(readArguments(example, commands)).toMatchObject({ kind: 'command', command: { name } });
  });

  it.each(commands.filter(isPublic).flatMap(({ examples }) => examples))(
    'gives an example that works: %s',
    async (example) => {
      expect((await ask(house, example)).problem).toBeUndefined();
    },
  );

  it.each(['help', '/upr-admin', 'deadline', 'help frobnicate'])(
    'fits whole into one message on each platform: %s',
    async (typed) => {
      const reply = await ask(house, typed);

      const slack = renderSlack(reply);
      const discord = renderDiscord(reply);

      expect(judge({ ...slack }).problems).toEqual([]);
      expect(() => checkMessage({ ...discord }, 'response')).not.toThrow();
      for (const item of itemsOf(reply)) {
        const name = item.split(' · ')[0] ?? '';
        expect(JSON.stringify(slack.blocks)).toContain(name);
        expect(JSON.stringify(discord.embeds)).toContain(name);
      }
    },
  );

  it('of an unknown command offers the nearest, and shows what there is', async () => {
    const reply = await ask(house, 'help statsu');

    expect([reply.title, reply.problem, reply.buttons]).toEqual([
      "There is no command 'statsu'",
      'unknown_command',
      [{ does: 'ask', label: '/upr status', command: 'help status' }],
    ]);
    expect(itemsOf(reply)).toEqual(itemsOf(await ask(house, 'help')));
  });

  it('is what a bare /upr asks for', async () => {
    expect(linesOf(await ask(house, ''))).toEqual(linesOf(await ask(house, 'help')));
  });
});
