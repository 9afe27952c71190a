import { describe, expect, it } from 'vitest';
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
import { following } from '../../support/following.ts';

const DAY_MS = 24 * 60 * 60_000;
const DIRECT = {
  platform: 'discord',
  workspace: 'dm:7',
  name: 'Direct messages',
  kind: 'direct',
} as const;

describe('a place where Vigil is installed', () => {
  it('founds a coalition of its name, with who installed it as coordinator', async () => {
    const { coalitions, members } = openStores();
    const ada = slackAccount('U1');
    const { coalition, place, founded } = await coalitions.found(
      { ...SLACK_PLACE, name: 'Water Defenders', kind: 'workspace' },
      { account: ada, name: 'Ada' },
      NOON,
    );
    const [person = ''] = (await members.members(coalition.id)).map((member) => member.person);

    expect([founded, coalition.name, coalition.foundedAt]).toEqual([true, 'Water Defenders', NOON]);
    expect(place).toEqual({
      ...SLACK_PLACE,
      coalition: coalition.id,
      name: 'Water Defenders',
      kind: 'workspace',
      seeds: true,
      joinedAt: NOON,
      joinedBy: person,
    });
    expect(await coalitions.who(SLACK_PLACE, ada)).toEqual({
      coalition,
      place,
      person,
      member: { role: 'coordinator', name: 'Ada', seenAt: NOON },
    });
  });

  it('keeps its coalition when it is installed again, whoever does so', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const again = await stores.coalitions.found(
      { ...SLACK_PLACE, name: 'Another name', kind: 'workspace' },
      { account: slackAccount('U2') },
      NOON + 1,
    );

    expect([again.founded, again.coalition.id, again.place.name]).toEqual([
      false,
      coalition,
      'Water Defenders',
    ]);
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });

  it('gets its name, and its coalition with it, where it was known by its id alone', async () => {
    const { coalitions } = openStores();
    await coalitions.found({ ...SLACK_PLACE, name: 'T1', kind: 'workspace' }, undefined, NOON);
    await coalitions.found({ ...SLACK_PLACE, name: 'Water', kind: 'workspace' }, undefined, NOON);
    const { coalition, place } = await coalitions.found(
      { ...SLACK_PLACE, name: 'Later', kind: 'workspace' },
      undefined,
      NOON,
    );

    expect([coalition.name, place.name]).toEqual(['Water', 'Water']);
  });

  it('keeps the name that a coordinator has given', async () => {
    const { coalitions } = openStores();
    const { coalition } = await coalitions.found(
      { ...SLACK_PLACE, name: 'T1', kind: 'workspace' },
      undefined,
      NOON,
    );
    await coalitions.rename(coalition.id, 'Water Defenders', act());
    const again = await coalitions.found(
      { ...SLACK_PLACE, name: 'Water', kind: 'workspace' },
      undefined,
      NOON,
    );

    expect([again.coalition.name, again.place.name]).toEqual(['Water Defenders', 'Water']);
  });

  it('enters its founding in the log', async () => {
    const { coalitions, audit } = openStores();
    const { coalition } = await coalitions.found(
      { ...SLACK_PLACE, name: 'Water', kind: 'workspace' },
      { account: slackAccount('U1') },
      NOON,
    );
    const { entries } = await audit.page(coalition.id, {}, { offset: 0, limit: 10 });

    expect(entries.map(({ action }) => action).toReversed()).toEqual([
      'coalition.founded',
      'place.joined',
      'member.joined',
    ]);
  });
});

describe('who asks', () => {
  it('is unknown in a place that no coalition has', async () => {
    const stores = openStores();
    await founded(stores);

    expect(await stores.coalitions.who(DISCORD_PLACE, discordAccount('7'))).toBeUndefined();
  });

  it('is nobody yet where nothing was kept of the account', async () => {
    const stores = openStores();
    await founded(stores);
    const known = await stores.coalitions.who(SLACK_PLACE, slackAccount('U9'));

    expect([known?.person, known?.member]).toEqual([undefined, undefined]);
  });

  it('is a person without a membership where they are a member of another coalition only', async () => {
    const stores = openStores();
    await founded(stores);
    const other = await founded(stores, DISCORD_PLACE, discordAccount('7'), 'Forest Watch');
    const known = await stores.coalitions.who(SLACK_PLACE, discordAccount('7'));

    expect([known?.person, known?.member]).toEqual([other.coordinator, undefined]);
  });
});

describe('direct messages on Discord', () => {
  it('are a coalition of their writer where that is no member anywhere', async () => {
    const { coalitions } = openStores();
    const { founded } = await coalitions.found(DIRECT, { account: discordAccount('7') }, NOON);
    const known = await coalitions.who(DIRECT, discordAccount('7'));

    expect([founded, known?.place.kind, known?.member?.role]).toEqual([
      true,
      'direct',
      'coordinator',
    ]);
  });

  it('are in the coalition that their writer became a member of last', async () => {
    const stores = openStores();
    const first = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    const second = await founded(
      stores,
      { ...DISCORD_PLACE, workspace: 'G2' },
      discordAccount('2'),
    );
    await joined(stores, second.coalition, discordAccount('7'));
    await stores.members.enrol(
      first.coalition,
      { account: discordAccount('7') },
      { role: 'reader', place: DISCORD_PLACE },
      act({ at: NOON + 1 }),
    );
    const { coalition, place } = await stores.coalitions.found(
      DIRECT,
      { account: discordAccount('7') },
      NOON + 2,
    );

    expect([coalition.id, place.seeds]).toEqual([first.coalition, false]);
  });

  it('move to another coalition of their writer, with what is followed in them', async () => {
    const stores = openStores();
    const { coalition: own } = await stores.coalitions.found(
      DIRECT,
      { account: discordAccount('7') },
      NOON,
    );
    const { coalition } = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await joined(stores, coalition, discordAccount('7'));
    const destination = { platform: 'discord', workspace: 'dm', channel: '900' };
    await stores.follows.save(own.id, following({ destination, createdBy: '7' }), act());

    await stores.coalitions.useDirect(coalition, DIRECT, act());

    const known = await stores.coalitions.who(DIRECT, discordAccount('7'));
    expect([known?.coalition.id, known?.member?.role]).toEqual([coalition, 'reader']);
    expect(await stores.follows.of(coalition)).toMatchObject([{ destination, coalition }]);
    // Nothing was ever added to it, and nobody could come to it any more.
    expect(await stores.coalitions.get(own.id)).toBeUndefined();
  });

  it('stay where they are when their writer is no member of the other coalition', async () => {
    const stores = openStores();
    await stores.coalitions.found(DIRECT, { account: discordAccount('7') }, NOON);
    const { coalition } = await founded(stores);

    await expect(stores.coalitions.useDirect(coalition, DIRECT, act())).rejects.toMatchObject({
      problem: 'unknown_coalition',
    });
  });
});

describe('a coalition', () => {
  it('is renamed, and the log tells from what', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await stores.coalitions.rename(coalition, 'Water and Forest', act({ person: coordinator }));
    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 1 });

    expect((await stores.coalitions.get(coalition))?.name).toBe('Water and Forest');
    expect(entries).toMatchObject([
      {
        action: 'coalition.renamed',
        person: coordinator,
        before: { name: 'Water Defenders' },
        after: { name: 'Water and Forest' },
      },
    ]);
  });

  it('says what it holds', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, slackAccount('U2'));
    await stores.follows.save(coalition, following(), act());
    await founded(stores, DISCORD_PLACE, discordAccount('1'));

    expect(await stores.coalitions.holdings(coalition)).toEqual({
      places: 1,
      organisations: 0,
      deadlines: 0,
      members: 2,
      follows: 1,
    });
  });

  it('is listed with what it holds and no other does, oldest first', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, slackAccount('U2'));
    await stores.follows.save(coalition, following(), act());
    await stores.coalitions.found(
      { ...DISCORD_PLACE, name: 'Forest Watch', kind: 'workspace' },
      undefined,
      NOON - 1,
    );

    const nothing = { organisations: 0, deadlines: 0, members: 0, follows: 0 };
    expect(await stores.coalitions.inventory()).toEqual([
      {
        id: expect.any(String) as string,
        name: 'Forest Watch',
        foundedAt: NOON - 1,
        ...nothing,
        places: 1,
      },
      {
        id: coalition,
        name: 'Water Defenders',
        foundedAt: NOON,
        ...nothing,
        places: 1,
        members: 2,
        follows: 1,
      },
    ]);
  });

  it('is due for deletion at the instant that was set, unless that was called off', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const other = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await stores.coalitions.setPurge(coalition, NOON + 7 * DAY_MS, act());
    await stores.coalitions.setPurge(other.coalition, NOON + 7 * DAY_MS, act());
    await stores.coalitions.setPurge(other.coalition, undefined, act());
    const due = async (at: number) => (await stores.coalitions.purgeDue(at)).map(({ id }) => id);

    expect(await due(NOON + 7 * DAY_MS - 1)).toEqual([]);
    expect(await due(NOON + 7 * DAY_MS)).toEqual([coalition]);
  });

  it('is deleted with all that it owns, and nothing of another', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const other = await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Watch');
    await stores.follows.save(coalition, following(), act());
    const before = await stores.archives.read(other.coalition, NOON);

    await stores.coalitions.purge(coalition);

    expect([
      await stores.coalitions.get(coalition),
      await stores.coalitions.who(SLACK_PLACE, slackAccount('U1')),
      await stores.members.accounts(coordinator),
      await stores.follows.active(),
      await stores.archives.read(other.coalition, NOON),
    ]).toEqual([undefined, undefined, [], [], before]);
  });

  it('stays where the deletion was called off just before', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await stores.coalitions.setPurge(coalition, NOON, act());
    const due = await stores.coalitions.purgeDue(NOON);
    await stores.coalitions.setPurge(coalition, undefined, act());

    for (const { id } of due) await stores.coalitions.purge(id, NOON);

    expect(due.map(({ id }) => id)).toEqual([coalition]);
    expect(await stores.coalitions.get(coalition)).toBeDefined();
  });

  it('leaves those who are members of another one too', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const other = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await stores.members.enrol(
      other.coalition,
      { account: slackAccount('U1') },
      { role: 'reader', place: DISCORD_PLACE },
      act(),
    );
    await stores.coalitions.purge(coalition);

    expect(await stores.members.accounts(coordinator)).toEqual([slackAccount('U1')]);
  });

  it('that was deleted can begin again in the same place', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await stores.coalitions.purge(coalition);
    const again = await founded(stores);

    expect(again.coalition).not.toBe(coalition);
    expect((await stores.coalitions.all()).map(({ id }) => id)).toEqual([again.coalition]);
  });
});
