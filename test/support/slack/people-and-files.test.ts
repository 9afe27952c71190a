import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { createSdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { silentLog } from '../../../src/core/log.ts';
import { type FakeSlack, startFakeSlack } from './server.ts';

let slack: FakeSlack | undefined;
afterEach(async () => {
  await slack?.stop();
  slack = undefined;
});

describe('the emulated Slack on people, channels and files', () => {
  const calling = async (): Promise<[FakeSlack, WebClient]> => {
    slack = await startFakeSlack();
    const options = {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: createSdkLog(silentLog),
    };
    return [slack, new WebClient(slack.tokens.bot, options)];
  };
  const errorOf = (call: Promise<unknown>) =>
    call.then(
      () => 'ok',
      (reason: { data: { error: string } }) => reason.data.error,
    );

  it.each([
    ['an unknown command', '/vigil help', 'U1'],
    ['the command of somebody of another company', '/upr help', 'U4'],
  ])('knows nothing of %s', async (_, typed, user) => {
    const [fake] = await calling();

    await expect(fake.command(typed, { user })).rejects.toThrow('is not a valid command');
  });

  it('tells little of people of other companies', async () => {
    const [, client] = await calling();

    const { user } = await client.users.info({ user: 'U4' });

    expect(user).toEqual({
      id: 'U4',
      name: 'dora',
      team_id: 'T2',
      deleted: false,
      is_bot: false,
      is_stranger: true,
      profile: { display_name: 'dora' },
    });
  });

  it('tells who is in a channel page by page', async () => {
    const [fake, client] = await calling();
    fake.channels.set('C7', {
      id: 'C7',
      archived: false,
      member: true,
      people: ['U1', 'U2', 'U3'],
    });

    const first = await client.conversations.members({ channel: 'C7', limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const last = await client.conversations.members({ channel: 'C7', limit: 2, cursor });

    expect([first.members, last.members]).toEqual([['U1', 'U2'], ['U3']]);
    expect(last.response_metadata).toMatchObject({ next_cursor: '' });
  });

  it.each([
    ['invalid_limit', { channel: 'C1', limit: 0 }],
    ['invalid_limit', { channel: 'C1', limit: 1_001 }],
    ['invalid_cursor', { channel: 'C1', cursor: 'made up' }],
    ['channel_not_found', { channel: 'C9' }],
  ])('says %s where it does not tell', async (error, how) => {
    const [, client] = await calling();

    expect(await errorOf(client.conversations.members(how))).toBe(error);
  });

  it.each([
    ['users:read', (client: WebClient) => client.users.info({ user: 'U1' })],
    ['channels:read', (client: WebClient) => client.conversations.info({ channel: 'C1' })],
    ['groups:read', (client: WebClient) => client.conversations.members({ channel: 'G1' })],
    ['im:read', (client: WebClient) => client.conversations.info({ channel: 'D1' })],
    [
      'files:write',
      (client: WebClient) => client.files.getUploadURLExternal({ filename: 'a', length: 1 }),
    ],
  ])('misses %s where the app was installed without', async (scope, call) => {
    const [fake, client] = await calling();
    fake.channels.set('G1', { id: 'G1', archived: false, member: true, kind: 'private' });
    fake.scopes.delete(scope);

    await expect(call(client)).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: scope },
    });
  });

  it('shares a file once its bytes have come, as many as were announced', async () => {
    const [fake, client] = await calling();
    const announce = () => client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
    const send = async (url = '', body = '') => (await fetch(url, { method: 'POST', body })).status;
    const share = (id = '') =>
      errorOf(client.files.completeUploadExternal({ files: [{ id }], channel_id: 'C1' }));

    const [short, whole] = [await announce(), await announce()];

    expect([await send(short.upload_url, 'ab'), await send(whole.upload_url, 'abc')]).toEqual([
      400, 200,
    ]);
    expect([
      await share(short.file_id),
      await share(whole.file_id),
      await share(whole.file_id),
    ]).toEqual(['file_not_found', 'ok', 'file_not_found']);
    expect(fake.files.map(({ name, channel }) => [name, channel])).toEqual([['a.txt', 'C1']]);
    expect(fake.brokenRules).toEqual(['upload of a.txt: 2 bytes, and 3 announced']);
  });

  it('shares no file in a channel that the app does not know, and takes none of no bytes', async () => {
    const [, client] = await calling();
    const files: [{ id: string }] = [{ id: 'F1' }];

    expect(await errorOf(client.files.completeUploadExternal({ files, channel_id: 'C9' }))).toBe(
      'invalid_channel',
    );
    expect(await errorOf(client.files.getUploadURLExternal({ filename: 'a', length: 0 }))).toBe(
      'missing_argument',
    );
  });
});
