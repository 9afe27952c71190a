import { describe, expect, it } from 'vitest';
import { privacyPurge } from '../../../commands/privacy/purge.ts';
import {
  act,
  callAs,
  callFrom,
  coreOf,
  founded,
  joined,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { buttonsOf, itemsOf, linesOf } from '../reading.ts';

async function withBen() {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  const ben = await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');
  return { stores, coalition, coordinator, ben };
}

describe('/upr privacy purge', () => {
  it('says first what goes and what stays, and deletes nothing', async () => {
    const { stores, coalition, ben } = await withBen();

    const reply = await runAs(privacyPurge, await callAs(stores, coalition, ben), coreOf(stores));

    expect(itemsOf(reply)).toEqual([
      'your accounts: Slack U2, and the name kept with them',
      'your part in Water Defenders: your role, and for whom you speak',
      'deadlines that only you see',
      'what your direct messages with Vigil follow, and notices sent or waiting there',
      'requests that you made, and codes that you were given',
      'the lines of the log about what you did, as of “a former member”',
      'deadlines that you added for others, and what channels follow',
    ]);
    expect(buttonsOf(reply)).toEqual([
      'Delete it all → privacy purge confirm',
      'A copy first → privacy export',
    ]);
    expect(await stores.members.member(coalition, ben)).toBeDefined();
  });

  it('offers the last coordinator nothing that would be refused', async () => {
    const { stores, coalition, coordinator } = await withBen();
    const call = await callAs(stores, coalition, coordinator);

    await expect(runAs(privacyPurge, call, coreOf(stores))).rejects.toMatchObject({
      problem: 'last_coordinator',
    });
  });

  it('deletes it once that is confirmed', async () => {
    const { stores, coalition, ben } = await withBen();
    const call = await callAs(stores, coalition, ben, { confirm: 'yes' });

    const reply = await runAs(privacyPurge, call, coreOf(stores));

    expect(reply.title).toBe('What Vigil kept of you is deleted');
    expect(await stores.members.member(coalition, ben)).toBeUndefined();
    expect(await stores.members.accounts(ben)).toEqual([]);
  });

  it('tells somebody of whom nothing is kept so, confirmed or not', async () => {
    const { stores } = await withBen();
    const replies = await Promise.all(
      [{}, { confirm: 'yes' }].map(async (options) =>
        runAs(
          privacyPurge,
          await callFrom(stores, SLACK_PLACE, slackAccount('U9'), options),
          coreOf(stores),
        ),
      ),
    );

    expect(replies.map(({ title }) => title)).toEqual([
      'Vigil keeps nothing of you',
      'Vigil keeps nothing of you',
    ]);
  });

  it('says to who was removed what stays, and keeps no more than that', async () => {
    const { stores, coalition, ben } = await withBen();
    await stores.members.leave(coalition, ben, { removed: true }, act());
    const asked = async (options = {}) =>
      runAs(
        privacyPurge,
        await callFrom(stores, SLACK_PLACE, slackAccount('U2'), options),
        coreOf(stores),
      );

    const [preview, done] = [await asked(), await asked({ confirm: 'yes' })];

    const stays =
      'the ids of your accounts, without a name, which keep you out of Water Defenders, because you were removed, until a coordinator lets you in again';
    expect(itemsOf(preview).at(-1)).toBe(stays);
    expect(linesOf(done)).toEqual([
      'In the log of changes you are a former member from now on. If you do something here again that is kept, you begin anew. The ids of your accounts stay, without a name, and keep you out of Water Defenders until a coordinator lets you in again.',
    ]);
  });

  it('is refused to the last coordinator, while there are others', async () => {
    const { stores, coalition, coordinator } = await withBen();
    const call = await callAs(stores, coalition, coordinator, { confirm: 'yes' });

    await expect(runAs(privacyPurge, call, coreOf(stores))).rejects.toMatchObject({
      problem: 'last_coordinator',
    });
    expect(await stores.members.member(coalition, coordinator)).toBeDefined();
  });
});
