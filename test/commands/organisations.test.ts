import { describe, expect, it } from 'vitest';
import { organisations } from '../../commands/organisations.ts';
import {
  act,
  callAs,
  coreOf,
  founded,
  joined,
  openStores,
  slackAccount,
} from '../support/coalition.ts';
import { buttonsOf, linesOf } from './reading.ts';

describe('/upr organisations', () => {
  it('says who the member organisations are, and who speaks for them', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'reader', 'Ben');
    await stores.organisations.add(
      coalition,
      {
        short: 'ACLU',
        name: 'American Civil Liberties Union',
        languages: ['en', 'es'],
        ecosoc: 'special',
      },
      act(),
    );
    await stores.organisations.add(
      coalition,
      { short: 'AI', name: 'Amnesty International', languages: [] },
      act(),
    );
    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());

    const reply = await organisations.run(
      await callAs(stores, coalition, coordinator),
      coreOf(stores),
    );

    expect(reply.title).toBe('Organisations of Water Defenders');
    expect(linesOf(reply)).toEqual([
      'ACLU · American Civil Liberties Union · English, Spanish · ECOSOC special status · for it speak Ben',
      'AI · Amnesty International · nobody speaks for it yet',
      '/upr speak for and a short name says for whom you speak.',
    ]);
  });

  it('counts delegates of whom there are many', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const { id } = await stores.organisations.add(
      coalition,
      { short: 'AI', name: 'Amnesty International', languages: [] },
      act(),
    );
    for (const name of ['Ben', 'Cy', 'Di', 'Eve', 'Fay', 'Gil', 'Hal']) {
      const person = await joined(stores, coalition, slackAccount(name), 'reader', name);
      await stores.organisations.setDelegate(coalition, person, id, act());
    }

    const reply = await organisations.run(
      await callAs(stores, coalition, coordinator),
      coreOf(stores),
    );

    expect(linesOf(reply)[0]).toMatch(/for it speak Ben, Cy, Di, Eve, Fay and 2 more$/);
  });

  it('is paged by ten', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    for (let n = 10; n < 21; n += 1)
      await stores.organisations.add(
        coalition,
        { short: `Org ${n}`, name: `Organisation ${n}`, languages: [] },
        act(),
      );

    const reply = await organisations.run(
      await callAs(stores, coalition, coordinator, { page: '2' }),
      coreOf(stores),
    );

    expect(reply.title).toBe('Organisations of Water Defenders (page 2 of 2)');
    expect(buttonsOf(reply)).toEqual(['◀ Previous → organisations page:1']);
  });

  it.each([
    [
      'coordinator',
      'There is none yet. Type /upr-admin organisation add with a short and a full name.',
    ],
    ['reader', 'There is none yet. A coordinator adds them with /upr-admin organisation add.'],
  ] as const)('says to a %s how the first comes', async (role, words) => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const person = await joined(stores, coalition, slackAccount('U2'), role);

    const reply = await organisations.run(await callAs(stores, coalition, person), coreOf(stores));

    expect(linesOf(reply)).toEqual([words]);
  });
});
