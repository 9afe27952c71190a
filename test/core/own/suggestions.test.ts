import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Right } from '../../../src/core/coalition/rights.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { Visibility } from '../../../src/core/own/deadlines.ts';
import { ownSuggestionsFor } from '../../../src/core/own/suggestions.ts';
import { createRouter } from '../../../src/router.ts';
import {
  ACLU,
  act,
  coreOf,
  founded,
  joined,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { caller } from '../../support/house.ts';
import { ownValues } from '../../support/own-deadlines.ts';

type Kind = 'member' | 'organisation' | 'deadline' | 'place';

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
    option: Kind | Parameters<typeof ownSuggestionsFor>[1],
    typed = '',
    over: Parameters<typeof caller>[0] = {},
    needs: Right = 'self',
  ) =>
    ownSuggestionsFor(
      { needs },
      typeof option === 'string' ? { kind: option } : option,
      typed,
      caller({ account: slackAccount('U2'), ...over }),
      core,
    );
  const COORDINATOR = { account: slackAccount('U1') };
  return { COORDINATOR, offered, deadline, organisation, stores, coalition };
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

  it('is members without a name by the beginning of their id', async () => {
    const { offered, COORDINATOR, stores, coalition } = await world();
    const { person } = await stores.members.enrol(
      coalition,
      { account: slackAccount('U3') },
      { role: 'editor', place: SLACK_PLACE },
      act(),
    );
    const label = `a member without a name (${person.slice(0, 8)}) · editor`;

    expect(await offered('member', person.slice(0, 8), COORDINATOR)).toEqual([
      { label, value: person },
    ]);
  });

  it('is places by name', async () => {
    const { offered, COORDINATOR } = await world();

    expect(await offered('place', 'water', COORDINATOR)).toEqual([
      { label: 'Water Defenders · Slack', value: 'slack/T1' },
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

  it('is deadlines to come before those that have passed, of which the last is first', async () => {
    const { offered, stores, coalition } = await world();
    for (const [title, date] of [
      ['Long ago', '2026-01-05'],
      ['Yesterday', '2026-11-21'],
      ['Today', '2026-11-22'],
      ['This month', '2026-11'],
    ] as const)
      await stores.deadlines.add(coalition, ownValues({ title, date }), act());

    expect((await offered('deadline')).map(({ label }) => label.split(' · ')[0])).toEqual([
      'Today',
      'This month',
      'Joint submission',
      'Yesterday',
      'Long ago',
    ]);
  });

  it('is no member who asks, where others are meant', async () => {
    const { offered, COORDINATOR } = await world();

    expect(await offered({ kind: 'member', others: true }, '', COORDINATOR)).toMatchObject([
      { label: 'Bo · reader' },
    ]);
  });

  it('is nothing in a place that no coalition has, and founds none', async () => {
    const { offered, stores } = await world();
    const place = { platform: 'slack', workspace: 'T9', channel: 'C1' };

    expect(await offered('member', '', { place })).toEqual([]);
    expect(await stores.coalitions.all()).toHaveLength(1);
  });
});

describe('what is offered where several organisations may be typed', () => {
  const SEEN_BY = { kind: 'organisation', several: true, words: ['all', 'me'] } as const;
  const HRW = { short: 'HRW', name: 'Human Rights Watch', languages: [] };

  async function seenBy(typed: string) {
    const { offered, stores, coalition } = await world();
    await stores.organisations.add(coalition, HRW, act());
    return offered(SEEN_BY, typed);
  }

  it.each([
    ['', ['all', 'me', 'aclu', 'hrw']],
    ['m', ['me', 'aclu', 'hrw']],
    ['h', ['hrw']],
    ['watch', ['hrw']],
    ['aclu, h', ['aclu, hrw']],
    ['ACLU; h', ['ACLU, hrw']],
    ['aclu,', ['aclu, hrw']],
    ['aclu, hrw, ', []],
    ['aclu, m', ['aclu, hrw']],
  ])('after "%s" is %j', async (typed, values) => {
    expect((await seenBy(typed)).map(({ value }) => value)).toEqual(values);
  });

  it('is the whole list, which may be typed on from as it was shown', async () => {
    expect(await seenBy('ACLU · American Civil Liberties Union, h')).toEqual([
      { label: 'ACLU, HRW · Human Rights Watch', value: 'ACLU, hrw' },
    ]);
  });
});

describe('what commands offer of the coalition’s', () => {
  it.each([
    ['leave', 'successor', '', ['Bo · reader']],
    ['admin members', 'member', '', ['Ada · coordinator', 'Bo · reader']],
    ['admin channel', 'organisation', 'n', ['none', 'ACLU · American Civil Liberties Union']],
    ['admin channel', 'organisation', 'hrw, a', ['hrw, ACLU · American Civil Liberties Union']],
    ['deadline add', 'seen-by', '', ['all', 'me', 'ACLU · American Civil Liberties Union']],
    ['deadline edit', 'seen-by', 'm', ['me', 'ACLU · American Civil Liberties Union']],
  ])('in %s for %s, after "%s", is %j', async (command, option, typed, labels) => {
    const { stores, COORDINATOR } = await world();
    const core = coreOf(stores, { commands });
    const desk = createRouter({ core: () => core, log: silentLog, newReference: () => '7F3A' });

    const offered = await desk.suggest(command, option, typed, caller(COORDINATOR));

    expect(offered.map(({ label }) => label)).toEqual(labels);
  });
});
