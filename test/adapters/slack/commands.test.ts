import { afterEach, describe, expect, it } from 'vitest';
import type { Desk, Question } from '../../../src/core/adapter.ts';
import type { Caller } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/reply.ts';
import {
  connected,
  deskThat,
  eventually,
  gate,
  keptLog,
  type Running,
  type RunningOptions,
  reply,
  typed,
} from './running.ts';

let running: Running | undefined;
const start = async (answer: Desk['answer'], options: RunningOptions = {}) => {
  running = await connected(deskThat(answer), options);
  return running.slack;
};
afterEach(async () => {
  const broken = running?.slack.brokenRules;
  await running?.stop();
  running = undefined;
  expect(broken).toEqual([]);
});

for (const transport of ['socket', 'http'] as const) {
  describe(`/upr in Slack over ${transport}`, () => {
    it('is answered in the acknowledgement where memory suffices', async () => {
      const slack = await start(() => reply({ title: 'From memory' }), { transport });

      const seen = await slack.command('/upr status peru');

      expect(seen.text).toBe('From memory');
      expect(slack.acks).toEqual(['with answer']);
    });

    it('is acknowledged before any work that takes time', async () => {
      const work = gate<Reply>();
      const slack = await start(() => work.opened, { transport });

      const answer = slack.command('/upr status peru');
      await eventually(() => expect(slack.acks).toEqual(['bare']));
      expect(slack.messages('C1', 'U1')).toEqual([]);
      work.open(reply({ title: 'After work' }));

      expect((await answer).text).toBe('After work');
    });

    it('is seen by nobody else', async () => {
      const slack = await start(() => reply(), { transport });

      expect((await slack.command('/upr status peru', { user: 'U2' })).onlyTo).toBe('U2');
    });

    it('is seen by all when the reply is for the channel', async () => {
      const slack = await start(() => reply({ audience: 'channel' }), { transport });

      expect((await slack.command('/upr follow peru')).onlyTo).toBeNull();
    });

    it('says who asks, and from where', async () => {
      const callers: Caller[] = [];
      const slack = await start(
        (_, caller) => {
          callers.push(caller);
          return reply();
        },
        { transport },
      );

      await slack.command('/upr status peru', { channel: 'C2', user: 'U2' });

      const place = { platform: 'slack', workspace: 'T1', channel: 'C2' };
      expect(callers).toEqual([{ place, person: 'U2', mayManage: true }]);
    });

    it.each([
      '',
      'status “Côte d’Ivoire” as-of:2025-11-08',
      `🇵🇪 ${'x'.repeat(3_900)}`,
      '<!channel> & *bold*',
      "'; DROP TABLE follows; --",
      'مصر',
    ])('passes %j on as it was typed', async (text) => {
      const asked: string[] = [];
      const slack = await start(
        (question: Question) => {
          asked.push(typed(question));
          return reply();
        },
        { transport },
      );

      await slack.command(`/upr ${text}`.trimEnd());

      expect(asked).toEqual([text]);
    });

    it('is answered whatever name the manifest gave it', async () => {
      const slack = await start(() => reply({ title: 'Here' }), { transport });

      expect((await slack.command('/upr-bot status peru')).text).toBe('Here');
    });

    it('survives an answer that comes after its response_url is gone', async () => {
      const work = gate<Reply>();
      const log = keptLog();
      const slack = await start(
        (question) => (typed(question) === 'slow' ? work.opened : reply({ title: 'Still here' })),
        { transport, log },
      );

      void slack.command('/upr slow');
      await eventually(() => expect(slack.acks).toEqual(['bare']));
      slack.expireResponseUrls();
      work.open(reply());
      await eventually(() => expect(log.lines.join()).toContain('an answer could not be shown'));

      expect((await slack.command('/upr quick')).text).toBe('Still here');
    });
  });
}

describe('a request over HTTP', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const body = String(
    new URLSearchParams({
      command: '/upr',
      text: 'help',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
    }),
  );

  it.each([
    ['a wrong signature', { secret: 'not the secret' }],
    ['a timestamp of more than 5 minutes ago', { timestamp: Math.floor(Date.now() / 1_000) - 301 }],
  ])('with %s is refused, and nobody is asked', async (_, signing) => {
    const asked: Question[] = [];
    const slack = await start(
      (question) => {
        asked.push(question);
        return reply();
      },
      { transport: 'http' },
    );

    const response = await slack.post(body, FORM, signing);

    expect([response.status, asked]).toEqual([401, []]);
  });

  it('that is no JSON is refused', async () => {
    const slack = await start(() => reply(), { transport: 'http' });

    expect((await slack.post('{', 'application/json')).status).toBe(400);
  });

  it('to prove the address is echoed', async () => {
    const slack = await start(() => reply(), { transport: 'http' });

    const response = await slack.post(
      JSON.stringify({ type: 'url_verification', challenge: 'c1' }),
      'application/json',
    );

    expect(await response.json()).toEqual({ challenge: 'c1' });
  });
});
