import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Events, Routes } from 'discord.js';
import type { Adapter } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Destination } from '../../core/destination.ts';
import type { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Delivery, Parcel } from '../../core/notice.ts';
import type { Reply } from '../../core/reply.ts';
import { namesOf } from './command-paths.ts';
import { channelShowsEmbeds, createClient, idOf, listen } from './connection.ts';
import { createDirects, unsent } from './directs.ts';
import { deliveryAfter, isUnauthorized, unanswered } from './failures.ts';
import { LIMITS, NONCE_GUARD_MS } from './limits.ts';
import { exposureOf, seatIn } from './places.ts';
import { discordCommands, hashOf, registerAt } from './registration.ts';
import { render } from './render.ts';
import { startFailure } from './start-failures.ts';

export interface DiscordOptions {
  /** DISCORD_TOKEN: the bot's, without `Bot `. */
  readonly token: string;
  /** DISCORD_API_URL, `https://discord.com/api` where absent; the version is added to it. */
  readonly apiUrl?: string | undefined;
  /** `/upr`: the command is registered as `upr`. */
  readonly root: string;
  readonly commands: readonly Command[];
  /** Remembers the set last registered; where absent, Discord is asked at each start. */
  readonly registered?: {
    read(): Promise<string | undefined>;
    write(hash: string): Promise<void>;
  };
  readonly log: Log;
  readonly clock: Clock;
  /** Told, once it serves, that Discord takes no connection any more: nothing comes in then. */
  readonly onDead?: (why: UserError) => void;
}

/** What is in flight gets this long; a stop may take five seconds in all. */
const FINISH_MS = 3_000;
const DISCONNECT_MS = 1_000;

/** What is begun no more once a stop is asked for. */
const QUESTIONS = [Events.InteractionCreate, Events.GuildAvailable, Events.GuildCreate] as const;

/** Vigil on Discord: the gateway for questions, the REST API for notices. */
export function createDiscord(options: DiscordOptions): Adapter {
  const { log, clock, token } = options;
  const client = createClient(options.apiUrl);
  const directs = createDirects(client.rest);
  const inFlight = new Set<Promise<unknown>>();
  let serving = false;
  let stopping = false;

  const track = <T>(work: Promise<T>): Promise<T> => {
    inFlight.add(work);
    return work.finally(() => inFlight.delete(work));
  };

  /** Posts once, however often the client or the dispatcher tries: `id` makes the nonce. */
  async function send(
    { workspace, channel }: Destination,
    reply: Reply,
    id: string,
  ): Promise<string> {
    const embeds = channelShowsEmbeds(client, channel);
    const message = render(reply, { embeds, server: workspace });
    const body = { ...message, nonce: nonceOf(id), enforce_nonce: true };
    return idOf(await client.rest.post(Routes.channelMessages(channel), { body }));
  }

  /** One 401 makes the REST client drop its token for good. */
  function keepToken(error: unknown): void {
    if (!isUnauthorized(error)) return;
    log.error({}, 'Discord refuses the token: check DISCORD_TOKEN');
    if (!stopping) client.rest.setToken(token);
  }

  async function deliver(parcel: Parcel): Promise<Delivery> {
    if (stopping) return { outcome: 'later', ms: 0, reason: 'Vigil is stopping' };
    const { destination } = parcel.notice;
    let isOpen = false;
    try {
      const channel = await directs.channelOf(destination);
      isOpen = true;
      const reply = marked(parcel, clock.now());
      return {
        outcome: 'sent',
        message: await send({ ...destination, channel }, reply, parcel.id),
      };
    } catch (error) {
      keepToken(error);
      const failed = deliveryAfter(error);
      const delivery = isOpen ? failed : unsent(failed);
      log.warn({ destination, parcel: parcel.id, delivery }, 'Discord delivery not confirmed');
      return delivery;
    }
  }

  /** What only Discord knows. Rejects in one sentence where it does not answer. */
  async function ask<T>(question: Promise<T>): Promise<T> {
    try {
      return await question;
    } catch (error) {
      keepToken(error);
      throw unanswered(error);
    }
  }

  /** Before it serves, the start itself says why. */
  function onEnd(why: UserError): void {
    if (serving && !stopping) options.onDead?.(why);
  }

  return {
    platform: 'discord',

    async start(desk) {
      try {
        const body = discordCommands(options.root, options.commands);
        const names = namesOf(options.root, options.commands);
        listen(client, { desk, names, log, track, onEnd });
        const ready = once(client, Events.ClientReady);
        await Promise.all([ready, client.login(token)]);
        await registerIfChanged(client, body, options);
        serving = true;
      } catch (error) {
        await within(DISCONNECT_MS, client.destroy());
        throw startFailure(error, token);
      }
    },

    deliver: (parcel) => track(deliver(parcel)),

    seat: (destination, account) => track(ask(seatIn(client, destination, account))),

    exposure: (destination) => track(ask(exposureOf(client, destination))),

    async stop() {
      stopping = true;
      for (const event of QUESTIONS) client.removeAllListeners(event);
      await within(FINISH_MS, Promise.allSettled([...inFlight]));
      await within(DISCONNECT_MS, client.destroy());
    },
  };
}

async function registerIfChanged(
  client: Client,
  body: ReturnType<typeof discordCommands>,
  { registered, log }: DiscordOptions,
): Promise<void> {
  const application = client.application?.id ?? '';
  const hash = hashOf(application, body);
  if ((await registered?.read()) === hash) return;
  const changed = await registerAt(client.rest, application, body);
  await registered?.write(hash);
  if (changed) log.info({}, 'Discord commands registered');
}

/** At most 25 characters, the same for every attempt at a parcel. */
const nonceOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, LIMITS.nonce);

/** Where the nonce no longer guards against a double, the message says that it may be one. */
function marked({ notice, inDoubtSince }: Parcel, now: number): Reply {
  const guarded = inDoubtSince === undefined || now - inDoubtSince < NONCE_GUARD_MS;
  return guarded
    ? notice.reply
    : { ...notice.reply, title: `Possible repeat: ${notice.reply.title}` };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: ended.signal })]).finally(() =>
    ended.abort(),
  );
}
