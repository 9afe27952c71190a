import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/core/coalition/coalition.ts';
import {
  ACLU,
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
import { CHANNEL, following } from '../../support/following.ts';
import { addedBy, linesOf } from './rows.ts';

const ADA = slackAccount('U1');
const BEN = slackAccount('U2');
const DISCORD_BEN = discordAccount('7');

describe('two accounts that are linked', () => {
  it('are one person, who came first', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
    const later = act({ at: NOON + 1 });
    const { person: other } = await stores.members.enrol(
      coalition,
      { account: DISCORD_BEN, name: 'ben#7' },
      { role: 'approver', place: DISCORD_PLACE },
      later,
    );

    await stores.members.linkAccounts(coalition, DISCORD_BEN, BEN, act({ at: NOON + 2 }));

    expect(await stores.members.member(coalition, other)).toBeUndefined();
    expect(await stores.members.member(coalition, ben)).toEqual({
      person: ben,
      name: 'ben#7',
      role: 'approver',
      place: SLACK_PLACE,
      accounts: [BEN],
      joinedAt: NOON,
      seenAt: NOON + 1,
    });
    expect(await stores.members.accounts(ben)).toEqual([BEN, DISCORD_BEN]);
  });

  it('keep the organisation of whichever has one', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const { id } = await stores.organisations.add(coalition, ACLU, act());
    const ben = await joined(stores, coalition, BEN);
    await stores.organisations.setDelegate(coalition, ben, id, act());

    await stores.members.linkAccounts(coalition, ADA, BEN, act());

    const one = await stores.members.members(coalition);
    expect(one).toMatchObject([{ role: 'coordinator', organisation: id }]);
    expect([coordinator, ben]).toContain(one[0]?.person);
  });

  it('have the memberships of both', async () => {
    const stores = openStores();
    const ours = await founded(stores);
    const theirs = await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Friends');

    await stores.members.linkAccounts(ours.coalition, ADA, discordAccount('1'), act());

    const [person] = await stores.members.members(ours.coalition);
    const memberships = await stores.members.memberships(person?.person ?? '');
    expect(memberships.map(({ name, role }) => [name, role]).toSorted()).toEqual([
      ['Forest Friends', 'coordinator'],
      ['Water Defenders', 'coordinator'],
    ]);
    expect(await linesOf(stores, theirs.coalition, 'account.linked')).toHaveLength(1);
  });

  it('do not say in one coalition where in the other it was done', async () => {
    const stores = openStores();
    const ours = await founded(stores);
    const theirs = await founded(stores, DISCORD_PLACE, discordAccount('1'));

    await stores.members.linkAccounts(
      ours.coalition,
      ADA,
      discordAccount('1'),
      act({ where: CHANNEL }),
    );

    const places = [ours, theirs].map(async ({ coalition }) =>
      (await linesOf(stores, coalition, 'account.linked')).map(({ where }) => where),
    );
    expect((await Promise.all(places)).flat().filter(Boolean)).toEqual([CHANNEL]);
  });

  it('are found in the log under both ids, as the one person that they are', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);
    const other = await joinedLater(stores, coalition);
    await stores.members.setRole(coalition, ben, 'editor', act({ person: coordinator }));
    await stores.members.setRole(coalition, other, 'editor', act({ person: coordinator }));

    await stores.members.linkAccounts(coalition, BEN, DISCORD_BEN, act({ at: NOON + 2 }));

    const lines = await linesOf(stores, coalition, 'member.role');
    expect(lines.map(({ subject }) => subject)).toEqual([ben, ben]);
    const { total } = await stores.audit.page(
      coalition,
      { subject: ben, action: 'member.role' },
      { offset: 0, limit: 1 },
    );
    expect(total).toBe(2);
  });

  it('see what only one of them could', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);
    const other = await joinedLater(stores, coalition);
    const added = await addedBy(stores, coalition, other, DISCORD_BEN, {
      visibility: { to: 'person', person: other },
    });

    await stores.members.linkAccounts(coalition, BEN, DISCORD_BEN, act({ at: NOON + 2 }));

    expect(await stores.deadlines.get(coalition, added.id)).toMatchObject({
      createdBy: ben,
      visibility: { to: 'person', person: ben },
    });
  });

  it('need not both be known', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act({ at: NOON + 1 }));

    expect(await stores.members.accounts(coordinator)).toEqual([ADA, DISCORD_BEN]);
  });

  it('are not linked twice', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act());

    const again = stores.members.linkAccounts(coalition, DISCORD_BEN, ADA, act());

    await expect(again).rejects.toMatchObject({ problem: 'same_person' });
  });

  it.each([
    ['the one who gets the code', BEN, DISCORD_BEN],
    ['the one who types it', DISCORD_BEN, BEN],
    ['the one who types it with an account that is not known', BEN, discordAccount('9')],
  ])('are not linked where %s was removed from a coalition', async (_, from, to) => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
    await joinedLater(stores, coalition);
    const done = act({ person: coordinator });
    await stores.members.leave(coalition, ben, { removed: true }, done);

    await expect(stores.members.linkAccounts(coalition, from, to, done)).rejects.toMatchObject({
      problem: 'removed_person',
      message:
        'One of these two accounts was removed from Water Defenders, so they cannot become one person. A coordinator of Water Defenders can let them in again first; then they can be linked.',
    });
    expect(await stores.members.accounts(ben)).toEqual([BEN]);
  });

  it('stay one person when that one turns out to be a third', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);
    await joinedLater(stores, coalition);
    await stores.members.linkAccounts(coalition, BEN, DISCORD_BEN, act());

    await stores.members.linkAccounts(coalition, ADA, BEN, act());

    const [one] = await stores.members.members(coalition);
    expect(await stores.members.accounts(one?.person ?? '')).toHaveLength(3);
    const lines = await linesOf(stores, coalition, 'member.joined');
    expect(new Set(lines.map(({ subject }) => subject))).toEqual(new Set([one?.person]));
    expect([coordinator, ben]).toContain(one?.person);
  });
});

describe('an account that is unlinked', () => {
  it('is a person of its own, without role, that the platform makes no coordinator', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, slackAccount('U3'), 'coordinator');
    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act());

    await stores.members.unlinkAccount(coalition, ADA, act({ person: coordinator }));

    const known = await stores.coalitions.who(SLACK_PLACE, ADA);
    expect(known?.person).not.toBe(coordinator);
    expect(known?.member?.role).toBe('left');
    expect(await stores.members.accounts(coordinator)).toEqual([DISCORD_BEN]);
    expect(await linesOf(stores, coalition, 'account.unlinked')).toMatchObject([
      { subject: coordinator },
    ]);
  });

  it('hears no more of what is for the person alone', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, slackAccount('U3'), 'coordinator');
    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act());
    const { id } = await addedBy(stores, coalition, coordinator, ADA, {
      visibility: { to: 'person', person: coordinator },
    });

    await stores.members.unlinkAccount(coalition, ADA, act({ person: coordinator }));

    expect((await stores.deadlines.get(coalition, id))?.account).toEqual(DISCORD_BEN);
  });

  it('takes its direct messages out of the coalition', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act());
    const direct = { platform: 'discord', workspace: 'dm:7' };
    await stores.coalitions.found(
      { ...direct, name: 'Direct messages', kind: 'direct' },
      { account: DISCORD_BEN },
      NOON,
    );
    const destination = { platform: 'discord', workspace: 'dm', channel: '900' };
    const { coalition: _, ...follow } = following({ destination, createdBy: '7' });
    await stores.follows.save(coalition, follow, act());

    await stores.members.unlinkAccount(coalition, DISCORD_BEN, act({ person: coordinator }));

    expect(await stores.coalitions.who(direct, DISCORD_BEN)).toBeUndefined();
    expect(await stores.follows.of(coalition)).toEqual([]);
  });

  it('is not the last by which a coordinator sits in the places of a coalition', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const elsewhere = slackAccount('U1', 'T9');
    await stores.members.linkAccounts(coalition, ADA, DISCORD_BEN, act());
    await stores.members.linkAccounts(coalition, ADA, elsewhere, act());
    const unlink = (account: Account) =>
      stores.members.unlinkAccount(coalition, account, act({ person: coordinator }));

    await expect(unlink(ADA)).rejects.toMatchObject({
      problem: 'last_coordinator',
      message:
        'Nobody else coordinates Water Defenders: without this coordinator nobody could change who may do what. Make another member coordinator first.',
    });
    expect(await stores.members.accounts(coordinator)).toHaveLength(3);
    await unlink(elsewhere);
    expect(await stores.members.accounts(coordinator)).toHaveLength(2);
  });

  it('may be it where another sits there too: on Discord in any server', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await stores.members.linkAccounts(coalition, discordAccount('1'), DISCORD_BEN, act());

    await stores.members.unlinkAccount(coalition, DISCORD_BEN, act({ person: coordinator }));

    expect(await stores.members.accounts(coordinator)).toEqual([discordAccount('1')]);
  });

  it('must have another that stays', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    const unlinked = stores.members.unlinkAccount(coalition, ADA, act());

    await expect(unlinked).rejects.toMatchObject({ problem: 'only_account' });
  });
});

/** The same Ben on Discord, heard of later. */
async function joinedLater(
  stores: ReturnType<typeof openStores>,
  coalition: string,
): Promise<string> {
  const { person } = await stores.members.enrol(
    coalition,
    { account: DISCORD_BEN },
    { role: 'reader', place: DISCORD_PLACE },
    act({ at: NOON + 1 }),
  );
  return person;
}
