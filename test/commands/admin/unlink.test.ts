import { describe, expect, it } from 'vitest';
import { adminUnlink } from '../../../commands/admin/unlink.ts';
import { pack, unpack } from '../../../db/archive/archive-file.ts';
import type { Archive } from '../../../src/core/coalition/archive.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import {
  act,
  type CallOver,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  joined,
  NOON,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { ADA, BO, confirmed, type Two, twoCoalitions } from '../../support/links.ts';
import { forPerson, ownValues } from '../../support/own-deadlines.ts';
import { buttonsOf, linesOf } from '../reading.ts';

/** Forest Watch's server is linked to Water Defenders. */
async function linked(): Promise<Two> {
  const two = await twoCoalitions();
  await confirmed(two);
  return two;
}

/** On Discord, unless the account is Ada's. */
async function ask(
  { stores }: Two,
  account = BO,
  options: OptionValues = {},
  over: CallOver = {},
  parts: Partial<Core> = {},
) {
  const core = coreOf(stores, parts);
  const place = account.platform === 'slack' ? SLACK_PLACE : DISCORD_PLACE;
  const call = await callFrom(stores, place, account, options, over);
  return { reply: await runAs(adminUnlink, call, core), notices: core.notices };
}

const packing: Partial<Core> = { pack: async (archive) => pack(archive, '0.1.0') };

const coalitionAt = async ({ stores }: Two) =>
  (await stores.coalitions.who(DISCORD_PLACE, BO))?.coalition;

describe('taking a place out', () => {
  it('says first what will happen, with both ways to go on', async () => {
    const two = await linked();
    const { reply } = await ask(two);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Take Forest Watch out of Water Defenders?',
      'What will happen to Forest Watch (Discord server)',
      'It becomes a coalition of its own again, called Forest Watch. That one begins with its people and what is followed there, stopped, and holds nothing else.',
      'What waits to be posted there is not posted.',
      'Its people no longer see what Water Defenders shares. Who came by it is a member of the coalition that it becomes, and of Water Defenders no longer.',
      'What was added from there stays with Water Defenders. You can have it as a file as well, which whoever runs a Vigil can import as a coalition of its own.',
      'Whoever else coordinates either of the two is told.',
    ]);
    expect(buttonsOf(reply)).toEqual([
      'Unlink and keep what it added → admin unlink discord/G1 data:keep confirm',
      'Unlink and hand out what it added as a file → admin unlink discord/G1 data:export confirm',
    ]);
    expect((await coalitionAt(two))?.id).toBe(two.water);
  });

  it('is done once confirmed, and the others are told', async () => {
    const two = await linked();
    const { reply, notices } = await ask(two, BO, { confirm: 'yes' });

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Forest Watch has left Water Defenders',
      'It is a coalition of its own now, and what was followed there has stopped. What was added from there stays with Water Defenders.',
    ]);
    expect(await coalitionAt(two)).toMatchObject({ name: 'Forest Watch' });
    expect(notices.map(({ destination, coalition }) => [destination.channel, coalition])).toEqual([
      ['@U1', two.water],
    ]);
  });

  it('hands out what was added from there, as a coalition that has nothing to do with the old one', async () => {
    const two = await linked();
    await two.stores.deadlines.add(
      two.water,
      ownValues({ place: DISCORD_PLACE, createdBy: two.bo }),
      act(),
    );
    const { reply } = await ask(two, BO, { confirm: 'yes', data: 'export' }, {}, packing);
    const archive = unpack(reply.file?.content ?? new Uint8Array());
    const elsewhere = openStores();
    const { coalition } = await elsewhere.archives.write(archive, NOON);

    expect(coalition).toMatchObject({ name: 'Forest Watch' });
    expect(coalition.id).not.toBe(two.water);
    expect((await elsewhere.coalitions.places(coalition.id)).map(({ name }) => name)).toEqual([
      'Forest Watch',
    ]);
    expect((await elsewhere.deadlines.open(coalition.id)).map(({ title }) => title)).toEqual([
      'First draft',
    ]);
  });

  it('hands out to who is no coordinator only what they see', async () => {
    const two = await linked();
    const { stores, water, ada, bo } = two;
    const mine = { place: DISCORD_PLACE, title: 'Mine', visibility: forPerson(bo) };
    const hers = { place: DISCORD_PLACE, title: 'Hers', visibility: forPerson(ada) };
    await stores.deadlines.add(water, ownValues(mine), act());
    await stores.deadlines.add(water, ownValues(hers), act());
    const { reply } = await ask(two, BO, { confirm: 'yes', data: 'export' });
    const archive = JSON.parse(new TextDecoder().decode(reply.file?.content)) as Archive;

    expect(archive.deadlines.map(({ title }) => title)).toEqual(['Mine']);
  });

  it('stands in the log with the name of the place, where a file was handed out', async () => {
    const two = await linked();
    await ask(two, BO, { confirm: 'yes', data: 'export' });

    const { entries } = await two.stores.audit.page(
      two.water,
      { action: 'coalition.exported' },
      { offset: 0, limit: 1 },
    );
    expect(entries).toMatchObject([{ subject: 'discord/G1', after: { name: 'Forest Watch' } }]);
  });

  it('hands out to a coordinator no more than an export of the coalition does', async () => {
    const two = await linked();
    const { stores, water, ada, bo } = two;
    const mine = { place: DISCORD_PLACE, title: 'Mine', visibility: forPerson(ada) };
    const his = { place: DISCORD_PLACE, title: 'His', visibility: forPerson(bo) };
    await stores.deadlines.add(water, ownValues(mine), act());
    await stores.deadlines.add(water, ownValues(his), act());
    const { reply } = await ask(two, ADA, {
      place: 'Forest Watch',
      confirm: 'yes',
      data: 'export',
    });
    const archive = JSON.parse(new TextDecoder().decode(reply.file?.content)) as Archive;

    expect(archive.deadlines.map(({ title }) => title)).toEqual(['Mine']);
  });

  it('hands out nothing of the coalition to who is no part of it, though they administer the place', async () => {
    const two = await linked();
    await two.stores.deadlines.add(two.water, ownValues({ place: DISCORD_PLACE }), act());
    const { reply } = await ask(
      two,
      discordAccount('2'),
      { confirm: 'yes', data: 'export' },
      { administers: true, role: 'outsider' },
    );
    const archive = JSON.parse(new TextDecoder().decode(reply.file?.content)) as Archive;

    expect([archive.deadlines, archive.members, archive.log]).toEqual([[], [], []]);
  });

  it('is for a coordinator, from the other side too', async () => {
    const two = await linked();
    await ask(two, ADA, { place: 'Forest Watch', confirm: 'yes' });
    const known = await two.stores.coalitions.who(DISCORD_PLACE, BO);

    expect([known?.coalition.name, known?.member?.role]).toEqual(['Forest Watch', 'coordinator']);
  });

  it('is for who administers the place, whatever their role, and they keep it', async () => {
    const two = await linked();
    const cy = discordAccount('2');
    await ask(two, cy, { confirm: 'yes' }, { administers: true, name: 'Cy' });

    expect((await two.stores.coalitions.who(DISCORD_PLACE, cy))?.member?.role).toBe('coordinator');
  });

  it('is refused to everybody else, for a place that there is as for one that is not', async () => {
    const two = await linked();
    await joined(two.stores, two.water, slackAccount('U2'), 'editor');
    const refusal = async (place: string) =>
      ask(two, slackAccount('U2'), { place, confirm: 'yes' }).catch((error: unknown) => error);

    expect(await refusal('discord/G1')).toMatchObject({ problem: 'not_allowed' });
    expect(await refusal('discord/G1')).toEqual(await refusal('discord/G9'));
    expect((await coalitionAt(two))?.id).toBe(two.water);
  });

  it('is refused to who administers another place', async () => {
    const two = await linked();
    const asked = ask(
      two,
      slackAccount('U2'),
      { place: 'discord/G1', confirm: 'yes' },
      { administers: true },
    );

    await expect(asked).rejects.toMatchObject({ problem: 'not_allowed' });
  });

  it('is refused where it is the only place', async () => {
    const two = await twoCoalitions();

    await expect(ask(two, ADA)).rejects.toMatchObject({
      problem: 'last_place',
      message:
        'Water Defenders (Slack workspace) is the only place of Water Defenders, so there is nothing that it could leave.',
    });
  });

  it('stands in the log with who did it, though they were no member before', async () => {
    const two = await linked();
    await ask(two, discordAccount('2'), { confirm: 'yes' }, { administers: true });
    const { entries } = await two.stores.audit.page(
      two.water,
      { action: 'place.left' },
      { offset: 0, limit: 1 },
    );
    const known = await two.stores.coalitions.who(DISCORD_PLACE, discordAccount('2'));

    expect(entries).toMatchObject([{ subject: 'discord/G1', at: NOON, person: known?.person }]);
  });
});
