import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/index.ts';
import { read } from '../../support/discord/markdown.ts';
import { deskThat, reply, serving } from './rig.ts';

const USER_AGENT = 'DiscordBot (https://example.org, 1.0)';

const opened = async (): Promise<FakeDiscord> => {
  const discord = await startFakeDiscord();
  onTestFinished(() => discord.stop());
  return discord;
};

const call = async (
  { apiUrl, token }: FakeDiscord,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'User-Agent': USER_AGENT, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  };
};

const post = (discord: FakeDiscord, body: object) =>
  call(discord, 'POST', `/channels/${discord.channel}/messages`, body);

/** A bare gateway client: what it was sent, and how it was closed. */
const gateway = (discord: FakeDiscord, query = '?v=10&encoding=json') => {
  const socket = new WebSocket(
    `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/${query}`,
  );
  const ops: number[] = [];
  socket.on('message', (raw) => ops.push(JSON.parse(String(raw)).op));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const send = (op: number, d: unknown): void => socket.send(JSON.stringify({ op, d }));
  return { ops, closed, send };
};

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
