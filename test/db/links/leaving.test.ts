import { describe, expect, it } from 'vitest';
import {
  act,
  DISCORD_PLACE,
  discordAccount,
  joined,
  NOON,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { following, notice } from '../../support/following.ts';
import { BO, confirmed, namesAndRoles, type Two, twoCoalitions } from '../../support/links.ts';
import { forPerson, ownValues } from '../../support/own-deadlines.ts';

const CHANNEL = { ...DISCORD_PLACE, channel: 'C1' };
const DIRECT = { platform: 'discord', workspace: 'dm:1' };

/** Forest Watch's server is linked to Water Defenders. */
async function linked(): Promise<Two> {
  const two = await twoCoalitions();
  await confirmed(two);
  return two;
}

const unlink = ({ stores, water, bo }: Two, keeper?: string) =>
  stores.links.unlink(water, DISCORD_PLACE, keeper, act({ person: bo, at: NOON + 2 }));

describe('a place that leaves', () => {
  it('is a coalition of its own again, which who linked it coordinates', async () => {
    const two = await linked();
    const { coalition } = await unlink(two);

    expect(coalition).toMatchObject({ name: 'Forest Watch', foundedAt: NOON + 2 });
    expect(await two.stores.coalitions.who(DISCORD_PLACE, BO)).toMatchObject({
      coalition: { id: coalition.id },
      place: { seeds: true, joinedBy: two.bo, joinedAt: NOON + 2 },
      member: { role: 'coordinator' },
    });
    expect(await namesAndRoles(two.stores, two.water)).toEqual(['Ada coordinator']);
  });

  it('has in its log no organisation of the one that it left', async () => {
    const two = await linked();
    const done = act({ person: two.bo, organisation: 'aclu', at: NOON + 2 });
    const { coalition } = await two.stores.links.unlink(two.water, DISCORD_PLACE, undefined, done);
    const { entries } = await two.stores.audit.page(coalition.id, {}, { offset: 0, limit: 9 });

    expect(entries.map(({ action, organisation }) => [action, organisation])).toEqual([
      ['member.joined', undefined],
      ['place.joined', undefined],
      ['coalition.founded', undefined],
    ]);
  });

  it('is coordinated by who keeps it, who stays what they were in the other', async () => {
    const two = await linked();
    const { coalition } = await unlink(two, two.ada);
    const roleIn = async (id: string) => (await two.stores.members.member(id, two.ada))?.role;

    expect([await roleIn(coalition.id), await roleIn(two.water)]).toEqual([
      'coordinator',
      'coordinator',
    ]);
  });

  it('is not coordinated by who linked it, where they were removed meanwhile', async () => {
    const two = await linked();
    const { stores, water, ada, bo } = two;
    await stores.members.leave(water, bo, { removed: true }, act({ person: ada }));
    const { coalition } = await unlink(two);

    expect(await namesAndRoles(stores, coalition.id)).toEqual([]);
    expect(await stores.coalitions.who(DISCORD_PLACE, BO)).toMatchObject({
      coalition: { id: coalition.id },
      place: { seeds: true },
      member: { role: 'removed' },
    });
  });

  it('takes the people along who came by it and have no account elsewhere', async () => {
    const two = await linked();
    const { stores, water } = two;
    await joined(stores, water, discordAccount('2'), 'editor', 'Cy');
    const both = await joined(stores, water, discordAccount('3'), 'editor', 'Dee');
    await stores.members.linkAccounts(water, discordAccount('3'), slackAccount('U3'), act());
    const { coalition } = await unlink(two);

    expect(await namesAndRoles(stores, coalition.id)).toEqual(['Ada coordinator', 'Cy editor']);
    expect((await stores.members.member(water, both))?.role).toBe('editor');
  });

  it('leaves the names of its people to the log of the other', async () => {
    const two = await linked();
    const { stores, water, bo } = two;
    await unlink(two);

    const names = await stores.members.names(water);

    expect(names.get(bo)).toBe('Ada');
    expect((await stores.archives.read(water, NOON)).called).toEqual({ [bo]: 'Ada' });
    expect(await stores.members.member(water, bo)).toBeUndefined();
  });

  it('has its follows, stopped, and nothing that waited is sent', async () => {
    const two = await linked();
    const { follows, outbox } = two.stores;
    await follows.save(two.water, following({ destination: CHANNEL }), act());
    await outbox.enter(
      [notice({ coalition: two.water, destination: CHANNEL, key: 'a', dueAt: NOON })],
      NOON,
    );
    const { coalition } = await unlink(two);

    expect(await follows.of(two.water)).toEqual([]);
    expect(await follows.of(coalition.id)).toMatchObject([
      { destination: CHANNEL, stopped: 'this place left its coalition' },
    ]);
    expect(await outbox.claim(NOON + 3, 10)).toEqual([]);
  });

  it('may leave while something is being sent there: how that ends does no harm', async () => {
    const two = await linked();
    const { outbox } = two.stores;
    await outbox.enter(
      [notice({ coalition: two.water, destination: CHANNEL, key: 'a', dueAt: NOON })],
      NOON,
    );
    const [parcel] = await outbox.claim(NOON + 1, 10);
    await unlink(two);
    const ends = await outbox.settle(
      parcel?.id ?? '',
      { outcome: 'later', ms: 1, reason: 'busy' },
      NOON + 3,
    );

    expect([parcel?.notice.key, ends]).toEqual(['a', 'ended']);
    expect(await outbox.claim(NOON + 1_000_000, 10)).toEqual([]);
  });

  it('leaves to the other what was added from there, but for what one of its people alone may see', async () => {
    const two = await linked();
    const { deadlines } = two.stores;
    const place = DISCORD_PLACE;
    const shared = await deadlines.add(two.water, ownValues({ title: 'Draft', place }), act());
    const own = await deadlines.add(
      two.water,
      ownValues({ title: 'Mine', place, visibility: forPerson(two.bo), createdBy: two.bo }),
      act(),
    );
    const { coalition } = await unlink(two);

    expect(await deadlines.open(two.water)).toEqual([shared]);
    expect(await deadlines.open(coalition.id)).toEqual([{ ...own, coalition: coalition.id }]);
  });

  it('takes the direct messages of its people along', async () => {
    const two = await linked();
    const { coalitions } = two.stores;
    await coalitions.found(
      { ...DIRECT, name: 'Direct messages', kind: 'direct' },
      { account: BO },
      NOON,
    );
    expect((await coalitions.who(DIRECT, BO))?.coalition.id).toBe(two.water);
    const { coalition } = await unlink(two);

    expect((await coalitions.who(DIRECT, BO))?.coalition.id).toBe(coalition.id);
  });

  it('is logged without whose direct messages went along', async () => {
    const two = await linked();
    const direct = { ...DIRECT, name: 'Direct messages', kind: 'direct' } as const;
    await two.stores.coalitions.found(direct, { account: BO }, NOON);
    const { coalition } = await unlink(two);
    const pages = await Promise.all(
      [two.water, coalition.id].map((id) =>
        two.stores.audit.page(id, {}, { offset: 0, limit: 99 }),
      ),
    );
    const subjects = pages.flatMap(({ entries }) => entries.map(({ subject }) => subject));

    expect(subjects.filter((subject) => subject.includes('dm:'))).toEqual([
      'discord/dm:',
      'discord/dm:',
      'discord/dm:',
    ]);
  });

  it('forgets what its channels might show of the other', async () => {
    const two = await linked();
    const { channels } = two.stores;
    await channels.choose(two.water, CHANNEL, { ours: 'shown' }, act());
    const { coalition } = await unlink(two);

    expect([await channels.channels(two.water), await channels.channels(coalition.id)]).toEqual([
      [],
      [],
    ]);
  });

  it('stands in the logs of both', async () => {
    const two = await linked();
    const { coalition } = await unlink(two);
    const actions = async (id: string) =>
      (await two.stores.audit.page(id, { from: NOON + 2 }, { offset: 0, limit: 9 })).entries.map(
        ({ action, subject }) => `${action} ${subject}`,
      );

    expect(await actions(two.water)).toEqual(['place.left discord/G1']);
    expect((await actions(coalition.id)).toReversed()).toEqual([
      `coalition.founded ${coalition.id}`,
      'place.joined discord/G1',
      `member.joined ${two.bo}`,
    ]);
  });

  it('can be linked again', async () => {
    const two = await linked();
    const { coalition } = await unlink(two);
    const { links, coalitions } = two.stores;
    await links.issue(
      two.water,
      { kind: 'link', text: 'K7QM-2XPF', account: slackAccount('U1') },
      act({ person: two.ada }),
    );
    const { request } = await links.redeem(
      coalition.id,
      { text: 'K7QM-2XPF', as: 'link', place: DISCORD_PLACE, account: BO },
      two.bo,
      act({ person: two.bo }),
    );
    await links.confirm(two.water, request.id, act({ person: two.ada }));

    expect((await coalitions.who(DISCORD_PLACE, BO))?.coalition.id).toBe(two.water);
  });
});

describe('a place cannot leave', () => {
  it('where it is the only one', async () => {
    const { stores, water } = await twoCoalitions();

    await expect(stores.links.unlink(water, SLACK_PLACE, undefined, act())).rejects.toMatchObject({
      problem: 'last_place',
      message:
        'Water Defenders is the only place of its coalition, so there is nothing that it could leave.',
    });
  });

  it('that is of another coalition, just as one that is of none', async () => {
    const { stores, water } = await twoCoalitions();
    const leave = (workspace: string) =>
      stores.links.unlink(water, { ...DISCORD_PLACE, workspace }, undefined, act());

    await expect(leave('G1')).rejects.toMatchObject({
      problem: 'unknown_place',
      message: "There is no place 'discord/G1' in your coalition.",
    });
    await expect(leave('G9')).rejects.toMatchObject({
      problem: 'unknown_place',
      message: "There is no place 'discord/G9' in your coalition.",
    });
  });

  it('with all who coordinate, while others stay', async () => {
    const { stores, water } = await linked();

    await expect(stores.links.unlink(water, SLACK_PLACE, undefined, act())).rejects.toMatchObject({
      problem: 'last_coordinator',
      message:
        'Everybody who coordinates came by Water Defenders and would leave with it. Make somebody of another place coordinator first.',
    });
  });
});
