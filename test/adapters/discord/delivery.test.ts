import { describe, expect, it } from 'vitest';
import { stillClock } from '../../../src/core/clock.ts';
import { channelOf, deskThat, moment, NOW, parcel, reply, serving } from './rig.ts';

const MINUTE = 60_000;
const DESK = deskThat(() => reply());

describe('a notice on Discord', () => {
  it('is posted in its channel, with its nonce', async () => {
    const { discord, adapter } = await serving(DESK);

    const delivery = await adapter.deliver(parcel(channelOf(discord)));

    const [message] = discord.messages();
    expect(delivery).toEqual({ outcome: 'sent', message: message?.id });
    expect(message?.text).toContain('Tomorrow: review, Peru');
    expect(discord.brokenRules).toEqual([]);
  });

  it('is written as text in a channel that shows no embeds', async () => {
    const { discord, adapter } = await serving(DESK, {}, { embeds: false });
    const fields = { kind: 'fields', fields: [{ label: 'Review', text: ['2026'] }] } as const;
    const notice = { ...parcel(channelOf(discord)).notice, reply: reply({ blocks: [fields] }) };

    await adapter.deliver(parcel(channelOf(discord), { notice }));

    expect(discord.messages()[0]).toMatchObject({
      embeds: [],
      content: '**Peru — UPR 4th cycle: scheduled**\n**Review:** 2026',
    });
    expect(discord.brokenRules).toEqual([]);
  });

  it('is one message when the server failed after writing it', async () => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'server_error', written: true });

    const delivery = await adapter.deliver(parcel(channelOf(discord)));

    expect(delivery.outcome).toBe('sent');
    expect(discord.messages()).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is in doubt when the connection was cut after the write, and one message when tried again', async () => {
    const { discord, adapter } = await serving(DESK);
    const once = parcel(channelOf(discord));
    discord.failNext({ kind: 'cut', written: true });

    const first = await adapter.deliver(once);
    const second = await adapter.deliver({ ...once, attempts: 1, inDoubtSince: NOW - MINUTE });

    expect([first.outcome, second.outcome]).toEqual(['in_doubt', 'sent']);
    expect(discord.messages()).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('says that it may be a repeat when the nonce no longer guards', async () => {
    const { discord, adapter } = await serving(DESK, { clock: stillClock(NOW) });

    await adapter.deliver(
      parcel(channelOf(discord), { attempts: 1, inDoubtSince: NOW - 3 * MINUTE }),
    );

    expect(discord.messages()[0]?.content).toContain('Possible repeat: Tomorrow: review, Peru');
    expect(discord.brokenRules).toEqual([]);
  });

  it('is in doubt when the server keeps failing', async () => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'server_error', written: false });
    discord.failNext({ kind: 'server_error', written: false });

    expect(await adapter.deliver(parcel(channelOf(discord)))).toEqual({
      outcome: 'in_doubt',
      reason: 'Discord answered 502',
    });
    expect(discord.brokenRules).toEqual([]);
  });

  it.each([
    ['user', 2],
    ['global', 1],
    ['shared', 3],
  ] as const)('waits elsewhere for a %s limit, and says how long', async (scope, seconds) => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'rate_limited', scope, seconds });

    const delivery = await adapter.deliver(parcel(channelOf(discord)));

    expect(delivery).toEqual({ outcome: 'later', ms: expect.any(Number), reason: 'rate limit' });
    expect(delivery.outcome === 'later' && delivery.ms).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(discord.messages()).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('stops before a limit that the headers tell of', async () => {
    const { discord, adapter } = await serving(DESK);
    const outcomes: string[] = [];

    for (let i = 0; i < 6; i++)
      outcomes.push(
        (await adapter.deliver(parcel(channelOf(discord), { id: `parcel ${i}` }))).outcome,
      );

    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'later']);
    expect(discord.messages()).toHaveLength(5);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is not held up by the trouble of another channel', async () => {
    const { discord, adapter } = await serving(DESK);
    const other = { ...channelOf(discord), channel: discord.addChannel() };
    discord.failNext({ kind: 'rate_limited', scope: 'user', seconds: 30 });

    const troubled = await adapter.deliver(parcel(channelOf(discord)));
    const fine = await adapter.deliver(parcel(other, { id: 'another' }));

    expect([troubled.outcome, fine.outcome]).toEqual(['later', 'sent']);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each([
    [50001, 'Vigil may not see the channel (it needs View Channel and Send Messages)'],
    [50013, 'Vigil may not write in the channel (it needs Send Messages)'],
    [10003, 'the channel no longer exists'],
  ])('is gone with error %i', async (code, reason) => {
    const { discord, adapter } = await serving(DESK);
    discord.forbid(discord.channel, code);

    expect(await adapter.deliver(parcel(channelOf(discord)))).toEqual({ outcome: 'gone', reason });
    expect(discord.brokenRules).toEqual([]);
  });

  it('goes out again after a token was refused for a moment', async () => {
    const { discord, adapter, wrong } = await serving(DESK);
    discord.failNext({ kind: 'refused', status: 401, code: 0, message: '401: Unauthorized' });

    const refused = await adapter.deliver(parcel(channelOf(discord)));
    const accepted = await adapter.deliver(parcel(channelOf(discord)));

    expect([refused.outcome, accepted.outcome]).toEqual(['later', 'sent']);
    expect(wrong).toContain('Discord refuses the token: check DISCORD_TOKEN');
    expect(discord.brokenRules).toEqual([]);
  });

  it('waits when Discord cannot be reached', async () => {
    const { discord, adapter } = await serving(DESK);
    await discord.stop();
    // The first finds the connection that was kept open broken: that one is in doubt.
    await adapter.deliver(parcel(channelOf(discord)));

    expect(await adapter.deliver(parcel(channelOf(discord)))).toEqual({
      outcome: 'later',
      ms: 30_000,
      reason: 'Discord cannot be reached (ECONNREFUSED)',
    });
  });
});

describe('stopping on Discord', () => {
  it('finishes what is in flight', async () => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'slow', ms: 200 });

    const delivery = adapter.deliver(parcel(channelOf(discord)));
    await adapter.stop();

    expect((await delivery).outcome).toBe('sent');
    expect(discord.messages()).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('finishes the answer that it owes', async () => {
    const { discord, adapter } = await serving(
      deskThat(async () => {
        await moment(150);
        return reply({ title: 'Slow but sure' });
      }),
    );

    const seen = discord.slash('upr', 'status', { state: 'peru' });
    await expect.poll(() => discord.calls.at(-1)).toBe('POST /interactions/:id/:token/callback');
    await adapter.stop();

    expect((await seen).text).toContain('Slow but sure');
    expect(discord.brokenRules).toEqual([]);
  });

  it('does not wait for an answer that never comes', async () => {
    const { discord, adapter } = await serving(deskThat(() => new Promise(() => undefined)));
    discord.slash('upr', 'status', { state: 'peru' }).catch(() => undefined);
    await expect.poll(() => discord.calls.at(-1)).toBe('POST /interactions/:id/:token/callback');

    await expect(adapter.stop()).resolves.toBeUndefined();
    expect(discord.brokenRules).toEqual([]);
  });

  it('takes no more notices', async () => {
    const { discord, adapter } = await serving(DESK);
    await adapter.stop();

    expect(await adapter.deliver(parcel(channelOf(discord)))).toEqual({
      outcome: 'later',
      ms: 0,
      reason: 'Vigil is stopping',
    });
    expect(discord.brokenRules).toEqual([]);
  });
});
