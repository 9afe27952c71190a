import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/index.ts';
import type { Desk } from '../../../src/core/adapter.ts';
import { stillClock } from '../../../src/core/clock.ts';
import { UnreachableError, UserError } from '../../../src/core/errors.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { type FakeSlack, startFakeSlack } from '../../support/slack/server.ts';
import {
  connected,
  deskThat,
  eventually,
  gate,
  keptLog,
  MORNING,
  reply,
  unconnected,
} from './running.ts';

/** A try may take 0.3 s; connections on one machine take less. */
const HURRIED = { tryMs: 300, pauseMs: 1 };

const desk = deskThat(() => reply({ title: 'Here' }));
let slack: FakeSlack | undefined;
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  const broken = slack?.brokenRules;
  await stop?.();
  await slack?.stop();
  slack = stop = undefined;
  expect(broken ?? []).toEqual([]);
});

describe('Socket Mode', () => {
  it.each(['refresh_requested', 'warning'] as const)(
    'opens a new connection when Slack says %s',
    async (reason) => {
      ({ slack, stop } = await connected(desk));

      slack.socket.disconnect(reason);
      await eventually(() => expect(opened(slack)).toBe(2));
      await eventually(() => expect(slack?.socket.connections()).toBe(1));

      expect((await slack.command('/upr help')).text).toBe('Here');
    },
  );

  it('opens a new connection when the old one breaks', async () => {
    ({ slack, stop } = await connected(desk));

    slack.socket.cut();
    await eventually(() => expect(slack?.socket.connections()).toBe(1));

    expect((await slack.command('/upr help')).text).toBe('Here');
  });

  it('keeps trying, and says why, while Slack refuses a new connection', async () => {
    const log = keptLog();
    ({ slack, stop } = await connected(desk, { log }));
    slack.failNext('apps.connections.open', { kind: 'error', error: 'invalid_auth' });

    slack.socket.cut();
    await eventually(() => expect(slack?.socket.connections()).toBe(1));

    expect(log.lines.join('\n')).toContain('Slack refuses SLACK_APP_TOKEN (invalid_auth)');
    expect((await slack.command('/upr help')).text).toBe('Here');
  });

  it.each(['silent', 'hanging'] as const)(
    'gives up a %s new connection, and tries again',
    async (how) => {
      const log = keptLog();
      ({ slack, stop } = await connected(desk, { log, patience: HURRIED }));
      slack.socket.stall(how);

      slack.socket.cut();
      await eventually(() => expect(opened(slack)).toBe(3));
      await eventually(() => expect(slack?.socket.connections()).toBe(1));

      expect((await slack.command('/upr help')).text).toBe('Here');
      expect(log.lines.join('\n')).toContain('no Socket Mode connection within 0.3 s');
    },
  );

  it('reports what to do once Slack has refused the token again and again', async () => {
    const ends: UserError[] = [];
    const onDead = (why: UserError) => void ends.push(why);
    ({ slack, stop } = await connected(desk, { patience: HURRIED, onDead }));
    slack.refuse(slack.tokens.app, 'token_revoked');

    slack.socket.cut();

    await eventually(() =>
      expect(ends.map(({ name, message }) => [name, message])).toEqual([
        ['UserError', expect.stringContaining('Slack refuses SLACK_APP_TOKEN (token_revoked)')],
      ]),
    );
    expect(opened(slack)).toBe(7);
  });

  it('stays away once stopped', async () => {
    const running = await connected(desk);
    ({ slack, stop } = running);

    await running.adapter.stop();

    await eventually(() => expect(slack?.socket.connections()).toBe(0));
    await delay(200);
    expect([opened(slack), slack.socket.connections()]).toEqual([1, 0]);
  });

  it('leaves no connection behind that was being opened when it stopped', async () => {
    const running = await connected(desk);
    ({ slack, stop } = running);
    slack.socket.cut();
    await eventually(() => expect(opened(slack)).toBe(2));

    await running.adapter.stop();

    await delay(200);
    expect([opened(slack), slack.socket.connections()]).toEqual([2, 0]);
  });
});

describe('a start', () => {
  it('says which workspace it has arrived in', async () => {
    const places: Parameters<Desk['arrived']>[] = [];
    ({ slack, stop } = await connected({
      ...desk,
      arrived: async (...place) => void places.push(place),
    }));

    expect(places).toEqual([[{ platform: 'slack', workspace: 'T1', name: 'One' }]]);
  });

  it.each([
    [
      'bot',
      'invalid_auth',
      'Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of the app at https://api.slack.com/apps.',
    ],
    [
      'app',
      'token_revoked',
      'Slack refuses SLACK_APP_TOKEN (token_revoked): make an App-Level Token (xapp-…) with the scope connections:write in "Basic Information" of the app at https://api.slack.com/apps.',
    ],
  ] as const)(
    'with a bad %s token says which to replace, and not its value',
    async (token, error, sentence) => {
      const { adapter, slack: fake } = await unconnected();
      slack = fake;
      fake.refuse(fake.tokens[token], error);

      await expect(adapter.start(desk)).rejects.toThrow(new UserError(sentence));
    },
  );

  it('without a server says so', async () => {
    const { adapter, slack: fake } = await unconnected();
    await fake.stop();

    await expect(adapter.start(desk)).rejects.toThrow(
      new UnreachableError(
        'Slack cannot be reached (ECONNREFUSED): check the network, or SLACK_API_URL.',
      ),
    );
  });

  it('on a port in use says so', async () => {
    const other = createServer().listen(0);
    const address = other.address();
    slack = await startFakeSlack();
    const adapter = createSlack({
      botToken: slack.tokens.bot,
      signingSecret: slack.tokens.signingSecret,
      apiUrl: slack.apiUrl,
      port: typeof address === 'object' && address ? address.port : 0,
      root: '/upr',
      log: silentLog,
      clock: stillClock(MORNING),
    });

    const started = adapter.start(desk);
    await expect(started).rejects.toThrow(
      new UserError('Vigil cannot listen for Slack (EADDRINUSE): set PORT to a free port.'),
    );
    other.close();
  });

  it('with neither transport says what to set', async () => {
    const adapter = createSlack({
      botToken: 'xoxb-1',
      port: 0,
      root: '/upr',
      log: silentLog,
      clock: stillClock(MORNING),
    });

    await expect(adapter.start(desk)).rejects.toThrow(
      new UserError(
        'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one of them.',
      ),
    );
  });
});

describe('a stop', () => {
  it.each(['socket', 'http'] as const)(
    'over %s lets the answer under way be given',
    async (transport) => {
      const work = gate<Reply>();
      const running = await connected(
        deskThat(() => work.opened),
        { transport },
      );
      slack = running.slack;
      const answer = slack.command('/upr status peru');
      await eventually(() => expect(slack?.acks).toEqual(['bare']));

      const stopped = running.adapter.stop();
      work.open(reply({ title: 'Before the end' }));
      await stopped;

      expect((await answer).text).toBe('Before the end');
    },
  );

  it('before any start is no fault', async () => {
    const { adapter, slack: fake } = await unconnected();
    slack = fake;

    await expect(adapter.stop()).resolves.toBeUndefined();
  });
});

const opened = (fake: FakeSlack | undefined): number =>
  fake?.calls.filter(({ method }) => method === 'apps.connections.open').length ?? 0;
