import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../support/discord/index.ts';
import { read } from '../../support/discord/markdown.ts';
import { gateway, opened } from './bare.ts';

describe('the emulated gateway of Discord', () => {
  const identity = { intents: 1, properties: { os: 'linux' } };

  it.each<[string, (discord: FakeDiscord) => object, number]>([
    ['a wrong token', () => ({ ...identity, token: 'x' }), 4004],
    [
      'an intent that needs review',
      ({ token }) => ({ ...identity, token, intents: 1 << 15 }),
      4014,
    ],
    [
      'an intent that there is not',
      ({ token }) => ({ ...identity, token, intents: 2 ** 30 }),
      4013,
    ],
  ])('closes on %s', async (_what, d, code) => {
    const discord = await opened();
    const client = gateway(discord);
    await expect.poll(() => client.ops).toEqual([10]);

    client.send(2, d(discord));

    expect(await client.closed).toBe(code);
  });

  it('closes on another version', async () => {
    expect(await gateway(await opened(), '?v=9&encoding=json').closed).toBe(4012);
  });

  it('closes on what is sent before identifying', async () => {
    const discord = await opened();
    const client = gateway(discord);
    await expect.poll(() => client.ops).toEqual([10]);

    client.send(3, {});

    expect(await client.closed).toBe(4003);
    expect(discord.brokenRules).toEqual(['gateway: sent op 3 before identifying']);
  });

  it('knows no session that never was', async () => {
    const discord = await opened();
    const client = gateway(discord);
    await expect.poll(() => client.ops).toEqual([10]);

    client.send(6, { token: discord.token, session_id: 'x', seq: 1 });

    await expect.poll(() => client.ops).toEqual([10, 9]);
  });
});

describe('markdown as Discord reads it', () => {
  it.each([
    ['**a**', 'a', ['strong']],
    ['\\*\\*a\\*\\*', '**a**', []],
    ['# a', 'a', ['heading']],
    ['a # b', 'a # b', []],
    ['[a](<https://b.c>)', 'a', ['link']],
    ['\\[a\\](https://b.c)', '[a](https://b.c)', ['address']],
    ['<t:1:F>', '<t:1:F>', ['time']],
    ['\\<t:1:F>', '<t:1:F>', []],
    ['||a||', 'a', ['spoiler']],
    ['@everyone', '@everyone', ['mention']],
  ])('%s', (source, text, marks) => {
    expect(read(source)).toEqual({ text, marks });
  });
});
