import { describe, expect, it } from 'vitest';
import {
  ACLU,
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { following, notice } from '../../support/following.ts';
import {
  ADA,
  addPlace,
  BO,
  confirmed,
  issue,
  namesAndRoles,
  redeem,
  type Two,
  twoCoalitions,
} from '../../support/links.ts';
import { forOrganisations, ownValues } from '../../support/own-deadlines.ts';

describe('a place that is linked', () => {
  it('belongs to the other coalition, and its own is gone', async () => {
    const two = await twoCoalitions();
    await confirmed(two);
    const { coalitions } = two.stores;

    expect(
      (await coalitions.places(two.water)).map(({ name, seeds, joinedBy }) => [
        name,
        seeds,
        joinedBy,
      ]),
    ).toEqual([
      ['Water Defenders', true, two.ada],
      ['Forest Watch', false, two.bo],
    ]);
    expect(await coalitions.get(two.forest)).toBeUndefined();
    expect((await coalitions.who(DISCORD_PLACE, BO))?.coalition.id).toBe(two.water);
  });

  it('brings its people as readers', async () => {
    const two = await twoCoalitions();
    await joined(two.stores, two.forest, discordAccount('2'), 'editor', 'Cy');
    await confirmed(two);

    expect(await namesAndRoles(two.stores, two.water)).toEqual([
      'Ada coordinator',
      'Ada reader',
      'Cy reader',
    ]);
  });

  it('brings own deadlines under new ids where those were taken, and their notices with them', async () => {
    const two = await twoCoalitions();
    const { deadlines, outbox } = two.stores;
    const mine = await deadlines.add(two.forest, ownValues({ title: 'Draft' }), act());
    const key = `discord/G1/C1|own/${two.forest}/${mine.id}@1|7`;
    const deadline = `own/${two.forest}/${mine.id}@1`;
    const destination = { ...DISCORD_PLACE, channel: 'C1' };
    await outbox.enter([notice({ coalition: two.forest, key, deadline, destination })], NOON);
    await confirmed(two);

    expect(await deadlines.open(two.water)).toEqual([{ ...mine, coalition: two.water }]);
    expect(await outbox.all()).toMatchObject([
      {
        coalition: two.water,
        key: key.replace(two.forest, two.water),
        deadline: deadline.replace(two.forest, two.water),
      },
    ]);
  });

  it('brings what it follows, its channels, and its log', async () => {
    const two = await twoCoalitions();
    const { follows, channels, audit } = two.stores;
    const destination = { ...DISCORD_PLACE, channel: 'C1' };
    await follows.save(two.forest, following({ destination }), act());
    await channels.choose(two.forest, destination, { ours: 'kept_out' }, act());
    const before = await audit.page(two.forest, {}, { offset: 0, limit: 50 });
    await confirmed(two);
    const { entries } = await audit.page(two.water, {}, { offset: 0, limit: 50 });

    expect(await follows.of(two.water)).toMatchObject([{ destination, coalition: two.water }]);
    expect(await channels.channels(two.water)).toMatchObject([{ destination, ours: 'kept_out' }]);
    expect(entries).toEqual(expect.arrayContaining([...before.entries]));
  });
});

describe('an organisation that both have', () => {
  it('becomes one: delegates, deadlines and channels are of the host’s', async () => {
    const two = await twoCoalitions();
    const { organisations, deadlines, channels, members } = two.stores;
    const theirs = await organisations.add(two.forest, { ...ACLU, short: 'aclu' }, act());
    const ours = await organisations.add(two.water, ACLU, act());
    await organisations.setDelegate(two.forest, two.bo, theirs.id, act());
    await deadlines.add(two.forest, ownValues({ visibility: forOrganisations(theirs.id) }), act());
    const destination = { ...DISCORD_PLACE, channel: 'C1' };
    await channels.choose(two.forest, destination, { organisations: [theirs.id] }, act());
    await confirmed(two);

    expect(await organisations.organisations(two.water)).toEqual([ours]);
    expect((await members.member(two.water, two.bo))?.organisation).toBe(ours.id);
    expect((await deadlines.open(two.water))[0]?.visibility).toEqual(forOrganisations(ours.id));
    expect((await channels.channel(two.water, destination))?.organisations).toEqual([ours.id]);
  });

  it('is the same by its full name too, whatever its case', async () => {
    const two = await twoCoalitions();
    const { organisations } = two.stores;
    await organisations.add(two.forest, { ...ACLU, short: 'A.C.L.U. National' }, act());
    const ours = await organisations.add(
      two.water,
      { ...ACLU, name: ACLU.name.toUpperCase() },
      act(),
    );
    await confirmed(two);

    expect(await organisations.organisations(two.water)).toEqual([ours]);
  });

  it('is brought along where the host has none of its names', async () => {
    const two = await twoCoalitions();
    const { organisations } = two.stores;
    const theirs = await organisations.add(two.forest, ACLU, act());
    await confirmed(two);

    expect(await organisations.organisations(two.water)).toEqual([theirs]);
  });
});

describe('coalitions that are merged', () => {
  it('have all places and people, who keep their roles', async () => {
    const two = await twoCoalitions();
    await joined(two.stores, two.forest, discordAccount('2'), 'editor', 'Cy');
    await addPlace(two, 'G2');
    await confirmed(two, 'merge');

    expect((await two.stores.coalitions.places(two.water)).map(({ name }) => name)).toEqual([
      'Water Defenders',
      'Forest Watch',
      'Third',
    ]);
    expect(await namesAndRoles(two.stores, two.water)).toEqual([
      'Ada coordinator',
      'Ada coordinator',
      'Ada reader',
      'Cy editor',
    ]);
  });

  it('make who coordinates only since it was asked an editor: that was not shown', async () => {
    const two = await twoCoalitions();
    const { stores, forest } = two;
    const { request } = await redeem(two, { as: 'merge' });
    await joined(stores, forest, discordAccount('2'), 'coordinator', 'Cy');
    await stores.links.confirm(two.water, request.id, act({ person: two.ada, at: NOON + 1 }));

    expect(await namesAndRoles(stores, two.water)).toEqual([
      'Ada coordinator',
      'Ada coordinator',
      'Cy editor',
    ]);
  });

  it('leave who coordinated then a coordinator, though they turned out to be another', async () => {
    const two = await twoCoalitions();
    const { stores, forest } = two;
    const elder = await joined(stores, forest, slackAccount('U5', 'T5'), 'reader', 'Cy');
    const cy = discordAccount('2');
    const { person: later } = await stores.members.enrol(
      forest,
      { account: cy, name: 'Cy' },
      { role: 'coordinator', place: DISCORD_PLACE },
      act({ at: NOON + 1 }),
    );
    const { request } = await redeem(two, { as: 'merge' });
    await stores.members.linkAccounts(forest, slackAccount('U5', 'T5'), cy, act());
    await stores.links.confirm(two.water, request.id, act({ person: two.ada, at: NOON + 2 }));

    expect((await stores.members.member(two.water, elder))?.role).toBe('coordinator');
    expect(later).not.toBe(elder);
  });

  it('leave who was a member of both the higher role', async () => {
    const two = await twoCoalitions();
    const { members } = two.stores;
    const both = await joined(two.stores, two.forest, slackAccount('U2'), 'approver', 'Dee');
    await joined(two.stores, two.water, slackAccount('U2'), 'editor', 'Dee');
    await confirmed(two, 'merge');

    expect((await members.member(two.water, both))?.role).toBe('approver');
  });

  it('end what waited in the one that joins, and say what that was', async () => {
    const two = await twoCoalitions();
    const { organisations, links } = two.stores;
    const { id } = await organisations.add(two.forest, ACLU, act());
    const asked = await links.askToSpeak(
      two.forest,
      { person: two.bo, account: BO, organisation: id },
      act(),
    );
    const { ended } = await confirmed(two, 'merge');

    expect(ended).toEqual([asked]);
    await expect(links.confirm(two.water, asked.id, act())).rejects.toMatchObject({
      problem: 'already_decided',
      message:
        'This has ended: the coalition that was asked has joined another one before anybody answered. What is still wanted has to be asked anew. There is nothing left to decide.',
    });
  });

  it('end what each had asked of the other, and of a third', async () => {
    const two = await twoCoalitions();
    const { links } = two.stores;
    const third = await founded(two.stores, { ...SLACK_PLACE, workspace: 'T3' });
    await issue(two.stores, third, NOON, 'K7QM-2XPF');
    const elsewhere = await redeem(two, { text: 'K7QM-2XPF', as: 'merge' });
    await links.issue(
      two.forest,
      { kind: 'link', text: 'K7QM-2XPG', account: BO },
      act({ person: two.bo }),
    );
    const code = { text: 'K7QM-2XPG', as: 'merge', place: SLACK_PLACE, account: ADA } as const;
    const back = await links.redeem(two.water, code, two.ada, act({ person: two.ada }));
    const { ended } = await confirmed(two, 'merge');

    expect(ended.map(({ id }) => id).toSorted()).toEqual(
      [elsewhere.request.id, back.request.id].toSorted(),
    );
    expect((await links.request(third.coalition, elsewhere.request.id))?.status).toBe(
      'asker_joined',
    );
    expect((await links.request(two.water, back.request.id))?.status).toBe('host_joined');
  });
});

describe('the log of a coalition that joins', () => {
  const entriesOf = async ({ stores }: Two, coalition: string) =>
    (await stores.audit.page(coalition, {}, { offset: 0, limit: 50 })).entries;

  it('names organisations as the host does, in its order and under its numbers', async () => {
    const two = await twoCoalitions();
    const { organisations, members, channels } = two.stores;
    await organisations.add(two.water, ACLU, act());
    await organisations.edit(two.water, 'aclu', { short: 'AI', name: 'Amnesty' }, act());
    await organisations.add(two.forest, ACLU, act());
    await organisations.setDelegate(two.forest, two.bo, 'aclu', act());
    const done = act({ person: two.bo, organisation: 'aclu' });
    const channel = { ...DISCORD_PLACE, channel: 'C1' };
    await channels.choose(two.forest, channel, { organisations: ['aclu'] }, done);
    await members.setRole(two.forest, two.bo, 'coordinator', done);
    const before = await entriesOf(two, two.forest);
    await confirmed(two, 'merge');
    const after = await entriesOf(two, two.water);
    const said = JSON.stringify(before.filter(({ action }) => action !== 'request.made'));

    expect((await organisations.organisations(two.water)).map(({ id }) => id)).toEqual([
      'aclu-2',
      'aclu',
    ]);
    expect(JSON.stringify(after.filter(({ seq }) => before.some((one) => one.seq === seq)))).toBe(
      said.replaceAll('"aclu"', '"aclu-2"'),
    );
  });

  it('does not lend the host’s organisation to one that it had dropped', async () => {
    const two = await twoCoalitions();
    const { organisations } = two.stores;
    await organisations.add(two.water, ACLU, act());
    await organisations.add(two.forest, ACLU, act());
    const done = act({ person: two.bo, organisation: 'aclu' });
    await organisations.edit(two.forest, 'aclu', { languages: [] }, done);
    await organisations.drop(two.forest, 'aclu', act({ person: two.bo }));
    await confirmed(two);

    expect(
      (await entriesOf(two, two.water))
        .filter(({ action, person }) => action.startsWith('organisation') && person === two.bo)
        .map(({ organisation, subject }) => [organisation, subject]),
    ).toEqual([
      [undefined, 'aclu-2'],
      ['aclu-2', 'aclu-2'],
    ]);
  });
});
