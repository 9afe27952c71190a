import {
  Client,
  Events,
  GatewayIntentBits,
  Options,
  PermissionFlagsBits,
  type RateLimitData,
} from 'discord.js';
import type { Desk } from '../../core/adapter.ts';
import type { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { answerInteraction } from './answering.ts';
import { loggable } from './failures.ts';
import { closedForGood } from './start-failures.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** A wait that a person may sit out; notices never wait, the dispatcher knows better. */
const LONGEST_WAIT_MS = 5_000;

/** A client that keeps little, mentions nobody and never waits long. `apiUrl` is without the version. */
export function createClient(apiUrl: string | undefined): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // A repeat after a lost answer is then recognised by Discord.
    enforceNonce: true,
    allowedMentions: { parse: [] },
    // Cards are drawn in the API's own form, with nothing left to rename.
    jsonTransformer: (value) => value,
    waitGuildTimeout: 5_000,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      UserManager: { maxSize: 200, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: {
        maxSize: 200,
        keepOverLimit: ({ id, client }) => id === client.user.id,
      },
    }),
    rest: {
      ...(apiUrl ? { api: apiUrl } : {}),
      timeout: REQUEST_TIMEOUT_MS,
      retries: 1,
      rejectOnRateLimit: isTooLong,
    },
  });
}

const isTooLong = ({ route, method, timeToReset, retryAfter }: RateLimitData): boolean =>
  (route === '/channels/:id/messages' && method.toUpperCase() === 'POST') ||
  Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS;

/** Who hears of what comes over the connection. */
interface Ears {
  readonly desk: Desk;
  readonly log: Log;
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Discord takes no connection any more. */
  readonly onEnd: (why: UserError) => void;
}

/** Hands on what people do, and logs how the connection fares. */
export function listen(client: Client, { desk, log, track, onEnd }: Ears): void {
  client.on(Events.InteractionCreate, (interaction) => {
    void track(answerInteraction(interaction, desk, log));
  });
  client.on(Events.Error, (error) => log.error(loggable(error), 'Discord client failed'));
  client.on(Events.ShardError, (error) => log.warn(loggable(error), 'Discord connection failed'));
  client.on(Events.ShardResume, () => log.info({}, 'Discord connection resumed'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    log.error({ code }, 'Discord ended the connection for good');
    onEnd(closedForGood(code));
  });
}

/** Without Embed Links a card would be dropped in silence. True where the channel is not known. */
export function channelShowsEmbeds({ channels, user }: Client, id: string): boolean {
  const channel = channels.cache.get(id);
  if (!channel || channel.isDMBased() || !user) return true;
  return channel.permissionsFor(user)?.has(PermissionFlagsBits.EmbedLinks) ?? true;
}

/** The id of what the API answered. Throws where there is none. */
export function idOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer) return String(answer.id);
  throw new Error('Discord answered without an id');
}
