import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../src/adapters/discord/intake.ts';
import type { Caller } from '../../../src/core/command.ts';
import { deskThat, reply, serving } from './rig.ts';

const MANAGE_CHANNELS = 1n << 4n;
const ADMINISTRATOR = 1n << 3n;

describe('who asks on Discord', () => {
  const callerOf = async (who: {
    permissions?: bigint;
    direct?: boolean;
  }): Promise<Caller | undefined> => {
    let seen: Caller | undefined;
    const { discord } = await serving(
      deskThat((_question, caller) => {
        seen = caller;
        return reply();
      }),
    );
    await discord.slash('upr', 'status', { state: 'peru' }, { user: '42', ...who });
    expect(discord.brokenRules).toEqual([]);
    return seen;
  };

  it.each([
    ['Manage Channels', { permissions: MANAGE_CHANNELS }, true],
    ['Administrator', { permissions: ADMINISTRATOR }, true],
    ['neither', {}, false],
  ])('may change what a channel follows with %s: %o', async (_right, who, may) => {
    expect((await callerOf(who))?.mayManage).toBe(may);
  });

  it('is known by account, server and channel', async () => {
    expect(await callerOf({})).toEqual({
      place: {
        platform: 'discord',
        workspace: expect.stringMatching(/^\d+$/),
        channel: expect.stringMatching(/^\d+$/),
      },
      person: '42',
      mayManage: false,
    });
  });

  it('may change what their own direct messages follow', async () => {
    expect(await callerOf({ direct: true })).toEqual({
      place: { platform: 'discord', workspace: 'dm', channel: expect.stringMatching(/^\d+$/) },
      person: '42',
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
