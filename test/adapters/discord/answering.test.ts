import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/adapter.ts';
import type { Option } from '../../../src/core/command.ts';
import { command, deskThat, moment, reply, serving } from './rig.ts';

const organisation: Option = { kind: 'organisation', summary: 'By name' };
const NESTED = ['deadline add', 'account', 'account link', 'admin link', 'admin organisation add'];

/** What the desk hears of a command that is typed, and completed before. */
async function askedBy(root: string, sub: string) {
  const asked: string[] = [];
  const suggested: string[] = [];
  const note = (name: string): readonly [] => {
    suggested.push(name);
    return [];
  };
  const { discord } = await serving(
    deskThat((question) => {
      if ('command' in question) asked.push(question.command);
      return reply();
    }, note),
    { commands: NESTED.map((name) => command({ organisation }, { name })) },
  );
  const who = { permissions: PermissionFlagsBits.ManageGuild };
  await discord.autocomplete(root, sub, 'organisation', 'wa', who);
  await discord.slash(root, sub, { organisation: 'water' }, who);
  expect(discord.brokenRules).toEqual([]);
  return { asked, suggested };
}

describe('/upr status on Discord', () => {
  it('is answered in the first response when the answer is there', async () => {
    const { discord, wrong } = await serving(deskThat(() => reply()));

    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen).toMatchObject({ ephemeral: true, content: expect.stringContaining('Peru') });
    expect(discord.calls.filter((call) => call.includes(':token'))).toEqual([
      'POST /interactions/:id/:token/callback',
    ]);
    expect(wrong).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('carries the subcommand and every option as text', async () => {
    const asked: Question[] = [];
    const { discord } = await serving(
      deskThat((question) => {
        asked.push(question);
        return reply();
      }),
    );

    await discord.slash('upr', 'status', { state: 'Côte d’Ivoire', cycle: 3, share: true });

    expect(asked).toEqual([
      { command: 'status', options: { state: 'Côte d’Ivoire', cycle: '3', share: 'true' } },
    ]);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each([
    ['deadline', 'deadline add'],
    ['account', 'account'],
    ['account', 'account link'],
  ])('in the group %s is asked by its whole name: %s', async (_group, name) => {
    const { asked, suggested } = await askedBy('upr', name === 'account' ? 'account show' : name);

    expect([asked, suggested]).toEqual([[name], [name]]);
  });

  it.each([
    ['link', 'admin link'],
    ['organisation add', 'admin organisation add'],
  ])('for coordinators is asked by its whole name: %s', async (typed, name) => {
    const { asked, suggested } = await askedBy('upr-admin', typed);

    expect([asked, suggested]).toEqual([[name], [name]]);
  });

  it('is acknowledged first when the answer takes time', async () => {
    const { discord, wrong } = await serving(
      deskThat(async () => {
        await moment(80);
        return reply({ title: 'Slow but sure' });
      }),
    );

    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen).toMatchObject({ ephemeral: true, text: expect.stringContaining('Slow but sure') });
    expect(discord.messages()).toEqual([]);
    expect(wrong).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('reaches the channel in a message of its own when it took time', async () => {
    const { discord } = await serving(
      deskThat(async () => reply({ title: 'This channel follows Peru', audience: 'channel' })),
    );

    const seen = await discord.slash('upr', 'follow', { subject: 'peru' });
    await expect.poll(() => discord.messages()).toHaveLength(1);

    expect(seen).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('Shown to the channel below'),
    });
    expect(discord.messages()[0]?.text).toContain('This channel follows Peru');
    expect(discord.brokenRules).toEqual([]);
  });

  it('is written as text where the server shows no embeds', async () => {
    const card = reply({
      blocks: [{ kind: 'fields', fields: [{ label: 'Review', text: ['2026'] }] }],
    });
    const { discord } = await serving(
      deskThat(() => card),
      {},
      { embeds: false },
    );

    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen.embeds).toEqual([]);
    expect(seen.content).toBe('**Peru — UPR 4th cycle: scheduled**\n**Review:** 2026');
    expect(discord.brokenRules).toEqual([]);
  });

  it('that comes after the quarter of an hour is logged, and the next is answered', async () => {
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { discord, wrong } = await serving(
      deskThat((question) =>
        'command' in question && question.command === 'follow' ? slow.then(() => reply()) : reply(),
      ),
    );

    const unseen = discord.slash('upr', 'follow', { subject: 'peru' });
    unseen.catch(() => undefined);
    await expect.poll(() => discord.calls.at(-1)).toBe('POST /interactions/:id/:token/callback');
    discord.expireTokens();
    finish();
    await expect.poll(() => wrong).toEqual(['Discord interaction could not be answered in time']);

    expect((await discord.slash('upr', 'status', { state: 'peru' })).text).toContain('Peru');
    expect(discord.brokenRules).toEqual([]);
  });

  it('that Discord no longer knows is logged, and the next is answered', async () => {
    const { discord, wrong } = await serving(deskThat(() => reply()));
    const refused = {
      kind: 'refused',
      status: 404,
      code: 10062,
      message: 'Unknown interaction',
    } as const;
    discord.failNext(refused, 'POST /interactions/:id/:token/callback');

    discord.slash('upr', 'status', { state: 'peru' }).catch(() => undefined);
    await expect.poll(() => wrong).toEqual(['Discord interaction could not be answered in time']);

    expect((await discord.slash('upr', 'status', { state: 'peru' })).text).toContain('Peru');
    expect(discord.brokenRules).toEqual([]);
  });

  it('is answered once when Discord tells of it twice', async () => {
    let answers = 0;
    const { discord, wrong } = await serving(
      deskThat(() => {
        answers += 1;
        return reply();
      }),
    );
    await discord.slash('upr', 'status', { state: 'peru' });

    discord.repeat();
    await discord.slash('upr', 'status', { state: 'peru' });

    expect([answers, wrong]).toEqual([2, []]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is answered after somebody sent in a form that was never opened, of which nothing is done', async () => {
    let answers = 0;
    const { discord, wrong } = await serving(
      deskThat(() => {
        answers += 1;
        return reply();
      }),
    );

    discord.submit('vigil1:ask:admin purge').catch(() => undefined);
    await discord.slash('upr', 'status', { state: 'peru' });

    expect([answers, wrong]).toEqual([1, []]);
    expect(discord.brokenRules).toEqual([]);
  });
});
