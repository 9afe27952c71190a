import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './block-kit.ts';
import { createFiles, type Files, type SharedFile } from './files.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import type { Actor } from './payloads.ts';
import { mentionedIn, type Shown } from './screen.ts';
import {
  createHttpTransport,
  createSocketTransport,
  type HttpTransport,
  type SocketTransport,
} from './transports.ts';
import { createViews, type Views } from './views.ts';
import { createWebApi, type WebApi } from './web-api.ts';
import { createWorkspace, type Fault, type Workspace } from './workspace.ts';

/**
 * Slack on 127.0.0.1: the Web API, Socket Mode, signed requests and
 * response_urls, with the rules that an app must keep. What it breaks is listed
 * in `brokenRules`, which must be empty at the end of every test.
 */
export interface FakeSlack {
  readonly apiUrl: string;
  readonly tokens: Workspace['tokens'];
  readonly brokenRules: readonly string[];
  readonly calls: Workspace['calls'];
  readonly acks: Workspace['acks'];
  readonly channels: Workspace['channels'];
  readonly scopes: Workspace['scopes'];
  readonly people: Workspace['people'];
  readonly commands: Workspace['commands'];
  /** The files that stand in channels, oldest first. */
  readonly files: readonly SharedFile[];
  /** From now on Slack refuses a token with this error. */
  refuse(token: string, error: string): void;
  command(typed: string, actor?: Actor): Promise<Shown>;
  readonly click: Interactions['click'];
  readonly follow: Interactions['follow'];
  readonly clickOlder: Interactions['clickOlder'];
  readonly expireResponseUrls: Interactions['expireResponseUrls'];
  /** What a channel shows, oldest first: to everybody, or also to one person. */
  messages(channel: string, user?: string): readonly Shown[];
  /** Whom the messages of all channels have notified. */
  mentioned(): readonly string[];
  failNext(method: string, fault: Fault): void;
  readonly socket: Pick<
    SocketTransport,
    'disconnect' | 'cut' | 'stall' | 'connections' | 'redeliver'
  >;
  /** Forms, and the pages of the app's Home. */
  readonly views: Omit<Views, 'methods' | 'newTrigger'>;
  /** Posts to the app as Slack does, or with a wrong signature. HTTP only. */
  readonly post: HttpTransport['post'];
  stop(): Promise<void>;
}

/** `eventsUrl`: where the app listens for signed requests; Socket Mode where absent. */
export async function startFakeSlack(
  options: { readonly eventsUrl?: string } = {},
): Promise<FakeSlack> {
  const workspace = createWorkspace();
  const server = createServer();
  const socket = createSocketTransport(workspace, server);
  const http = createHttpTransport(workspace, options.eventsUrl ?? '');
  const host = await listen(server);
  const transport = () => (options.eventsUrl ? http : socket);
  const views = createViews(workspace, transport);
  const interactions = createInteractions(
    workspace,
    transport,
    () => `http://${host}`,
    views.newTrigger,
  );
  const files = createFiles(workspace, () => `http://${host}`);
  const api = createWebApi(workspace, () => socket.address(host), {
    ...views.methods,
    ...files.methods,
  });
  const parts: Parts = { api, interactions, files, workspace };
  server.on('request', (request, response) => void serve(request, response, parts));

  return {
    apiUrl: `http://${host}/api/`,
    ...workspace,
    refuse: (token, error) => void workspace.refused.set(token, error),
    ...interactions,
    files: files.shared,
    messages: (channel, user) =>
      workspace.messages.filter(
        (each) => each.channel === channel && (each.onlyTo === null || each.onlyTo === user),
      ),
    mentioned: () => workspace.messages.flatMap(mentionedIn),
    socket,
    views,
    post: http.post,
    async stop() {
      socket.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Parts {
  readonly api: WebApi;
  readonly interactions: Interactions;
  readonly files: Files;
  readonly workspace: Workspace;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { api, interactions, files, workspace }: Parts,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const raw = Buffer.concat(chunks);
  const body = raw.toString('utf8');
  const [, kind, name = ''] = /^\/(api|response|upload)\/(.+)$/.exec(request.url ?? '') ?? [];
  if (kind === 'api') return api.handle(name, request, body, response);
  if (kind === 'upload') {
    const status = await files.upload(name, request.headers, raw);
    return void response.writeHead(status, { 'content-type': 'text/plain' }).end('OK');
  }
  if (kind === 'response') {
    const fault = workspace.takeFault('response_url');
    const status =
      fault?.kind === 'http_after_write'
        ? fault.status
        : interactions.respond(name, JSON.parse(body) as Json);
    return void response
      .writeHead(status, { 'content-type': 'text/plain' })
      .end(status === 200 ? 'ok' : 'used_url');
  }
  workspace.broken(`${request.method} ${request.url}: no such page`);
  response.writeHead(404).end();
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Below the ports that the system hands out by itself, which other tests are given all the time. */
const FIRST_PORT = 15_000;
const PORTS = 15_000;
/** Tests run in processes of their own: each has a stretch to itself. */
const PORTS_A_PROCESS = 16;
let given = 0;

/** A port that is free now, for an app that listens itself. */
export async function freePort(): Promise<number> {
  const port = FIRST_PORT + ((process.pid * PORTS_A_PROCESS + given) % PORTS);
  given += 1;
  return (await isFree(port)) ? port : freePort();
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
