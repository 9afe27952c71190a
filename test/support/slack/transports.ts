import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from './block-kit.ts';
import type { Workspace } from './workspace.ts';

/** What Slack hands to an app, and the answer in its acknowledgement. */
export interface Transport {
  /** Rejects with `operation_timeout` where no acknowledgement comes within 3 s. */
  dispatch(type: 'slash_commands' | 'interactive', payload: Json): Promise<Json>;
  stop(): void;
}

export interface SocketTransport extends Transport {
  /** Makes the address of one more connection; good once. */
  address(host: string): string;
  /** Tells every connection to go, as Slack does before it recycles a server. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Breaks every connection without a word. */
  cut(): void;
  /** Sends the last envelope, acknowledged already, again: as where the acknowledgement was lost. */
  redeliver(): Promise<Json>;
  /** The next connection is accepted and not greeted, or not even accepted. */
  stall(how: 'silent' | 'hanging'): void;
  /** How many connections are open. */
  connections(): number;
}

interface Envelope extends Json {
  readonly envelope_id: string;
  readonly accepts_response_payload: boolean;
}

const ACK_MS = 3_000;

/** An acknowledgement brings an answer to a command, and to a form that was sent in. */
const takesAnswer = (type: string, payload: Json): boolean =>
  type === 'slash_commands' || payload.type === 'view_submission';

/** Rejects after 3 s, and notes it. */
async function acknowledged(workspace: Workspace, ack: Promise<Json>): Promise<Json> {
  const late = new AbortController();
  const timeout = AbortSignal.any([late.signal, AbortSignal.timeout(ACK_MS)]);
  const timedOut = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => {
      if (late.signal.aborted) return;
      workspace.broken('not acknowledged within 3 s');
      reject(new Error('operation_timeout'));
    });
  });
  try {
    return await Promise.race([ack, timedOut]);
  } finally {
    late.abort();
  }
}

/** Socket Mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
export function createSocketTransport(workspace: Workspace, server: Server): SocketTransport {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const hung = new Set<Duplex>();
  let last: Envelope | undefined;
  let stalled: 'silent' | 'hanging' | undefined;
  const waiting = new Map<string, { accepts: boolean; resolve(payload: Json): void }>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      workspace.broken('a Socket Mode address was used twice');
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    const how = stalled;
    stalled = undefined;
    if (how === 'hanging') return void hung.add(socket);
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (how === 'silent') return;
      client.on('message', (data) => receive(String(data)));
      client.send(
        JSON.stringify({
          type: 'hello',
          num_connections: sockets.clients.size,
          connection_info: { app_id: 'A1' },
          debug_info: { approximate_connection_time: 18_060 },
        }),
      );
      if (sockets.clients.size > 10) workspace.broken('more than 10 Socket Mode connections');
    });
  });

  function receive(frame: string): void {
    const { envelope_id, payload } = JSON.parse(frame) as { envelope_id: string; payload?: Json };
    const envelope = waiting.get(envelope_id);
    if (!envelope)
      return void workspace.broken('an envelope was acknowledged twice, or never sent');
    waiting.delete(envelope_id);
    if (!envelope.accepts && Object.keys(payload ?? {}).length > 0)
      workspace.broken('a payload in the acknowledgement of an envelope that takes none');
    envelope.resolve(payload ?? {});
  }

  const open = (): WebSocket[] => [...sockets.clients].filter(({ readyState }) => readyState === 1);

  function deliver(envelope: Envelope): Promise<Json> {
    const [client] = open();
    if (!client) return Promise.reject(new Error('dispatch_failed: no connection'));
    const { envelope_id, accepts_response_payload: accepts } = envelope;
    const ack = new Promise<Json>((resolve) => waiting.set(envelope_id, { accepts, resolve }));
    client.send(JSON.stringify(envelope));
    return acknowledged(workspace, ack);
  }

  const cut = (): void => sockets.clients.forEach((client) => void client.terminate());

  return {
    dispatch(type, payload) {
      const accepts_response_payload = takesAnswer(type, payload);
      last = { envelope_id: randomUUID(), type, accepts_response_payload, payload };
      return deliver(last);
    },
    redeliver() {
      if (!last) return Promise.reject(new Error('nothing was sent yet'));
      return deliver({ ...last, retry_attempt: 1, retry_reason: 'timeout' });
    },
    address(host) {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `ws://${host}/link/?ticket=${ticket}&app_id=A1`;
    },
    disconnect(reason) {
      for (const client of open())
        client.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
    },
    cut,
    stall(how) {
      stalled = how;
    },
    connections: () => open().length,
    stop() {
      cut();
      for (const socket of hung) socket.destroy();
      sockets.close();
    },
  };
}

/** A signed request, and how it may be made wrong. */
interface Signing {
  readonly secret?: string;
  /** Seconds since the epoch. */
  readonly timestamp?: number;
}

export interface HttpTransport extends Transport {
  /** Posts any body, and answers the status. */
  post(body: string, type: string, signing?: Signing): Promise<Response>;
}

/** Signed requests to the app. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function createHttpTransport(workspace: Workspace, url: string): HttpTransport {
  const post: HttpTransport['post'] = (body, type, signing = {}) => {
    const timestamp = String(signing.timestamp ?? Math.floor(Date.now() / 1_000));
    const secret = signing.secret ?? workspace.tokens.signingSecret;
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': type,
      'x-slack-signature': `v0=${hash}`,
      'x-slack-request-timestamp': timestamp,
    };
    return fetch(url, { method: 'POST', body, headers });
  };
  return {
    post,
    async dispatch(type, payload) {
      const form =
        type === 'interactive'
          ? { payload: JSON.stringify(payload) }
          : (payload as Record<string, string>);
      const sent = post(String(new URLSearchParams(form)), 'application/x-www-form-urlencoded');
      return acknowledged(
        workspace,
        sent.then((response) => readAck(response, takesAnswer(type, payload), workspace)),
      );
    },
    stop: () => undefined,
  };
}

async function readAck(response: Response, accepts: boolean, workspace: Workspace): Promise<Json> {
  if (response.status !== 200) throw new Error(`operation_failed: HTTP ${response.status}`);
  const body = await response.text();
  if (body === '') return {};
  if (!accepts) workspace.broken('a body in the acknowledgement of a click');
  return response.headers.get('content-type')?.startsWith('application/json')
    ? (JSON.parse(body) as Json)
    : { text: body };
}
