import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { asJson, Refusal } from './form.ts';
import { createLimiter, type Scope, type Standing } from './limiter.ts';
import { readMultipart, type Upload } from './messages.ts';
import { type Handler, type Interactions, routesOf } from './routes.ts';
import { listOf, type World } from './world.ts';

/** What shall go wrong with a request. `written`: after the server has done what was asked. */
export type Fault =
  | {
      readonly kind: 'rate_limited';
      readonly scope: Scope;
      readonly seconds: number;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: number;
      readonly message: string;
    }
  | { readonly kind: 'server_error'; readonly written: boolean }
  | { readonly kind: 'cut'; readonly written: boolean }
  | { readonly kind: 'slow'; readonly ms: number };

/** A form, an empty message, a User-Agent, a file beyond the limit: nothing but the bot decides these. */
const FORM_ERRORS = [50035, 50006, 40333, 40005];
const UNKNOWN = 'a route that is not emulated';
const USER_AGENT = /^DiscordBot \([^,]+, [^)]+\)/;

/** A request as far as it has been read. */
interface Asked {
  readonly route: string;
  /** What its limit is keyed by, beside the route: a channel or a webhook. */
  readonly major: string;
  readonly handler: Handler | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly Upload[];
  readonly headers: IncomingMessage['headers'];
  readonly withResponse: boolean;
}

/** The REST API, version 10. https://discord.com/developers/docs/reference */
export function createApi(world: World, interactions: () => Interactions) {
  const faults: { route: string; fault: Fault }[] = [];
  const calls: string[] = [];
  const limiter = createLimiter((rule) => world.brokenRules.push(rule));
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const routes = routesOf(world, interactions, server);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(routes, request);
    calls.push(asked.route);
    const at = faults.findIndex(({ route }) => route === asked.route);
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
    const standing = standingOf(asked, fault);
    try {
      if (fault?.kind === 'slow') await sleep(fault.ms);
      if (standing.limited) return limited(response, standing);
      const result = outcomeOf(asked, fault);
      if (fault?.kind === 'cut') request.socket.destroy();
      else if (fault?.kind === 'server_error') answer(response, 502, undefined, {});
      else answer(response, result === undefined ? 204 : 200, result, standing.headers);
    } catch (error) {
      refuse(response, error, standing, fault ? undefined : asked.route);
    }
  }

  function standingOf({ route, major }: Asked, fault: Fault | undefined): Standing {
    const standing = limiter.enter(route, major);
    if (standing.limited || fault?.kind !== 'rate_limited') return standing;
    return limiter.shut(fault.scope, route, major, fault.seconds);
  }

  /** Does what is asked, but where it shall fail before that. */
  function outcomeOf(asked: Asked, fault: Fault | undefined): ReturnType<Handler> {
    if (fault?.kind === 'refused') throw new Refusal(fault.status, fault.code, fault.message);
    if (fault && 'written' in fault && !fault.written) return undefined;
    if (!asked.handler) throw new Refusal(404, 0, '404: Not Found');
    admit(asked);
    const { params, withResponse, body, files } = asked;
    return asked.handler({ params, withResponse, body: asJson(body), list: listOf(body), files });
  }

  function admit({ headers, route }: Asked): void {
    if (!USER_AGENT.test(String(headers['user-agent'] ?? '')))
      throw new Refusal(403, 40333, 'internal network error');
    // The token in the address is the key to these.
    if (route.includes(':token')) return;
    if (world.revoked || headers.authorization !== `Bot ${world.token}`)
      throw new Refusal(401, 0, '401: Unauthorized');
  }

  function limited(response: ServerResponse, standing: Standing): void {
    const { seconds = 0, scope = 'user' } = standing.limited ?? {};
    limiter.count(429, scope);
    const body = {
      message: 'You are being rate limited.',
      retry_after: seconds,
      global: scope === 'global',
    };
    answer(response, 429, body, standing.headers);
  }

  /** Answers an error; where a route is given, it was not scripted and may be the bot's own fault. */
  function refuse(
    response: ServerResponse,
    error: unknown,
    standing: Standing,
    route: string | undefined,
  ): void {
    const refusal =
      error instanceof Refusal ? error : new Refusal(500, 0, `The fake failed: ${String(error)}`);
    const { status, code, message, errors } = refusal;
    // Lost rights, deleted channels and late answers can happen to any bot; these cannot.
    const own = FORM_ERRORS.includes(code) || status >= 500 || route === UNKNOWN;
    if (route && own)
      world.brokenRules.push(`${route}: ${code} ${message} ${JSON.stringify(errors ?? {})}`);
    limiter.count(status);
    answer(response, status, { message, code, ...(errors ? { errors } : {}) }, standing.headers);
  }

  return {
    server,
    /** Every route called, in order. */
    calls,
    failNext: (route: string, fault: Fault): number => faults.push({ route, fault }),
  };
}

function answer(response: ServerResponse, status: number, body: unknown, headers: object): void {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function readRequest(
  routes: Readonly<Record<string, Handler>>,
  request: IncomingMessage,
): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const found = match(routes, `${request.method} ${pathname}`);
  const { json, files } = await bodyOf(request);
  const { channel = '', guild = '', token = '' } = found?.params ?? {};
  return {
    route: found?.route ?? UNKNOWN,
    major: `${channel}${guild}${token}`,
    handler: found?.handler,
    params: found?.params ?? {},
    body: json === '' ? {} : JSON.parse(json),
    files,
    headers: request.headers,
    withResponse: searchParams.get('with_response') === 'true',
  };
}

async function bodyOf(
  request: IncomingMessage,
): Promise<{ readonly json: string; readonly files: readonly Upload[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const type = request.headers['content-type'] ?? '';
  const body = Buffer.concat(chunks);
  if (type.startsWith('multipart/form-data')) return readMultipart(type, body);
  return { json: body.toString(), files: [] };
}

function match(routes: Readonly<Record<string, Handler>>, asked: string) {
  for (const [route, handler] of Object.entries(routes)) {
    const names = [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const [method = '', path = ''] = route.split(' ');
    const form = new RegExp(`^${method} /api/v10${path.replace(/:\w+/g, '([^/]+)')}$`);
    const found = form.exec(asked);
    if (!found) continue;
    const params = Object.fromEntries(
      names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]),
    );
    return { route, handler, params };
  }
  return undefined;
}
