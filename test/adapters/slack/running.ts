import { vi } from 'vitest';
import { createSlack, type SlackOptions } from '../../../src/adapters/slack/index.ts';
import type { Adapter, Desk, Question } from '../../../src/core/adapter.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { stillClock } from '../../../src/core/clock.ts';
import { type Log, silentLog } from '../../../src/core/log.ts';
import type { Parcel } from '../../../src/core/notice.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { type FakeSlack, freePort, startFakeSlack } from '../../support/slack/server.ts';

export const MORNING = Date.UTC(2025, 10, 7, 8);

/** A short answer; what a test is about is given. */
export const reply = (over: Partial<Reply> = {}): Reply => ({
  title: 'Peru — UPR 4th cycle: scheduled',
  tone: 'calm',
  audience: 'caller',
  blocks: [],
  ...over,
});

/** A desk that answers everything alike. */
export const deskThat = (answer: Desk['answer']): Desk => ({
  answer,
  suggest: () => [],
  arrived: async () => undefined,
});

/** The text of a question typed in Slack. */
export const typed = (question: Question): string =>
  'text' in question ? `${question.text}${question.forAll ? ', for all' : ''}` : '';

/** A log that keeps what was said. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return {
    lines,
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
}

/** Waits until something holds. */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, 10_000);

/** A promise that a test settles when it likes. */
export function gate<T>(): { readonly opened: Promise<T>; open(value: T): void } {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { opened: promise, open: resolve };
}

/** A notice for channel C1. */
export const parcel = (over: Partial<Parcel> = {}, channel = 'C1'): Parcel => ({
  id: '7b0f3f0e-5d0c-4f5e-9c61-0d4f2a3b1c11',
  attempts: 0,
  notice: {
    key: 'slack/T1/C1 upr/4/PER/review 1 7',
    coalition: '0b9d3a52-7c41-4a0e-9f5e-2d1c8b7a6e50',
    destination: { platform: 'slack', workspace: 'T1', channel },
    kind: 'reminder',
    state: 'PER',
    dueOn: '2025-11-07',
    dueAt: MORNING,
    reply: reply({ title: 'In 7 days: review, Peru', audience: 'channel' }),
  },
  ...over,
});

export interface Running {
  readonly slack: FakeSlack;
  readonly adapter: Adapter;
  stop(): Promise<void>;
}

/** What a test may say of how the adapter runs. */
export interface RunningOptions {
  readonly transport?: 'socket' | 'http';
  readonly clock?: Clock;
  readonly log?: Log;
  readonly patience?: SlackOptions['patience'];
  readonly onDead?: SlackOptions['onDead'];
}

/** The adapter with the real SDK, connected to an emulated Slack. */
export async function connected(desk: Desk, options: RunningOptions = {}): Promise<Running> {
  const { slack, adapter } = await unconnected(options);
  await adapter.start(desk);
  return {
    slack,
    adapter,
    async stop() {
      await adapter.stop();
      await slack.stop();
    },
  };
}

/** As `connected`, before the start. */
export async function unconnected({
  transport = 'socket',
  clock = stillClock(MORNING),
  log = silentLog,
  patience,
  onDead,
}: RunningOptions = {}): Promise<Omit<Running, 'stop'>> {
  const port = await freePort();
  const http = transport === 'http';
  const slack = await startFakeSlack(
    http ? { eventsUrl: `http://127.0.0.1:${port}/slack/events` } : {},
  );
  const { bot, app, signingSecret } = slack.tokens;
  const adapter = createSlack({
    botToken: bot,
    ...(http ? { signingSecret } : { appToken: app }),
    apiUrl: slack.apiUrl,
    port,
    root: '/upr',
    log,
    clock,
    ...(patience && { patience }),
    ...(onDead && { onDead }),
  });
  return { slack, adapter };
}
