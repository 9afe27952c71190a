import { setTimeout as delay } from 'node:timers/promises';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { UnreachableError, UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { EVENTS_PATH } from './manifest.ts';
import { startProblem } from './start-failures.ts';

/** How Slack reaches Vigil. */
export interface Connection {
  readonly receiver: Receiver;
  /** Rejects with a sentence a person can act on. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Signed requests on a port. Bolt refuses a wrong signature, and one older than 5 minutes, with 401. */
export function overHttp(options: {
  readonly signingSecret: string;
  readonly port: number;
  readonly logger: Logger;
}): Connection {
  const receiver = new HTTPReceiver({ ...options, endpoints: [EVENTS_PATH] });
  return {
    receiver,
    async open() {
      try {
        await receiver.start(options.port);
      } catch (error) {
        throw startProblem(error, 'SLACK_BOT_TOKEN');
      }
    },
    close: () => receiver.stop(),
  };
}

/** How long a connection is fought for, in milliseconds. */
export interface Patience {
  /** For one try. Longer than a call of the Web API may take: what hangs then is the socket. */
  readonly tryMs: number;
  /** Before the second try; the first is made at once. Twice as long before each after it. */
  readonly pauseMs: number;
}

const PATIENCE: Patience = { tryMs: 12_000, pauseMs: 1_000 };
const LONGEST_PAUSE_MS = 30_000;
/** A connection that lasted so long was a good one: the next is opened at once. */
const STEADY_MS = 10_000;
/** So many in a row are no hiccup of Slack's: with the pauses they take half a minute. */
const REFUSALS = 6;

interface SocketOptions {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Logger;
  readonly log: Log;
  readonly patience?: Patience | undefined;
  /** Slack refuses the token for good: nothing comes in any more. */
  readonly onDead?: ((why: UserError) => void) | undefined;
}

/**
 * Socket Mode. Reconnects by itself: the SDK's own way waits 5 s at each routine
 * refresh, in which commands are lost, and ends the process when a token is
 * revoked meanwhile. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function overSocket(options: SocketOptions): Connection {
  const { appToken, logger, clientOptions, patience = PATIENCE } = options;
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  });
  const keeper = keepOpen(receiver, { ...options, patience });
  return {
    receiver,
    async open() {
      await connect(receiver, patience.tryMs);
      keeper.begin();
    },
    async close() {
      keeper.end();
      await receiver.stop();
    },
  };
}

type Keeping = Pick<SocketOptions, 'log' | 'onDead'> & { readonly patience: Patience };

/** Between `begin` and `end`, opens a new connection whenever one is lost. */
function keepOpen(
  receiver: SocketModeReceiver,
  { log, patience, onDead }: Keeping,
): { begin(): void; end(): void } {
  let wanted = false;
  let reopening = false;
  let failures = 0;
  let steady: NodeJS.Timeout | undefined;

  async function reopen(): Promise<void> {
    // A failed try to reopen ends in `disconnected` as well.
    if (reopening) return;
    reopening = true;
    let problem: Error | undefined;
    for (let refusals = 0; wanted; ) {
      await delay(pauseMs(failures++, patience), undefined, { ref: false });
      problem = wanted ? await reopened(receiver, patience, log) : undefined;
      if (!problem) break;
      refusals = problem instanceof UserError ? refusals + 1 : 0;
      if (problem instanceof UserError && refusals >= REFUSALS) return onDead?.(problem);
    }
    reopening = false;
    // The end may have come while a connection was being opened.
    if (!wanted && !problem) await receiver.stop();
  }

  receiver.client.on('connected', () => {
    const isSteady = () => {
      failures = 0;
    };
    steady = setTimeout(isSteady, STEADY_MS).unref();
  });
  receiver.client.on('disconnected', () => {
    clearTimeout(steady);
    if (wanted) void reopen();
  });

  return {
    begin() {
      wanted = true;
    },
    end() {
      wanted = false;
      clearTimeout(steady);
    },
  };
}

/** At once, then 1 s, 2 s, 4 s … up to half a minute. */
const pauseMs = (failures: number, { pauseMs: first }: Patience): number =>
  failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, first * 2 ** (failures - 1));

/** Undefined once there is a connection, else why there is none. */
async function reopened(
  receiver: SocketModeReceiver,
  { tryMs }: Patience,
  log: Log,
): Promise<Error | undefined> {
  try {
    await connect(receiver, tryMs);
    log.info({ platform: 'slack' }, 'connected again');
    return undefined;
  } catch (error) {
    const problem = error instanceof Error ? error : startProblem(error, 'SLACK_APP_TOKEN');
    log.error({ platform: 'slack' }, problem.message);
    return problem;
  }
}

/**
 * Opens a connection. The SDK waits five minutes for a server that takes the
 * socket and says nothing: it is given up after `tryMs`. Rejects as `startProblem` says.
 */
async function connect(receiver: SocketModeReceiver, tryMs: number): Promise<void> {
  const ended = new AbortController();
  const late = delay(tryMs, undefined, { signal: ended.signal, ref: false }).then(() => {
    throw new UnreachableError(
      `Slack cannot be reached (no Socket Mode connection within ${tryMs / 1_000} s): check the network.`,
    );
  });
  try {
    await Promise.race([receiver.start(), late]);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw startProblem(error, 'SLACK_APP_TOKEN');
    abandon(receiver);
    throw error;
  } finally {
    ended.abort();
  }
}

/** Twice: the first asks the server to close, which has half a minute for it; the second does not wait. */
function abandon({ client }: SocketModeReceiver): void {
  void client.disconnect();
  void client.disconnect();
}
