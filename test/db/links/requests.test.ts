import { describe, expect, it } from 'vitest';
import { REQUEST_MS } from '../../../src/core/coalition/links.ts';
import { UserError } from '../../../src/core/errors.ts';
import {
  ACLU,
  act,
  DISCORD_PLACE,
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
      message: expect.stringMatching(
        /^Forest Watch has already asked to join Water Defenders, and a coordinator there has not answered yet\. Whoever coordinates Forest Watch can take that back: they decline request \w{5}\. This code can still be used\.$/,
      ),
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
      message:
        'This has ended: Forest Watch has joined another coalition before anybody answered. There is nothing left to decide.',
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

describe('a request in the logs', () => {
  const linesOf = async ({ stores }: Two, coalition: string) =>
    (
      await stores.audit.page(coalition, { action: 'request' }, { offset: 0, limit: 9 })
    ).entries.map(({ action, person, organisation, after }) => ({
      action,
      person,
      organisation,
      after,
    }));

  it('names both coalitions on either side, and no organisation of the other', async () => {
    const two = await twoCoalitions();
    for (const one of [two.water, two.forest]) await two.stores.organisations.add(one, ACLU, act());
    const { request } = await redeem(two, { as: 'merge', organisation: 'aclu' });
    await two.stores.links.decline(
      two.water,
      request.id,
      act({ person: two.ada, organisation: 'aclu' }),
    );
    const after = { kind: 'merge', joining: 'Forest Watch', host: 'Water Defenders' };
    const made = { action: 'request.made', person: two.bo, after };
    const declined = { action: 'request.declined', person: two.ada, after };

    expect(await linesOf(two, two.water)).toEqual([
      { ...declined, organisation: 'aclu' },
      { ...made, organisation: undefined },
    ]);
    expect(await linesOf(two, two.forest)).toEqual([
      { ...declined, organisation: undefined },
      { ...made, organisation: 'aclu' },
    ]);
  });

  it('stands once where the two have become one', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    await two.stores.links.decline(two.water, request.id, act({ person: two.ada }));
    await issue(two.stores, { coalition: two.water, coordinator: two.ada }, NOON, 'K7QM-2XPF');
    const again = await redeem(two, { text: 'K7QM-2XPF' });
    await two.stores.links.confirm(two.water, again.request.id, act({ person: two.ada }));

    expect((await linesOf(two, two.water)).map(({ action }) => action)).toEqual([
      'request.confirmed',
      'request.made',
      'request.declined',
      'request.made',
    ]);
  });
});

describe('a request that is taken back', () => {
  it('ends, and says so to who would confirm it', async () => {
    const two = await twoCoalitions();
    const { links } = two.stores;
    const { request } = await redeem(two);
    const asked = await links.asked(two.forest);
    await links.takeBack(two.forest, request.id, act({ person: two.bo }));

    expect(asked).toEqual([{ ...request, host: 'Water Defenders' }]);
    expect(await links.waiting(two.water, NOON)).toEqual([]);
    await expect(links.confirm(two.water, request.id, act())).rejects.toMatchObject({
      problem: 'already_decided',
      message:
        'This was taken back in Forest Watch on 22 Nov 2026. There is nothing left to decide.',
    });
  });

  it('is one of their own: another coalition knows of none', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);

    expect(await two.stores.links.asked(two.water)).toEqual([]);
    await expect(two.stores.links.takeBack(two.water, request.id, act())).rejects.toMatchObject({
      problem: 'unknown_request',
    });
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
        "Whoever asked no longer coordinates 'Forest Watch': nothing was joined, and the request has ended. One of its coordinators can ask again with a new code.",
    });
    await expect(
      stores.links.confirm(water, request.id, act({ person: ada })),
    ).rejects.toMatchObject({
      problem: 'already_decided',
      message:
        'This has ended: whoever asked no longer coordinates Forest Watch. One of its coordinators can ask again with a new code. There is nothing left to decide.',
    });
  });

  it('is in the way of nobody who asks again: it ends with that', async () => {
    const two = await twoCoalitions();
    const { stores, forest, water, bo } = two;
    const account = discordAccount('2');
    const cy = await joined(stores, forest, account, 'coordinator', 'Cy');
    const { request } = await redeem(two);
    await stores.members.setRole(forest, bo, 'editor', act({ person: cy }));
    await issue(stores, { coalition: water, coordinator: two.ada }, NOON, 'K7QM-2XPF');
    const code = { text: 'K7QM-2XPF', as: 'link', place: DISCORD_PLACE, account } as const;
    const again = await stores.links.redeem(forest, code, cy, act({ person: cy }));

    expect(await stores.links.waiting(water, NOON)).toEqual([again.request]);
    expect(again.ended).toMatchObject([{ id: request.id, status: 'asker_ended' }]);
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
    const ended = await two.stores.organisations.drop(two.water, id, act());
    const confirmed = two.stores.links.confirm(two.water, request.id, act());

    expect(ended).toEqual([request]);
    await expect(confirmed).rejects.toMatchObject({
      problem: 'already_decided',
      message:
        'This has ended: the organisation was dropped before anybody answered. There is nothing left to decide.',
    });
    expect((await two.stores.members.member(two.water, two.ada))?.organisation).toBeUndefined();
  });
});
