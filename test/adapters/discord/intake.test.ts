import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../src/adapters/discord/intake.ts';
import type { Caller } from '../../../src/core/command.ts';
import type { FakeDiscord } from '../../support/discord/index.ts';
import { accountOf, deskThat, reply, serving } from './rig.ts';

const { Administrator, ManageChannels, ManageGuild } = PermissionFlagsBits;

describe('who asks on Discord', () => {
  const callerOf = async (
    who: { permissions?: bigint; direct?: boolean } = {},
    person: { nick?: string; name?: string } = {},
    happen: (discord: FakeDiscord) => void = () => undefined,
  ): Promise<Caller | undefined> => {
    let seen: Caller | undefined;
    const { discord } = await serving(
      deskThat((_question, caller) => {
        seen = caller;
        return reply();
      }),
    );
    happen(discord);
    discord.addMember('42', person);
    await discord.slash('upr', 'status', { state: 'peru' }, { user: '42', ...who });
    expect(discord.brokenRules).toEqual([]);
    return seen;
  };

  it.each([
    ['Manage Channels', { permissions: ManageChannels }, true],
    ['Administrator', { permissions: Administrator }, true],
    ['neither', {}, false],
  ])('may change what a channel follows with %s: %o', async (_right, who, may) => {
    expect((await callerOf(who))?.mayManage).toBe(may);
  });

  it.each([
    ['an administrator', 'Manage Server', { permissions: ManageGuild }, 'admin'],
    ['an administrator', 'Administrator', { permissions: Administrator }, 'admin'],
    ['a member', 'Manage Channels alone', { permissions: ManageChannels }, 'member'],
  ])('is %s of the server with %s', async (_seat, _right, who, seat) => {
    expect((await callerOf(who))?.seat).toBe(seat);
  });

  it.each([
    ['a guest', 'Manage Channels alone', { permissions: ManageChannels }, 'guest'],
    ['an administrator', 'Manage Server', { permissions: ManageGuild }, 'admin'],
  ])(
    'is %s of a server that is listed in Server Discovery with %s',
    async (_seat, _right, who, seat) => {
      expect((await callerOf(who, {}, (discord) => discord.discover()))?.seat).toBe(seat);
    },
  );

  it.each([
    ['what the server calls them', { nick: 'Ada of Water', name: 'Ada' }, 'Ada of Water'],
    ['what they call themselves', { name: 'Ada' }, 'Ada'],
    ['their user name', {}, 'user-42'],
  ])('is named by %s', async (_which, person, name) => {
    expect((await callerOf({}, person))?.name).toBe(name);
  });

  it('is known by account, server and channel', async () => {
    expect(await callerOf()).toEqual({
      place: {
        platform: 'discord',
        workspace: expect.stringMatching(/^\d+$/),
        channel: expect.stringMatching(/^\d+$/),
      },
      placeName: 'Coalition',
      account: accountOf('42'),
      name: 'user-42',
      seat: 'member',
      mayManage: false,
    });
  });

  it('may change what their own direct messages follow, in which nobody has a seat', async () => {
    expect(await callerOf({ direct: true }, { name: 'Ada' })).toEqual({
      place: { platform: 'discord', workspace: 'dm', channel: expect.stringMatching(/^\d+$/) },
      account: accountOf('42'),
      name: 'Ada',
      mayManage: true,
    });
  });
});

describe('completion on Discord', () => {
  const typing = async (suggest: Parameters<typeof deskThat>[1]) => {
    const { discord } = await serving(deskThat(() => reply(), suggest));
    const choices = await discord.autocomplete('upr', 'status', 'state', 'pe');
    expect(discord.brokenRules).toEqual([]);
    return choices;
  };

  it('offers what the desk suggests for the words typed', async () => {
    const choices = await typing((command, option, typed) => [
      { label: `${command} ${option} ${typed}`, value: 'PER' },
    ]);

    expect(choices).toEqual([{ name: 'status state pe', value: 'PER' }]);
  });

  it('waits for what the coalition has', async () => {
    const choices = await typing(async () => [{ label: 'Shadow report', value: 'd1' }]);

    expect(choices).toEqual([{ name: 'Shadow report', value: 'd1' }]);
  });

  it('offers nothing where that fails', async () => {
    expect(await typing(() => Promise.reject(new Error('database is locked')))).toEqual([]);
  });

  it('offers nothing, in time, where that takes too long', async () => {
    expect(await typing(() => new Promise(() => undefined))).toEqual([]);
  });

  it('offers 25 at most', async () => {
    const choices = await typing(() =>
      Array.from({ length: 40 }, (_, i) => ({ label: `State ${i}`, value: `S${i}` })),
    );

    expect(choices.map(({ value }) => value)).toEqual(
      Array.from({ length: 25 }, (_, i) => `S${i}`),
    );
  });

  it('cuts labels at a word, offers nothing twice and leaves out what cannot be a value', async () => {
    const choices = await typing(() => [
      { label: `${'long '.repeat(30)}`, value: 'A' },
      { label: 'again', value: 'A' },
      { label: '', value: 'B' },
      { label: 'empty', value: '' },
      { label: 'too long', value: 'x'.repeat(101) },
    ]);

    expect(choices).toEqual([
      { name: `${'long '.repeat(19).trim()}…`, value: 'A' },
      { name: 'B', value: 'B' },
    ]);
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 130 });

describe('choices offered while typing on Discord', () => {
  it('are within every ceiling, whatever is suggested', () => {
    const suggestions = fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 40 });
    fc.assert(
      fc.property(suggestions, (given) => {
        const choices = choicesOf(given);

        expect(choices.length).toBeLessThanOrEqual(25);
        expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
        for (const { name, value } of choices) {
          expect(name.length).toBeGreaterThanOrEqual(1);
          expect(name.length).toBeLessThanOrEqual(100);
          expect(value.length).toBeLessThanOrEqual(100);
          expect(given.some((one) => one.value === value)).toBe(true);
        }
      }),
    );
  });
});
