import { afterEach, describe, expect, it } from 'vitest';
import { stillClock } from '../../../src/core/clock.ts';
import type { Parcel } from '../../../src/core/notice.ts';
import type { Person } from '../../support/slack/people.ts';
import type { Fault } from '../../support/slack/workspace.ts';
import {
  connected,
  deskThat,
  keptLog,
  MORNING,
  parcel,
  type Running,
  type RunningOptions,
  reply,
  unconnected,
} from './running.ts';

let running: Running | undefined;
const start = async (options: RunningOptions = {}): Promise<Running> => {
  running = await connected(
    deskThat(() => reply()),
    options,
  );
  return running;
};
afterEach(async () => {
  const broken = running?.slack.brokenRules ?? [];
  await running?.stop();
  running = undefined;
  expect(broken).toEqual([]);
});

describe('a notice in Slack', () => {
  it('is posted with its key', async () => {
    const { slack, adapter } = await start();

    const delivery = await adapter.deliver(parcel());

    const [message] = slack.messages('C1');
    expect(delivery).toEqual({ outcome: 'sent', message: message?.ts });
    expect(message?.text).toBe('In 7 days: review, Peru');
    expect(message?.metadata).toEqual({
      event_type: 'vigil_notice',
      event_payload: { key: parcel().notice.key },
    });
  });

  it('waits for its turn in a channel without holding up others', async () => {
    const { slack, adapter } = await start();

    const deliveries = await Promise.all(
      ['C1', 'C1', 'C2'].map((channel) => adapter.deliver(parcel({}, channel))),
    );

    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent']);
    expect(slack.calls.flatMap(({ args }) => args.channel ?? [])).toEqual(['C1', 'C2', 'C1']);
  });

  it('begins with a warning where it may be a repeat', async () => {
    const { slack, adapter } = await start();

    await adapter.deliver(parcel({ attempts: 1, inDoubtSince: MORNING }));

    expect(slack.messages('C1').map(({ text }) => text)).toEqual([
      'Possible repeat: In 7 days: review, Peru\nSlack did not confirm an earlier attempt, at 7 Nov 2025, 09:00 Geneva.',
    ]);
  });

  it('goes as text where Slack refuses its blocks', async () => {
    const { slack, adapter } = await start();
    slack.failNext('chat.postMessage', { kind: 'error', error: 'msg_blocks_too_long' });

    expect((await adapter.deliver(parcel())).outcome).toBe('sent');
    expect(slack.messages('C1').map(({ text, blocks }) => [text, blocks])).toEqual([
      ['In 7 days: review, Peru', []],
    ]);
  });

  it('comes later, by as much as Slack says, when the rate is limited', async () => {
    const { slack, adapter } = await start();
    slack.failNext('chat.postMessage', { kind: 'rate_limited', seconds: 7 });

    expect(await adapter.deliver(parcel())).toEqual({
      outcome: 'later',
      ms: 7_000,
      reason: 'Slack limits the rate',
    });
  });

  it('is not even tried in a channel that Slack wants left alone, while others are', async () => {
    const clock = stillClock(MORNING);
    const { slack, adapter } = await start({ clock });
    slack.failNext('chat.postMessage', { kind: 'rate_limited', seconds: 7 });
    await adapter.deliver(parcel());
    clock.set(MORNING + 3_000);

    expect(await adapter.deliver(parcel())).toEqual({
      outcome: 'later',
      ms: 4_000,
      reason: 'Slack limits the rate',
    });
    expect((await adapter.deliver(parcel({}, 'C2'))).outcome).toBe('sent');
    clock.set(MORNING + 7_000);
    expect((await adapter.deliver(parcel())).outcome).toBe('sent');
  });

  it.each<[string, Fault]>([
    ['Slack fails after it took the message', { kind: 'http_after_write', status: 500 }],
    ['the connection breaks after Slack took the message', { kind: 'cut_after_write' }],
  ])('is in doubt, and not sent again by itself, when %s', async (_, fault) => {
    const { slack, adapter } = await start();
    slack.failNext('chat.postMessage', fault);

    expect((await adapter.deliver(parcel())).outcome).toBe('in_doubt');
    expect(slack.messages('C1')).toHaveLength(1);
  });

  it('is over in an archived channel', async () => {
    const { slack, adapter } = await start();
    const channel = slack.channels.get('C1');
    if (channel) channel.archived = true;

    expect(await adapter.deliver(parcel())).toEqual({
      outcome: 'gone',
      reason: 'the channel is archived',
    });
  });

  it('is over in a channel that Vigil was put out of', async () => {
    const { slack, adapter } = await start();
    const channel = slack.channels.get('C1');
    if (channel) channel.member = false;

    expect(await adapter.deliver(parcel())).toEqual({
      outcome: 'gone',
      reason: 'Vigil is not in the channel (type /invite there)',
    });
  });

  it('is over when the token is revoked', async () => {
    const { slack, adapter } = await start();
    slack.refuse(slack.tokens.bot, 'token_revoked');

    expect(await adapter.deliver(parcel())).toEqual({
      outcome: 'gone',
      reason: 'Vigil was removed from the workspace',
    });
  });

  it('waits, and ends no follow, while trouble with the token stops all of them', async () => {
    const clock = stillClock(MORNING);
    const log = keptLog();
    const { slack, adapter } = await start({ clock, log });
    slack.scopes.delete('chat:write');

    const one = await adapter.deliver(parcel());
    const other = await adapter.deliver(parcel({}, 'C2'));
    const loudAtOnce = log.lines.length;
    clock.set(MORNING + 600_000);
    await adapter.deliver(parcel());

    const reason = 'the app has no permission to post (scope chat:write)';
    expect([one, other]).toEqual(Array(2).fill({ outcome: 'later', ms: 600_000, reason }));
    expect(loudAtOnce).toBe(1);
    expect(log.lines).toEqual(
      Array(2).fill(`error nothing can be posted on Slack: ${reason} {"platform":"slack"}`),
    );
  });

  it('comes later when Slack cannot be reached', async () => {
    const { slack, adapter } = await unconnected();
    await slack.stop();

    expect(await adapter.deliver(parcel({ attempts: 2 }))).toEqual({
      outcome: 'later',
      ms: 60_000,
      reason: 'Slack cannot be reached (ECONNREFUSED)',
    });
  });
});

describe('a notice to one person in Slack', () => {
  const toPerson = (id: string, over: Partial<Parcel> = {}): Parcel => parcel(over, `@${id}`);

  it('goes to their direct messages, which are opened once', async () => {
    const { slack, adapter } = await start();

    const deliveries = await Promise.all([
      adapter.deliver(toPerson('U2')),
      adapter.deliver(toPerson('U2')),
    ]);

    expect(slack.messages('D-U2').map(({ text }) => text)).toEqual(
      Array(2).fill('In 7 days: review, Peru'),
    );
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['sent', 'sent']);
    expect(slack.calls.filter(({ method }) => method === 'conversations.open')).toHaveLength(1);
  });

  it.each<[string, Person | undefined, string]>([
    ['who left', undefined, 'the person is no longer in the workspace'],
    [
      'who was deactivated',
      { name: 'eva', team: 'T1', is: 'deleted' },
      'the account of the person is deactivated',
    ],
    [
      'that is a bot',
      { name: 'eva', team: 'T1', is: 'bot' },
      'direct messages cannot be sent to a bot',
    ],
  ])('%s is over', async (_, person, reason) => {
    const { slack, adapter } = await start();
    if (person) slack.people.set('U7', person);

    expect(await adapter.deliver(toPerson('U7'))).toEqual({ outcome: 'gone', reason });
  });

  it('is never in doubt where only their direct messages could not be opened', async () => {
    const { slack, adapter } = await start();
    slack.failNext('conversations.open', { kind: 'http_after_write', status: 500 });

    expect(await adapter.deliver(toPerson('U2'))).toMatchObject({ outcome: 'later', ms: 15_000 });
    expect((await adapter.deliver(toPerson('U2'))).outcome).toBe('sent');
  });

  it('waits, and says which right is missing, where the app may not open direct messages', async () => {
    const { slack, adapter } = await start();
    slack.scopes.delete('im:write');

    expect(await adapter.deliver(toPerson('U2'))).toEqual({
      outcome: 'later',
      ms: 600_000,
      reason: 'the app has no permission to post (scope im:write)',
    });
  });
});
