import { setTimeout as delay } from 'node:timers/promises';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../core/log.ts';
import { startProblem } from './failures.ts';
import { EVENTS_PATH } from './manifest.ts';

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

/**
 * Socket Mode. Reconnects by itself: the SDK's own way waits 5 s at each routine
 * refresh, in which commands are lost, and ends the process when a token is
 * revoked meanwhile. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function overSocket(options: {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Logger;
  readonly log: Log;
}): Connection {
  const { appToken, logger, clientOptions } = options;
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  });
  const keeper = keepOpen(receiver, options.log);
  return {
    receiver,
    async open() {
      try {
        await receiver.start();
        keeper.begin();
      } catch (error) {
        throw startProblem(error, 'SLACK_APP_TOKEN');
      }
    },
    async close() {
      keeper.end();
      await receiver.stop();
    },
  };
}

/** A connection that lasted so long was a good one: the next is opened at once. */
const STEADY_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

/** Between `begin` and `end`, opens a new connection whenever one is lost. */
function keepOpen(receiver: SocketModeReceiver, log: Log): { begin(): void; end(): void } {
  let wanted = false;
  let reopening = false;
  let failures = 0;
  let steady: NodeJS.Timeout | undefined;

  async function reopen(): Promise<void> {
    // A failed try to reopen ends in `disconnected` as well.
    if (reopening) return;
    reopening = true;
    let open = false;
    for (; wanted && !open; failures++) {
      await delay(pauseMs(failures), undefined, { ref: false });
      open = wanted && (await reopened(receiver, log));
    }
    reopening = false;
    // The end may have come while a connection was being opened.
    if (open && !wanted) await receiver.stop();
  }

  receiver.client.on('connected', () => {
    const isSteady = () => {
      failures = 0;
    };
    steady = setTimeout(isSteady, STEADY_MS).unref();
  });
  receiver.client.on('disconnected', () => {
    clearTimeout(steady);
    void reopen();
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
const pauseMs = (failures: number): number =>
  failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures);

async function reopened(receiver: SocketModeReceiver, log: Log): Promise<boolean> {
  try {
    await receiver.start();
    log.info({ platform: 'slack' }, 'connected again');
    return true;
  } catch (error) {
    log.error({ platform: 'slack' }, startProblem(error, 'SLACK_APP_TOKEN').message);
    return false;
  }
}
