import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, freePort, startVigil, vigil } from './vigil.ts';

const BOT_TOKEN = 'xoxb-vigil';
const READER_TOKEN = 'xoxp-reader';
const SIGNING_SECRET = 'signing-secret-of-the-app';

interface Message {
  readonly text: string;
  readonly user: string;
  readonly blocks: readonly object[];
  readonly unfurl_links: boolean;
  readonly metadata?: { readonly event_type: string; readonly event_payload: { key: string } };
}

/** What Vigil posts to a response_url. */
interface Answer {
  readonly text: string;
  readonly response_type: string;
}

let slack: Emulator;
let product: Awaited<ReturnType<typeof startVigil>>;
let eventsUrl: string;
/** The emulator has no response_url: this stands in for it. */
let responseUrl: Server;
const responses: Answer[] = [];

beforeAll(async () => {
  const port = await freePort();
  slack = await createEmulator({ service: 'slack', port: await freePort(), seed: await seed() });
  product = await startVigil({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slack.url}/api/`,
    PORT: String(port),
  });
  eventsUrl = `http://127.0.0.1:${port}/slack/events`;
  responseUrl = createServer((request, response) => {
    void json(request).then((message) => {
      responses.push(message as Answer);
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(responseUrl, 'listening');
});

afterAll(async () => {
  await product?.stop();
  responseUrl?.close();
  await slack?.close();
});

describe('Vigil with the Slack emulator', () => {
  it('answers a signed slash-command in the acknowledgement', async () => {
    const response = await command('status united states as-of:2025-08-01');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/United States[\s\S]*7 Nov 2025/),
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'actions' })]),
    });
  });

  it('refuses a command that Slack did not sign', async () => {
    expect((await command('status peru', { secret: 'of somebody else' })).status).toBe(401);
  });

  it('confirms a follow in the channel, once and without previews', async () => {
    const channel = await channelNamed('desk');
    await command('follow peru', { channel });
    const answer = await eventually(async () => responses.find(({ text }) => /Peru/.test(text)));
    expect(answer).toMatchObject({ response_type: 'ephemeral' });
    const confirmations = (await history(channel)).filter(({ text }) => /now follows/.test(text));
    expect(confirmations).toMatchObject([
      { user: 'UVIGIL', text: expect.stringContaining('Peru'), unfurl_links: false },
    ]);
  });

  it('sends a reminder that falls due, and no notice twice', async () => {
    const channel = await channelNamed('reminders');
    await command('follow united states', { channel });
    const reminder = await eventually(async () =>
      (await history(channel)).find(
        ({ text }) => /7 Nov 2025/.test(text) && !/now follows/.test(text),
      ),
    );
    expect(reminder).toMatchObject({ user: 'UVIGIL', metadata: { event_type: 'vigil_notice' } });
    const keys = (await history(channel)).map(({ metadata }) => metadata?.event_payload.key);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('tells a person that it may not post in a private channel it is not in', async () => {
    const channel = await channelNamed('closed');
    await command('follow chile', { channel });
    const answer = await eventually(async () =>
      responses.find(({ text }) => /can't post/.test(text)),
    );
    expect(answer).toMatchObject({ text: expect.stringContaining('nothing was saved') });
  });
});

/** The bot gets the scopes that the product's manifest asks for and no more, and they are enforced. */
async function seed() {
  const manifest = JSON.parse(await vigil('slack', 'manifest')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  const { bot: scopes } = manifest.oauth_config.scopes;
  return {
    slack: {
      strict_scopes: true,
      signing_secret: SIGNING_SECRET,
      users: [{ name: 'ana' }],
      channels: [{ name: 'desk' }, { name: 'reminders' }, { name: 'closed', is_private: true }],
      oauth_apps: [
        {
          client_id: '1.1',
          client_secret: 'secret',
          app_id: 'AVIGIL',
          name: 'Vigil',
          redirect_uris: [],
          scopes,
          bot_id: 'BVIGIL',
          bot_user_id: 'UVIGIL',
        },
      ],
      tokens: [
        {
          token: BOT_TOKEN,
          type: 'bot',
          user: 'UVIGIL',
          bot_id: 'BVIGIL',
          app_id: 'AVIGIL',
          scopes,
        },
        { token: READER_TOKEN, user: 'ana' },
      ],
    },
  };
}

/** Types `/upr …` as Slack would post it: the emulator cannot. */
function command(
  typed: string,
  { channel = 'C000000001', secret = SIGNING_SECRET } = {},
): Promise<Response> {
  const { port } = responseUrl.address() as AddressInfo;
  const body = new URLSearchParams({
    command: '/upr',
    text: typed,
    team_id: 'T000000001',
    team_domain: 'emulate',
    channel_id: channel,
    channel_name: 'channel',
    user_id: 'U000000001',
    user_name: 'admin',
    api_app_id: 'AVIGIL',
    is_enterprise_install: 'false',
    trigger_id: randomUUID(),
    response_url: `http://127.0.0.1:${port}/`,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(eventsUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': `v0=${hash}`,
      'x-slack-request-timestamp': timestamp,
    },
  });
}

async function ask<T>(method: string, args: Record<string, string>): Promise<T> {
  const response = await fetch(`${slack.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${READER_TOKEN}` },
    body: new URLSearchParams(args),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  if (!answer.ok) throw new Error(`${method}: ${answer.error}`);
  return answer as T;
}

async function channelNamed(name: string): Promise<string> {
  const types = 'public_channel,private_channel';
  const { channels } = await ask<{ channels: { id: string; name: string }[] }>(
    'conversations.list',
    { types },
  );
  const found = channels.find((one) => one.name === name);
  if (!found) throw new Error(`No channel '${name}'`);
  return found.id;
}

const history = async (channel: string): Promise<Message[]> =>
  (await ask<{ messages: Message[] }>('conversations.history', { channel })).messages;
