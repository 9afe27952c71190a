import { afterEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/core/adapter.ts';
import type { Caller } from '../../../src/core/command.ts';
import type { Button, Reply } from '../../../src/core/reply.ts';
import {
  connected,
  deskThat,
  parcel,
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

const NEXT: Button = { does: 'show', label: 'Next', command: 'timeline PER page:2' };
const TIMELINE: Button = { does: 'ask', label: 'Timeline', command: 'timeline PER' };
const SHARE: Button = { does: 'share', label: 'Share', command: 'status PER' };

/** Answers a status with the buttons, and anything else with what was asked. */
const withButtons =
  (...buttons: readonly Button[]): Desk['answer'] =>
  (question) =>
    typed(question) === 'status peru'
      ? reply({ title: 'Status', buttons })
      : reply({ title: `You asked: ${typed(question)}` });

for (const transport of ['socket', 'http'] as const) {
  describe(`a button in Slack over ${transport}`, () => {
    it('for a page shows it in place of the last', async () => {
      const slack = await start(withButtons(NEXT), { transport });

      const second = await slack.click(await slack.command('/upr status peru'), 'Next');

      expect(second.text).toBe('You asked: timeline PER page:2');
      expect(slack.messages('C1', 'U1')).toEqual([second]);
    });

    it('for a question answers beside the message, in private', async () => {
      const slack = await start(withButtons(TIMELINE), { transport });

      const first = await slack.command('/upr status peru');
      const answer = await slack.click(first, 'Timeline');

      expect([answer.text, answer.onlyTo]).toEqual(['You asked: timeline PER', 'U1']);
      expect(slack.messages('C1', 'U1')).toEqual([first, answer]);
    });

    it('for sharing answers anew, to the channel', async () => {
      const slack = await start(withButtons(SHARE), { transport });

      const shared = await slack.click(await slack.command('/upr status peru'), 'Share');

      expect([shared.text, shared.onlyTo]).toEqual(['You asked: status PER, for all', null]);
      expect(slack.messages('C1')).toEqual([shared]);
    });

    it('for a page outside only opens it', async () => {
      const slack = await start(
        withButtons({ does: 'open', label: 'Source', url: 'https://ohchr.org/peru?a=1&b=2' }),
        { transport },
      );

      const first = await slack.command('/upr status peru');

      expect(await slack.follow(first, 'Source')).toBe('https://ohchr.org/peru?a=1&b=2');
      expect(slack.messages('C1', 'U1')).toEqual([first]);
    });

    it('is acknowledged before any work', async () => {
      const slack = await start(
        (question) =>
          typed(question) === 'status peru'
            ? reply({ buttons: [TIMELINE] })
            : Promise.resolve(reply({ title: 'Slow' })),
        { transport },
      );

      const answer = await slack.click(await slack.command('/upr status peru'), 'Timeline');

      expect([answer.text, slack.acks]).toEqual(['Slow', ['with answer', 'bare']]);
    });

    it.each(['vigil:snooze:3', 'upr-status', 'vigil:ask'])(
      'of an older version (%s) says so',
      async (actionId) => {
        const slack = await start(() => reply(), { transport });

        const answer = await slack.clickOlder(actionId);

        expect(answer.text).toBe(
          'This button is from an older version of Vigil. Type /upr help for what works now.',
        );
        expect(answer.onlyTo).toBe('U1');
      },
    );
  });
}

describe('a button', () => {
  it('for a page under a notice changes the notice for all', async () => {
    const slack = await start(withButtons());
    const { notice, ...rest } = parcel();
    await running?.adapter.deliver({
      ...rest,
      notice: { ...notice, reply: reply({ title: 'Notice', buttons: [NEXT] }) },
    });

    const [message] = slack.messages('C1');
    const page = message && (await slack.click(message, 'Next', { user: 'U2' }));

    expect(slack.messages('C1')).toEqual([page]);
    expect(page?.text).toBe('You asked: timeline PER page:2, for all');
  });

  it('that somebody may not press leaves the message of all as it was', async () => {
    const refusal = reply({ title: 'For members only', problem: 'not_allowed' });
    const slack = await start(() => refusal);
    const { notice, ...rest } = parcel();
    await running?.adapter.deliver({
      ...rest,
      notice: { ...notice, reply: reply({ title: 'Notice', buttons: [NEXT] }) },
    });
    const [message] = slack.messages('C1');

    const answer = message && (await slack.click(message, 'Next', { user: 'U4' }));

    expect([answer?.text, answer?.onlyTo]).toEqual(['For members only', 'U4']);
    expect(slack.messages('C1')).toEqual([message]);
  });

  it('pressed by somebody of another company says so', async () => {
    const callers: Caller[] = [];
    const slack = await start((question, caller) => {
      callers.push(caller);
      return reply({ title: typed(question), buttons: [SHARE, TIMELINE], audience: 'channel' });
    });

    await slack.click(await slack.command('/upr status peru'), 'Timeline', { user: 'U4' });

    expect(callers.at(-1)).toEqual({
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      placeName: 'one',
      account: { platform: 'slack', workspace: 'T2', id: 'U4' },
      name: 'dora',
      seat: 'stranger',
      mayManage: false,
    });
  });

  it('that Slack reports twice is asked once', async () => {
    const asked: string[] = [];
    const slack = await start((question) => {
      asked.push(typed(question));
      return reply({ buttons: [TIMELINE] });
    });
    await slack.click(await slack.command('/upr status peru'), 'Timeline');

    expect(await slack.socket.redeliver()).toEqual({});
    await slack.command('/upr help');

    expect(asked).toEqual(['status peru', 'timeline PER', 'help']);
  });

  it('that is pressed twice is asked twice', async () => {
    const asked: string[] = [];
    const slack = await start((question) => {
      asked.push(typed(question));
      return reply({ buttons: [TIMELINE] });
    });
    const message = await slack.command('/upr status peru');

    await Promise.all([slack.click(message, 'Timeline'), slack.click(message, 'Timeline')]);

    expect(asked).toEqual(['status peru', 'timeline PER', 'timeline PER']);
  });

  it('answers the channel where the reply is for the channel', async () => {
    const follow: Button = { does: 'ask', label: 'Follow', command: 'follow PER' };
    const slack = await start((question) =>
      typed(question) === 'follow PER'
        ? reply({ audience: 'channel' })
        : reply({ buttons: [follow] }),
    );

    expect(
      (await slack.click(await slack.command('/upr status peru'), 'Follow')).onlyTo,
    ).toBeNull();
  });

  it('does not share a refusal', async () => {
    const refusal: Reply = reply({ title: 'No such State', problem: 'unknown_state' });
    const slack = await start((question) =>
      typed(question) === 'status PER, for all' ? refusal : reply({ buttons: [SHARE] }),
    );

    const answer = await slack.click(await slack.command('/upr status peru'), 'Share');

    expect([answer.text, answer.onlyTo]).toEqual(['No such State', 'U1']);
  });

  it('to share is not under what is shared already', async () => {
    const slack = await start(() =>
      reply({ title: 'Status', buttons: [SHARE], audience: 'channel' }),
    );

    expect((await slack.command('/upr status peru share')).blocks.map(({ type }) => type)).toEqual([
      'header',
    ]);
  });
});
