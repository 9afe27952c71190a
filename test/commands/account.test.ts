import { describe, expect, it } from 'vitest';
import { account } from '../../commands/account.ts';
import type { OptionValues } from '../../src/core/command.ts';
import {
  ACLU,
  act,
  callAs,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../support/coalition.ts';
import { fieldsOf, linesOf } from './reading.ts';

const DIRECT = { platform: 'discord', workspace: 'dm:7' };

/** Ada coordinates a coalition on Slack and one on Discord, and writes to Vigil there. */
async function twice() {
  const stores = openStores();
  const water = await founded(stores);
  const forest = await founded(stores, DISCORD_PLACE, discordAccount('7'), 'Forest Friends');
  await stores.members.linkAccounts(
    water.coalition,
    slackAccount('U1'),
    discordAccount('7'),
    act(),
  );
  await stores.coalitions.found(
    { ...DIRECT, name: 'Direct messages', kind: 'direct' },
    { account: discordAccount('7') },
    NOON,
  );
  await stores.coalitions.useDirect(water.coalition, DIRECT, act());
  const asked = async (options: OptionValues, place = DIRECT, from = discordAccount('7')) =>
    account.run(await callFrom(stores, place, from, options), coreOf(stores));
  const directIn = async () =>
    (await stores.coalitions.who(DIRECT, discordAccount('7')))?.coalition.name;
  return { water, forest, asked, directIn };
}

describe('/upr account', () => {
  it('says who Vigil takes one for', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await stores.organisations.add(coalition, ACLU, act());
    await stores.organisations.setDelegate(coalition, coordinator, 'aclu', act());

    const reply = await account.run(await callAs(stores, coalition, coordinator), coreOf(stores));

    expect(reply.audience).toBe('caller');
    expect(fieldsOf(reply)).toEqual({
      Accounts: 'Slack U1 (this one)',
      Coalition: 'Water Defenders',
      Role: 'coordinator',
      'Speaks for': 'American Civil Liberties Union',
    });
    expect(linesOf(reply).at(-1)).toContain('/upr account link');
  });

  it('says so where nothing is kept', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'));

    expect(fieldsOf(await account.run(call, coreOf(stores)))).toMatchObject({
      Accounts: 'Slack U9 (this one)',
      Role: 'reader, as everybody here; nothing is kept of you as a member',
    });
  });

  it('says where the role comes from of somebody who administers the place', async () => {
    const stores = openStores();
    await founded(stores);
    const over = { role: 'coordinator', administers: true } as const;
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), {}, over);

    expect(fieldsOf(await account.run(call, coreOf(stores)))).toMatchObject({
      Role: 'coordinator, because you administer Water Defenders (Slack workspace) on its platform; nothing is kept of you as a member',
    });
  });

  it('says to who has left that the name is kept', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'reader', 'Ben');
    await stores.members.leave(coalition, ben, { removed: false }, act({ person: ben }));
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U2'));

    expect(fieldsOf(await account.run(call, coreOf(stores)))).toMatchObject({
      Role: 'reader, as everybody here; you are a member no more, and your name is kept in the log until you type /upr privacy purge',
    });
  });

  it('does not tell an outsider what the coalition is called', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), {}, { role: 'outsider' });

    const reply = await account.run(call, coreOf(stores));

    expect(JSON.stringify(reply)).not.toContain('Water Defenders');
    expect(fieldsOf(reply)).toMatchObject({ Role: 'none' });
  });

  it('names all accounts and other coalitions to oneself', async () => {
    const { asked } = await twice();

    const reply = await asked({}, SLACK_PLACE, slackAccount('U1'));

    expect(fieldsOf(reply)['Accounts']?.split(', ').toSorted()).toEqual([
      'Discord 7',
      'Slack U1 (this one)',
    ]);
    expect(fieldsOf(reply)).toMatchObject({ 'Other coalitions': 'Forest Friends' });
  });
});

describe('direct messages on Discord', () => {
  it('are used for another coalition of the person', async () => {
    const { asked, directIn } = await twice();

    const replies = [
      await asked({ coalition: 'forest friends' }),
      await asked({ coalition: 'Forest Friends' }),
    ];

    expect(replies.map(({ title }) => title)).toEqual([
      'These messages are in Forest Friends now',
      'These messages are in Forest Friends already',
    ]);
    expect(await directIn()).toBe('Forest Friends');
  });

  it('are not used for one that the person is no member of', async () => {
    const { asked, directIn } = await twice();

    await expect(asked({ coalition: 'Sea Savers' })).rejects.toMatchObject({
      problem: 'unknown_coalition',
      message: expect.stringMatching(/Yours: .*Water Defenders/),
    });
    expect(await directIn()).toBe('Water Defenders');
  });

  it('are the only place that can be used for another', async () => {
    const { asked } = await twice();

    const elsewhere = asked({ coalition: 'Forest Friends' }, SLACK_PLACE, slackAccount('U1'));

    await expect(elsewhere).rejects.toMatchObject({ problem: 'not_direct' });
  });
});
