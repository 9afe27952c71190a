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
import { BO, confirmed, type Two, twoCoalitions } from '../../support/links.ts';

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

/** What somebody is where they ask: a role, `kept out`, or nothing. */
async function standing({ coalitions }: Stores, place: PlaceId, account: Account) {
  const known = await coalitions.who(place, account);
  return known?.barred ? 'kept out' : (known?.member?.role ?? 'nothing');
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

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('kept out');
    expect(await standing(stores, SLACK_PLACE, DISCORD_BEN)).toBe('kept out');
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
    ]).toEqual(['kept out', 'kept out']);
  });

  it('is so in that coalition alone', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');

    await removedAndPurged(stores, coalition, DISCORD_BEN);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('nothing');
  });

  it('is so by something that does not say who it was, and by nothing else', async () => {
    const { stores, rows, saying } = dumpedStores();
    const { coalition } = await founded(stores);

    await removedAndPurged(stores, coalition);

    const digest = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(rows('barred')).toEqual([{ coalition, removed_from: coalition, digest }]);
    expect([...saying('U2'), ...saying('Ben')]).toEqual([]);
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

    const { accounts, coalitions } = await stores.members.dataOf(BEN);

    expect(accounts).toEqual([]);
    expect(coalitions).toMatchObject([
      { coalition: { name: 'Water Defenders' }, log: [], barred: [{ removedFrom: coalition }] },
    ]);
    expect(coalitions[0]?.member).toBeUndefined();
  });

  it('is kept out after another purge, of what they did elsewhere since', async () => {
    const stores = openStores();
    const ours = await founded(stores);
    const theirs = await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');
    await removedAndPurged(stores, ours.coalition, DISCORD_BEN);
    const again = await joined(stores, theirs.coalition, DISCORD_BEN);

    const before = await stores.members.dataOf(DISCORD_BEN);
    await stores.members.purge(again, act());

    expect(before.coalitions.map(({ coalition }) => coalition.name).toSorted()).toEqual([
      'Forest Watch',
      'Water Defenders',
    ]);
    expect(await standing(stores, SLACK_PLACE, DISCORD_BEN)).toBe('kept out');
  });

  it('is let in again by a coordinator, and nothing keeps them out then', async () => {
    const { stores, rows } = dumpedStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);

    await joined(stores, coalition, BEN, 'editor');

    expect(await standing(stores, SLACK_PLACE, BEN)).toBe('editor');
    expect(rows('barred')).toEqual([]);
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
    expect(await stores.members.personOf(BEN)).toBeUndefined();
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
    const { stores, rows } = dumpedStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);
    await stores.members.leave(coalition, ben, { removed: false }, act());

    await stores.members.purge(ben, act());

    expect(rows('barred')).toEqual([]);
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
    ]).toEqual(['kept out', 'kept out', 'reader']);
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
    await expect(
      stores.members.linkAccounts(water, DISCORD_BEN, BEN, act()),
    ).resolves.toBeUndefined();
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

    expect(await standing(two.stores, DISCORD_PLACE, DISCORD_BEN)).toBe('kept out');
    expect(await standing(two.stores, SLACK_PLACE, DISCORD_BEN)).toBe('kept out');
  });

  it('keeps nobody out where nobody coordinates it, who could let them in again', async () => {
    const two = await linkedWithout(DISCORD_BEN);
    const { stores, water, bo } = two;
    await stores.members.leave(water, bo, { removed: false }, act());
    await unlink(two);

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('nothing');
  });

  it('can come back with the same digests', async () => {
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

    expect(await standing(stores, DISCORD_PLACE, DISCORD_BEN)).toBe('kept out');
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
    ]).toEqual(['kept out', 'kept out', 'coordinator']);
  });

  it('takes along once whom it has removed, and whose digest it keeps as well', async () => {
    const two = await twoCoalitions();
    const { stores, water, forest } = two;
    await removedAndPurged(stores, water, DISCORD_BEN);
    await joined(stores, forest, DISCORD_BEN, 'editor', 'Ben');
    await confirmed(two, 'merge');

    const { content } = pack(await stores.archives.read(water, NOON), '0.1.0');

    expect(unpack(content).barred).toHaveLength(1);
  });

  it('says nothing of them that could be read', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await removedAndPurged(stores, coalition);

    const archive = await stores.archives.read(coalition, NOON);

    expect(archive.barred).toHaveLength(1);
    expect(JSON.stringify(archive)).not.toMatch(/U2|Ben/);
  });
});
