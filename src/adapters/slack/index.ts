import { setTimeout as delay } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Adapter } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { type Connection, overHttp, overSocket, type Patience } from './connection.ts';
import { createDirectory } from './directory.ts';
import { createDirects } from './directs.ts';
import { createHandOut } from './hand-out.ts';
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
/** An archive of megabytes, over a slow line. */
const UPLOAD_TIMEOUT_MS = 60_000;
/** `stop` may take 5 s in all. */
const STOP_MS = 4_000;

/** Slack, over Socket Mode or signed HTTP. */
export function createSlack(options: SlackOptions): Adapter {
  const { log, clock } = options;
  const logger = createSdkLog(log);
  const web = { ...callOptions(options.apiUrl, CALL_TIMEOUT_MS), logger };
  const uploads = { ...callOptions(options.apiUrl, UPLOAD_TIMEOUT_MS), logger };
  // Each kind of work has a client of its own: a 429 of one pauses no other.
  const client = (how: WebClientOptions = web) => new WebClient(options.botToken, { ...how });
  const directs = createDirects(client());
  const postbox = createPostbox({ client: client(), directs, log, clock });
  const handOut = createHandOut(client(uploads), directs, log);
  const directory = createDirectory(client(), clock);
  const inFlight = createFlights();
  let connection: Connection | undefined;

  return {
    platform: 'slack',
    async start(desk) {
      connection = connectionOf(options, web, logger);
      const { bot, workspace, name } = await identify(client());
      await desk.arrived({ platform: 'slack', workspace, name });
      const app = new App({
        token: options.botToken,
        ...bot,
        receiver: connection.receiver,
        logger,
        clientOptions: { ...web },
        // For apps that read conversations, which Vigil does not.
        convoStore: false,
        ignoreSelf: false,
      });
      const { root } = options;
      listen(app, desk, { root, team: workspace, log, handOut, track: inFlight.track });
      await connection.open();
    },
    deliver: (parcel) => inFlight.track(postbox.deliver(parcel)),
    ...directory,
    async stop() {
      const finished = Promise.allSettled([connection?.close(), inFlight.settled()]);
      await Promise.race([finished, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}

/** The SDK's own retries post twice what Slack stored but failed to confirm: ours are none. */
const callOptions = (apiUrl: string | undefined, timeoutMs: number): WebClientOptions => ({
  ...(apiUrl && { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
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

/** Who Vigil is in Slack, and in which workspace. */
interface Identity {
  readonly bot: { readonly botId: string; readonly botUserId: string };
  /** The Slack team. */
  readonly workspace: string;
  readonly name: string;
}

async function identify(client: WebClient): Promise<Identity> {
  const { bot_id, user_id, team_id, team } = await client.auth.test().catch((error: unknown) => {
    throw startProblem(error, 'SLACK_BOT_TOKEN');
  });
  if (bot_id && user_id && team_id)
    return {
      bot: { botId: bot_id, botUserId: user_id },
      workspace: team_id,
      name: team ?? team_id,
    };
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
