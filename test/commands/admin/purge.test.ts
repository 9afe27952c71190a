import { describe, expect, it } from 'vitest';
import { adminPurge } from '../../../commands/admin/purge.ts';
import type { Stores } from '../../../db/open.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import {
  callFrom,
  coreOf,
  founded,
  joined,
  NOON,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { buttonsOf, linesOf } from '../reading.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;

async function ask(stores: Stores, options: OptionValues = {}) {
  const core = coreOf(stores);
  const call = await callFrom(stores, SLACK_PLACE, slackAccount('U1'), options);
  return { reply: await runAs(adminPurge, call, core), notices: core.notices };
}

/** With Ada and Cy as coordinators. */
async function water() {
  const stores = openStores();
  const { coalition } = await founded(stores);
  await joined(stores, coalition, slackAccount('U2'), 'coordinator', 'Cy');
  const purgeAt = async () => (await stores.coalitions.get(coalition))?.purgeAt;
  return { stores, coalition, purgeAt };
}

describe('deleting a coalition', () => {
  it('says first what is deleted, how to take it along, and what to type', async () => {
    const { stores, purgeAt } = await water();
    const { reply } = await ask(stores);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Delete Water Defenders?',
      'This deletes all that the coalition owns: 1 place and 2 people, with its log and everything that waits to be sent. What is public stays, and Vigil can be used again from the beginning.',
      'Take everything with you first: /upr-admin export gives it to you as a file.',
      'If that is what you want, type the name: /upr-admin purge confirm:"Water Defenders". It is deleted 7 days after that; all coordinators are told, and each of them can call it off.',
    ]);
    expect([buttonsOf(reply), await purgeAt()]).toEqual([[], undefined]);
  });

  it('is due in 7 days once the name was typed, and the others are told', async () => {
    const { stores, coalition, purgeAt } = await water();
    const { reply, notices } = await ask(stores, { confirm: 'Water Defenders' });

    expect([reply.title, await purgeAt()]).toEqual([
      'Water Defenders is deleted on 29 Nov 2026',
      NOON + WEEK_MS,
    ]);
    expect(notices).toMatchObject([
      {
        coalition,
        destination: { channel: '@U2' },
        reply: {
          title: 'Water Defenders is to be deleted',
          buttons: [{ command: 'admin purge cancel' }],
        },
      },
    ]);
  });

  it.each(['water defenders', 'Water Defender', 'yes'])('is not done for %s', async (confirm) => {
    const { stores, purgeAt } = await water();

    await expect(ask(stores, { confirm })).rejects.toMatchObject({
      problem: 'wrong_confirmation',
      message: `You typed '${confirm}'; the coalition is called 'Water Defenders'. Nothing is deleted. To delete it, type its name exactly, in quotation marks.`,
    });
    expect(await purgeAt()).toBeUndefined();
  });

  it('is not put off by being asked again', async () => {
    const { stores } = await water();
    await ask(stores, { confirm: 'Water Defenders' });

    await expect(ask(stores, { confirm: 'Water Defenders' })).rejects.toMatchObject({
      problem: 'purge_asked',
      message:
        'Water Defenders is to be deleted on 29 Nov 2026 already. To call it off: /upr-admin purge cancel.',
    });
  });

  it('is called off by any coordinator, and the others are told', async () => {
    const { stores, purgeAt } = await water();
    await ask(stores, { confirm: 'Water Defenders' });
    const { reply, notices } = await ask(stores, { cancel: 'yes' });

    expect([reply.title, await purgeAt()]).toEqual(['Water Defenders is not deleted', undefined]);
    expect(notices.map(({ reply }) => linesOf(reply))).toEqual([
      ['A coordinator has called off the deletion of 29 Nov 2026.'],
    ]);
  });

  it('cannot be called off where nobody asked for it', async () => {
    const { stores } = await water();

    await expect(ask(stores, { cancel: 'yes' })).rejects.toMatchObject({
      problem: 'nothing_to_cancel',
    });
  });

  it('is either confirmed or called off', async () => {
    const { stores } = await water();
    const both = { confirm: 'Water Defenders', cancel: 'yes' };

    await expect(ask(stores, both)).rejects.toMatchObject({ problem: 'confirm_and_cancel' });
  });
});
