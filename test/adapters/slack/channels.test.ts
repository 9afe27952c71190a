import { describe, expect, it, onTestFinished } from 'vitest';
import { render } from '../../../src/adapters/slack/render.ts';
import type { Destination } from '../../../src/core/destination.ts';
import type { Reply, Span, Text } from '../../../src/core/reply.ts';
import { judge } from '../../support/slack/block-kit.ts';
import { type Shown, wordsOnScreen } from '../../support/slack/screen.ts';
import { connected, deskThat, parcel, reply } from './running.ts';

const channel = (over: Partial<Destination> = {}): Span => ({
  channel: { platform: 'slack', workspace: 'T1', channel: 'C1', ...over },
});
const naming = (...text: Text): Reply =>
  reply({ title: 'Log', blocks: [{ kind: 'paragraph', text }] });
const screen = ({ blocks }: Pick<Shown, 'blocks'>): string => wordsOnScreen(blocks);
const drawn = (said: Reply, team?: string): string =>
  wordsOnScreen(JSON.parse(JSON.stringify(render(said, team).blocks)));

describe('a channel that a reply in Slack names', () => {
  it('is drawn by Slack where it is of the workspace, and said aloud in words', () => {
    const message = render(naming('in ', channel()), 'T1');

    expect(message.blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'in ' },
            { type: 'channel', channel_id: 'C1' },
          ],
        },
      ],
    });
    expect(message.text).toBe('Log\nin channel C1 on Slack');
    expect(judge({ ...message })).toEqual({ problems: [] });
  });

  it.each([
    ['of another workspace', channel({ workspace: 'T2' }), 'T1', 'channel C1 on Slack'],
    ['when nobody knows where it is read', channel(), undefined, 'channel C1 on Slack'],
    ['of Discord', channel({ platform: 'discord', channel: '7' }), 'T1', 'channel 7 on Discord'],
    ['with the id of none', channel({ channel: '<!here>' }), 'T1', 'channel <!here> on Slack'],
  ])('is said in words %s', (_, span, team, said) => {
    expect(drawn(naming('in ', span), team)).toBe(`Log\nin ${said}`);
    expect(judge({ ...render(naming(span), team) })).toEqual({ problems: [] });
  });

  it('is drawn for each workspace that reads it', () => {
    const both = naming(channel(), ' and ', channel({ workspace: 'T2', channel: 'C2' }));

    expect(['T1', 'T2', 'T1'].map((team) => drawn(both, team))).toEqual([
      'Log\n#C1 and channel C2 on Slack',
      'Log\nchannel C1 on Slack and #C2',
      'Log\n#C1 and channel C2 on Slack',
    ]);
  });

  it('is drawn in small print too', () => {
    const note = reply({ title: 'Log', blocks: [{ kind: 'note', text: ['in ', channel()] }] });

    expect(
      ['T1', 'T2'].map((team) => [render(note, team).blocks[1]?.type, drawn(note, team)]),
    ).toEqual([
      ['rich_text', 'Log\nin #C1'],
      ['context', 'Log\nin channel C1 on Slack'],
    ]);
  });
});

describe('Slack draws a channel of the workspace', () => {
  const CALLED = 'Log\nin #C1';
  const start = async (said: Reply | Promise<Reply>) => {
    const running = await connected(deskThat(() => said));
    onTestFinished(running.stop);
    return running;
  };

  it('in an answer from memory', async () => {
    const { slack } = await start(naming('in ', channel()));

    expect(screen(await slack.command('/upr-admin log'))).toBe(CALLED);
  });

  it('in an answer that takes time', async () => {
    const { slack } = await start(Promise.resolve(naming('in ', channel())));

    expect(screen(await slack.command('/upr-admin log'))).toBe(CALLED);
  });

  it.each(['show', 'ask', 'share'] as const)(
    'in the answer to a button that does %s',
    async (does) => {
      const buttons = [{ does, label: 'Go', command: 'admin log page:2' }] as const;
      const { slack } = await start({ ...naming('in ', channel()), buttons });

      const first = await slack.command('/upr-admin log');

      expect(screen(await slack.click(first, 'Go'))).toBe(CALLED);
    },
  );

  it('in a notice', async () => {
    const { slack, adapter } = await start(reply());
    const { notice } = parcel();

    await adapter.deliver(parcel({ notice: { ...notice, reply: naming('in ', channel()) } }));

    expect(slack.messages('C1').map(screen)).toEqual([CALLED]);
  });
});
