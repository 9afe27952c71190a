import { describe, expect, it } from 'vitest';
import { REQUEST_MS } from '../../../src/core/coalition/links.ts';
import { UserError } from '../../../src/core/errors.ts';
import {
  ACLU,
  act,
  discordAccount,
  founded,
  joined,
  NOON,
  SLACK_PLACE,
} from '../../support/coalition.ts';
import { ADA, addPlace, BO, issue, redeem, type Two, twoCoalitions } from '../../support/links.ts';

describe('what asks to be joined', () => {
  it('is a single place: several take a merge', async () => {
    const two = await twoCoalitions();
    await addPlace(two, 'G2');

    await expect(redeem(two)).rejects.toMatchObject({
      problem: 'several_places',
      message:
        'Forest Watch has 2 places (also Third), and a link is for one place with its people. All of Forest Watch can join with a merge; or this place leaves Forest Watch first, and is linked then.',
    });
    expect((await redeem(two, { as: 'merge' })).brings.places).toBe(2);
  });

  it('asks once at a time', async () => {
    const two = await twoCoalitions();
    await redeem(two);
    await issue(two.stores, { coalition: two.water, coordinator: two.ada }, NOON, 'K7QM-2XPF');

    await expect(redeem(two, { text: 'K7QM-2XPF' })).rejects.toMatchObject({
      problem: 'already_asked',
    });
  });

  it('is not one that is to be deleted', async () => {
    const two = await twoCoalitions();
    await two.stores.coalitions.setPurge(two.water, NOON + REQUEST_MS, act());

    await expect(redeem(two)).rejects.toMatchObject({
      problem: 'purge_asked',
      message:
        'Water Defenders is to be deleted on 29 Nov 2026. One of its coordinators has to call that off first.',
    });
  });
});

describe('a request', () => {
  it('waits until it is decided, and then says by whom and when', async () => {
    const two = await twoCoalitions();
    const { links } = two.stores;
    const { request } = await redeem(two);

    expect(await links.waiting(two.water, NOON)).toEqual([request]);
    expect(await links.decline(two.water, request.id, act({ person: two.ada }))).toEqual({
      ...request,
      status: 'declined',
      decidedBy: two.ada,
      decidedAt: NOON,
    });
    expect(await links.waiting(two.water, NOON)).toEqual([]);
    await expect(
      links.confirm(two.water, request.id, act({ person: two.ada })),
    ).rejects.toMatchObject({
      problem: 'already_decided',
      message: 'This was already declined by Ada on 22 Nov 2026. Nothing was changed.',
    });
  });

  it('is not known to another coalition, just as one that nobody made', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    const answer = (id: string) =>
      two.stores.links
        .confirm(two.forest, id, act({ person: two.bo }))
        .catch((error: Error) => error);
    const [theirs, nobodys] = [await answer(request.id), await answer('zzzzz')];

    expect(theirs).toMatchObject({ problem: 'unknown_request' });
    expect(nobodys).toMatchObject({
      problem: 'unknown_request',
      message: (theirs as Error).message.replace(request.id, 'zzzzz'),
    });
  });

  it('can be answered for 7 days', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    const late = act({ person: two.ada, at: NOON + REQUEST_MS });

    await expect(two.stores.links.confirm(two.water, request.id, late)).rejects.toMatchObject({
      problem: 'expired_request',
    });
    expect(await two.stores.links.waiting(two.water, NOON + REQUEST_MS)).toEqual([]);
  });

  it('ends where who asked has joined another coalition first', async () => {
    const two = await twoCoalitions();
    const third = await founded(two.stores, { ...SLACK_PLACE, workspace: 'T3' });
    const { request } = await redeem(two);
    await issue(two.stores, third, NOON, 'K7QM-2XPF');
    const other = await redeem(two, { text: 'K7QM-2XPF' });
    await two.stores.links.confirm(third.coalition, other.request.id, act());

    await expect(two.stores.links.confirm(two.water, request.id, act())).rejects.toMatchObject({
      problem: 'already_decided',
    });
  });

  it('is for one place when it is confirmed as well', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    await addPlace(two, 'G2');

    await expect(two.stores.links.confirm(two.water, request.id, act())).rejects.toMatchObject({
      problem: 'several_places',
    });
    expect((await two.stores.links.request(two.water, request.id))?.status).toBe('waiting');
  });
});

describe('a request of somebody who no longer coordinates what would join', () => {
  it.each([
    ['was removed', (two: Two) => end(two, { removed: true })],
    ['left', (two: Two) => end(two, { removed: false })],
    [
      'is a reader now',
      ({ stores, forest, bo }: Two) => stores.members.setRole(forest, bo, 'reader', act()),
    ],
    ['was purged', ({ stores, bo }: Two) => stores.members.purge(bo, act())],
  ])('joins nothing: who asked %s', async (_, ending) => {
    const two = await twoCoalitions();
    const { stores, forest, water, ada } = two;
    await joined(stores, forest, discordAccount('2'), 'coordinator', 'Cy');
    const { request } = await redeem(two);
    await ending(two);
    const confirmed = stores.links.confirm(water, request.id, act({ person: ada }));

    await expect(confirmed).rejects.toBeInstanceOf(UserError);
    expect(await stores.coalitions.get(forest)).toBeDefined();
    expect(await stores.coalitions.places(water)).toHaveLength(1);
  });

  it('says so to who confirms', async () => {
    const two = await twoCoalitions();
    const { stores, forest, water, ada, bo } = two;
    await joined(stores, forest, discordAccount('2'), 'coordinator', 'Cy');
    const { request } = await redeem(two, { as: 'merge' });
    await stores.members.leave(forest, bo, { removed: true }, act());

    await expect(
      stores.links.confirm(water, request.id, act({ person: ada })),
    ).rejects.toMatchObject({
      problem: 'asker_not_coordinator',
      message:
        "Whoever asked no longer coordinates 'Forest Watch': nothing was joined. One of its coordinators can ask again with a new code.",
    });
  });

  it('is carried out where they turned out to be another person, who does', async () => {
    const two = await twoCoalitions();
    const { stores, forest, water, ada } = two;
    const { request } = await redeem(two);
    await stores.members.linkAccounts(forest, BO, discordAccount('2'), act({ at: NOON + 1 }));

    expect((await stores.links.confirm(water, request.id, act({ person: ada }))).status).toBe(
      'confirmed',
    );
  });
});

const end = ({ stores, forest, bo }: Two, entry: { readonly removed: boolean }) =>
  stores.members.leave(forest, bo, entry, act());

describe('asking to speak for an organisation', () => {
  async function withAclu() {
    const two = await twoCoalitions();
    const { id } = await two.stores.organisations.add(two.water, ACLU, act());
    const ask = (coalition = two.water) =>
      two.stores.links.askToSpeak(
        coalition,
        { person: two.ada, account: ADA, organisation: id },
        act({ person: two.ada }),
      );
    return { two, ask, id };
  }

  it('waits for an answer, once', async () => {
    const { two, ask, id } = await withAclu();
    const request = await ask();

    expect(request).toMatchObject({ kind: 'speak', organisation: id, person: two.ada });
    await expect(ask()).rejects.toMatchObject({
      problem: 'already_asked',
      message:
        'You have already asked to speak for ACLU, and nobody has answered yet. A coordinator or somebody who speaks for ACLU has to confirm it.',
    });
  });

  it('may be done again once it was declined', async () => {
    const { two, ask } = await withAclu();
    const first = await ask();
    await two.stores.links.decline(two.water, first.id, act());

    expect((await ask()).status).toBe('waiting');
  });

  it('is not possible for an organisation of another coalition', async () => {
    const { two, ask } = await withAclu();

    await expect(ask(two.forest)).rejects.toMatchObject({ problem: 'unknown_organisation' });
  });

  it('ends with nothing where the organisation was dropped meanwhile', async () => {
    const { two, ask, id } = await withAclu();
    const request = await ask();
    await two.stores.organisations.drop(two.water, id, act());
    const confirmed = two.stores.links.confirm(two.water, request.id, act());

    await expect(confirmed).rejects.toBeInstanceOf(UserError);
    expect((await two.stores.members.member(two.water, two.ada))?.organisation).toBeUndefined();
  });
});
