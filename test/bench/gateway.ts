import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { addressOf } from '../support/discord/gateway.ts';
import {
  channelObject,
  createWorld,
  guildObject,
  memberObject,
  userObject,
} from '../support/discord/world.ts';

/**
 * As much of Discord as a bot needs to connect and answer, with no rules: the
 * emulator of the tests checks every answer, and would be what is measured.
 */
export interface LoadGateway {
  readonly apiUrl: string;
  readonly token: string;
  /** Asks once; resolves with the body of the answer. */
  ask(): Promise<string>;
  /** Answers a second, with so many questions open at any time. */
  load(seconds: number, inFlight: number): Promise<number>;
  stop(): Promise<void>;
}

const IDENTIFY = 2;
const HELLO = 10;
const HEARTBEAT = 1;
const ACK = 11;
/** View Channel, Send Messages, Embed Links, Use Application Commands. */
const PERMISSIONS = String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 31n));

/** Serves one bot, whose `/upr status` is asked for one State. */
export async function startLoadGateway(state: string): Promise<LoadGateway> {
  const world = createWorld({ embeds: true });
  const sockets = new WebSocketServer({ noServer: true });
  let bot: WebSocket | undefined;
  let sequence = 0;
  let answered: (body: string) => void = () => undefined;

  const send = (op: number, d: unknown, t: string | null = null): void =>
    bot?.send(JSON.stringify({ op, d, s: t && ++sequence, t }));
  const question = questionTo(world, state);
  const push = (): void => send(0, question(), 'INTERACTION_CREATE');

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      if (!request.url?.includes('/callback')) return reply(request, response);
      response.writeHead(204).end();
      answered(body);
    });
  });

  function reply({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const me = { id: world.application, name: 'Bench', description: '', flags: 0 };
    const body = url.endsWith('/gateway/bot')
      ? { url: addressOf(server), shards: 1, session_start_limit: LIMIT }
      : url.includes('/commands')
        ? []
        : me;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(method === 'GET' || method === 'PUT' ? JSON.stringify(body) : '{}');
  }

  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) => {
      bot = client;
      send(HELLO, { heartbeat_interval: 41_250 });
      client.on('message', (data) => {
        const { op } = JSON.parse(String(data)) as { op: number };
        if (op === HEARTBEAT) send(ACK, null);
        if (op !== IDENTIFY) return;
        sequence = 0;
        send(0, readyOf(world, addressOf(server)), 'READY');
        send(0, guildObject(world), 'GUILD_CREATE');
      });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    apiUrl: `${addressOf(server).replace('ws:', 'http:')}/api`,
    token: world.token,
    ask() {
      const { promise, resolve } = Promise.withResolvers<string>();
      answered = resolve;
      push();
      return inTime(promise, LONGEST_ANSWER_MS);
    },
    async load(seconds, inFlight) {
      let answers = 0;
      let open = inFlight;
      const { promise: drained, resolve } = Promise.withResolvers<void>();
      const begun = performance.now();
      const end = begun + seconds * 1_000;
      let lastAt = begun;
      answered = () => {
        answers += 1;
        lastAt = performance.now();
        if (lastAt < end) push();
        else if (--open === 0) resolve();
      };
      for (let i = 0; i < inFlight; i++) push();
      await inTime(drained, seconds * 1_000 + LONGEST_ANSWER_MS);
      return (answers * 1_000) / (lastAt - begun);
    },
    async stop() {
      bot?.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Rejects where the bot has fallen silent. */
async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => silence.reject(new Error(`No answer within ${ms} ms`)), ms);
  return Promise.race([answer, silence.promise]).finally(() => clearTimeout(timer));
}

/** Discord itself waits so long. */
const LONGEST_ANSWER_MS = 3_000;
const LIMIT = { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 };

type World = ReturnType<typeof createWorld>;

const readyOf = (world: World, url: string): object => ({
  v: 10,
  user: userObject(world.application, true),
  guilds: [{ id: world.guild, unavailable: true }],
  session_id: 'bench',
  resume_gateway_url: url,
  application: { id: world.application, flags: 0 },
});

/** The same question each time, under a new id. */
function questionTo(world: World, state: string): () => object {
  const options = [{ name: 'state', type: 3, value: state }];
  const asked = {
    application_id: world.application,
    type: 2,
    data: { id: '1', name: 'upr', type: 1, options: [{ name: 'status', type: 1, options }] },
    version: 1,
    channel_id: world.channel,
    channel: channelObject(world, world.channel),
    guild_id: world.guild,
    guild: { id: world.guild, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberObject('100000000000000001'), permissions: PERMISSIONS },
    app_permissions: PERMISSIONS,
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': world.guild },
    context: 0,
    attachment_size_limit: 10_485_760,
  };
  return () => {
    const id = world.nextId();
    return { ...asked, id, token: `interaction-${id}` };
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}
