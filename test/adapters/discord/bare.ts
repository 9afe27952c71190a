import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/index.ts';

const USER_AGENT = 'DiscordBot (https://example.org, 1.0)';

export const opened = async (): Promise<FakeDiscord> => {
  const discord = await startFakeDiscord();
  onTestFinished(() => discord.stop());
  return discord;
};

export const call = async (
  { apiUrl, token }: FakeDiscord,
  method: string,
  path: string,
  body?: object | FormData,
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'User-Agent': USER_AGENT, ...headers },
    ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  };
};

export const post = (discord: FakeDiscord, body: object) =>
  call(discord, 'POST', `/channels/${discord.channel}/messages`, body);

export const upload = (discord: FakeDiscord, message: object) => {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(message));
  form.set('files[0]', new Blob([new Uint8Array(3)]), 'a.zip');
  return call(discord, 'POST', `/channels/${discord.channel}/messages`, form);
};

/** A bare gateway client: what it was sent, and how it was closed. */
export const gateway = (discord: FakeDiscord, query = '?v=10&encoding=json') => {
  const socket = new WebSocket(
    `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/${query}`,
  );
  const ops: number[] = [];
  socket.on('message', (raw) => ops.push(JSON.parse(String(raw)).op));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const send = (op: number, d: unknown): void => socket.send(JSON.stringify({ op, d }));
  return { ops, closed, send };
};
