import { setTimeout as delay } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Adapter } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { type Connection, overHttp, overSocket, type Patience } from './connection.ts';
import { listen } from './listen.ts';
import { createPostbox } from './postbox.ts';
import { createSdkLog } from './sdk-log.ts';
import { startProblem } from './start-failures.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** Socket Mode, where given; else HTTP with the signing secret. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Slack's own where absent: `https://slack.com/api/`. */
  readonly apiUrl?: string;
  readonly port: number;
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
  readonly log: Log;
  readonly clock: Clock;
  /** For tests with less of it. */
  readonly patience?: Patience;
  /** Told, once it serves, that Slack refuses every new connection: nothing comes in then. */
  readonly onDead?: (why: UserError) => void;
}

/** An answer of Slack's servers that takes longer will not come. */
const CALL_TIMEOUT_MS = 10_000;
/** `stop` may take 5 s in all. */
const STOP_MS = 4_000;

/** Slack, over Socket Mode or signed HTTP. */
export function createSlack(options: SlackOptions): Adapter {
  const { log } = options;
  const logger = createSdkLog(log);
  const web = { ...callOptions(options.apiUrl), logger };
  // Deliveries have a client of their own: a 429 pauses nothing else.
  const postbox = createPostbox(new WebClient(options.botToken, { ...web }), log, options.clock);
  const inFlight = createFlights();
  let connection: Connection | undefined;

  return {
    platform: 'slack',
    async start(desk) {
      connection = connectionOf(options, web, logger);
      const identity = await identify(new WebClient(options.botToken, { ...web }));
      const app = new App({
        token: options.botToken,
        ...identity,
        receiver: connection.receiver,
        logger,
        clientOptions: { ...web },
        // For apps that read conversations, which Vigil does not.
        convoStore: false,
        ignoreSelf: false,
      });
      listen(app, desk, { ...options, track: inFlight.track });
      await connection.open();
    },
    deliver: (parcel) => inFlight.track(postbox.deliver(parcel)),
    tell: (destination, person, reply) => inFlight.track(postbox.tell(destination, person, reply)),
    async stop() {
      const finished = Promise.allSettled([connection?.close(), inFlight.settled()]);
      await Promise.race([finished, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}

/** The SDK's own retries post twice what Slack stored but failed to confirm: ours are none. */
const callOptions = (apiUrl: string | undefined): WebClientOptions => ({
  ...(apiUrl && { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) }),
});

function connectionOf(
  { appToken, signingSecret, port, log, patience, onDead }: SlackOptions,
  clientOptions: WebClientOptions,
  logger: ReturnType<typeof createSdkLog>,
): Connection {
  const shared = { clientOptions: { ...clientOptions }, logger, log, patience, onDead };
  if (appToken) return overSocket({ appToken, ...shared });
  if (signingSecret) return overHttp({ signingSecret, port, logger });
  throw new UserError(
    'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one of them.',
  );
}

async function identify(client: WebClient): Promise<{ botId: string; botUserId: string }> {
  const { bot_id, user_id } = await client.auth.test().catch((error: unknown) => {
    throw startProblem(error, 'SLACK_BOT_TOKEN');
  });
  if (bot_id && user_id) return { botId: bot_id, botUserId: user_id };
  throw new UserError(
    'SLACK_BOT_TOKEN is not the token of a bot: copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions".',
  );
}

/** Counts what is under way, so that a stop can wait for it. */
function createFlights(): { track<T>(work: Promise<T>): Promise<T>; settled(): Promise<unknown> } {
  const flights = new Set<Promise<unknown>>();
  return {
    async track(work) {
      flights.add(work);
      try {
        return await work;
      } finally {
        flights.delete(work);
      }
    },
    settled: () => Promise.allSettled([...flights]),
  };
}
