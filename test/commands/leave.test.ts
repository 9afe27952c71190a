import { describe, expect, it } from 'vitest';
import { leave } from '../../commands/leave.ts';
import {
  callAs,
  callFrom,
  coreOf,
  founded,
  joined,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../support/coalition.ts';
import { ownScene } from '../support/own-scene.ts';
import { buttonsOf, linesOf } from './reading.ts';

describe('/upr leave', () => {
  it('says first what ends and what stays', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'editor');

    const reply = await leave.run(await callAs(stores, coalition, ben), coreOf(stores));

    expect(reply.title).toBe('Leave Water Defenders?');
    expect(linesOf(reply)).toEqual([
      'Your role (editor) ends. You still read along where you are in its workspaces and servers.',
      'What you follow in direct messages ends.',
      'What you added stays with the coalition, and its log keeps what you did.',
    ]);
    expect(buttonsOf(reply)).toEqual(['Leave → leave confirm']);
    expect(await stores.members.member(coalition, ben)).toBeDefined();
  });

  it('says what becomes of the deadlines that only who leaves may see', async () => {
    const { ask } = await ownScene();
    const kept = async () => linesOf(await ask('ben', 'leave')).slice(3);
    await ask('ben', 'deadline add "For all" for:PER date:2026-12-01');
    await ask('eve', 'deadline add "For Eve" for:PER date:2026-12-01 seen-by:me');

    const before = await kept();
    await ask('ben', 'deadline add "Call Ada" for:PER date:2026-12-01 seen-by:me');
    const withOne = await kept();
    await ask('ben', 'deadline add "Call Eve" for:PER date:2026-12-02 seen-by:me');
    const withTwo = await kept();

    expect([before, withOne, withTwo]).toEqual([
      [],
      [
        'The deadline that only you see stays, until you end it with /upr deadline drop or type /upr privacy purge; you are not reminded of it while you are no member.',
      ],
      [
        'The 2 deadlines that only you see stay, until you end them with /upr deadline drop or type /upr privacy purge; you are not reminded of them while you are no member.',
      ],
    ]);
  });

  it('does it once confirmed', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'editor');
    const call = await callAs(stores, coalition, ben, { confirm: 'yes' });

    const reply = await leave.run(call, coreOf(stores));

    expect(reply.title).toBe('You have left Water Defenders');
    expect(linesOf(reply)[0]).toContain('/upr privacy purge');
    expect(await stores.members.member(coalition, ben)).toBeUndefined();
  });

  it('asks the last coordinator for a successor, and names one', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, slackAccount('U2'), 'reader', 'Ben');
    const call = await callAs(stores, coalition, coordinator, { confirm: 'yes' });

    await expect(leave.run(call, coreOf(stores))).rejects.toMatchObject({
      problem: 'last_coordinator',
      message: expect.stringContaining(
        '/upr leave successor: and the name of a member, such as Ben',
      ),
    });
    expect(await stores.members.member(coalition, coordinator)).toBeDefined();
  });

  it('hands over to the successor, who is told', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'reader', 'Ben');
    const core = coreOf(stores);
    const preview = await leave.run(
      await callAs(stores, coalition, coordinator, { successor: 'ben' }),
      core,
    );
    const options = { successor: ben, confirm: 'yes' };

    await leave.run(await callAs(stores, coalition, coordinator, options), core);

    expect(buttonsOf(preview)).toEqual([`Leave → leave successor:${ben.slice(0, 8)} confirm`]);
    expect(await stores.members.members(coalition)).toMatchObject([
      { person: ben, role: 'coordinator' },
    ]);
    expect(core.notices).toMatchObject([
      {
        destination: { channel: '@U2' },
        reply: { title: 'You coordinate Water Defenders now' },
      },
    ]);
  });

  it('leaves no workspace without a coordinator, though nobody else is a member', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const call = await callAs(stores, coalition, coordinator);

    await expect(leave.run(call, coreOf(stores))).rejects.toMatchObject({
      problem: 'last_coordinator',
      message:
        'Nobody else coordinates the coalition, so it needs another coordinator before you can leave. /upr-admin members makes one of a member; who wants all of it gone types /upr-admin purge.',
    });
  });

  it.each([
    ['oneself as successor', 'coordinator', 'me', 'own_successor'],
    ['a successor of who does not coordinate', 'editor', 'Ada', 'no_successor'],
    ['a successor who is no member', 'coordinator', 'zed', 'unknown_member'],
  ] as const)('refuses %s', async (_, role, successor, problem) => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), role, 'Ben');
    const call = await callAs(stores, coalition, ben, { successor, confirm: 'yes' });

    await expect(leave.run(call, coreOf(stores))).rejects.toMatchObject({ problem });
    expect(await stores.members.member(coalition, ben)).toBeDefined();
  });

  it('is nothing for who is no member', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), { confirm: 'yes' });

    await expect(leave.run(call, coreOf(stores))).rejects.toMatchObject({ problem: 'not_member' });
  });
});
