import type { Server } from 'node:http';
import { checkCommands } from './command-form.ts';
import { createChecker, type Json, Refusal, refuseProblems } from './form.ts';
import { addressOf } from './gateway.ts';
import { type createInteractions, directChannel } from './interactions.ts';
import { checkMessage } from './message-form.ts';
import { checkFiles, messageObject, notify, storedMessage, type Upload } from './messages.ts';
import { channelObject, directObject, memberObject, userObject, type World } from './world.ts';

interface Request {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly list: readonly Json[];
  readonly files: readonly Upload[];
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
    'GET /guilds/:guild/members/:user': ({ params: { guild = '', user = '' } }) =>
      member(world, guild, user),
    'GET /channels/:channel': ({ params: { channel = '' } }) => {
      mayWrite(world, channel);
      return channelObject(world, channel);
    },
    'POST /users/@me/channels': ({ body }) => {
      const person = String(body.recipient_id);
      demandAccount(world, 'recipient_id', person);
      return directObject(directChannel(world, person), person);
    },
    'POST /channels/:channel/messages': ({ params: { channel = '' }, body, files }) =>
      post(world, channel, body, files),
    'GET /applications/:application/commands': () => world.commands,
    'PUT /applications/:application/commands': ({ list }) => register(world, list),
    'POST /interactions/:id/:token/callback': ({ params, body, files, withResponse }) => {
      const result = interactions().callback(params.id ?? '', params.token ?? '', body, files);
      return withResponse ? result : undefined;
    },
    'POST /webhooks/:application/:token': ({ params, body, files }) =>
      interactions().followUp(params.token ?? '', body, files),
    'PATCH /webhooks/:application/:token/messages/@original': ({ params, body, files }) =>
      interactions().editOriginal(params.token ?? '', body, files),
    'PATCH /webhooks/:application/:token/messages/%40original': ({ params, body, files }) =>
      interactions().editOriginal(params.token ?? '', body, files),
  };
}

const FORBIDDEN: Readonly<Record<number, string>> = {
  50001: 'Missing Access',
  50007: 'Cannot send messages to this user',
  50278: 'Cannot send messages to this user due to having no mutual guilds',
};

/** Throws 50035 for what is no id, and 10013 for an account that no longer exists. */
function demandAccount(world: World, path: string, id: string): void {
  const checker = createChecker();
  if (!/^\d{1,20}$/.test(id))
    checker.say(path, 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`);
  refuseProblems(checker.problems);
  if (world.deleted.has(id)) throw new Refusal(404, 10013, 'Unknown User');
}

/** https://discord.com/developers/docs/resources/guild#get-guild-member */
function member(world: World, guild: string, user: string): Json {
  demandAccount(world, 'user_id', user);
  const server = world.guilds.get(guild);
  if (!server) throw new Refusal(404, 10004, 'Unknown Guild');
  const found = server.members.get(user);
  if (!found) throw new Refusal(404, 10007, 'Unknown Member');
  return memberObject(user, false, { ...found, name: world.names.get(user) });
}

/** Whether an account was removed from the last server that it shared with the bot. */
function isCutOff(world: World, channel: string): boolean {
  const [user] = [...world.directs].find(([, direct]) => direct === channel) ?? [];
  const guilds = [...world.guilds.values()];
  if (user === undefined || guilds.some(({ members }) => members.has(user))) return false;
  return guilds.some(({ gone }) => gone.has(user));
}

function mayWrite(world: World, channel: string): void {
  const known = world.channels.has(channel) ? world.channels.get(channel) : 10003;
  const code = known ?? (isCutOff(world, channel) ? 50278 : undefined);
  if (code === undefined) return;
  if (code === 10003) throw new Refusal(404, code, 'Unknown Channel');
  throw new Refusal(403, code, FORBIDDEN[code] ?? 'Missing Permissions');
}

/** https://discord.com/developers/docs/resources/message#create-message */
function post(world: World, channel: string, body: Json, files: readonly Upload[]): Json {
  mayWrite(world, channel);
  checkMessage(body, 'channel', files.length);
  checkFiles(world, body, files);
  notify(world, body, 'messages');
  const repeat = world.messages.find(
    ({ nonce, sentAt }) => nonce === String(body.nonce) && Date.now() - sentAt < NONCE_MS,
  );
  if (body.enforce_nonce === true && repeat) return messageObject(world, repeat);
  const message = storedMessage(world, channel, body, { files });
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
