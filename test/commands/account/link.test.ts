import { describe, expect, it } from 'vitest';
import { accountLink } from '../../../commands/account/link.ts';
import type { Stores } from '../../../db/open.ts';
import type { Account, PlaceId } from '../../../src/core/coalition.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import {
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { linesOf } from '../reading.ts';

const ADA = slackAccount('U1');
const DISCORD_ADA = discordAccount('7');

const link = async (
  stores: Stores,
  core: Core,
  place: PlaceId,
  account: Account,
  options: OptionValues = {},
) => accountLink.run(await callFrom(stores, place, account, options), core);

/** A coalition on Slack, and another on Discord in which Ada is nobody yet. */
async function two() {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Friends');
  return { stores, coalition, coordinator, core: coreOf(stores) };
}

describe('/upr account link without a code', () => {
  it('sends one to the direct messages of the account, and shows it nowhere else', async () => {
    const { stores, core } = await two();

    const reply = await link(stores, core, SLACK_PLACE, ADA);

    expect(JSON.stringify(reply)).not.toContain('K7QM');
    expect(core.notices).toMatchObject([
      {
        kind: 'request',
        destination: { platform: 'slack', workspace: 'T1', channel: '@U1' },
        reply: { title: 'Your code is K7QM-2XP2' },
      },
    ]);
    expect(linesOf(reply)[0]).toContain('until 12:15 Geneva time');
  });

  it('leaves no code in the log', async () => {
    const { stores, coalition, core } = await two();

    await link(stores, core, SLACK_PLACE, ADA);

    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 50 });
    expect(entries[0]).toMatchObject({ action: 'code.issued', after: { kind: 'account' } });
    expect(JSON.stringify(entries)).not.toMatch(/K7QM|2XP2/);
  });

  it('makes a member of who was a reader without a row', async () => {
    const { stores, coalition, core } = await two();

    await link(stores, core, SLACK_PLACE, slackAccount('U9'));

    const known = await stores.coalitions.who(SLACK_PLACE, slackAccount('U9'));
    expect(known?.member?.role).toBe('reader');
    expect(await stores.members.members(coalition)).toHaveLength(2);
  });

  it.each([{}, { code: 'K7QM-2XP2' }])('keeps nothing of an outsider: %j', async (options) => {
    const { stores, coalition, core } = await two();
    const guest = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), options, {
      role: 'outsider',
    });

    await expect(accountLink.run(guest, core)).rejects.toMatchObject({ problem: 'not_allowed' });
    expect(core.notices).toEqual([]);
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });
});

describe('/upr account link with a code', () => {
  it('makes both accounts one person, and tells the other', async () => {
    const { stores, coordinator, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);

    const reply = await link(stores, core, DISCORD_PLACE, DISCORD_ADA, { code: 'k7qm2xp2' });

    expect(reply.title).toBe('Your accounts are one person now');
    expect(linesOf(reply)[0]).toContain('Slack U1 and Discord 7 are one person');
    expect((await stores.coalitions.who(DISCORD_PLACE, DISCORD_ADA))?.person).toBe(coordinator);
    expect(core.notices.at(-1)).toMatchObject({ destination: { channel: '@U1' } });
  });

  it('takes each code once', async () => {
    const { stores, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);
    await link(stores, core, DISCORD_PLACE, DISCORD_ADA, { code: 'K7QM-2XP2' });

    const again = link(stores, core, DISCORD_PLACE, discordAccount('8'), { code: 'K7QM-2XP2' });

    await expect(again).rejects.toMatchObject({ problem: 'used_code' });
  });

  it('does not link an account to itself', async () => {
    const { stores, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);

    const own = link(stores, core, SLACK_PLACE, ADA, { code: 'K7QM-2XP2' });

    await expect(own).rejects.toMatchObject({ problem: 'same_person' });
  });

  it('refuses a code that there is not', async () => {
    const { stores, core } = await two();

    const guessed = link(stores, core, SLACK_PLACE, ADA, { code: 'ZZZZ-ZZZZ' });

    await expect(guessed).rejects.toMatchObject({ problem: 'unknown_code' });
  });
});
