import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../db/open.ts';
import type { Action } from '../../../src/core/coalition/audit.ts';
import type { Account } from '../../../src/core/coalition/coalition.ts';
import {
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { following, notice, place } from '../../support/following.ts';

const DAY = 24 * 60 * 60_000;
const BEN = slackAccount('U2');

async function entries(stores: Stores, coalition: string, action: Action) {
  const { entries } = await stores.audit.page(coalition, { action }, { offset: 0, limit: 50 });
  return entries;
}

const roleOf = async (stores: Stores, coalition: string, person: string) =>
  (await stores.members.member(coalition, person))?.role;

const standing = (stores: Stores, account: Account) => stores.coalitions.who(SLACK_PLACE, account);

describe('who does something that is kept', () => {
  it('becomes a member, through the place where it was done', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    const { person, role } = await stores.members.enrol(
      coalition,
      { account: BEN, name: 'Ben' },
      { role: 'editor', place: SLACK_PLACE },
      act(),
    );

    expect(role).toBe('editor');
    expect(await stores.members.member(coalition, person)).toEqual({
      person,
      name: 'Ben',
      role: 'editor',
      place: SLACK_PLACE,
      accounts: [BEN],
      joinedAt: NOON,
      seenAt: NOON,
    });
    expect(await entries(stores, coalition, 'member.joined')).toMatchObject([
      { person, subject: person, after: { role: 'editor' } },
      { after: { role: 'coordinator' } },
    ]);
  });

  it('keeps a role that was given by hand', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'approver');

    const again = await stores.members.enrol(
      coalition,
      { account: BEN, name: 'Benjamin' },
      { role: 'reader', place: SLACK_PLACE },
      act({ at: NOON + 1 }),
    );

    expect(again).toEqual({ person: ben, role: 'approver' });
    expect(await stores.members.member(coalition, ben)).toMatchObject({
      name: 'Benjamin',
      joinedAt: NOON,
      seenAt: NOON + 1,
    });
  });

  it('is a member again after having left, with the role given now', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'approver');
    await stores.members.leave(coalition, ben, { removed: false }, act({ person: ben }));

    await joined(stores, coalition, BEN, 'reader');

    expect(await roleOf(stores, coalition, ben)).toBe('reader');
  });

  it.each([
    ['of 300 characters', 'x'.repeat(300), `${'x'.repeat(79)}…`],
    ['that turns the direction of text', 'Ada\u202Eevil', 'Adaevil'],
    ['on two lines', 'Ada\n Zoe\u0308', 'Ada Zoë'],
    ['of nothing', ' \n ', undefined],
    ['of which nothing is seen', '\u200D\u200B', undefined],
  ])('is kept without harm under a name %s', async (_, given, kept) => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    const ben = await joined(stores, coalition, BEN, 'reader', given);

    expect((await stores.members.member(coalition, ben))?.name).toBe(kept);
  });
});

describe('the list of members', () => {
  it('is by name, and leaves out those who left', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const zoe = await joined(stores, coalition, slackAccount('U3'), 'reader', 'Zoë');
    const ben = await joined(stores, coalition, BEN, 'reader', 'Ben');
    const gone = await joined(stores, coalition, slackAccount('U4'), 'reader', 'Cy');
    await stores.members.leave(coalition, gone, { removed: true }, act({ person: coordinator }));

    const listed = await stores.members.members(coalition);

    expect(listed.map(({ person }) => person)).toEqual([coordinator, ben, zoe]);
  });

  it('keeps the names of those who left for the log, until they are purged', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'reader', 'Ben');
    const cy = await joined(stores, coalition, slackAccount('U3'), 'reader', 'Cy');
    await stores.members.leave(coalition, ben, { removed: false }, act({ person: ben }));
    await stores.members.purge(cy, act({ person: cy }));

    expect(await stores.members.names(coalition)).toEqual(
      new Map([
        [coordinator, 'Ada'],
        [ben, 'Ben'],
      ]),
    );
  });

  it('names people whom it knows and who never were members as somebody from outside', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const elsewhere = await founded(stores, { platform: 'slack', workspace: 'T9' });
    const purged = await joined(stores, coalition, BEN, 'reader', 'Ben');
    await stores.members.purge(purged, act({ person: purged }));

    const names = await stores.members.names(coalition, [elsewhere.coordinator, purged]);

    expect(names.get(elsewhere.coordinator)).toBe('somebody from outside');
    expect(names.has(purged)).toBe(false);
  });

  it('does not tell accounts of places that the coalition has nothing to do with', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const elsewhere = slackAccount('U1', 'T9');
    await founded(stores, { platform: 'slack', workspace: 'T9' }, elsewhere);
    await stores.members.linkAccounts(coalition, slackAccount('U1'), elsewhere, act());

    const member = await stores.members.member(coalition, coordinator);

    expect(member?.accounts).toEqual([slackAccount('U1')]);
    expect(await stores.members.accounts(coordinator)).toHaveLength(2);
  });
});

describe('being heard of', () => {
  it('is noted once a day', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const seen = async () => (await stores.members.member(coalition, coordinator))?.seenAt;

    await stores.members.seen(coalition, coordinator, 'Ada', NOON + DAY - 1);
    expect(await seen()).toBe(NOON);

    await stores.members.seen(coalition, coordinator, 'Ada', NOON + DAY);
    expect(await seen()).toBe(NOON + DAY);
  });

  it('takes the name as it is now', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    await stores.members.seen(coalition, coordinator, 'Ada L.', NOON + 1);

    expect((await stores.members.member(coalition, coordinator))?.name).toBe('Ada L.');
  });
});

describe('a role', () => {
  it('is changed with its line in the log', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);

    await stores.members.setRole(coalition, ben, 'editor', act({ person: coordinator }));

    expect(await roleOf(stores, coalition, ben)).toBe('editor');
    expect(await entries(stores, coalition, 'member.role')).toMatchObject([
      { person: coordinator, subject: ben, before: { role: 'reader' }, after: { role: 'editor' } },
    ]);
  });

  it('stays where it is the same: nothing is logged', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);

    await stores.members.setRole(coalition, ben, 'reader', act());

    expect(await entries(stores, coalition, 'member.role')).toEqual([]);
  });

  it('is not raised by oneself', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor');

    const raised = stores.members.setRole(coalition, ben, 'coordinator', act({ person: ben }));

    await expect(raised).rejects.toMatchObject({ problem: 'own_role' });
    expect(await roleOf(stores, coalition, ben)).toBe('editor');
  });

  it('of the last coordinator stays', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    const lowered = stores.members.setRole(coalition, coordinator, 'reader', act());

    await expect(lowered).rejects.toMatchObject({ problem: 'last_coordinator' });
    expect(await roleOf(stores, coalition, coordinator)).toBe('coordinator');
  });

  it('cannot be given to somebody of another coalition', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const other = await founded(stores, DISCORD_PLACE, discordAccount('1'));

    const given = stores.members.setRole(coalition, other.coordinator, 'reader', act());

    await expect(given).rejects.toMatchObject({ problem: 'unknown_member' });
  });
});

describe('leaving', () => {
  it('ends the membership and what was asked', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor');

    await stores.members.leave(coalition, ben, { removed: false }, act({ person: ben }));

    expect(await stores.members.member(coalition, ben)).toBeUndefined();
    expect((await standing(stores, BEN))?.member?.role).toBe('left');
    expect(await entries(stores, coalition, 'member.left')).toMatchObject([
      { subject: ben, before: { role: 'editor' } },
    ]);
  });

  it.each([false, true])(
    'ends what is followed in their direct messages, and no other’s (removed: %s)',
    async (removed) => {
      const stores = openStores();
      const { coalition } = await founded(stores);
      const ben = await joined(stores, coalition, BEN);
      await joined(stores, coalition, slackAccount('U3'));
      const follow = async (channel: string, createdBy: string): Promise<void> => {
        const one = following({ id: channel, destination: place(channel), createdBy });
        await stores.follows.save(coalition, one, act());
        const waits = notice({ key: channel, coalition, destination: place(channel) });
        await stores.outbox.enter([waits], NOON);
      };
      await follow('D-ben', 'U2');
      await follow('C-ben', 'U2');
      await follow('D-other', 'U3');

      await stores.members.leave(coalition, ben, { removed }, act());

      const kept = (await stores.follows.of(coalition)).map(
        ({ destination }) => destination.channel,
      );
      const waiting = (await stores.outbox.claim(NOON, 10)).map((parcel) => parcel.notice.key);
      expect(kept.toSorted()).toEqual(['C-ben', 'D-other']);
      expect(waiting.toSorted()).toEqual(['C-ben', 'D-other']);
      expect(await entries(stores, coalition, 'follow.removed')).toHaveLength(1);
    },
  );

  it('is refused to the last coordinator while others are members', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, BEN);

    const left = stores.members.leave(coalition, coordinator, { removed: false }, act());

    await expect(left).rejects.toMatchObject({ problem: 'last_coordinator' });
    expect(await roleOf(stores, coalition, coordinator)).toBe('coordinator');
  });

  it('hands over to a successor in the same step', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN);

    await stores.members.leave(
      coalition,
      coordinator,
      { successor: ben, removed: false },
      act({ person: coordinator }),
    );

    expect(await roleOf(stores, coalition, ben)).toBe('coordinator');
    expect(await roleOf(stores, coalition, coordinator)).toBeUndefined();
  });

  it.each([
    ['oneself', (own: string) => own, 'own_successor'],
    ['somebody who is no member', () => 'nobody', 'unknown_member'],
  ])('does not hand over to %s', async (_, successorOf, problem) => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, BEN);

    const left = stores.members.leave(
      coalition,
      coordinator,
      { successor: successorOf(coordinator), removed: false },
      act(),
    );

    await expect(left).rejects.toMatchObject({ problem });
    expect(await roleOf(stores, coalition, coordinator)).toBe('coordinator');
  });

  it('is refused to the only coordinator, though nobody else is a member', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    const left = stores.members.leave(coalition, coordinator, { removed: false }, act());

    await expect(left).rejects.toMatchObject({ problem: 'last_coordinator' });
  });

  it('is refused while only whoever holds the database coordinates beside them', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const account = { platform: 'console', workspace: 'local', id: 'coordinator' };
    await stores.members.enrol(
      coalition,
      { account },
      { role: 'coordinator', place: SLACK_PLACE },
      act(),
    );

    const left = stores.members.leave(coalition, coordinator, { removed: false }, act());

    await expect(left).rejects.toMatchObject({ problem: 'last_coordinator' });
  });
});

describe('a coordinator who is silent', () => {
  const before = NOON + DAY;

  it('is named where others can be told, once for each silence', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'coordinator');
    await stores.members.seen(coalition, ben, undefined, NOON + 2 * DAY);
    const silent = async (until = before) =>
      (await stores.members.silent(until)).map(({ member }) => member.person);

    expect(await silent()).toEqual([coordinator]);

    await stores.members.named(coalition, coordinator, act({ at: NOON + 2 * DAY }));
    expect(await silent()).toEqual([]);

    await stores.members.seen(coalition, coordinator, undefined, NOON + 3 * DAY);
    await stores.members.seen(coalition, ben, undefined, NOON + 9 * DAY);
    expect(await silent(NOON + 8 * DAY)).toEqual([coordinator]);
    expect(await entries(stores, coalition, 'member.silent')).toMatchObject([
      { subject: coordinator },
    ]);
  });

  it('is not named where there is no other coordinator', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, BEN, 'approver');

    expect(await stores.members.silent(before)).toEqual([]);
  });
});
