import { App, SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { silentLog } from '../../../src/core/log.ts';
import { type FakeSlack, startFakeSlack } from './server.ts';

let slack: FakeSlack;
let app: App;
let client: WebClient;
let triggers: string[];

beforeEach(async () => {
  slack = await startFakeSlack();
  slack.commands.add('/form');
  const logger = createSdkLog(silentLog);
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    logger,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  app = new App({ token: slack.tokens.bot, botId: 'BBOT', botUserId: 'UBOT', receiver });
  client = new WebClient(slack.tokens.bot, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger,
  });
  triggers = [];
  app.command('/form', async ({ ack, body }) => {
    triggers.push(body.trigger_id);
    await ack({ text: 'Here it is.' });
  });
  await app.start();
});
afterEach(async () => {
  await app.stop();
  await slack.stop();
});

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
const form = (over: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'name' },
    },
  ],
  ...over,
});
const trigger = async (): Promise<string> => {
  await slack.command('/form');
  return triggers.at(-1) ?? '';
};
const open = async (over: Partial<ModalView> = {}) =>
  client.views.open({ trigger_id: await trigger(), view: form(over) });
const push = async () => client.views.push({ trigger_id: await trigger(), view: form() });
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (reason: { data: { error: string } }) => reason.data.error,
  );
const titles = () =>
  slack.views.stack('U1').map(({ view }) => (view.title as { text: string }).text);

describe('a trigger_id', () => {
  it('opens one view, once', async () => {
    const trigger_id = await trigger();

    expect(await errorOf(client.views.open({ trigger_id, view: form() }))).toBe('ok');
    expect(await errorOf(client.views.open({ trigger_id, view: form() }))).toBe(
      'exchanged_trigger_id',
    );
  });

  it('is refused when it is too old, or was never given', async () => {
    const trigger_id = await trigger();
    slack.views.expireTriggers();

    expect(await errorOf(client.views.open({ trigger_id, view: form() }))).toBe(
      'expired_trigger_id',
    );
    expect(await errorOf(client.views.open({ trigger_id: 'x', view: form() }))).toBe(
      'invalid_trigger_id',
    );
  });
});

describe('a view', () => {
  it.each<[string, Partial<ModalView>, string]>([
    ['with a long title', { title: plain('x'.repeat(25)) }, 'title: 25 characters, more than 24'],
    ['with a long button', { close: plain('x'.repeat(25)) }, 'close: 25 characters, more than 24'],
    [
      'with 101 blocks',
      { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) },
      'blocks: 101, more than 100',
    ],
    [
      'with a long callback_id',
      { callback_id: 'x'.repeat(256) },
      'callback_id: 256 characters, more than 255',
    ],
    [
      'with long metadata',
      { private_metadata: 'x'.repeat(3_001) },
      'private_metadata: 3001 characters, more than 3000',
    ],
  ])('%s is refused, and noted', async (_, over, problem) => {
    expect(await errorOf(open(over))).toBe('invalid_arguments');
    expect(slack.brokenRules).toEqual([`views.open: ${problem}`]);
  });

  it('of 100 blocks is shown', async () => {
    await open({ blocks: Array.from({ length: 100 }, () => ({ type: 'divider' })) });

    expect(titles()).toEqual(['Form']);
    expect(slack.brokenRules).toEqual([]);
  });

  it('over 250 kB is refused', async () => {
    const text = { type: 'mrkdwn' as const, text: 'x'.repeat(2_900) };
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section' as const, text }));

    expect(await errorOf(open({ blocks }))).toBe('view_too_large');
  });

  it('is stacked three deep at most', async () => {
    await open();
    await push();
    await push();

    expect(await errorOf(push())).toBe('push_limit_reached');
    expect(titles()).toHaveLength(3);
  });

  it('is updated by its id where its hash is still the last', async () => {
    const { view } = await open();
    const update = { view_id: view?.id ?? '', hash: view?.hash ?? '' };

    await client.views.update({ ...update, view: form({ title: plain('Changed') }) });

    expect(titles()).toEqual(['Changed']);
    expect(await errorOf(client.views.update({ ...update, view: form() }))).toBe('hash_conflict');
    expect(await errorOf(client.views.update({ view_id: 'V0', view: form() }))).toBe('not_found');
  });

  it('has its external_id for itself', async () => {
    await open({ external_id: 'one' });
    const view = form({ external_id: 'one' });

    expect(await errorOf(client.views.push({ trigger_id: await trigger(), view }))).toBe(
      'duplicate_external_id',
    );
    expect(await errorOf(client.views.update({ external_id: 'one', view }))).toBe('ok');
  });

  it('of type home is published to one person', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
    await client.views.publish({ user_id: 'U1', view });

    expect(slack.views.home('U1')?.view).toEqual(view);
    expect(slack.views.home('U2')).toBeUndefined();
  });
});

describe('a form that is sent in', () => {
  it.each<[string, object | undefined, object, string[]]>([
    ['nothing', undefined, {}, []],
    [
      'errors',
      { response_action: 'errors', errors: { name: 'Short' } },
      { name: 'Short' },
      ['Form'],
    ],
    ['update', { response_action: 'update', view: form({ title: plain('2') }) }, {}, ['2']],
    ['push', { response_action: 'push', view: form({ title: plain('2') }) }, {}, ['Form', '2']],
    ['clear', { response_action: 'clear' }, {}, []],
  ])('and is answered with %s shows that', async (_, answer, errors, shown) => {
    const typed: unknown[] = [];
    app.view('form', async ({ ack, view }) => {
      typed.push(view.state.values.name?.name?.value);
      await ack(answer as never);
    });
    await open();
    const [top] = slack.views.stack('U1');
    if (!top) throw new Error('no view is open');

    const values = { name: { name: { type: 'plain_text_input', value: 'Ana' } } };
    expect(await slack.views.submit(top, values)).toEqual(errors);

    expect([typed, titles(), slack.brokenRules]).toEqual([['Ana'], shown, []]);
  });
});
