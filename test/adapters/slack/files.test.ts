import { afterEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/core/adapter.ts';
import type { Attachment, Button } from '../../../src/core/reply.ts';
import type { Fault } from '../../support/slack/workspace.ts';
import {
  connected,
  deskThat,
  keptLog,
  parcel,
  type Running,
  type RunningOptions,
  reply,
  typed,
} from './running.ts';

let running: Running | undefined;
const start = async (answer: Desk['answer'], options: RunningOptions = {}) => {
  running = await connected(deskThat(answer), options);
  return running;
};
afterEach(async () => {
  const broken = running?.slack.brokenRules ?? [];
  await running?.stop();
  running = undefined;
  expect(broken).toEqual([]);
});

const FILE: Attachment = { name: 'coalition.zip', content: Uint8Array.of(80, 75, 0, 255) };
const handsOut = async () => reply({ title: 'Everything of the coalition', file: FILE });

for (const transport of ['socket', 'http'] as const) {
  describe(`a file that an answer hands out in Slack over ${transport}`, () => {
    it('comes by direct message, and the answer says so', async () => {
      const { slack } = await start(handsOut, { transport });

      const answer = await slack.command('/upr-admin export', { user: 'U2' });

      expect(slack.files).toEqual([
        { channel: 'D-U2', name: FILE.name, title: FILE.name, content: FILE.content },
      ]);
      expect([answer.text, answer.onlyTo]).toEqual([
        'Everything of the coalition\nI sent it to you by direct message: coalition.zip',
        'U2',
      ]);
    });
  });
}

describe('a file that an answer hands out', () => {
  it('is sent after the acknowledgement, also where the answer is there at once', async () => {
    const { slack } = await start(() => reply({ title: 'At once', file: FILE }));

    const answer = await slack.command('/upr-admin export');

    expect([answer.onlyTo, slack.acks, slack.files.length]).toEqual(['U1', ['bare'], 1]);
  });

  it.each(['ask', 'show'] as const)(
    'is for who pressed a button that does %s, and leaves the message as it was',
    async (does) => {
      const button: Button = { does, label: 'Export', command: 'admin export' };
      const { slack, adapter } = await start(handsOut);
      const { notice, ...rest } = parcel();
      await adapter.deliver({
        ...rest,
        notice: { ...notice, reply: reply({ title: 'Notice', buttons: [button] }) },
      });
      const [message] = slack.messages('C1');

      const answer = message && (await slack.click(message, 'Export', { user: 'U2' }));

      expect([answer?.onlyTo, slack.files.map(({ channel }) => channel)]).toEqual(['U2', ['D-U2']]);
      expect(slack.messages('C1')).toEqual([message]);
    },
  );

  it('is for who pressed Share, and is not shared', async () => {
    const button: Button = { does: 'share', label: 'Share', command: 'admin export' };
    const { slack } = await start((question) =>
      typed(question) === 'status peru' ? reply({ buttons: [button] }) : handsOut(),
    );

    const answer = await slack.click(await slack.command('/upr status peru'), 'Share');

    expect([answer.onlyTo, slack.files.map(({ channel }) => channel)]).toEqual(['U1', ['D-U1']]);
    expect(slack.messages('C1')).toEqual([]);
  });

  const lacks = 'I could not send you coalition.zip: ';
  it.each<[string, string, Fault, string]>([
    [
      'the app lacks the right',
      'files.getUploadURLExternal',
      { kind: 'error', error: 'missing_scope' },
      'the app lacks a permission (files:write, im:write). Ask whoever manages apps in this workspace to install Vigil again with its present manifest, then ask for the file again.',
    ],
    [
      'the workspace takes no files',
      'files.getUploadURLExternal',
      { kind: 'error', error: 'file_uploads_disabled' },
      'this workspace takes no uploads. Ask an administrator of the workspace to allow them, or ask me for the file in another one.',
    ],
    [
      'the channel is refused',
      'files.completeUploadExternal',
      { kind: 'error', error: 'posting_to_channel_denied' },
      'Slack did not take it (posting_to_channel_denied). Ask for the file again in a minute; if that fails too, tell who runs Vigil.',
    ],
    [
      'the connection breaks',
      'files.getUploadURLExternal',
      { kind: 'cut_after_write' },
      'Slack did not take it (no answer). Ask for the file again in a minute; if that fails too, tell who runs Vigil.',
    ],
  ])('and that cannot be sent because %s says what to do', async (_, method, fault, why) => {
    const log = keptLog();
    const { slack } = await start(handsOut, { log });
    slack.failNext(method, fault);

    const answer = await slack.command('/upr-admin export');

    expect(answer.text).toBe(`Everything of the coalition\n⚠️ ${lacks}${why}`);
    expect([answer.onlyTo, slack.files]).toEqual(['U1', []]);
    expect(log.lines.join('\n')).toContain('a file could not be handed out');
    expect(log.lines.join('\n')).not.toContain('coalition.zip');
  });

  it('is really refused by a workspace where the app lacks the scope', async () => {
    const { slack } = await start(handsOut);
    slack.scopes.delete('files:write');

    expect((await slack.command('/upr-admin export')).text).toContain('the app lacks a permission');
  });

  it('is given once where Slack sends the command again', async () => {
    const { slack } = await start((question) =>
      typed(question) === 'admin export' ? handsOut() : reply(),
    );
    await slack.command('/upr-admin export');

    expect(await slack.socket.redeliver()).toEqual({});
    await slack.command('/upr help');

    expect(slack.files).toHaveLength(1);
  });
});
