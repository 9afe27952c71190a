import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../db/open.ts';
import type { Seat } from '../../../src/core/coalition/coalition.ts';
import { identify, recognise } from '../../../src/core/coalition/identify.ts';
import type { Right } from '../../../src/core/coalition/rights.ts';
import type { Caller } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import {
  ACLU,
  act,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { caller as slackCaller } from '../../support/house.ts';

const DAY_MS = 24 * 60 * 60_000;

const asks = (needs: Right, name = 'something') => ({ name, needs });

/** U2, who is nobody yet, unless a test says otherwise. */
const caller = (over: Partial<Caller> = {}): Caller =>
  slackCaller({ account: slackAccount('U2'), name: 'Bo', mayManage: false, ...over });

const direct = (id: string, over: Partial<Caller> = {}): Caller => ({
  place: { platform: 'discord', workspace: 'dm', channel: 'D1' },
  account: discordAccount(id),
  mayManage: true,
  ...over,
});

/** A coalition of T1 that U1 coordinates, and a core that counts what it is asked. */
async function world(over: Partial<Core> = {}) {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  return { stores, coalition, coordinator, core: coreOf(stores, over) };
}

/** Answers these seats, by account, and remembers who was asked about where. */
function seats(known: Readonly<Record<string, Seat>>) {
  const asked: string[] = [];
  const seat: Core['seat'] = async ({ workspace }, { id }) => {
    asked.push(`${workspace} ${id}`);
    return known[`${workspace} ${id}`] ?? 'stranger';
  };
  return { asked, seat };
}

describe('a member who asks', () => {
  it('is known with role, person and coalition', async () => {
    const { core, coalition, stores } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'), 'editor');

    const who = await identify(caller(), asks('write'), core);

    expect(who).toMatchObject({
      person,
      role: 'editor',
      coalition: { id: coalition, name: 'Water Defenders' },
      place: { platform: 'slack', workspace: 'T1' },
      mayManage: false,
      administers: false,
    });
  });

  it('speaks for the organisation that was confirmed', async () => {
    const { core, coalition, stores } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'));
    const { id } = await stores.organisations.add(coalition, ACLU, act());
    await stores.organisations.setDelegate(coalition, person, id, act());

    expect((await identify(caller(), asks('read'), core)).organisation).toBe(id);
  });

  it('takes one question to the database', async () => {
    const { core, coalition, stores } = await world();
    await joined(stores, coalition, slackAccount('U2'));
    const questions: string[] = [];

    await identify(caller(), asks('read'), counted(core, questions));

    expect(questions).toEqual(['coalitions.who']);
  });

  it('is noted as heard of once a day, under the name of today', async () => {
    const { core, coalition, stores } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'));
    const questions: string[] = [];
    core.clock.set(NOON + DAY_MS);

    await identify(caller({ name: 'Bo B.' }), asks('read'), counted(core, questions));
    await identify(caller({ name: 'Bo B.' }), asks('read'), counted(core, questions));

    expect(questions).toEqual(['coalitions.who', 'members.seen', 'coalitions.who']);
    expect(await stores.members.member(coalition, person)).toMatchObject({
      name: 'Bo B.',
      seenAt: NOON + DAY_MS,
    });
  });

  it('has a name from the first word on, though others mentioned them before', async () => {
    const { core, coalition, stores } = await world();
    const { person } = await stores.members.enrol(
      coalition,
      { account: slackAccount('U2') },
      { role: 'editor', place: SLACK_PLACE },
      act(),
    );

    await identify(caller({ name: 'Bo' }), asks('read'), core);

    expect(await stores.members.member(coalition, person)).toMatchObject({ name: 'Bo' });
  });

  it('of another workspace keeps the role that they were given here', async () => {
    const { core, coalition, stores } = await world();
    const foreign = slackAccount('U7', 'T2');
    await stores.members.enrol(
      coalition,
      { account: foreign },
      { role: 'approver', place: SLACK_PLACE },
      act(),
    );

    const who = await identify(caller({ account: foreign, seat: 'guest' }), asks('read'), core);

    expect(who.role).toBe('approver');
  });
});

describe('somebody whom Vigil keeps nothing of', () => {
  it.each<[Seat, string]>([
    ['member', 'reader'],
    ['admin', 'coordinator'],
    ['guest', 'outsider'],
    ['stranger', 'outsider'],
  ])('and is a %s of the place is a(n) %s', async (seat, role) => {
    const { core } = await world();

    expect((await identify(caller({ seat }), asks('self'), core)).role).toBe(role);
  });

  it('is asked about where the platform did not say it with the question', async () => {
    const { seat, asked } = seats({ 'T1 U2': 'guest' });
    const { core } = await world({ seat });
    const { seat: _, ...unsaid } = caller();

    const who = await identify(unsaid, asks('self'), core);

    expect([who.role, asked]).toEqual(['outsider', ['T1 U2']]);
  });

  it('stays so while they only read', async () => {
    const { core, stores, coalition } = await world();

    const who = await identify(caller(), asks('read'), core);

    expect(who.person).toBeUndefined();
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });

  it('becomes a reader with the first thing that is kept', async () => {
    const { core, stores, coalition } = await world();

    const who = await identify(caller({ mayManage: true }), asks('follow'), core);

    expect(who.role).toBe('reader');
    expect(await stores.members.member(coalition, who.person ?? '')).toMatchObject({
      name: 'Bo',
      role: 'reader',
      accounts: [slackAccount('U2')],
    });
  });

  it('becomes a coordinator where they administer the place that founded the coalition', async () => {
    const { core, stores, coalition } = await world();

    const who = await identify(caller({ seat: 'admin' }), asks('coordinate'), core);

    expect((await stores.members.member(coalition, who.person ?? ''))?.role).toBe('coordinator');
  });

  it('is a reader where they administer a place that came by a link', async () => {
    const { core, stores, coalition } = await world();
    const place = await unseeded(stores.coalitions, coalition);

    const who = await identify(caller({ seat: 'admin' }), asks('read'), {
      ...core,
      coalitions: { ...core.coalitions, who: async () => place },
    });

    expect(who.role).toBe('reader');
  });

  it('of another workspace, in a channel that both share, is an outsider', async () => {
    const { core } = await world();

    const who = await identify(
      caller({ account: slackAccount('U7', 'T2'), seat: 'admin' }),
      asks('self'),
      core,
    );

    expect(who.role).toBe('outsider');
  });
});

describe('somebody who left', () => {
  const leaver = async () => {
    const { core, stores, coalition } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'), 'coordinator');
    await stores.members.leave(coalition, person, { removed: false }, act());
    return core;
  };

  it('reads on as a member of the place', async () => {
    expect((await identify(caller(), asks('read'), await leaver())).role).toBe('reader');
  });

  it('is not made a coordinator again because the platform says admin', async () => {
    const core = await leaver();

    expect((await identify(caller({ seat: 'admin' }), asks('read'), core)).role).toBe('reader');
  });
});

describe('who administers the place', () => {
  const DAYS = 24 * 60 * 60_000;
  const admin = caller({ account: slackAccount('U5'), seat: 'admin' });

  it('is a coordinator by that in the first week only: then roles are the coalition’s', async () => {
    const { core } = await world();

    const early = await identify(admin, asks('read'), core);
    core.clock.set(NOON + 8 * DAYS);
    const late = await identify(admin, asks('read'), core);

    expect([early.role, late.role]).toEqual(['coordinator', 'reader']);
  });

  it.each([
    [
      'whose role was changed',
      ({ members }: Stores, coalition: string, person: string) =>
        members.setRole(coalition, person, 'reader', act()),
    ],
    [
      'who was removed',
      ({ members }: Stores, coalition: string, person: string) =>
        members.leave(coalition, person, { removed: true }, act()),
    ],
  ])(
    'is none by that any more once there was somebody %s by hand, purged since or not',
    async (_, change) => {
      const { core, stores, coalition } = await world();
      const bo = await joined(stores, coalition, slackAccount('U2'), 'coordinator', 'Bo');
      const before = await identify(admin, asks('read'), core);
      await change(stores, coalition, bo);
      const kept = await identify(admin, asks('read'), core);
      await stores.members.purge(bo, act({ person: bo }));
      const again = await identify(caller({ seat: 'admin' }), asks('self'), core);

      expect([before.role, kept.role]).toEqual(['coordinator', 'reader']);
      expect(again.role).not.toBe('coordinator');
    },
  );

  it('is one later too where nobody coordinates, or only whoever holds the database', async () => {
    const stores = openStores();
    const { coalition } = await stores.coalitions.found(
      { ...SLACK_PLACE, name: 'Water Defenders', kind: 'workspace' },
      undefined,
      NOON,
    );
    await stores.members.enrol(
      coalition.id,
      { account: { platform: 'console', workspace: 'local', id: 'coordinator' } },
      { role: 'coordinator', place: SLACK_PLACE },
      act(),
    );
    const core = coreOf(stores);
    core.clock.set(NOON + 8 * DAYS);

    expect((await identify(admin, asks('read'), core)).role).toBe('coordinator');
  });
});

describe('somebody whom a coordinator removed', () => {
  it('coordinates where they administer the place, and nobody else does any more', async () => {
    const { core, stores, coalition, coordinator } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'), 'editor');
    await stores.members.leave(coalition, person, { removed: true }, act());
    await stores.members.purge(coordinator, act());

    const admin = await identify(caller({ seat: 'admin' }), asks('self'), core);

    expect(admin.role).toBe('coordinator');
  });

  it('is an outsider, also where they sit in the workspace and administer it', async () => {
    const { core, stores, coalition } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'), 'editor');
    await stores.members.leave(coalition, person, { removed: true }, act());

    const asking = identify(caller({ seat: 'admin' }), asks('read'), core);

    await expect(asking).rejects.toMatchObject({ problem: 'not_allowed' });
  });
});

describe('somebody who was removed and has had everything deleted since', () => {
  const purged = async () => {
    const { core, stores, coalition } = await world();
    const person = await joined(stores, coalition, slackAccount('U2'), 'editor');
    await stores.members.leave(coalition, person, { removed: true }, act());
    await stores.members.purge(person, act());
    return { core, stores, coalition };
  };

  it.each<[Seat, Right]>([
    ['member', 'read'],
    ['member', 'speak'],
    ['admin', 'coordinate'],
  ])('is an outsider still, who sits there as %s and would %s', async (seat, needs) => {
    const { core, stores, coalition } = await purged();

    await expect(identify(caller({ seat }), asks(needs), core)).rejects.toMatchObject({
      problem: 'not_allowed',
    });
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });

  it('is offered nothing while they type', async () => {
    const { core } = await purged();

    expect(await recognise(caller(), core)).toMatchObject({ role: 'outsider' });
  });

  it('is what a coordinator makes them, once let in again', async () => {
    const { core, stores, coalition } = await purged();
    await joined(stores, coalition, slackAccount('U2'), 'editor');

    expect((await identify(caller(), asks('write'), core)).role).toBe('editor');
  });
});

describe('a right that is missing', () => {
  it.each<[string, Partial<Caller>, Right]>([
    ['a reader who writes', {}, 'write'],
    ['a reader who coordinates', {}, 'coordinate'],
    ['a guest who reads', { seat: 'guest' }, 'read'],
    ['a guest who manages the channel and follows', { seat: 'guest', mayManage: true }, 'follow'],
  ])('refuses %s, and keeps nothing of them', async (_, over, needs) => {
    const { core, stores, coalition } = await world();

    await expect(identify(caller(over), asks(needs), core)).rejects.toMatchObject({
      problem: 'not_allowed',
    });
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });
});

describe('a place that no coalition has', () => {
  const elsewhere = (over: Partial<Caller> = {}) =>
    caller({
      place: { platform: 'slack', workspace: 'T9', channel: 'C1' },
      placeName: 'River Watch',
      account: slackAccount('U9', 'T9'),
      ...over,
    });

  it('founds one with the first question, and makes nobody its coordinator by that', async () => {
    const { core } = await world();

    const who = await identify(elsewhere(), asks('read'), core);

    expect([who.coalition.name, who.role]).toEqual(['River Watch', 'reader']);
  });

  it('is known by its id where the platform did not say its name', async () => {
    const { core } = await world();
    const { placeName: _, ...unnamed } = elsewhere();

    expect((await identify(unnamed, asks('read'), core)).coalition.name).toBe('T9');
  });

  it('is left alone while somebody only types', async () => {
    const { core, stores } = await world();

    expect(await recognise(elsewhere(), core)).toBeUndefined();
    expect(await stores.coalitions.all()).toHaveLength(1);
  });
});

describe('direct messages on Discord', () => {
  it('of somebody who is in no coalition are a coalition of their own', async () => {
    const { core } = await world();

    const who = await identify(direct('9'), asks('write'), core);

    expect([who.role, who.place.kind, who.administers]).toEqual(['coordinator', 'direct', true]);
  });

  it('of a member belong to the coalition while they are in one of its servers', async () => {
    const { seat } = seats({ 'G1 9': 'member' });
    const stores = openStores();
    const { coalition } = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await joined(stores, coalition, discordAccount('9'), 'editor');

    const who = await identify(direct('9'), asks('write'), coreOf(stores, { seat }));

    expect([who.coalition.id, who.role]).toEqual([coalition, 'editor']);
  });

  it('show nothing any more to a member who is in none of its servers', async () => {
    const { seat, asked } = seats({});
    const stores = openStores();
    const { coalition } = await founded(stores, DISCORD_PLACE, discordAccount('1'));
    await joined(stores, coalition, discordAccount('9'), 'editor');

    const asking = identify(direct('9'), asks('read'), coreOf(stores, { seat }));

    await expect(asking).rejects.toMatchObject({ problem: 'not_allowed' });
    expect(asked).toEqual(['G1 9']);
  });

  it('count by any account of the person that sits in a place', async () => {
    const { seat } = seats({ 'T1 U2': 'member' });
    const { stores, coalition } = await world();
    await joined(stores, coalition, slackAccount('U2'), 'editor');
    await stores.members.linkAccounts(coalition, slackAccount('U2'), discordAccount('9'), act());

    const who = await identify(direct('9'), asks('write'), coreOf(stores, { seat }));

    expect([who.coalition.id, who.role]).toEqual([coalition, 'editor']);
  });
});

describe('who administers a place', () => {
  it('is asked for what coordinators do only', async () => {
    const { seat, asked } = seats({ 'T1 U1': 'admin' });
    const { core } = await world({ seat });
    const { seat: _, ...unsaid } = caller({ account: slackAccount('U1') });

    const reading = await identify(unsaid, asks('read', 'deadlines'), core);
    const linking = await identify(unsaid, asks('coordinate', 'admin link'), core);

    expect([reading.administers, linking.administers, asked]).toEqual([false, true, ['T1 U1']]);
  });
});

describe('the command line', () => {
  const line = (as: Caller['as'], over: Partial<Caller> = {}): Caller => ({
    place: { platform: 'slack', workspace: 'T1', channel: 'terminal' },
    account: { platform: 'console', workspace: 'local', id: as?.role ?? 'operator' },
    mayManage: false,
    ...(as && { as }),
    ...over,
  });

  it('has the role that it takes', async () => {
    const { core } = await world();

    const who = await identify(line({ role: 'approver' }), asks('approve'), core);

    expect([who.role, who.person === undefined]).toEqual(['approver', false]);
  });

  it('is bound by the role that it takes', async () => {
    const { core } = await world();

    await expect(identify(line({ role: 'reader' }), asks('write'), core)).rejects.toMatchObject({
      problem: 'not_allowed',
    });
  });

  it('is an outsider in a place of another coalition', async () => {
    const { core, stores } = await world();
    const other = await founded(stores, { platform: 'slack', workspace: 'T2' });

    const asking = identify(
      line({ role: 'coordinator', coalition: other.coalition }),
      asks('read'),
      core,
    );

    await expect(asking).rejects.toMatchObject({ problem: 'not_allowed' });
  });

  it('founds a coalition in a place that none has', async () => {
    const { core } = await world();
    const place = { platform: 'discord', workspace: 'G7', channel: 'C1' };

    const who = await identify(line({ role: 'reader' }, { place }), asks('read'), core);

    expect([who.coalition.name, who.role]).toEqual(['G7', 'reader']);
  });
});

/** What `who` answers in a place that was linked. */
async function unseeded(coalitions: Core['coalitions'], coalition: string) {
  const [place] = await coalitions.places(coalition);
  const found = await coalitions.get(coalition);
  if (!place || !found) throw new Error('No coalition was founded');
  return { coalition: found, place: { ...place, seeds: false } };
}

/** The core, writing down each question to a store. */
function counted(core: Core, questions: string[]): Core {
  const watch = <Store extends object>(name: string, store: Store): Store =>
    new Proxy(store, {
      get: (target, method, self) => {
        questions.push(`${name}.${String(method)}`);
        return Reflect.get(target, method, self);
      },
    });
  return {
    ...core,
    coalitions: watch('coalitions', core.coalitions),
    members: watch('members', core.members),
  };
}
