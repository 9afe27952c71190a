import { describe, expect, it } from 'vitest';
import { createChannelStore } from '../../../db/stores/channels.ts';
import { createCoalitionStore } from '../../../db/stores/coalitions.ts';
import { createFollowStore } from '../../../db/stores/follows.ts';
import { createLinkStore } from '../../../db/stores/links.ts';
import { createMemberStore } from '../../../db/stores/members.ts';
import { createOrganisationStore } from '../../../db/stores/organisations.ts';
import { createOutbox } from '../../../db/stores/outbox.ts';
import { createOwnDeadlineStore } from '../../../db/stores/own-deadlines.ts';
import {
  ACLU,
  act,
  DISCORD_PLACE,
  discordAccount,
  NOON,
  SLACK_PLACE,
} from '../../support/coalition.ts';
import { type BareDatabase, openBare } from '../../support/database.ts';
import { following, notice } from '../../support/following.ts';
import { ADA, BO, CODE } from '../../support/links.ts';
import { forPerson, ownValues } from '../../support/own-deadlines.ts';

const CHANNEL = { ...DISCORD_PLACE, channel: 'C1' };

/** Two coalitions with something of everything, the second of which has asked to join the first. */
async function prepared() {
  const bare = openBare();
  const coalitions = createCoalitionStore(bare.db);
  const links = createLinkStore(bare.db);
  const members = createMemberStore(bare.db);
  const found = async (place: typeof SLACK_PLACE, account: typeof ADA, name: string) =>
    (await coalitions.found({ ...place, name, kind: 'workspace' }, { account, name }, NOON))
      .coalition.id;
  const water = await found(SLACK_PLACE, ADA, 'Water Defenders');
  const forest = await found(DISCORD_PLACE, BO, 'Forest Watch');
  const bo = (await coalitions.who(DISCORD_PLACE, BO))?.person ?? '';
  for (const coalition of [water, forest])
    await createOrganisationStore(bare.db).add(coalition, ACLU, act());
  const deadlines = createOwnDeadlineStore(bare.db, () => 'd7k2');
  await deadlines.add(water, ownValues(), act());
  const own = await deadlines.add(forest, ownValues({ visibility: forPerson(bo) }), act());
  await createChannelStore(bare.db).choose(forest, CHANNEL, { ours: 'shown' }, act());
  await createFollowStore(bare.db).save(forest, following({ destination: CHANNEL }), act());
  const deadline = `own/${forest}/${own.id}@1`;
  await createOutbox(bare.db).enter(
    [notice({ coalition: forest, destination: CHANNEL, key: `C1|${deadline}`, deadline })],
    NOON,
  );
  await members.enrol(
    forest,
    { account: discordAccount('2'), name: 'Cy' },
    { role: 'editor', place: DISCORD_PLACE },
    act(),
  );
  await links.issue(water, { kind: 'link', text: CODE, account: ADA }, act());
  const { request } = await links.redeem(
    forest,
    { text: CODE, as: 'link', place: DISCORD_PLACE, account: BO },
    bo,
    act({ person: bo }),
  );
  return { bare, links, water, forest, request: request.id };
}

/** Fails at the first statement, at the second … until none is left; answers how many there were. */
async function failingAtEach(bare: BareDatabase, work: () => Promise<unknown>): Promise<number> {
  const before = bare.dump();
  for (let statement = 1; ; statement += 1) {
    bare.failAt(statement);
    const failed = await work().then(
      () => false,
      () => true,
    );
    bare.failAt(undefined);
    if (!failed) return statement - 1;
    expect(bare.dump(), `after a failure at statement ${statement}`).toEqual(before);
  }
}

describe('a fault in the middle', () => {
  it('of a confirmed link leaves both coalitions as they were', async () => {
    const { bare, links, water, forest, request } = await prepared();
    const statements = await failingAtEach(bare, () => links.confirm(water, request, act()));

    expect(statements).toBeGreaterThan(20);
    expect(bare.run('select id from coalitions')).toEqual([{ id: water }]);
    expect(bare.run(`select * from audit where coalition = '${forest}'`)).toEqual([]);
  });

  it('of an unlink leaves the coalition as it was', async () => {
    const { bare, links, water, request } = await prepared();
    await links.confirm(water, request, act());
    const statements = await failingAtEach(bare, () =>
      links.unlink(water, DISCORD_PLACE, undefined, act()),
    );

    expect(statements).toBeGreaterThan(20);
    expect(bare.run('select name from coalitions order by name')).toEqual([
      { name: 'Forest Watch' },
      { name: 'Water Defenders' },
    ]);
  });

  it('of a code that is redeemed leaves the code unused', async () => {
    const { bare, links, water, forest, request } = await prepared();
    await links.decline(water, request, act());
    await links.issue(water, { kind: 'link', text: 'K7QM-2XPF', account: ADA }, act());
    const statements = await failingAtEach(bare, () =>
      links.redeem(
        forest,
        { text: 'K7QM-2XPF', as: 'merge', place: DISCORD_PLACE, account: BO },
        'bo',
        act(),
      ),
    );

    expect(statements).toBeGreaterThan(5);
  });
});

describe('an own deadline whose id is taken where it comes to', () => {
  it('gets a new one, and so have its notices', async () => {
    const { bare, links, water, request } = await prepared();
    await links.confirm(water, request, act());
    const [row] = bare.run("select id from own_deadlines where id <> 'd7k2'");

    expect(row?.['id']).toMatch(/^[2-9b-z]{4}$/);
    expect(bare.run('select key, deadline from outbox')).toEqual([
      {
        key: `C1|own/${water}/${row?.['id']}@1`,
        deadline: `own/${water}/${row?.['id']}@1`,
      },
    ]);
  });
});
