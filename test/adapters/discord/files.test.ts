import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/adapter.ts';
import type { Button, Reply } from '../../../src/core/reply.ts';
import { SOMEBODY } from '../../support/discord/world.ts';
import { deskThat, reply, serving } from './rig.ts';

const CONTENT = Uint8Array.from([80, 75, 0, 255, 13, 10]);
const file = { name: 'coalition-2026-11-22.zip', content: CONTENT };
const handing = (over: Partial<Reply> = {}): Reply => reply({ title: 'All of it', file, ...over });
const LATER: readonly [string, <T>(value: T) => T | Promise<T>][] = [
  ['at once', (value) => value],
  ['after a while', (value) => Promise.resolve(value)],
];

describe('a file handed out on Discord', () => {
  it.each(LATER)('comes with the answer, to who asked alone, %s', async (_speed, when) => {
    const { discord, wrong } = await serving(deskThat(() => when(handing())));

    const seen = await discord.slash('upr', 'status', { state: 'peru' }, { user: '42' });

    expect(seen).toMatchObject({ ephemeral: true, text: expect.stringContaining('All of it') });
    expect(discord.filesOf('42')).toEqual([file]);
    expect(wrong).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each(LATER)('is never shown to a channel, %s', async (_speed, when) => {
    const { discord } = await serving(deskThat(() => when(handing({ audience: 'channel' }))));

    await discord.slash('upr', 'status', { state: 'peru' });

    expect(discord.messages()).toEqual([]);
    expect(discord.filesOf(SOMEBODY)).toEqual([file]);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each(LATER)('of which there is too much says how to get it, %s', async (_speed, when) => {
    const { discord } = await serving(
      deskThat(() => when(handing({ file: { ...file, content: new Uint8Array(1_048_577) } }))),
      {},
      { mostBytes: 1_048_576 },
    );

    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen.text).toContain(
      'coalition-2026-11-22.zip has 1.1 MiB, more than the 1 MiB that Discord takes here. Whoever operates Vigil can write it to disk with: vigil coalition export',
    );
    expect(seen.files).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  for (const does of ['show', 'ask', 'share'] as const)
    it.each(LATER)(`by a button to ${does} comes apart from the message, %s`, async (_s, when) => {
      const button: Button = { does, label: 'Get it', command: 'admin export' };
      const answered = (question: Question) =>
        'text' in question ? when(handing()) : reply({ audience: 'channel', buttons: [button] });
      const { discord } = await serving(deskThat(answered));
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      const seen = await discord.click(first, 'Get it', { user: '42' });

      expect(seen).toMatchObject({ ephemeral: true, files: [file] });
      expect(discord.messages().map(({ files }) => files)).toEqual([[]]);
      expect(discord.brokenRules).toEqual([]);
    });

  it('goes when another answer takes the place of the message', async () => {
    const button: Button = { does: 'show', label: 'Back', command: 'status PER' };
    const { discord } = await serving(
      deskThat((question) =>
        'text' in question ? reply({ title: 'Without' }) : handing({ buttons: [button] }),
      ),
    );
    const first = await discord.slash('upr', 'status', { state: 'peru' });

    const second = await discord.click(first, 'Back');

    expect(second).toMatchObject({ id: first.id, files: [] });
    expect(discord.brokenRules).toEqual([]);
  });
});
