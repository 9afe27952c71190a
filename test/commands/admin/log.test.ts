import { describe, expect, it } from 'vitest';
import { adminLog } from '../../../commands/admin/log.ts';
import type { Stores } from '../../../db/open.ts';
import type { OptionValues } from '../../../src/core/command.ts';
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
import { buttonsOf, itemsOf, linesOf } from '../reading.ts';

const DAY_MS = 24 * 60 * 60_000;

interface Coalition {
  readonly stores: Stores;
  readonly coalition: string;
  readonly coordinator: string;
  readonly ben: string;
}

/** Ada founds the coalition and adds the ACLU; Ben joins and exports for it the day after. */
async function coalitionOfTwo(stores = openStores()): Promise<Coalition> {
  const { coalition, coordinator } = await founded(stores);
  const ben = await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');
  await stores.organisations.add(
    coalition,
    ACLU,
    act({ person: coordinator, where: { ...SLACK_PLACE, channel: 'C1' } }),
  );
  await stores.audit.note(
    coalition,
    { action: 'coalition.exported', subject: coalition },
    act({ person: ben, organisation: 'aclu', at: NOON + DAY_MS }),
  );
  return { stores, coalition, coordinator, ben };
}

const log = async ({ stores, coalition, coordinator }: Coalition, options: OptionValues = {}) =>
  runAs(adminLog, await callAs(stores, coalition, coordinator, options), coreOf(stores));

describe('/upr-admin log', () => {
  it('says who changed what, for whom, when and where, newest first', async () => {
    const reply = await log(await coalitionOfTwo());

    expect(reply.title).toBe('Log of Water Defenders');
    expect(itemsOf(reply)).toEqual([
      '23 Nov 2026, 12:00 · Ben (ACLU) exported the coalition',
      '22 Nov 2026, 12:00 · Ada added the organisation “ACLU” · channel C1 on Slack',
      '22 Nov 2026, 12:00 · Ben joined as an editor',
      '22 Nov 2026, 12:00 · Ada joined as a coordinator',
      '22 Nov 2026, 12:00 · Ada brought in “Water Defenders” on Slack',
      '22 Nov 2026, 12:00 · Ada founded the coalition “Water Defenders”',
    ]);
  });

  it('leaves it to each platform how a channel of its own is called', async () => {
    const [block] = (await log(await coalitionOfTwo())).blocks;

    expect(block?.kind === 'list' && block.items[1]).toEqual([
      '22 Nov 2026, 12:00 · ',
      { strong: 'Ada' },
      ' added the organisation “ACLU”',
      ' · ',
      { channel: { ...SLACK_PLACE, channel: 'C1' } },
    ]);
  });

  it('calls who was purged a former member', async () => {
    const all = await coalitionOfTwo();
    await all.stores.members.purge(all.ben, act({ person: all.ben }));

    const items = itemsOf(await log(all));

    expect(items).toContain('23 Nov 2026, 12:00 · a former member (ACLU) exported the coalition');
    expect(items.join()).not.toContain('Ben');
  });

  it('says that something was done on the command line, or in direct messages, without whose', async () => {
    const all = await coalitionOfTwo();
    const { stores, coalition, ben } = all;
    const direct = { platform: 'discord', workspace: 'dm', channel: '@123' };
    const terminal = { platform: 'console', workspace: 'local', channel: 'terminal' };
    const onSlack = { platform: 'slack', workspace: 'T1', channel: 'D123' };
    for (const where of [onSlack, direct, terminal])
      await stores.audit.note(
        coalition,
        { action: 'coalition.exported', subject: coalition },
        act({ person: ben, where, at: NOON + DAY_MS }),
      );

    expect(itemsOf(await log(all)).slice(0, 3)).toEqual([
      '23 Nov 2026, 12:00 · Ben exported the coalition · the command line',
      '23 Nov 2026, 12:00 · Ben exported the coalition · direct messages on Discord',
      '23 Nov 2026, 12:00 · Ben exported the coalition · direct messages on Slack',
    ]);
  });

  it.each<[OptionValues, readonly string[]]>([
    [{ member: 'ada', action: 'organisation' }, ['Ada added']],
    [{ action: 'member' }, ['Ben joined', 'Ada joined']],
    [{ since: '2026-11-23' }, ['Ben (ACLU) exported']],
    [{ organisation: 'aclu', member: 'Ben' }, ['Ben (ACLU) exported']],
    [{ organisation: 'aclu', member: 'Ada' }, []],
  ])('is filtered by who, what, when and for whom, together: %j', async (options, expected) => {
    const items = itemsOf(await log(await coalitionOfTwo(), options));

    expect(items.map((item) => item.replace(/^.* · (.+ed)\b.*$/, '$1'))).toEqual(expected);
  });

  it.each(['ben', 'BEN', 'be', '<@U2>', 'id'])(
    'finds what a former member did, by %j',
    async (typed) => {
      const all = await coalitionOfTwo();
      const { stores, coalition, ben } = all;
      await stores.members.leave(coalition, ben, { removed: true }, act());

      const member = typed === 'id' ? ben.slice(0, 8) : typed;
      const items = itemsOf(await log(all, { member, action: 'coalition' }));

      expect(items).toEqual(['23 Nov 2026, 12:00 · Ben (ACLU) exported the coalition']);
    },
  );

  it('finds nobody who was purged', async () => {
    const all = await coalitionOfTwo();
    await all.stores.members.purge(all.ben, act({ person: all.ben }));

    for (const member of ['Ben', '<@U2>', all.ben])
      await expect(log(all, { member })).rejects.toMatchObject({ problem: 'unknown_member' });
  });

  it('tells a former member from one of the same name', async () => {
    const all = await coalitionOfTwo();
    const { stores, coalition, ben } = all;
    await stores.members.leave(coalition, ben, { removed: false }, act());
    const other = await joined(stores, coalition, slackAccount('U3'), 'editor', 'Ben');
    const [was, is] = [ben.slice(0, 8), other.slice(0, 8)];

    await expect(log(all, { member: 'ben' })).rejects.toThrow(
      new RegExp(`${was} \\(Ben, not a member any more\\)`),
    );
    expect(itemsOf(await log(all, { action: 'member' })).slice(0, 3)).toEqual([
      `22 Nov 2026, 12:00 · Ben (${is}) joined as an editor`,
      `22 Nov 2026, 12:00 · Vigil ended the membership of Ben (${was})`,
      `22 Nov 2026, 12:00 · Ben (${was}) joined as an editor`,
    ]);
  });

  it('calls an organisation that was dropped as it was called then', async () => {
    const all = await coalitionOfTwo();
    const { stores, coalition, ben } = all;
    const asking = { person: ben, account: slackAccount('U2'), organisation: 'aclu' };
    await stores.links.askToSpeak(coalition, asking, act({ person: ben }));
    await stores.organisations.drop(coalition, 'aclu', act());

    expect(itemsOf(await log(all, { member: 'ben' })).slice(0, 2)).toEqual([
      '22 Nov 2026, 12:00 · Ben asked to speak for ACLU, which is gone',
      '23 Nov 2026, 12:00 · Ben (ACLU, which is gone) exported the coalition',
    ]);
  });

  it('says so where nothing is as asked', async () => {
    const reply = await log(await coalitionOfTwo(), { action: 'deadline' });

    expect(linesOf(reply)).toEqual([
      'Nothing in the log is as you ask. Leave out an option to see more.',
    ]);
  });

  it('has ten lines a page, with buttons that ask the same for the next', async () => {
    const all = await coalitionOfTwo();
    for (let n = 0; n < 20; n += 1)
      await all.stores.audit.note(
        all.coalition,
        { action: 'coalition.exported', subject: all.coalition },
        act({ person: all.ben }),
      );

    const reply = await log(all, { page: '2', member: 'Ben', action: 'coalition' });

    expect(reply.title).toBe('Log of Water Defenders (page 2 of 3)');
    expect(itemsOf(reply)).toHaveLength(10);
    const ben = all.ben.slice(0, 8);
    expect(buttonsOf(reply)).toEqual([
      `◀ Previous → admin log page:1 member:${ben} action:coalition`,
      `Next ▶ → admin log page:3 member:${ben} action:coalition`,
    ]);
  });

  it('asks the database as often for a full page of many people as for one line', async () => {
    const { stores, statements } = countedStores();
    const all = await coalitionOfTwo(stores);
    const call = await callAs(stores, all.coalition, all.coordinator);
    const asked = () => statements(() => runAs(adminLog, call, coreOf(stores)));
    const few = await asked();
    for (let n = 0; n < 20; n += 1)
      await joined(stores, all.coalition, slackAccount(`U1${n}`), 'reader', `Member ${n}`);

    expect(await asked()).toBe(few);
    expect(few).toBeLessThanOrEqual(12);
  });

  it('shows the last page for one beyond it', async () => {
    const reply = await log(await coalitionOfTwo(), { page: '99' });

    expect(reply.title).toBe('Log of Water Defenders');
    expect(itemsOf(reply)).toHaveLength(6);
  });

  it('knows nobody of another coalition', async () => {
    const all = await coalitionOfTwo();
    const other = await founded(
      all.stores,
      { platform: 'slack', workspace: 'T2' },
      slackAccount('U7', 'T2'),
    );

    await expect(log(all, { member: other.coordinator })).rejects.toMatchObject({
      problem: 'unknown_member',
    });
  });

  it('is refused to others than coordinators', async () => {
    const { stores, coalition, ben } = await coalitionOfTwo();
    const call = await callAs(stores, coalition, ben);

    await expect(runAs(adminLog, call, coreOf(stores))).rejects.toMatchObject({
      problem: 'not_allowed',
    });
  });
});
