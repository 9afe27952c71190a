import {
  Client,
  Events,
  GatewayIntentBits,
  type Guild,
  Options,
  PermissionFlagsBits,
  type RateLimitData,
} from 'discord.js';
import type { Desk } from '../../core/adapter.ts';
import type { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { answerInteraction } from './answering.ts';
import type { Names } from './command-paths.ts';
import { loggable } from './failures.ts';
import { accountOf } from './intake.ts';
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
  readonly names: Names;
  readonly log: Log;
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Discord takes no connection any more. */
  readonly onEnd: (why: UserError) => void;
}

/** Hands on what people do, and logs how the connection fares. */
export function listen(client: Client, { desk, names, log, track, onEnd }: Ears): void {
  const isNew = createRecentIds();
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void track(answerInteraction(interaction, { desk, names, log }));
  });
  const arrive = (guild: Guild): void => void track(desk.arrived(placeOf(guild), founderOf(guild)));
  // Available: told of after a connection was begun, or an outage; created: Vigil was installed just now.
  client.on(Events.GuildAvailable, arrive);
  client.on(Events.GuildCreate, arrive);
  client.on(Events.Error, (error) => log.error(loggable(error), 'Discord client failed'));
  client.on(Events.ShardError, (error) => log.warn(loggable(error), 'Discord connection failed'));
  client.on(Events.ShardResume, () => log.info({}, 'Discord connection resumed'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    log.error({ code }, 'Discord ended the connection for good');
    onEnd(closedForGood(code));
  });
}

const placeOf = ({ id, name }: Guild) => ({ platform: 'discord', workspace: id, name });
/** Who installed Vigil is not told; who owns the server answers for it. */
const founderOf = ({ ownerId }: Guild) => ({ account: accountOf(ownerId) });

const MOST_IDS = 1_000;

/** Whether an id comes for the first time: a connection that is resumed may repeat what was on its way. */
function createRecentIds(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > MOST_IDS && oldest !== undefined) seen.delete(oldest);
    return true;
  };
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
