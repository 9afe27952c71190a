import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { everything } from '../support/vigil.ts';

const MANAGER = { permissions: PermissionFlagsBits.ManageChannels };
/** Ten hours in a second. */
const FAST = 36_000;
const still = (instant: string) => ({ startsAt: Date.parse(instant), speed: 0 });

describe('the founding case on the platforms', () => {
  it('is answered alike on Slack and Discord, in private', async () => {
    const { slack, discord } = await everything(still('2026-11-21T10:00:00Z'));

    const onSlack = await slack.command('/upr status united states as-of:2025-11-08');
    const onDiscord = await discord.slash('upr', 'status', {
      state: 'United States',
      'as-of': '2025-11-08',
    });

    for (const words of [
      'United States of America — UPR 4th cycle: rescheduled to 2026 (session 53) after non-appearance',
      'declined by letter of 28 Aug 2025',
      'absent on 7 Nov 2025',
      'report missed (due 4 Aug 2025)',
      'an earlier date left open',
      'Data as of 7 Nov 2025',
    ]) {
      expect(onSlack.text).toContain(words);
      expect(onDiscord.text).toContain(words);
    }
    expect([onSlack.onlyTo, onDiscord.ephemeral]).toEqual(['U1', true]);
    expect([slack.brokenRules, discord.brokenRules]).toEqual([[], []]);
  });

  it('reminds each channel that follows, once a rung, on both platforms', async () => {
    const { slack, discord } = await everything({
      startsAt: Date.parse('2025-08-02T12:00:00Z'),
      speed: FAST,
    });
    const titles = (texts: readonly string[]): string[] =>
      texts.flatMap((text) => /(?:Tomorrow|Today|In \d+ days): [^—]+/.exec(text)?.[0].trim() ?? []);
    const onSlack = () => titles(slack.messages('C1').map(({ text }) => text));
    const onDiscord = () => titles(discord.messages().map(({ text }) => text));

    await slack.command('/upr follow united states events:deadlines');
    await discord.slash(
      'upr',
      'follow',
      { subject: 'United States', events: 'deadlines' },
      MANAGER,
    );

    const reminders = [
      'Tomorrow: national report due, United States of America',
      'Today: national report due, United States of America',
    ];
    await vi.waitFor(() => {
      expect(onSlack()).toEqual(reminders);
      expect(onDiscord()).toEqual(reminders);
    }, 15_000);
    expect([slack.brokenRules, discord.brokenRules]).toEqual([[], []]);
  });

  it('refuses a follow on Discord to who may not manage the channel', async () => {
    const { discord } = await everything(still('2026-11-21T10:00:00Z'));

    const refused = await discord.slash('upr', 'follow', { subject: 'USA' }, { permissions: 0n });

    expect(refused.text).toContain(
      'Only people who manage this channel, or editors of the coalition, can change',
    );
    expect(refused.ephemeral).toBe(true);
    expect(discord.brokenRules).toEqual([]);
  });

  it('asks back which State is meant, and the button answers', async () => {
    const { slack, discord } = await everything(still('2026-11-21T10:00:00Z'));

    const asked = await slack.command('/upr status korea');
    const answered = await slack.click(asked, 'Republic of Korea');

    expect(answered.text).toContain('Republic of Korea — UPR 4th cycle');
    expect([slack.brokenRules, discord.brokenRules]).toEqual([[], []]);
  });

  it('offers States while they are typed on Discord', async () => {
    const { discord } = await everything(still('2026-11-21T10:00:00Z'));

    const choices = await discord.autocomplete('upr', 'status', 'state', 'united st');

    expect(choices).toEqual([{ name: 'United States of America', value: 'USA' }]);
    expect(discord.brokenRules).toEqual([]);
  });
});
