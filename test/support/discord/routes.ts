import type { Server } from 'node:http';
import { checkCommands } from './command-form.ts';
import { type Json, Refusal } from './form.ts';
import { addressOf } from './gateway.ts';
import { type createInteractions, directChannel } from './interactions.ts';
import { checkMessage } from './message-form.ts';
import {
  channelObject,
  directObject,
  messageObject,
  notify,
  storedMessage,
  userObject,
  type World,
} from './world.ts';

interface Request {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly list: readonly Json[];
  readonly withResponse: boolean;
}

/** Undefined answers 204. */
export type Handler = (request: Request) => Json | readonly Json[] | undefined;
export type Interactions = ReturnType<typeof createInteractions>;

/** How long a repeat with the same nonce is recognised. */
const NONCE_MS = 3 * 60_000;
/** What can be asked, and what is done: `POST /channels/:channel/messages`. */
export function routesOf(
  world: World,
  interactions: () => Interactions,
  server: Server,
): Readonly<Record<string, Handler>> {
  const application = (): Json => ({
    id: world.application,
    name: 'Vigil',
    description: '',
    flags: 0,
  });
  return {
    'GET /gateway/bot': () => ({
      url: addressOf(server),
      shards: 1,
      session_start_limit: {
        total: 1_000,
        remaining: 999,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
    'GET /users/@me': () => userObject(world.application, true),
    'GET /applications/@me': application,
    'GET /oauth2/applications/@me': application,
    'GET /channels/:channel': ({ params: { channel = '' } }) => {
      mayWrite(world, channel);
      return channelObject(world, channel);
    },
    'POST /users/@me/channels': ({ body }) => {
      const person = String(body.recipient_id);
      return directObject(directChannel(world, person), person);
    },
    'POST /channels/:channel/messages': ({ params: { channel = '' }, body }) =>
      post(world, channel, body),
    'GET /applications/:application/commands': () => world.commands,
    'PUT /applications/:application/commands': ({ list }) => register(world, list),
    'POST /interactions/:id/:token/callback': ({ params, body, withResponse }) => {
      const result = interactions().callback(params.id ?? '', params.token ?? '', body);
      return withResponse ? result : undefined;
    },
    'POST /webhooks/:application/:token': ({ params, body }) =>
      interactions().followUp(params.token ?? '', body),
    'PATCH /webhooks/:application/:token/messages/@original': ({ params, body }) =>
      interactions().editOriginal(params.token ?? '', body),
    'PATCH /webhooks/:application/:token/messages/%40original': ({ params, body }) =>
      interactions().editOriginal(params.token ?? '', body),
  };
}

const FORBIDDEN: Readonly<Record<number, string>> = {
  50001: 'Missing Access',
  50007: 'Cannot send messages to this user',
};

function mayWrite(world: World, channel: string): void {
  const code = world.channels.has(channel) ? world.channels.get(channel) : 10003;
  if (code === undefined) return;
  if (code === 10003) throw new Refusal(404, code, 'Unknown Channel');
  throw new Refusal(403, code, FORBIDDEN[code] ?? 'Missing Permissions');
}

/** https://discord.com/developers/docs/resources/message#create-message */
function post(world: World, channel: string, body: Json): Json {
  mayWrite(world, channel);
  checkMessage(body, 'channel');
  notify(world, body, 'messages');
  const repeat = world.messages.find(
    ({ nonce, sentAt }) => nonce === String(body.nonce) && Date.now() - sentAt < NONCE_MS,
  );
  if (body.enforce_nonce === true && repeat) return messageObject(world, repeat);
  const message = storedMessage(world.nextId(), channel, body);
  world.messages.push(message);
  return messageObject(world, message);
}

/** Replaces the whole list; what keeps its name keeps its id. */
function register(world: World, commands: readonly Json[]): readonly Json[] {
  checkCommands(commands);
  world.commands = commands.map((command) => ({
    ...command,
    id: world.commands.find(({ name }) => name === command.name)?.id ?? world.nextId(),
    application_id: world.application,
    version: world.nextId(),
    default_member_permissions: command.default_member_permissions ?? null,
    nsfw: false,
    type: command.type ?? 1,
  }));
  return world.commands;
}
