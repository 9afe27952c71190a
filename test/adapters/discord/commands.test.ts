import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { discordCommands } from '../../../src/adapters/discord/registration.ts';
import type { Option } from '../../../src/core/command.ts';
import { checkCommands } from '../../support/discord/command-form.ts';
import { COMMANDS, command } from './rig.ts';

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
    ['member', { kind: 'member', summary: 's' }, { type: 3, autocomplete: true }],
    ['organisation', { kind: 'organisation', summary: 's' }, { type: 3, autocomplete: true }],
    ['deadline', { kind: 'deadline', summary: 's' }, { type: 3, autocomplete: true }],
    ['place', { kind: 'place', summary: 's' }, { type: 3, autocomplete: true }],
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

  it('take no shared options where their answers are not to be shared', () => {
    const [body] = discordCommands('/upr', [command({}, { shared: false })]);

    expect(body?.options).toMatchObject([{ name: 'status', options: [] }]);
  });

  it('of two words are subcommands of a group, described by what is in it', () => {
    const names = ['deadline add', 'status', 'deadline move', 'account', 'account link'];
    const [body, ...others] = discordCommands(
      '/upr',
      names.map((name) => command({}, { name })),
    );

    expect(others).toEqual([]);
    expect(body?.options).toMatchObject([
      {
        type: 2,
        name: 'deadline',
        description: 'deadline: add, move',
        options: [
          { type: 1, name: 'add', description: 'Where a review stands' },
          { type: 1, name: 'move' },
        ],
      },
      { type: 1, name: 'status' },
      {
        type: 2,
        name: 'account',
        description: 'account: show, link',
        options: [
          { type: 1, name: 'show' },
          { type: 1, name: 'link' },
        ],
      },
    ]);
  });

  it('for coordinators are a command of their own, shown in servers to who manages them', () => {
    const names = ['admin link', 'status', 'admin organisation add'];
    const bodies = discordCommands(
      '/upr',
      names.map((name) => command({}, { name })),
    );

    expect(bodies).toMatchObject([
      {
        name: 'upr-admin',
        contexts: [0],
        default_member_permissions: '32',
        options: [
          { type: 1, name: 'link' },
          { type: 2, name: 'organisation', options: [{ type: 1, name: 'add' }] },
        ],
      },
      { name: 'upr', contexts: [0, 1], options: [{ type: 1, name: 'status' }] },
    ]);
  });

  it('of Vigil are such that Discord takes them', () => {
    expect(() =>
      checkCommands(discordCommands('/upr', commands).map((body) => ({ ...body }))),
    ).not.toThrow();
  });

  it('are such that Discord takes them', () => {
    expect(() =>
      checkCommands(discordCommands('/upr', COMMANDS).map((body) => ({ ...body }))),
    ).not.toThrow();
  });
});
