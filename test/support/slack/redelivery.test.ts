import { afterEach, describe, expect, it } from 'vitest';
import { connected, deskThat, reply } from '../../adapters/slack/running.ts';
import type { FakeSlack } from './server.ts';

let slack: FakeSlack | undefined;
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  await slack?.stop();
  slack = stop = undefined;
});

describe('a command that Slack delivers again', () => {
  it('is answered again, and breaks nothing', async () => {
    let asked = 0;
    const desk = deskThat(() => reply({ title: `Answer ${++asked}` }));
    ({ slack, stop } = await connected(desk));
    await slack.command('/upr help');

    expect(await slack.socket.redeliver()).toMatchObject({ text: 'Answer 2' });

    expect((await slack.command('/upr help')).text).toBe('Answer 3');
    expect(slack.brokenRules).toEqual([]);
  });
});
