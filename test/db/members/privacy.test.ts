import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../db/open.ts';
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
import { following, notice } from '../../support/following.ts';
import { addedBy, linesOf } from './rows.ts';

const ADA = slackAccount('U1');
const BEN = slackAccount('U2');

/** Ben, who has done a bit of everything. */
async function busy(stores: Stores) {
  const { coalition, coordinator } = await founded(stores);
  const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
  const done = act({ person: ben });
  const { id: organisation } = await stores.organisations.add(
    coalition,
    ACLU,
    act({ person: coordinator }),
  );
  const own = await addedBy(stores, coalition, ben, BEN, {
    title: 'Mine alone',
    visibility: { to: 'person', person: ben },
  });
  const shared = await addedBy(stores, coalition, ben, BEN);
  const { coalition: _, ...follow } = following({ createdBy: 'U2' });
  await stores.follows.save(coalition, follow, done);
  const destination = { platform: 'slack', workspace: 'T1', channel: 'D5' };
  await stores.follows.save(coalition, { ...follow, id: 'direct', destination }, done);
  const request = await stores.links.askToSpeak(
    coalition,
    { person: ben, account: BEN, organisation },
    done,
  );
  await stores.outbox.enter(
    [
      toldTo(coalition, '@U2', 'note/1'),
      toldTo(coalition, 'D5', 'note/2'),
      toldTo(coalition, '@U1', `request/${coalition}/${request.id}/${coordinator}`),
      { ...toldTo(coalition, 'C1', 'note/3'), reply: notice().reply },
    ],
    NOON,
  );
  await stores.links.issue(coalition, { kind: 'account', text: 'K7QM-2XPD', account: BEN }, done);
  return { coalition, coordinator, ben, own, shared, request };
}

const toldTo = (coalition: string, channel: string, key: string) =>
  notice({
    key,
    coalition,
    destination: { platform: 'slack', workspace: 'T1', channel },
    reply: { ...notice().reply, title: 'Ben asks' },
  });

describe('all that is kept of a person', () => {
  it('is told coalition by coalition', async () => {
    const stores = openStores();
    const { coalition, ben, own, shared, request } = await busy(stores);

    const { accounts, coalitions } = await stores.members.dataOf(ben);

    expect(accounts).toEqual([BEN]);
    expect(coalitions).toHaveLength(1);
    expect(coalitions[0]).toMatchObject({
      coalition: { id: coalition, name: 'Water Defenders' },
      member: { name: 'Ben', role: 'editor', joinedAt: NOON },
      deadlines: [own.id, shared.id].toSorted().map((id) => ({ id })),
      follows: [{ subject: 'state/PER' }, { subject: 'state/PER' }],
      requests: [{ id: request.id, kind: 'speak' }],
      codes: [{ kind: 'account' }],
      tries: [],
      notices: [{ key: 'note/1' }, { key: 'note/2' }],
    });
    expect(coalitions[0]?.log.map((line) => 'action' in line && line.action)).toEqual([
      'member.joined',
      'deadline.added',
      'deadline.added',
      'follow.saved',
      'follow.saved',
      'delegate.asked',
      'code.issued',
    ]);
  });

  it('is nothing of anybody else, and nothing where nothing is kept', async () => {
    const stores = openStores();
    const { coordinator } = await busy(stores);

    const { accounts, coalitions } = await stores.members.dataOf(coordinator);

    expect(accounts).toEqual([ADA]);
    expect(JSON.stringify(coalitions)).not.toContain('Mine alone');
    expect(await stores.members.dataOf('nobody')).toEqual({
      accounts: [],
      coalitions: [],
    });
  });

  it('tells what was, after leaving', async () => {
    const stores = openStores();
    const { coalition, ben } = await busy(stores);
    await stores.members.leave(coalition, ben, { removed: false }, act({ person: ben }));

    const { coalitions } = await stores.members.dataOf(ben);

    expect(coalitions[0]?.member?.role).toBe('left');
  });
});

describe('a person who is purged', () => {
  it('leaves nothing that says who it was', async () => {
    const stores = openStores();
    const { coalition, ben } = await busy(stores);

    await stores.members.purge(ben, act({ person: ben }));

    const archive = await stores.archives.read(coalition, NOON);
    const kept = JSON.stringify([archive, await stores.outbox.all()]);
    expect(kept).not.toContain('U2');
    expect(kept).not.toContain('Ben');
    expect(await stores.members.accounts(ben)).toEqual([]);
    expect((await stores.coalitions.who(SLACK_PLACE, BEN))?.person).toBeUndefined();
  });

  it('leaves what was added for others, and takes along what nobody else could see', async () => {
    const stores = openStores();
    const { coalition, own, shared, ben } = await busy(stores);

    await stores.members.purge(ben, act({ person: ben }));

    expect(await stores.deadlines.get(coalition, own.id)).toBeUndefined();
    expect(await stores.deadlines.get(coalition, shared.id)).toMatchObject({ createdBy: ben });
    expect(await stores.follows.of(coalition)).toMatchObject([{ createdBy: '' }]);
  });

  it('asks for nothing any more, and gets nothing', async () => {
    const stores = openStores();
    const { coalition, ben, request } = await busy(stores);

    await stores.members.purge(ben, act({ person: ben }));

    expect(await stores.links.request(coalition, request.id)).toMatchObject({
      status: 'withdrawn',
    });
    const waiting = await stores.outbox.claim(NOON + 1, 10);
    expect(waiting.map((parcel) => parcel.notice.key)).toEqual(['note/3']);
  });

  it('is a former member in the log from then on', async () => {
    const stores = openStores();
    const { coalition, ben } = await busy(stores);

    await stores.members.purge(ben, act({ person: ben }));

    expect(await linesOf(stores, coalition, 'member.purged')).toMatchObject([
      { person: ben, subject: ben },
    ]);
    expect(await stores.members.member(coalition, ben)).toBeUndefined();
  });

  it('is a new one to Vigil when they come again', async () => {
    const stores = openStores();
    const { coalition, ben } = await busy(stores);
    await stores.members.purge(ben, act({ person: ben }));

    const again = await joined(stores, coalition, BEN);

    expect(again).not.toBe(ben);
  });

  it('is purged with all of the accounts that turned out to be theirs', async () => {
    const stores = openStores();
    const { coalition, ben } = await busy(stores);
    const discord = discordAccount('7');
    await stores.members.enrol(
      coalition,
      { account: discord, name: 'ben#7' },
      { role: 'reader', place: DISCORD_PLACE },
      act({ at: NOON + 1 }),
    );
    await stores.members.linkAccounts(coalition, BEN, discord, act({ at: NOON + 2 }));

    await stores.members.purge(ben, act({ person: ben }));

    expect(await stores.members.dataOf(ben)).toMatchObject({ accounts: [] });
    expect((await stores.coalitions.who(SLACK_PLACE, discord))?.person).toBeUndefined();
  });

  it('does not leave others without a coordinator', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await busy(stores);

    const purged = stores.members.purge(coordinator, act());

    await expect(purged).rejects.toMatchObject({ problem: 'last_coordinator' });
    expect(await stores.members.member(coalition, coordinator)).toBeDefined();
  });

  it('may be the only member', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    await stores.members.purge(coordinator, act());

    expect(await stores.members.members(coalition)).toEqual([]);
    expect(await stores.coalitions.get(coalition)).toBeDefined();
  });

  it('takes along a coalition that was their direct messages alone', async () => {
    const stores = openStores();
    const direct = { platform: 'discord', workspace: 'dm:7' };
    const account = discordAccount('7');
    const { coalition } = await stores.coalitions.found(
      { ...direct, name: 'Direct messages', kind: 'direct' },
      { account, name: 'Ben' },
      NOON,
    );
    const known = await stores.coalitions.who(direct, account);

    await stores.members.purge(known?.person ?? '', act());

    expect(await stores.coalitions.get(coalition.id)).toBeUndefined();
  });
});
