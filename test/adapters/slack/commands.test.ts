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

      expect(callers).toEqual([
        {
          place: { platform: 'slack', workspace: 'T1', channel: 'C2' },
          placeName: 'one',
          account: { platform: 'slack', workspace: 'T1', id: 'U2' },
          name: 'ben',
          mayManage: true,
        },
      ]);
    });

    it.each([
      '',
      'status “Côte d’Ivoire” as-of:2025-11-08',
      `🇵🇪 ${'x'.repeat(3_900)}`,
      '<!channel> & *bold*',
      "'; DROP TABLE follows; --",
      'مصر',
      'add-source https://ohchr.org/peru?a=1&b=2',
      'tell @everyone, @here and @nobody: 2 < 3',
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

    it('passes people and channels on by their ids', async () => {
      const asked: string[] = [];
      const slack = await start(
        (question) => {
          asked.push(typed(question));
          return reply();
        },
        { transport },
      );

      await slack.command('/upr-admin members role @ben editor in #upr');

      expect(asked).toEqual(['admin members role <@U2|ben> editor in <#C1|upr>']);
    });

    it('says what it is called where the app’s settings call it otherwise', async () => {
      const slack = await start(() => reply({ title: 'Here' }), { transport });
      slack.commands.add('/vigil');

      const answer = await slack.command('/vigil status peru');

      expect(answer.text).toBe(
        "Vigil answers /upr and /upr-admin here. Type /upr help. If Slack does not know that command, whoever runs Vigil should set VIGIL_COMMAND to what the app's settings say.",
      );
      expect(answer.onlyTo).toBe('U1');
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

describe('what Slack sends twice', () => {
  it('is asked once, and acknowledged both times, where the answer takes time', async () => {
    let asked = 0;
    const slack = await start(async () => reply({ title: `Answer ${++asked}` }));
    await slack.command('/upr follow peru');

    expect(await slack.socket.redeliver()).toEqual({});

    expect((await slack.command('/upr follow usa')).text).toBe('Answer 2');
    expect(slack.messages('C1', 'U1').map(({ text }) => text)).toEqual(['Answer 1', 'Answer 2']);
  });

  it('is asked once even while the first answer is still under way', async () => {
    const work = gate<Reply>();
    const asked: Question[] = [];
    const slack = await start((question) => {
      asked.push(question);
      return work.opened;
    });
    const answer = slack.command('/upr follow peru');
    await eventually(() => expect(slack.acks).toEqual(['bare']));

    await slack.socket.redeliver();
    work.open(reply());
    await answer;

    expect(asked).toHaveLength(1);
  });

  it('is acknowledged with the same answer where that needs memory only, and does nothing', async () => {
    const slack = await start(() => reply({ title: 'From memory' }));
    await slack.command('/upr status peru');

    expect(await slack.socket.redeliver()).toMatchObject({ text: 'From memory' });
  });
});

describe('a form that Vigil never opened', () => {
  it.each(['socket', 'http'] as const)(
    'is acknowledged over %s, and nobody is asked',
    async (transport) => {
      const asked: Question[] = [];
      const log = keptLog();
      const slack = await start(
        (question) => {
          asked.push(question);
          return reply();
        },
        { transport, log },
      );

      const ack = await slack.views.forge({ type: 'modal', callback_id: 'vigil:purge' }, 'U4');

      expect([ack, asked]).toEqual([{}, []]);
      expect(log.lines).toEqual([
        'warn a form was sent in that Vigil never opened {"platform":"slack"}',
      ]);
    },
  );
});

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
