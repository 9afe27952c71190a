import { describe, expect, it } from 'vitest';
import type { Right } from '../../../src/core/coalition/rights.ts';
import type { Visibility } from '../../../src/core/own/deadlines.ts';
import { ownSuggestionsFor } from '../../../src/core/own/suggestions.ts';
import {
  ACLU,
  act,
  coreOf,
  founded,
  joined,
  openStores,
  slackAccount,
} from '../../support/coalition.ts';
import { caller } from '../../support/house.ts';
import { ownValues } from '../../support/own-deadlines.ts';

/** A coalition of T1 with an own deadline and an organisation; what is offered to U2, who reads, or to another. */
async function world(visibility?: (coordinator: string) => Visibility) {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  await joined(stores, coalition, slackAccount('U2'), 'reader', 'Bo');
  const organisation = await stores.organisations.add(coalition, ACLU, act());
  const deadline = await stores.deadlines.add(
    coalition,
    ownValues({
      date: '2026-12-01',
      title: 'Joint submission',
      kind: 'submission',
      ...(visibility && { visibility: visibility(coordinator) }),
      createdBy: coordinator,
    }),
    act(),
  );
  const core = coreOf(stores);
  const offered = (
    kind: 'member' | 'organisation' | 'deadline' | 'place',
    typed = '',
    over: Parameters<typeof caller>[0] = {},
    needs: Right = 'self',
  ) =>
    ownSuggestionsFor(
      { needs },
      kind,
      typed,
      caller({ account: slackAccount('U2'), ...over }),
      core,
    );
  const COORDINATOR = { account: slackAccount('U1') };
  return { COORDINATOR, offered, deadline, organisation, stores };
}

describe('what of the coalition’s is offered while somebody types', () => {
  it('is organisations by short and full name', async () => {
    const { offered, organisation } = await world();
    const aclu = { label: 'ACLU · American Civil Liberties Union', value: organisation.id };

    expect([
      await offered('organisation', 'acl'),
      await offered('organisation', 'liberties'),
    ]).toEqual([[aclu], [aclu]]);
  });

  it('is deadlines by title and id, with their date', async () => {
    const { offered, deadline } = await world();
    const joint = { label: 'Joint submission · 1 Dec 2026 (hour not given)', value: deadline.id };

    expect([await offered('deadline', 'joint'), await offered('deadline', deadline.id)]).toEqual([
      [joint],
      [joint],
    ]);
  });

  it('is places by name', async () => {
    const { offered, COORDINATOR } = await world();

    expect(await offered('place', 'water', COORDINATOR)).toEqual([
      { label: 'Water Defenders · slack', value: 'slack/T1' },
    ]);
  });

  it('is members by name and by role', async () => {
    const { offered, COORDINATOR } = await world();
    const labels = async (typed: string) =>
      (await offered('member', typed, COORDINATOR)).map(({ label }) => label);

    expect([await labels('bo'), await labels('coord'), await labels('')]).toEqual([
      ['Bo · reader'],
      ['Ada · coordinator'],
      ['Ada · coordinator', 'Bo · reader'],
    ]);
  });

  it.each(['member', 'place'] as const)('is no %s for a reader', async (kind) => {
    const { offered } = await world();

    expect(await offered(kind)).toEqual([]);
  });

  it('is nothing where the command is not theirs to use', async () => {
    const { offered } = await world();

    expect(await offered('organisation', '', {}, 'coordinate')).toEqual([]);
  });

  it('is no deadline that somebody else alone may see', async () => {
    const { offered } = await world((person) => ({ to: 'person', person }));

    expect(await offered('deadline')).toEqual([]);
  });

  it.each(['member', 'organisation', 'deadline', 'place'] as const)(
    'is no %s for an outsider',
    async (kind) => {
      const { offered } = await world();

      expect(await offered(kind, '', { account: slackAccount('U9'), seat: 'guest' })).toEqual([]);
    },
  );

  it('is nothing in a place that no coalition has, and founds none', async () => {
    const { offered, stores } = await world();
    const place = { platform: 'slack', workspace: 'T9', channel: 'C1' };

    expect(await offered('member', '', { place })).toEqual([]);
    expect(await stores.coalitions.all()).toHaveLength(1);
  });
});
