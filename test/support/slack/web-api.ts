import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from './block-kit.ts';
import { peopleMethods } from './people.ts';
import { contentOf, type Workspace } from './workspace.ts';

/** What a method answers. */
export type Answer = Json & { readonly ok: boolean };
export interface Method {
  readonly token: 'bot' | 'app';
  readonly scope?: string;
  readonly args: readonly string[];
  run(args: Json): Answer;
}

/** The Web API: https://docs.slack.dev/reference/methods */
export interface WebApi {
  handle(method: string, request: IncomingMessage, body: string, response: ServerResponse): void;
}

const refuse = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more });

/** `openSocket` answers the address of a new Socket Mode connection; `more` are the methods of other parts. */
export function createWebApi(
  workspace: Workspace,
  openSocket: () => string,
  more: Readonly<Record<string, Method>>,
): WebApi {
  const methods: Readonly<Record<string, Method>> = {
    ...more,
    ...peopleMethods(workspace),
    'auth.test': {
      token: 'bot',
      args: [],
      run: () => ({
        ok: true,
        url: 'https://t1.slack.com/',
        team: 'One',
        team_id: workspace.team,
        user: 'vigil',
        user_id: 'UBOT',
        bot_id: 'BBOT',
      }),
    },
    'apps.connections.open': {
      token: 'app',
      scope: 'connections:write',
      args: [],
      run: () => ({ ok: true, url: openSocket() }),
    },
    'chat.postMessage': {
      token: 'bot',
      scope: 'chat:write',
      args: [
        'channel',
        'text',
        'blocks',
        'mrkdwn',
        'metadata',
        'unfurl_links',
        'unfurl_media',
        'thread_ts',
      ],
      run: createPost(workspace),
    },
  };

  return {
    handle(name, request, body, response) {
      const method = methods[name];
      if (!method) {
        workspace.broken(`${name}: no such method`);
        return send(response, 200, refuse('unknown_method'));
      }
      const args = parsed(request, body, workspace);
      workspace.calls.push({ method: name, args });
      const fault = workspace.takeFault(name);
      if (fault?.kind === 'rate_limited')
        return send(response, 429, refuse('ratelimited'), { 'retry-after': String(fault.seconds) });
      if (fault?.kind === 'error') return send(response, 200, refuse(fault.error));
      const answer = unauthorised(workspace, method, request) ?? run(method, name, args);
      if (fault?.kind === 'cut_after_write') return void request.socket.destroy();
      if (fault?.kind === 'http_after_write')
        return send(response, fault.status, refuse('fatal_error'));
      if (answer.error === 'ratelimited')
        return send(response, 429, answer, { 'retry-after': '1' });
      send(response, 200, answer);
    },
  };

  function run(method: Method, name: string, args: Json): Answer {
    for (const key of Object.keys(args))
      if (key !== 'token' && !method.args.includes(key))
        workspace.broken(`${name}: unknown argument ${key}`);
    return method.run(args);
  }
}

function send(
  response: ServerResponse,
  status: number,
  answer: Json,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(answer));
}

/** Form or JSON; in a form, `blocks` and the like are JSON texts. https://docs.slack.dev/apis/web-api#basics */
function parsed(request: IncomingMessage, body: string, workspace: Workspace): Json {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(body) as Json;
  if (!type.startsWith('application/x-www-form-urlencoded'))
    workspace.broken(`content type ${type}: neither form nor JSON`);
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => [key, formValue(key, value)]),
  );
}

function formValue(key: string, value: string): unknown {
  if (['blocks', 'metadata', 'view', 'files'].includes(key)) return JSON.parse(value);
  return value === 'true' ? true : value === 'false' ? false : value;
}

function unauthorised(
  workspace: Workspace,
  method: Method,
  request: IncomingMessage,
): Answer | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return refuse('not_authed');
  const { bot, app } = workspace.tokens;
  if (token !== bot && token !== app) return refuse('invalid_auth');
  const error = workspace.refused.get(token);
  if (error) return refuse(error);
  if (token !== workspace.tokens[method.token]) return refuse('not_allowed_token_type');
  if (method.scope && !workspace.scopes.has(method.scope))
    return refuse('missing_scope', {
      needed: method.scope,
      provided: [...workspace.scopes].join(','),
    });
  return undefined;
}

/** https://docs.slack.dev/reference/methods/chat.postMessage */
function createPost(workspace: Workspace): (args: Json) => Answer {
  const last = new Map<string, number>();
  return (args) => {
    const channel = workspace.channels.get(String(args.channel));
    if (!channel) return refuse('channel_not_found');
    if (channel.archived) return refuse('is_archived');
    if (!channel.member) return refuse('not_in_channel');
    if (!args.text && !args.blocks) return refuse('no_text');
    // "No more than one message per second per channel", with a little room for the road.
    const now = Date.now();
    if (now - (last.get(channel.id) ?? 0) < 900) {
      workspace.broken(`chat.postMessage: two messages in ${channel.id} within a second`);
      return refuse('ratelimited');
    }
    last.set(channel.id, now);
    const error = workspace.check(args, 'chat.postMessage') ?? metadataError(args.metadata);
    if (error) return refuse(error, { response_metadata: { messages: [`[ERROR] ${error}`] } });
    const metadata = args.metadata as Json | undefined;
    const { ts } = workspace.show({
      channel: channel.id,
      onlyTo: null,
      ...contentOf(args),
      ...(metadata && { metadata }),
    });
    return {
      ok: true,
      channel: channel.id,
      ts,
      message: { type: 'message', text: args.text, ts, bot_id: 'BBOT' },
    };
  };
}

/** https://docs.slack.dev/messaging/message-metadata */
function metadataError(metadata: unknown): string | undefined {
  if (metadata === undefined) return undefined;
  const { event_type, event_payload } = metadata as Json;
  if (typeof event_type !== 'string' || typeof event_payload !== 'object')
    return 'invalid_metadata_format';
  return JSON.stringify(metadata).length > 16_000 ? 'metadata_too_large' : undefined;
}
