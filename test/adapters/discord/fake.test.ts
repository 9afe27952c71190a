import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakeDiscord } from '../../support/discord/index.ts';
import { call, opened, post, upload } from './bare.ts';
import { deskThat, reply, serving } from './rig.ts';

describe('the emulated REST API of Discord', () => {
  it.each([
    ['no token', { Authorization: '' }, 401, 0],
    ['another token', { Authorization: 'Bot other' }, 401, 0],
    ['no proper User-Agent', { 'User-Agent': 'curl' }, 403, 40333],
  ])('refuses a request with %s', async (_what, headers, status, code) => {
    const answer = await call(await opened(), 'GET', '/users/@me', undefined, headers);

    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('says with every answer how the limits stand', async () => {
    const { headers } = await post(await opened(), { content: 'a' });

    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
      '5',
      '4',
    ]);
  });

  it('limits messages to five in five seconds, and notes who does not wait', async () => {
    const discord = await opened();

    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await post(discord, { content: 'a' })).status);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(discord.brokenRules).toEqual([
      'rate limits: POST /channels/:channel/messages was called again before its limit ended',
    ]);
  });

  it.each<[string, object, string]>([
    ['content', { content: 'x'.repeat(2_001) }, 'content'],
    ['an embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds'],
    [
      'an embed in all',
      { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] },
      'embeds',
    ],
    ['a nonce', { content: 'a', nonce: 'x'.repeat(26) }, 'nonce'],
    [
      'custom ids used twice',
      {
        content: 'a',
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 2, label: 'a', custom_id: 'x' },
              { type: 2, style: 2, label: 'b', custom_id: 'x' },
            ],
          },
        ],
      },
      'components',
    ],
    ['an ephemeral message in a channel', { content: 'a', flags: 64 }, 'flags'],
  ])('refuses %s beyond its ceiling with 50035 and the path', async (_what, body, path) => {
    const discord = await opened();

    const answer = await post(discord, body);

    expect([answer.status, answer.body.code, Object.keys(answer.body.errors)]).toEqual([
      400,
      50035,
      [path],
    ]);
    expect(discord.brokenRules).toHaveLength(1);
  });

  it('refuses an empty message with 50006', async () => {
    expect((await post(await opened(), { content: ' ' })).body.code).toBe(50006);
  });

  it('returns the first message for a repeat that enforces its nonce', async () => {
    const discord = await opened();
    const body = { content: 'a', nonce: 'n1', enforce_nonce: true };

    const [first, second] = [await post(discord, body), await post(discord, body)];

    expect(second.body.id).toBe(first.body.id);
    expect(discord.messages()).toHaveLength(1);
  });

  it('notes a message that would mention somebody', async () => {
    const discord = await opened();

    await post(discord, { content: 'hello @everyone' });
    await post(discord, { content: 'hello <@1>', allowed_mentions: { parse: ['users'] } });
    await post(discord, { content: 'hello @everyone', allowed_mentions: { parse: [] } });

    expect(discord.mentioned).toEqual(['@everyone', '<@1>']);
    expect(discord.brokenRules).toEqual([
      'messages: a message could mention somebody',
      'messages: a message could mention somebody',
    ]);
  });

  it('tells who is a member of a server, with their roles', async () => {
    const discord = await opened();
    discord.addMember('42', { nick: 'Ada', permissions: 1n });
    discord.addMember('43');
    discord.kick('43');
    const asked = (user: string, guild = discord.guild) =>
      call(discord, 'GET', `/guilds/${guild}/members/${user}`);

    const member = await asked('42');
    const removed = await asked('43');
    const elsewhere = await asked('42', '1');

    expect([member.body.nick, member.body.roles]).toEqual(['Ada', [expect.any(String)]]);
    expect([removed.status, removed.body.code]).toEqual([404, 10007]);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 10004]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('refuses what is not an id with 50035', async () => {
    const discord = await opened();

    const answer = await call(discord, 'POST', '/users/@me/channels', { recipient_id: '@42' });

    expect([answer.status, answer.body.code]).toEqual([400, 50035]);
    expect(discord.brokenRules).toHaveLength(1);
  });

  it('takes files beside the message', async () => {
    const discord = await opened();

    const answer = await upload(discord, { attachments: [{ id: 0 }] });

    expect([answer.status, answer.body.attachments]).toMatchObject([
      200,
      [{ filename: 'a.zip', size: 3 }],
    ]);
    expect(discord.messages()[0]).toMatchObject({
      text: 'a.zip',
      files: [{ name: 'a.zip', content: new Uint8Array(3) }],
    });
    expect(discord.brokenRules).toEqual([]);
  });

  it('refuses a file beyond its ceiling with 40005', async () => {
    const discord = await startFakeDiscord({ mostBytes: 2 });
    onTestFinished(() => discord.stop());

    const answer = await upload(discord, { attachments: [{ id: 0 }] });

    expect([answer.status, answer.body.code]).toEqual([413, 40005]);
    expect(discord.brokenRules).toHaveLength(1);
  });

  it('refuses a file that the message does not name, and a name without a file', async () => {
    const discord = await opened();

    const unnamed = await upload(discord, {});
    const missing = await post(discord, { content: 'a', attachments: [{ id: 0 }] });

    expect([unnamed.body.code, missing.body.code]).toEqual([50035, 50035]);
    expect(discord.brokenRules).toHaveLength(2);
  });

  it('takes no first answer after three seconds', async () => {
    const { discord, wrong } = await serving(deskThat(() => reply()));
    discord.failNext({ kind: 'slow', ms: 3_200 }, 'POST /interactions/:id/:token/callback');

    await expect(discord.slash('upr', 'status', { state: 'peru' })).rejects.toThrow(
      'The application did not respond',
    );

    await expect.poll(() => wrong).toEqual(['Discord interaction could not be answered in time']);
    expect(discord.brokenRules).toEqual(['interactions: first answer after three seconds']);
  });

  it('knows no interaction that never was', async () => {
    const answer = await call(await opened(), 'POST', '/interactions/1/t/callback', { type: 4 });

    expect([answer.status, answer.body.code]).toEqual([404, 10062]);
  });
});
