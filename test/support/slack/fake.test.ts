import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { createSdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { silentLog } from '../../../src/core/log.ts';
import { type Json, judge } from './block-kit.ts';
import { mentionedIn } from './screen.ts';
import { type FakeSlack, freePort, startFakeSlack } from './server.ts';

let slack: FakeSlack | undefined;
let app: App | undefined;
afterEach(async () => {
  await app?.stop();
  await slack?.stop();
  app = slack = undefined;
});

const plain = (text: string, emoji = false) => ({ type: 'plain_text', text, emoji });
const button = (over: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: plain('Go'),
  value: 'go',
  ...over,
});
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

describe('the emulated Slack on a message', () => {
  it.each<[string, object, string[]]>([
    ['without text', { blocks: [] }, ['text: missing: screen readers and notifications read it']],
    [
      'with text over the ceiling',
      { text: 'x'.repeat(4_001) },
      ['text: 4001 characters, not 1–4000'],
    ],
    [
      'that mentions everybody',
      { text: 'hello <!channel>' },
      ['text: mentions somebody: hello <!channel>', 'text: not escaped: hello <!channel>'],
    ],
    ['with a bare &', { text: 'R&D' }, ['text: not escaped: R&D']],
    [
      'with markup in its text',
      { text: '*bold*' },
      ['text: has characters that Slack reads as markup'],
    ],
    [
      'with control characters',
      { text: 'a\u0007' },
      ['text: control characters or half a character'],
    ],
    [
      'with 51 blocks',
      { text: 't', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
      ['blocks: 51, more than 50'],
    ],
    [
      'with an unknown block',
      { text: 't', blocks: [{ type: 'marquee' }] },
      ['blocks/0: unknown type marquee'],
    ],
    [
      'with a long header',
      { text: 't', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] },
      ['blocks/0: 151 characters, not 1–150'],
    ],
    [
      'with an empty header',
      { text: 't', blocks: [{ type: 'header', text: plain('') }] },
      ['blocks/0: 0 characters, not 1–150', 'blocks/0: blank'],
    ],
    [
      'with emoji in a header',
      { text: 't', blocks: [{ type: 'header', text: plain(':x:', true) }] },
      ['blocks/0: emoji shortcodes would be drawn'],
    ],
    [
      'with markup in a section',
      { text: 't', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '_x_' } }] },
      ['blocks/0: markup'],
    ],
    [
      'with an empty section',
      { text: 't', blocks: [{ type: 'section' }] },
      ['blocks/0: neither text nor fields'],
    ],
    [
      'with an empty element',
      { text: 't', blocks: [rich({ type: 'text', text: '' })] },
      ['blocks/0/0/0: 0 characters, not 1–12000'],
    ],
    [
      'that mentions a person in rich text',
      { text: 't', blocks: [rich({ type: 'user', user_id: 'U1' })] },
      ['blocks/0/0/0: mentions somebody'],
    ],
    [
      'with a link to nowhere',
      { text: 't', blocks: [rich({ type: 'link', url: 'javascript:x', text: 'x' })] },
      ['blocks/0/0/0: not an address'],
    ],
    [
      'with an action_id twice',
      { text: 't', blocks: [{ type: 'actions', elements: [button(), button()] }] },
      ['actions: action_id used twice'],
    ],
    [
      'with a long label',
      {
        text: 't',
        blocks: [{ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }],
      },
      ['blocks/0/0: text: 76 characters, not 1–75'],
    ],
    [
      'with 26 buttons',
      {
        text: 't',
        blocks: [
          {
            type: 'actions',
            elements: Array.from({ length: 26 }, (_, i) => button({ action_id: `a${i}` })),
          },
        ],
      },
      ['blocks/0: 26 elements, more than 25'],
    ],
  ])('%s names the rule', (_, message, problems) => {
    expect(judge({ ...message }).problems).toEqual(problems);
  });

  it.each<[string, Json[], string[]]>([
    ['hello &lt;!channel&gt;, @everyone', [rich({ type: 'text', text: '<!channel>' })], []],
    ['hello <!channel> and <@U1|Ada>', [], ['<!channel>', '<@U1|Ada>']],
    ['t', [{ type: 'section', text: { type: 'mrkdwn', text: '<!here>' } }], ['<!here>']],
    [
      't',
      [rich({ type: 'broadcast', range: 'channel' })],
      ['{"type":"broadcast","range":"channel"}'],
    ],
    ['t', [rich({ type: 'channel', channel_id: 'C1' })], []],
  ])('%s %j tells whom it notifies', (text, blocks, notified) => {
    expect(mentionedIn({ text, blocks })).toEqual(notified);
  });

  it('over 13,200 characters of blocks is refused as Slack does', () => {
    const blocks = Array.from({ length: 5 }, () => rich({ type: 'text', text: 'x'.repeat(2_700) }));

    expect(judge({ text: 't', blocks }).error).toBe('msg_blocks_too_long');
  });
});

describe('the emulated Slack on a careless app', () => {
  const posting = async (): Promise<[FakeSlack, WebClient]> => {
    slack = await startFakeSlack();
    const options = {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: createSdkLog(silentLog),
    };
    return [slack, new WebClient(slack.tokens.bot, options)];
  };

  it('limits a channel to a message a second', async () => {
    const [fake, client] = await posting();
    await client.chat.postMessage({ channel: 'C1', text: 'one' });

    await expect(client.chat.postMessage({ channel: 'C1', text: 'two' })).rejects.toMatchObject({
      retryAfter: 1,
    });
    expect(fake.brokenRules).toEqual(['chat.postMessage: two messages in C1 within a second']);
  });

  it('answers a bad token, a missing scope and an unknown channel as Slack does', async () => {
    const [fake, client] = await posting();
    const error = (call: Promise<unknown>) =>
      call.then(
        () => 'ok',
        (reason: { data: { error: string } }) => reason.data.error,
      );

    expect(await error(client.chat.postMessage({ channel: 'C9', text: 'x' }))).toBe(
      'channel_not_found',
    );
    expect(await error(client.auth.test({ token: 'xoxb-other' }))).toBe('invalid_auth');
    expect(await error(client.apps.connections.open())).toBe('not_allowed_token_type');
    fake.scopes.delete('im:write');
    expect(await error(client.conversations.open({ users: 'U1' }))).toBe('missing_scope');
    expect(await error(client.apiCall('chat.shout'))).toBe('unknown_method');
    expect(fake.brokenRules).toEqual(['chat.shout: no such method']);
  });

  it('lets a response_url be used five times', async () => {
    const port = await freePort();
    slack = await startFakeSlack({ eventsUrl: `http://127.0.0.1:${port}/slack/events` });
    const statuses: unknown[] = [];
    app = new App({
      token: slack.tokens.bot,
      botId: 'BBOT',
      botUserId: 'UBOT',
      receiver: new HTTPReceiver({
        signingSecret: slack.tokens.signingSecret,
        port,
        logger: createSdkLog(silentLog),
      }),
    });
    app.command('/upr', async ({ ack, respond }) => {
      await ack();
      for (let i = 0; i < 6; i++)
        statuses.push(
          await respond({ text: `${i}` }).then(
            ({ status }) => status,
            () => 'refused',
          ),
        );
    });
    await app.start();

    await slack.command('/upr x');
    await expect.poll(() => statuses).toEqual([200, 200, 200, 200, 200, 'refused']);
  });

  it('times out on a command that is not acknowledged', { timeout: 10_000 }, async () => {
    slack = await startFakeSlack();
    const receiver = new SocketModeReceiver({
      appToken: slack.tokens.app,
      logger: createSdkLog(silentLog),
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
    app = new App({ token: slack.tokens.bot, botId: 'BBOT', botUserId: 'UBOT', receiver });
    app.command('/upr', async () => undefined);
    await app.start();

    await expect(slack.command('/upr x')).rejects.toThrow(new Error('operation_timeout'));
    expect(slack.brokenRules).toEqual(['not acknowledged within 3 s']);
  });
});
