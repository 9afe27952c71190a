import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Adapter } from '../../src/core/adapter.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Destination } from '../../src/core/destination.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { House } from '../../src/house.ts';
import { startVigil, type Vigil } from '../../src/main.ts';
import { recordingAdapter } from '../support/adapters.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/discord/index.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/server.ts';

const forever = (): Promise<never> => new Promise(() => undefined);
const HURRIED = { tryMs: 10_000, pauseMs: 50, longestPauseMs: 50 };
const TERMINAL: Destination = { platform: 'console', workspace: 'local', channel: 'terminal' };

const config = (over: Partial<Config> = {}): Config => ({
  ...readConfig({}),
  databaseUrl: 'file::memory:',
  ...over,
});

const onSlack = ({ tokens, apiUrl }: FakeSlack): Partial<Config> => ({
  slack: { botToken: tokens.bot, appToken: tokens.app, apiUrl },
});
const onDiscord = ({ token, apiUrl }: FakeDiscord): Partial<Config> => ({
  discord: { token, apiUrl },
});

async function platforms(): Promise<{ slack: FakeSlack; discord: FakeDiscord }> {
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  onTestFinished(async () => {
    await slack.stop();
    await discord.stop();
  });
  return { slack, discord };
}

/** Starts, and stops at the end of the test. */
async function started(...args: Parameters<typeof startVigil>): Promise<Vigil> {
  const vigil = await startVigil(...args);
  onTestFinished(() => vigil.stop());
  return vigil;
}

/** A database in which a notice for the terminal waits to be delivered. */
async function withOneNotice(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-life-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const databaseUrl = `file:${join(folder, 'vigil.db')}`;
  const { outbox, coalitions, close } = openDatabase(databaseUrl);
  const now = systemClock.now();
  const { coalition } = await coalitions.found(
    { platform: 'console', workspace: 'local', name: 'This computer', kind: 'workspace' },
    undefined,
    now,
  );
  const notice: Notice = {
    key: 'k1',
    coalition: coalition.id,
    destination: TERMINAL,
    kind: 'reminder',
    state: 'PER',
    dueOn: null,
    dueAt: now,
    reply: { title: 'Tomorrow', tone: 'calm', audience: 'channel', blocks: [] },
  };
  await outbox.plan({ notices: [notice], cancelled: [], through: now, now });
  close();
  return databaseUrl;
}

describe('Vigil while a platform is out of reach', () => {
  it('serves on the other, and comes to the first by itself', async () => {
    const { slack, discord } = await platforms();
    slack.failNext('auth.test', { kind: 'http_after_write', status: 503 });

    const vigil = await started(config({ ...onSlack(slack), ...onDiscord(discord) }), silentLog, {
      patience: HURRIED,
    });

    expect([vigil.serving(), vigil.awaited()]).toEqual([['discord'], ['slack']]);
    expect((await discord.slash('upr', 'status', { state: 'USA' })).text).toContain('United');
    await vi.waitFor(() => expect(vigil.serving()).toEqual(['slack', 'discord']), 5_000);
    expect((await slack.command('/upr status usa')).text).toContain('United States of America');
    expect([slack.brokenRules, discord.brokenRules]).toEqual([[], []]);
  });

  it('does not start where the token is refused, whatever else could be served', async () => {
    const { slack, discord } = await platforms();
    slack.refuse(slack.tokens.bot, 'invalid_auth');

    const start = startVigil(config({ ...onSlack(slack), ...onDiscord(discord) }), silentLog);

    await expect(start).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (invalid_auth)'),
    });
    expect([slack.brokenRules, discord.brokenRules]).toEqual([[], []]);
  });

  it('says what to do when Discord ends the connection for good', async () => {
    const { discord } = await platforms();
    const vigil = await started(config(onDiscord(discord)), silentLog);

    discord.revokeToken();

    await expect(vigil.dead).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('DISCORD_TOKEN'),
    });
  });
});

describe('a stop of Vigil', () => {
  it('takes no more questions, and lets the one under way be answered', async () => {
    const order: string[] = [];
    const answered = Promise.withResolvers<void>();
    const busy: Adapter = {
      ...recordingAdapter('console'),
      async stop() {
        order.push('takes no more');
        await answered.promise;
        order.push('has answered');
      },
    };
    const vigil = await started(config(), silentLog, { terminal: () => busy });

    const stopped = vigil.stop().then(() => order.push('stopped'));
    answered.resolve();
    await stopped;

    expect(order).toEqual(['takes no more', 'has answered', 'stopped']);
  });

  it('closes the stores though a delivery and an answer hang', async () => {
    const delivering = Promise.withResolvers<void>();
    const stuck: Adapter = {
      ...recordingAdapter('console'),
      deliver() {
        delivering.resolve();
        return forever();
      },
      stop: forever,
    };
    const databaseUrl = await withOneNotice();
    const vigil = await started(config({ databaseUrl }), silentLog, { terminal: () => stuck });
    await delivering.promise;

    await vigil.stop();

    await expect(async () => vigil.house.stores.follows.active()).rejects.toThrow(/not open/);
  });

  it('ends a start that is under way, and leaves nothing open', async () => {
    const ended = new AbortController();
    let opened: House | undefined;
    const silent: Adapter = { ...recordingAdapter('console'), start: forever };
    const start = startVigil(config(), silentLog, {
      signal: ended.signal,
      terminal: (house) => {
        opened = house;
        return silent;
      },
    });
    const refused = expect(start).rejects.toBe('told to');
    await vi.waitFor(() => expect(opened).toBeDefined());

    ended.abort('told to');

    await refused;
    await expect(async () => opened?.stores.follows.active()).rejects.toThrow(/not open/);
  });
});
