import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../db/archive/archive-file.ts';
import type { Stores } from '../../../db/open.ts';
import type { Account, PlaceId } from '../../../src/core/coalition/coalition.ts';
import {
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { dumpedStores } from '../../support/dumped.ts';
import { BO, CODE, confirmed, type Two, twoCoalitions } from '../../support/links.ts';

const BEN = slackAccount('U2');
const DISCORD_BEN = discordAccount('7');

/** Somebody joins, is removed, and has everything deleted. */
async function removedAndPurged(
  stores: Stores,
  coalition: string,
  account: Account = BEN,
): Promise<void> {
  const person = await joined(stores, coalition, account, 'editor', 'Ben');
  await stores.members.leave(coalition, person, { removed: true }, act());
  await stores.members.purge(person, act());
}

/** What somebody is where they ask: a role, `removed`, or nothing. */
async function standing({ coalitions }: Stores, place: PlaceId, account: Account) {
  const known = await coalitions.who(place, account);
  return known?.member?.role ?? 'nothing';
}

/** Takes the place on Discord out of Water Defenders. */
const unlink = ({ stores, water, bo }: Two, keeper?: string) =>
  stores.links.unlink(water, DISCORD_PLACE, keeper, act({ person: bo, at: NOON + 2 }));

describe('somebody who was removed, and purged', () => {
  it('is kept out, in every place of the coalition', async () => {
    const two = await twoCoalitions();
    const { stores, water } = two;
    await confirmed(two);
    await removedAndPurged(stores, water, DISCORD_BEN);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
    expect(await standing(stores, SLACK_PLACE, DISCORD_BEN)).toBe('removed');
  });

  it('is so with each of their accounts', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
    await stores.members.linkAccounts(coalition, BEN, DISCORD_BEN, act());
    await stores.members.leave(coalition, ben, { removed: true }, act());

    await stores.members.purge(ben, act());

    expect([
      await standing(stores, SLACK_PLACE, BEN),
      await standing(stores, SLACK_PLACE, DISCORD_BEN),
    ]).toEqual(['removed', 'removed']);
  });

  it('is so in that coalition alone', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');

    await removedAndPurged(stores, coalition, DISCORD_BEN);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('nothing');
  });

  it('is so by the ids of their accounts, and nothing else is kept of them', async () => {
    const { stores, rows, saying } = dumpedStores();
    const { coalition } = await founded(stores);
    const before = await stores.members.members(coalition);

    await removedAndPurged(stores, coalition);

    expect(rows('accounts').filter(({ id }) => id === 'U2')).toHaveLength(1);
    expect(saying('Ben')).toEqual([]);
    expect(saying('U2')).toHaveLength(1);
    expect(await stores.members.members(coalition)).toEqual(before);
  });

  it('is a former member in the log', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
    await stores.members.leave(coalition, ben, { removed: true }, act());

    await stores.members.purge(ben, act());

    expect((await stores.members.names(coalition, [ben])).get(ben)).toBeUndefined();
  });

  it('keeps nobody else out', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);

    expect(await standing(stores, SLACK_PLACE, slackAccount('U22'))).toBe('nothing');
    expect(await standing(stores, SLACK_PLACE, slackAccount('U1'))).toBe('coordinator');
  });

  it('is told so, and nothing else', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);
    const person = (await stores.members.personOf(BEN)) ?? 'nobody';

    const { accounts, coalitions } = await stores.members.dataOf(person);

    expect(accounts).toEqual([BEN]);
    expect(coalitions).toMatchObject([
      { coalition: { name: 'Water Defenders' }, log: [], member: { role: 'removed' } },
    ]);
    expect(coalitions[0]?.member?.name).toBeUndefined();
  });

  it('stays outside after other purges, which leave no line where they were removed', async () => {
    const stores = openStores();
    const ours = await founded(stores);
    const theirs = await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');
    await removedAndPurged(stores, ours.coalition, DISCORD_BEN);
    const before = await stores.audit.page(ours.coalition, {}, { offset: 0, limit: 50 });

    for (const _ of [1, 2])
      await stores.members.purge(await joined(stores, theirs.coalition, DISCORD_BEN), act());

    expect(await standing(stores, SLACK_PLACE, DISCORD_BEN)).toBe('removed');
    expect(await stores.audit.page(ours.coalition, {}, { offset: 0, limit: 50 })).toEqual(before);
  });

  it('is let in again by a coordinator', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);

    await joined(stores, coalition, BEN, 'editor');

    expect(await standing(stores, SLACK_PLACE, BEN)).toBe('editor');
  });

  it.each([
    ['gets the code', BEN, DISCORD_BEN],
    ['types it', DISCORD_BEN, BEN],
  ])('becomes one person with nobody, where the account %s', async (_, from, to) => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, DISCORD_BEN);
    await removedAndPurged(stores, coalition);

    await expect(stores.members.linkAccounts(coalition, from, to, act())).rejects.toMatchObject({
      problem: 'removed_person',
    });
  });

  it('is refused before the code is used up', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);
    const text = 'K7QM-2XPD';
    await joined(stores, coalition, DISCORD_BEN);
    await stores.links.issue(coalition, { kind: 'account', text, account: DISCORD_BEN }, act());

    const typed = stores.links.redeemAccount(
      coalition,
      { text, place: SLACK_PLACE, account: BEN },
      act(),
    );

    await expect(typed).rejects.toMatchObject({ problem: 'removed_person' });
  });
});

describe('somebody who left of their own wish, and was purged', () => {
  it('is not kept out', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);
    await stores.members.leave(coalition, ben, { removed: false }, act());

    await stores.members.purge(ben, act());

    expect(await standing(stores, SLACK_PLACE, BEN)).toBe('nothing');
  });
});

describe('two coalitions that become one', () => {
  it('keep out whom either has removed', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    await removedAndPurged(stores, water);
    await removedAndPurged(stores, forest, DISCORD_BEN);

    await confirmed(two);

    expect([
      await standing(stores, SLACK_PLACE, BEN),
      await standing(stores, SLACK_PLACE, DISCORD_BEN),
      await standing(stores, DISCORD_PLACE, BO),
    ]).toEqual(['removed', 'removed', 'reader']);
  });

  it('do not take back as a member whom the host has removed', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    await removedAndPurged(stores, water, DISCORD_BEN);
    await joined(stores, forest, DISCORD_BEN, 'editor', 'Ben');

    await confirmed(two, 'merge');

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
    expect((await stores.members.members(water)).map(({ name }) => name)).not.toContain('Ben');
  });

  it('keep out whom one has removed, who had left the other', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    const ben = await joined(stores, water, DISCORD_BEN, 'editor', 'Ben');
    await joined(stores, forest, DISCORD_BEN, 'editor', 'Ben');
    await stores.members.leave(water, ben, { removed: false }, act());
    await stores.members.leave(forest, ben, { removed: true }, act());

    await confirmed(two);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
  });

  it('keep a member of the host whom the other had removed', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    await removedAndPurged(stores, forest, DISCORD_BEN);
    await joined(stores, water, DISCORD_BEN, 'editor', 'Ben');

    await confirmed(two, 'merge');

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('editor');
  });

  it('do not become one on the word of somebody whom the host has removed', async () => {
    const two = await twoCoalitions();
    await removedAndPurged(two.stores, two.water, DISCORD_BEN);
    const ben = await joined(two.stores, two.forest, DISCORD_BEN, 'coordinator', 'Ben');

    const asked = two.stores.links.redeem(
      two.forest,
      { text: CODE, as: 'merge', place: DISCORD_PLACE, account: DISCORD_BEN },
      ben,
      act({ person: ben }),
    );

    await expect(asked).rejects.toMatchObject({ problem: 'removed_person' });
  });

  it('let somebody in again whom the one that is no more had removed', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    await removedAndPurged(stores, forest, DISCORD_BEN);
    await confirmed(two);

    await joined(stores, water, DISCORD_BEN, 'editor');

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('editor');
  });
});

describe('a place that leaves', () => {
  async function linkedWithout(account: Account): Promise<Two> {
    const two = await twoCoalitions();
    await confirmed(two);
    await removedAndPurged(two.stores, two.water, account);
    return two;
  }

  it('keeps out whom the coalition that it leaves did, which does so still', async () => {
    const two = await linkedWithout(DISCORD_BEN);
    await unlink(two, two.bo);

    expect(await standing(two.stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
    expect(await standing(two.stores, SLACK_PLACE, DISCORD_BEN)).toBe('removed');
  });

  it('keeps out also who came by another place', async () => {
    const two = await twoCoalitions();
    await confirmed(two);
    const { stores, water, bo } = two;
    const { person: ben } = await stores.members.enrol(
      water,
      { account: DISCORD_BEN, name: 'Ben' },
      { role: 'reader', place: SLACK_PLACE },
      act(),
    );
    await stores.members.leave(water, ben, { removed: true }, act());

    await unlink(two, bo);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
  });

  it('can come back, and they stay outside', async () => {
    const two = await linkedWithout(DISCORD_BEN);
    const { stores, water, ada, bo } = two;
    const { coalition } = await unlink(two, bo);
    const text = 'K7QM-2XPF';
    const code = { kind: 'link', text, account: slackAccount('U1') } as const;
    await stores.links.issue(water, code, act({ person: ada }));
    const { request } = await stores.links.redeem(
      coalition.id,
      { text, as: 'link', place: DISCORD_PLACE, account: BO },
      bo,
      act({ person: bo }),
    );
    await stores.links.confirm(water, request.id, act({ person: ada }));

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('removed');
  });
});

describe('a coalition that another Vigil takes over', () => {
  it('keeps out there whom it has removed, purged or not', async () => {
    const [here, there] = [openStores(), openStores()];
    const { coalition } = await founded(here);
    await removedAndPurged(here, coalition);
    const cy = await joined(here, coalition, slackAccount('U3'), 'reader', 'Cy');
    await here.members.leave(coalition, cy, { removed: true }, act());

    const { content } = pack(await here.archives.read(coalition, NOON), '0.1.0');
    await there.archives.write(unpack(content), NOON);

    expect([
      await standing(there, SLACK_PLACE, BEN),
      await standing(there, SLACK_PLACE, slackAccount('U3')),
      await standing(there, SLACK_PLACE, slackAccount('U1')),
    ]).toEqual(['removed', 'removed', 'coordinator']);
  });

  it('does not keep out who is a member of it by an account that is known there', async () => {
    const [here, there] = [openStores(), openStores()];
    const { coalition } = await founded(here);
    await joined(here, coalition, slackAccount('U3'), 'editor', 'Cy');
    await removedAndPurged(here, coalition);
    const elsewhere = await founded(there, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');
    await joined(there, elsewhere.coalition, slackAccount('U3'));
    await there.members.linkAccounts(elsewhere.coalition, slackAccount('U3'), BEN, act());

    await there.archives.write(await here.archives.read(coalition, NOON), NOON);

    expect(await standing(there, SLACK_PLACE, slackAccount('U3'))).toBe('editor');
  });
});
