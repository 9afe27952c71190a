import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../support/discord/index.ts';
import { call, opened } from './bare.ts';
import { deskThat, reply, serving } from './rig.ts';

describe('the emulated commands of Discord', () => {
  it.each<[string, object]>([
    ['a name in capitals', { name: 'UPR', description: 'd' }],
    ['no description', { name: 'upr', description: '' }],
    [
      'a required option after one that is not',
      {
        name: 'upr',
        description: 'd',
        options: [
          { type: 3, name: 'a', description: 'd' },
          { type: 3, name: 'b', description: 'd', required: true },
        ],
      },
    ],
    [
      'a group in a group',
      {
        name: 'upr',
        description: 'd',
        options: [
          {
            type: 2,
            name: 'a',
            description: 'd',
            options: [{ type: 2, name: 'b', description: 'd', options: [] }],
          },
        ],
      },
    ],
    [
      'a subcommand beside an option',
      {
        name: 'upr',
        description: 'd',
        options: [
          { type: 1, name: 'a', description: 'd' },
          { type: 3, name: 'b', description: 'd' },
        ],
      },
    ],
    [
      'permissions that are none',
      { name: 'upr', description: 'd', default_member_permissions: 'admin' },
    ],
    [
      'choices beside autocomplete',
      {
        name: 'upr',
        description: 'd',
        options: [
          {
            type: 3,
            name: 'a',
            description: 'd',
            autocomplete: true,
            choices: [{ name: 'x', value: 'x' }],
          },
        ],
      },
    ],
    [
      'more than 8,000 characters',
      {
        name: 'upr',
        description: 'd',
        options: Array.from({ length: 25 }, (_, i) => ({
          type: 3,
          name: `o${i}`,
          description: 'd',
          choices: Array.from({ length: 25 }, (_, n) => ({
            name: `choice ${n}`,
            value: `value ${n}`,
          })),
        })),
      },
    ],
  ])('refuses a command with %s', async (_what, command) => {
    const discord = await opened();

    const answer = await call(discord, 'PUT', '/applications/1/commands', [command]);

    expect([answer.status, answer.body.code]).toEqual([400, 50035]);
  });
});

describe('the emulated people of Discord', () => {
  const ADMIN = {
    name: 'upr-admin',
    description: 'd',
    contexts: [0],
    default_member_permissions: '32',
    options: [{ type: 1, name: 'link', description: 'd' }],
  };
  const registered = async () => {
    const discord = await opened();
    await call(discord, 'PUT', '/applications/1/commands', [ADMIN]);
    return discord;
  };

  it.each<[string, Parameters<FakeDiscord['slash']>[3], string]>([
    ['members without Manage Server', { user: '42' }, '/upr-admin is not offered to 42'],
    [
      'those in direct messages',
      { user: '42', direct: true },
      '/upr-admin is not offered in direct messages',
    ],
    ['those who were removed', { user: '43' }, '43 is no longer in the server'],
  ])('are not shown a command that is for others: %s', async (_who, who, words) => {
    const discord = await registered();
    discord.addMember('43');
    discord.kick('43');

    await expect(discord.slash('upr-admin', 'link', {}, who)).rejects.toThrow(words);
  });

  it('press no button of a message that another person alone sees', async () => {
    const button = { does: 'ask', label: 'Next', command: 'status PER' } as const;
    const { discord } = await serving(deskThat(() => reply({ buttons: [button] })));
    const first = await discord.slash('upr', 'status', { state: 'peru' }, { user: '42' });

    await expect(discord.click(first, 'Next', { user: '43' })).rejects.toThrow(
      '43 does not see the message',
    );
    expect((await discord.click(first, 'Next')).ephemeral).toBe(true);
    expect(discord.whispers('42')).toHaveLength(2);
  });
});
