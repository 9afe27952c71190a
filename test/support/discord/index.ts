import { once } from 'node:events';
import { createApi, type Fault } from './api.ts';
import type { Json } from './form.ts';
import { addressOf, createGateway } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import { peopleOf, type Shown, type ShownFile, shown } from './people.ts';
import { placesOf } from './places.ts';
import { createWorld, OWNER } from './world.ts';

export { markdownOf, type Shown, type ShownFile } from './people.ts';

const MESSAGES = 'POST /channels/:channel/messages';
const HEARTBEAT_MS = 41_250;

/**
 * Discord on 127.0.0.1: gateway, REST API and interactions, with the platform's
 * own rules and errors. What the bot does against them is kept in `brokenRules`.
 * `mostBytes`: of a file.
 */
export async function startFakeDiscord({
  heartbeatMs = HEARTBEAT_MS,
  embeds = true,
  mostBytes,
}: {
  readonly heartbeatMs?: number;
  readonly embeds?: boolean;
  readonly mostBytes?: number;
} = {}) {
  const world = createWorld({ embeds, ...(mostBytes === undefined ? {} : { mostBytes }) });
  const api = createApi(world, () => interactions);
  const gateway = createGateway(world, api.server, heartbeatMs);
  const interactions = createInteractions(world, gateway.dispatch);
  api.server.listen(0, '127.0.0.1');
  await once(api.server, 'listening');
  const whispers = (user?: string): Shown[] =>
    world.messages
      .filter(({ ephemeral, to }) => ephemeral && (user === undefined || to === user))
      .map(shown);

  return {
    ...peopleOf(world, interactions.begin),
    ...placesOf(world, gateway.dispatch),
    /** For `rest.api`: the client adds the version. */
    apiUrl: `${addressOf(api.server).replace('ws:', 'http:')}/api`,
    token: world.token,
    brokenRules: world.brokenRules as readonly string[],
    /** Whom messages have notified: `@everyone`, `<@1>`. */
    mentioned: world.mentioned as readonly string[],
    guild: world.guild,
    channel: world.channel,
    /** Who owns the server. */
    owner: OWNER,
    /** Commands as the API lists them. */
    commands: (): readonly Json[] => world.commands,
    /** Routes called, in order: `POST /channels/:channel/messages`. */
    calls: api.calls as readonly string[],
    seen: gateway.seen,
    /** What everybody sees in a channel, oldest first. */
    messages: (channel = world.channel): Shown[] =>
      world.messages.filter((one) => one.channel === channel && !one.ephemeral).map(shown),
    /** What was shown to one person and nobody else, oldest first; to anybody where nobody is named. */
    whispers,
    directMessages: (user: string): Shown[] =>
      world.messages
        .filter(({ channel, ephemeral }) => !ephemeral && channel === world.directs.get(user))
        .map(shown),
    /** What one person alone was handed, oldest first. */
    filesOf: (user: string): ShownFile[] => whispers(user).flatMap(({ files }) => files),
    /** The next request of a route fails so; several are used up one after another. */
    failNext(fault: Fault, route: string = MESSAGES): void {
      api.failNext(route, fault);
    },
    /** The gateway closes every IDENTIFY with a code from now on. */
    refuseIdentify(code: number): void {
      world.identifyRefused = code;
    },
    op7: gateway.reconnect,
    invalidSession: gateway.invalidate,
    dropAcks: gateway.dropAcks,
    cut: gateway.cut,
    /** Tells once more of the last interaction. */
    repeat: interactions.repeat,
    /** Interaction tokens end after 15 minutes: as if they had passed. */
    expireTokens: interactions.expire,
    revokeToken(): void {
      world.revoked = true;
      gateway.close(4004);
    },
    async stop(): Promise<void> {
      interactions.stop();
      gateway.stop();
      api.server.closeAllConnections();
      await new Promise((resolve) => api.server.close(resolve));
    },
  };
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;
