import { describe, expect, it } from 'vitest';
import { adminMembers } from '../../../commands/admin/members.ts';
import type { Seat } from '../../../src/core/coalition/coalition.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import {
  ACLU,
  act,
  callAs,
  coreOf,
  founded,
  joined,
  NOON,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { countedStores } from '../../support/counted.ts';
import { buttonsOf, fieldsOf, itemsOf, linesOf } from '../reading.ts';

/** Ada coordinates, Ben reads. */
async function withBen(over: Partial<Core> = {}) {
  const stores = openStores();
  const home = await founded(stores);
  const ben = await joined(stores, home.coalition, slackAccount('U2'), 'reader', 'Ben');
  const core = coreOf(stores, over);
  const asked = async (options: OptionValues, by = home.coordinator) =>
    runAs(adminMembers, await callAs(stores, home.coalition, by, options), core);
  const roleOf = async (person: string) =>
    (await stores.members.member(home.coalition, person))?.role;
  return { stores, ...home, ben, core, asked, roleOf };
}

describe('/upr-admin members', () => {
  it('lists who is a member, and what each may', async () => {
    const { stores, coalition, ben, asked } = await withBen();
    await stores.organisations.add(coalition, ACLU, act());
    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());

    const reply = await asked({});

    expect(reply.title).toBe('Members of Water Defenders: 2');
    expect(itemsOf(reply)).toEqual([
      'Ada · coordinator · Slack · last seen 22 Nov 2026',
      'Ben · reader · ACLU · Slack · last seen 22 Nov 2026',
    ]);
  });

  it('says how somebody who is not listed gets a role', async () => {
    const { asked } = await withBen();

    expect(linesOf(await asked({})).at(-1)).toContain(
      'to give one of them a role, mention them: /upr-admin members @chi role:editor',
    );
  });

  it('tells namesakes apart', async () => {
    const { stores, coalition, ben, asked } = await withBen();
    const other = await joined(stores, coalition, slackAccount('U3'), 'reader', 'Ben');

    const reply = await asked({});

    expect(
      itemsOf(reply)
        .slice(1)
        .map((item) => item.split(' · ')[0])
        .toSorted(),
    ).toEqual([ben, other].map((person) => `Ben (${person.slice(0, 8)})`).toSorted());
  });

  it('is paged by ten', async () => {
    const { stores, coalition, asked } = await withBen();
    for (let n = 10; n < 20; n += 1) await joined(stores, coalition, slackAccount(`U${n}`));

    const reply = await asked({ page: '2' });

    expect(reply.title).toBe('Members of Water Defenders: 12 (page 2 of 2)');
    expect(itemsOf(reply)).toHaveLength(2);
    expect(buttonsOf(reply)).toEqual(['◀ Previous → admin members page:1']);
  });

  it('asks the database as often for many members as for one', async () => {
    const { stores, statements } = countedStores();
    const { coalition, coordinator } = await founded(stores);
    const call = await callAs(stores, coalition, coordinator);
    const asked = () => statements(() => runAs(adminMembers, call, coreOf(stores)));
    await joined(stores, coalition, slackAccount('U2'));
    const few = await asked();
    for (let n = 10; n < 40; n += 1) await joined(stores, coalition, slackAccount(`U${n}`));

    expect(await asked()).toBe(few);
  });

  it('shows one member, with what can be done', async () => {
    const { ben, asked } = await withBen();

    const reply = await asked({ member: 'ben' });

    expect(fieldsOf(reply)).toEqual({
      Role: 'reader',
      'Speaks for': 'nobody',
      Accounts: 'Slack',
      'Member since': '22 Nov 2026',
      'Last seen': '22 Nov 2026',
    });
    expect(buttonsOf(reply)).toEqual([
      `Make editor → admin members ${ben.slice(0, 8)} role:editor`,
      `Make approver → admin members ${ben.slice(0, 8)} role:approver`,
      `Make coordinator → admin members ${ben.slice(0, 8)} role:coordinator`,
      `End membership → admin members ${ben.slice(0, 8)} remove`,
    ]);
  });

  it('changes a role', async () => {
    const { ben, asked, roleOf } = await withBen();

    const replies = [
      await asked({ member: ben, role: 'editor' }),
      await asked({ member: ben, role: 'editor' }),
    ];

    expect(replies.map(({ title }) => title)).toEqual([
      'Ben is an editor now',
      'Ben is an editor already',
    ]);
    expect(await roleOf(ben)).toBe('editor');
  });

  it('lets in again who was removed and purged, once they are mentioned', async () => {
    const { stores, coalition, ben, asked } = await withBen();
    await asked({ member: ben, remove: 'yes', confirm: 'yes' });
    await stores.members.purge(ben, act());
    const known = () => stores.coalitions.who(SLACK_PLACE, slackAccount('U2'));
    const before = await known();

    const reply = await asked({ member: '<@U2>', role: 'editor' });

    expect(before?.member).toMatchObject({ role: 'removed' });
    expect(reply.title).toMatch(/is an editor now$/);
    expect(await known()).toMatchObject({
      coalition: { id: coalition },
      member: { role: 'editor' },
    });
  });

  it('confirms whom somebody speaks for, and ends it', async () => {
    const { stores, coalition, ben, asked } = await withBen();
    await stores.organisations.add(coalition, ACLU, act());

    const replies = [
      await asked({ member: 'ben', organisation: 'aclu' }),
      await asked({ member: 'ben', organisation: 'nobody' }),
    ];

    expect(replies.map(({ title }) => title)).toEqual([
      'Ben speaks for ACLU now',
      'Ben speaks for nobody now',
    ]);
    expect(replies.map((reply) => fieldsOf(reply)['Speaks for'])).toEqual(['ACLU', 'nobody']);
    expect(await stores.members.member(coalition, ben)).not.toHaveProperty('organisation');
  });

  it('ends a membership, once that is confirmed', async () => {
    const { ben, asked, roleOf } = await withBen();

    const preview = await asked({ member: 'ben', remove: 'yes' });
    const before = await roleOf(ben);
    const reply = await asked({ member: 'ben', remove: 'yes', confirm: 'yes' });

    expect([preview.title, before]).toEqual(['End the membership of Ben?', 'reader']);
    expect(itemsOf(preview).at(-1)).toContain('must also be removed from the workspace or server');
    expect(buttonsOf(preview)).toEqual([
      `End membership → admin members ${ben.slice(0, 8)} remove confirm`,
    ]);
    expect(reply.title).toBe('Ben is no member any more');
    expect(await roleOf(ben)).toBeUndefined();
  });

  it.each<Seat>(['member', 'guest'])('gives a role to a %s who is mentioned', async (seat) => {
    const { stores, asked } = await withBen({ seat: async () => seat });

    await asked({ member: '<@U9|cy>', role: 'approver' });

    const known = await stores.coalitions.who(SLACK_PLACE, slackAccount('U9'));
    expect(known?.member).toEqual({ role: 'approver', seenAt: NOON });
  });

  it('gives none to a stranger', async () => {
    const { stores, coalition, asked } = await withBen({ seat: async () => 'stranger' });

    await expect(asked({ member: '<@U9>', role: 'editor' })).rejects.toMatchObject({
      problem: 'unknown_member',
    });
    expect(await stores.members.members(coalition)).toHaveLength(2);
  });
});

describe('one’s own role', () => {
  it('may be lowered where another coordinates', async () => {
    const { ben, coordinator, asked, roleOf } = await withBen();
    await asked({ member: ben, role: 'coordinator' });

    const reply = await asked({ member: 'me', role: 'reader' });

    expect(reply.title).toBe('You are a reader now');
    expect(await roleOf(coordinator)).toBe('reader');
  });

  it('stays where nobody else coordinates', async () => {
    const { coordinator, asked, roleOf } = await withBen();

    await expect(asked({ member: 'me', role: 'reader' })).rejects.toMatchObject({
      problem: 'last_coordinator',
    });
    expect(await roleOf(coordinator)).toBe('coordinator');
  });

  it('stays, and so does the organisation that was given with it, where nobody else coordinates', async () => {
    const { stores, coalition, coordinator, asked } = await withBen();
    await stores.organisations.add(coalition, ACLU, act());

    await expect(
      asked({ member: 'me', role: 'reader', organisation: 'aclu' }),
    ).rejects.toMatchObject({ problem: 'last_coordinator' });
    expect((await stores.members.member(coalition, coordinator))?.organisation).toBeUndefined();
  });

  it('is not raised by who does not coordinate', async () => {
    const { ben, asked, roleOf } = await withBen();

    await expect(asked({ member: 'me', role: 'coordinator' }, ben)).rejects.toMatchObject({
      problem: 'not_allowed',
    });
    expect(await roleOf(ben)).toBe('reader');
  });

  it('is not ended here', async () => {
    const { asked } = await withBen();

    await expect(asked({ member: 'me', remove: 'yes' })).rejects.toMatchObject({
      problem: 'own_membership',
      message: expect.stringContaining('/upr leave'),
    });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a role of nobody', { role: 'editor' }, 'missing_member'],
    ['a role and an end at once', { member: 'ben', role: 'editor', remove: 'yes' }, 'one_change'],
    ['a name that nobody has', { member: 'bem', role: 'editor' }, 'unknown_member'],
    [
      'an organisation that there is not',
      { member: 'ben', organisation: 'x' },
      'unknown_organisation',
    ],
    [
      'an organisation that there is not, beside a role',
      { member: 'ben', role: 'editor', organisation: 'x' },
      'unknown_organisation',
    ],
  ])('is %s', async (_, options, problem) => {
    const { ben, asked, roleOf } = await withBen();

    await expect(asked(options)).rejects.toMatchObject({ problem });
    expect(await roleOf(ben)).toBe('reader');
  });
});
