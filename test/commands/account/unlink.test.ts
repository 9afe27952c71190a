import { describe, expect, it } from 'vitest';
import { accountUnlink } from '../../../commands/account/unlink.ts';
import {
  act,
  callFrom,
  coreOf,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { buttonsOf, linesOf } from '../reading.ts';

const ADA = slackAccount('U1');
const DISCORD_ADA = discordAccount('7');

async function linked() {
  const stores = openStores();
  const home = await founded(stores);
  await joined(stores, home.coalition, slackAccount('U2'), 'coordinator', 'Ben');
  await stores.members.linkAccounts(home.coalition, ADA, DISCORD_ADA, act({ at: NOON + 1 }));
  return { stores, ...home };
}

describe('/upr account unlink', () => {
  it('says first what stays with whom', async () => {
    const { stores, coordinator } = await linked();

    const reply = await accountUnlink.run(await callFrom(stores, SLACK_PLACE, ADA), coreOf(stores));

    expect(linesOf(reply)[0]).toContain('stay with Discord 7. Slack U1 keeps none');
    expect(buttonsOf(reply)).toEqual(['Unlink → account unlink confirm']);
    expect(await stores.members.accounts(coordinator)).toHaveLength(2);
  });

  it('does it once confirmed', async () => {
    const { stores, coordinator } = await linked();
    const call = await callFrom(stores, SLACK_PLACE, ADA, { confirm: 'yes' });

    await accountUnlink.run(call, coreOf(stores));

    expect(await stores.members.accounts(coordinator)).toEqual([DISCORD_ADA]);
  });

  it('has nothing to do for an account that is linked to no other', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, ADA, { confirm: 'yes' });

    await expect(accountUnlink.run(call, coreOf(stores))).rejects.toMatchObject({
      problem: 'only_account',
    });
  });
});
