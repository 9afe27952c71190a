import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../db/open.ts';
import type { OrganisationValues } from '../../../src/core/coalition/organisations.ts';
import { act, founded, joined, NOON, openStores, slackAccount } from '../../support/coalition.ts';
import { CHANNEL } from '../../support/following.ts';
import { addedBy, linesOf } from '../members/rows.ts';

const BEN = slackAccount('U2');
const ACLU: OrganisationValues = {
  short: 'ACLU',
  name: 'American Civil Liberties Union',
  languages: ['en', 'es'],
  ecosoc: 'special',
};

async function withAclu(stores: Stores) {
  const home = await founded(stores);
  const aclu = await stores.organisations.add(home.coalition, ACLU, act());
  return { ...home, aclu };
}

describe('an organisation', () => {
  it('is added with an id that is made of its short name', async () => {
    const stores = openStores();
    const { coalition, aclu } = await withAclu(stores);

    expect(aclu).toEqual({ id: 'aclu', ...ACLU, createdAt: NOON });
    expect(await stores.organisations.organisation(coalition, 'aclu')).toEqual(aclu);
    expect(await linesOf(stores, coalition, 'organisation.added')).toMatchObject([
      { subject: 'aclu', after: ACLU },
    ]);
  });

  it.each([
    ['short', { short: 'Áclu', name: 'Another' }],
    ['full', { short: 'Other', name: 'american civil  liberties union' }],
    ['full, as a short one', { short: 'American Civil Liberties Union', name: 'Another' }],
  ])('is not added under a %s name that is taken', async (_, names) => {
    const stores = openStores();
    const { coalition } = await withAclu(stores);

    const twin = stores.organisations.add(coalition, { ...names, languages: [] }, act());

    await expect(twin).rejects.toMatchObject({ problem: 'organisation_exists' });
    expect(await stores.organisations.organisations(coalition)).toHaveLength(1);
  });

  it('may have its name in two coalitions', async () => {
    const stores = openStores();
    await withAclu(stores);
    const other = await founded(stores, { platform: 'slack', workspace: 'T2' });

    await stores.organisations.add(other.coalition, ACLU, act());

    expect(await stores.organisations.organisations(other.coalition)).toMatchObject([
      { id: 'aclu' },
    ]);
  });

  it('may be named in any letters', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    const { id } = await stores.organisations.add(
      coalition,
      { short: 'حقوق', name: 'جمعية الحقوق', languages: ['ar'] },
      act(),
    );

    expect(id).toBe('حقوق');
  });

  it('is edited where something is said, and only that is logged', async () => {
    const stores = openStores();
    const { coalition, aclu } = await withAclu(stores);

    const edited = await stores.organisations.edit(
      coalition,
      'aclu',
      { languages: ['en'], ecosoc: null },
      act(),
    );

    const { ecosoc: _, ...rest } = aclu;
    expect(edited).toEqual({ ...rest, languages: ['en'] });
    expect(await linesOf(stores, coalition, 'organisation.edited')).toMatchObject([
      {
        before: { languages: ['en', 'es'], ecosoc: 'special' },
        after: { languages: ['en'], ecosoc: null },
      },
    ]);
  });

  it('keeps its id when it is renamed, and may keep its own name', async () => {
    const stores = openStores();
    const { coalition } = await withAclu(stores);

    const edited = await stores.organisations.edit(
      coalition,
      'aclu',
      { short: 'Aclu', name: ACLU.name },
      act(),
    );

    expect(edited).toMatchObject({ id: 'aclu', short: 'Aclu' });
  });

  it('gives another the next id where its own is used', async () => {
    const stores = openStores();
    const { coalition } = await withAclu(stores);
    await stores.organisations.edit(coalition, 'aclu', { short: 'Union' }, act());

    const second = await stores.organisations.add(
      coalition,
      { short: 'ACLU', name: 'Another', languages: [] },
      act(),
    );

    expect(second.id).toBe('aclu-2');
  });

  it('is unknown to other coalitions', async () => {
    const stores = openStores();
    await withAclu(stores);
    const other = await founded(stores, { platform: 'slack', workspace: 'T2' });

    const edited = stores.organisations.edit(other.coalition, 'aclu', { short: 'X' }, act());

    await expect(edited).rejects.toMatchObject({ problem: 'unknown_organisation' });
  });
});

describe('an organisation that is dropped', () => {
  it('is spoken for by nobody, and shown nothing', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await withAclu(stores);
    const amnesty = await stores.organisations.add(
      coalition,
      { short: 'AI', name: 'Amnesty International', languages: [] },
      act(),
    );
    const ben = await joined(stores, coalition, BEN);
    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());
    await stores.channels.choose(coalition, CHANNEL, { organisations: ['aclu', 'ai'] }, act());
    const { id } = await addedBy(stores, coalition, coordinator, slackAccount('U1'), {
      visibility: { to: 'organisations', organisations: ['aclu', amnesty.id] },
    });

    await stores.organisations.drop(coalition, 'aclu', act({ person: coordinator }));

    expect(await stores.organisations.organisations(coalition)).toEqual([amnesty]);
    expect(await stores.members.member(coalition, ben)).not.toHaveProperty('organisation');
    expect((await stores.deadlines.get(coalition, id))?.visibility).toEqual({
      to: 'organisations',
      organisations: ['ai'],
    });
    expect((await stores.channels.channel(coalition, CHANNEL))?.organisations).toEqual(['ai']);
    expect(await linesOf(stores, coalition, 'organisation.dropped')).toMatchObject([
      { before: { short: 'ACLU', delegates: [ben], deadlines: [id] } },
    ]);
  });

  it('has no own deadlines that are for it alone', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await withAclu(stores);
    await addedBy(stores, coalition, coordinator, slackAccount('U1'), {
      visibility: { to: 'organisations', organisations: ['aclu'] },
    });

    const dropped = stores.organisations.drop(coalition, 'aclu', act());

    await expect(dropped).rejects.toMatchObject({
      problem: 'organisation_in_use',
      message:
        'ACLU cannot be dropped while 1 own deadline is for it alone. Who speaks for it sees it, and can drop it or show it to others first.',
    });
    expect(await stores.organisations.organisations(coalition)).toHaveLength(1);
  });
});

describe('a delegate', () => {
  it('speaks for one organisation, until it ends', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await withAclu(stores);
    const ben = await joined(stores, coalition, BEN);
    const speaksFor = async () => (await stores.members.member(coalition, ben))?.organisation;
    const done = act({ person: coordinator });

    await stores.organisations.setDelegate(coalition, ben, 'aclu', done);
    expect(await speaksFor()).toBe('aclu');

    await stores.organisations.setDelegate(coalition, ben, undefined, done);
    expect(await speaksFor()).toBeUndefined();
    expect(await linesOf(stores, coalition, 'delegate.confirmed')).toMatchObject([
      { subject: ben, after: { organisation: 'aclu' } },
    ]);
    expect(await linesOf(stores, coalition, 'delegate.ended')).toMatchObject([
      { subject: ben, before: { organisation: 'aclu' } },
    ]);
  });

  it('no longer waits for what was asked before', async () => {
    const stores = openStores();
    const { coalition } = await withAclu(stores);
    const ben = await joined(stores, coalition, BEN);
    const { id } = await stores.links.askToSpeak(
      coalition,
      { person: ben, account: BEN, organisation: 'aclu' },
      act({ person: ben }),
    );

    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());

    expect(await stores.links.request(coalition, id)).toMatchObject({ status: 'withdrawn' });
  });

  it.each([
    ['of no organisation that there is', 'ghost', 'unknown_organisation'],
    ['who is no member', 'aclu', 'unknown_member'],
  ])('%s is refused', async (_, organisation, problem) => {
    const stores = openStores();
    const { coalition, coordinator } = await withAclu(stores);
    const person = problem === 'unknown_member' ? 'nobody' : coordinator;

    const set = stores.organisations.setDelegate(coalition, person, organisation, act());

    await expect(set).rejects.toMatchObject({ problem });
  });
});
