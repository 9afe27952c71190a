import { describe, expect, it } from 'vitest';
import { adminLink } from '../../../commands/admin/link.ts';
import { adminMerge } from '../../../commands/admin/merge.ts';
import { CODE_MS } from '../../../src/core/coalition/links.ts';
import type { Command } from '../../../src/core/command.ts';
import {
  ACLU,
  act,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  joined,
  NOON,
  runAs,
  SLACK_PLACE,
} from '../../support/coalition.ts';
import {
  ADA,
  addPlace,
  BO,
  CODE,
  issue,
  redeem,
  type Two,
  twoCoalitions,
} from '../../support/links.ts';
import { buttonsOf, linesOf } from '../reading.ts';

/** Bo types the code on Discord; answers also what others were told. */
async function asked(two: Two, command: Command = adminLink, code = CODE) {
  const core = coreOf(two.stores);
  const call = await callFrom(two.stores, DISCORD_PLACE, BO, { code }, { name: 'Bo' });
  const reply = await runAs(command, call, core);
  return { reply, notices: core.notices };
}

describe('a code to link', () => {
  it('is shown in large to who asked alone, with what to type where and until when', async () => {
    const { stores } = await twoCoalitions();
    const reply = await runAs(adminLink, await callFrom(stores, SLACK_PLACE, ADA), coreOf(stores));

    expect([reply.title, reply.audience]).toEqual(['K7QM-2XP2', 'caller']);
    expect(linesOf(reply)).toEqual([
      'In the workspace or server that is to join Water Defenders, one of its coordinators types /upr-admin link code:K7QM-2XP2, until 12:15 Geneva time. The code is taken once; a coordinator here is then asked to confirm.',
      'Where a coalition with several workspaces or servers is to join with all of them, it is /upr-admin merge code:K7QM-2XP2.',
      'Give the code only to somebody you know: a code that you got before is worth nothing now.',
    ]);
    expect(reply.data).toEqual({ code: 'K7QM-2XP2', expiresAt: NOON + CODE_MS });
  });

  it('is for coordinators', async () => {
    const { stores, water } = await twoCoalitions();
    await joined(stores, water, { ...ADA, id: 'U2' }, 'approver');
    const call = await callFrom(stores, SLACK_PLACE, { ...ADA, id: 'U2' });

    await expect(runAs(adminLink, call, coreOf(stores))).rejects.toMatchObject({
      problem: 'not_allowed',
    });
  });
});

describe('a code that is typed in another place', () => {
  it('asks the coordinators of the first, and says so', async () => {
    const two = await twoCoalitions();
    const { reply } = await asked(two);
    const [request] = await two.stores.links.waiting(two.water, NOON);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Asked whether Forest Watch may join Water Defenders',
      '1 coordinator of Water Defenders was asked (Ada). One answer is enough, within 7 days; you will be told of it.',
      'If it is confirmed, 1 place and 1 person of Forest Watch become part of Water Defenders. Its people arrive as readers; what each may do after that is for the coordinators to say.',
      `Request ${request?.id}. Until it is answered, you can take it back: /upr decline ${request?.id}.`,
    ]);
  });

  it('shows them what would be joined, with a yes and a no', async () => {
    const two = await twoCoalitions();
    const { notices } = await asked(two);
    const [notice] = notices;
    const [request] = await two.stores.links.waiting(two.water, NOON);

    expect(notices).toMatchObject([
      {
        key: `request/${two.water}/${request?.id}/${two.ada}`,
        coalition: two.water,
        destination: { platform: 'slack', workspace: 'T1', channel: '@U1' },
        kind: 'request',
      },
    ]);
    expect([notice?.reply.title, ...linesOf(notice?.reply ?? never())]).toEqual([
      'Forest Watch asks to join Water Defenders',
      'Bo typed a code of Water Defenders in Forest Watch (Discord server). Confirm it only if you know who that is.',
      'What would be joined',
      'Forest Watch (Discord server)',
      '1 place and 1 person.',
      'Its people arrive as readers; what each may do after that is for the coordinators to say.',
      'Everybody there would see what Water Defenders shares, and the other way round.',
      `Request ${request?.id}. Or type /upr confirm ${request?.id} or /upr decline ${request?.id} within 7 days.`,
    ]);
    expect(buttonsOf(notice?.reply ?? never())).toEqual([
      `Confirm → confirm ${request?.id}`,
      `Decline → decline ${request?.id}`,
    ]);
  });

  it('is told to who coordinates with the asker: what it would mean, and how to stop it', async () => {
    const two = await twoCoalitions();
    await joined(two.stores, two.forest, discordAccount('2'), 'coordinator', 'Cy');
    const { notices } = await asked(two);
    const [request] = await two.stores.links.waiting(two.water, NOON);
    const told = notices.filter(({ key }) => key.startsWith('told/'));
    const end = `decline ${request?.id}`;

    expect(told).toMatchObject([
      {
        key: expect.stringContaining(`told/${two.forest}/asked/${request?.id}/${two.bo}/`),
        coalition: two.forest,
        destination: { channel: '@2' },
        reply: { title: 'Forest Watch has asked to join Water Defenders' },
      },
    ]);
    expect(linesOf(told[0]?.reply ?? never())).toEqual([
      'Bo asked for it in Forest Watch (Discord server), with a code of Water Defenders. A coordinator there can confirm it within 7 days.',
      'If it is confirmed, 1 place and 2 people of Forest Watch become part of Water Defenders. Its people arrive as readers; what each may do after that is for the coordinators to say.',
      `Until then whoever coordinates Forest Watch can take it back: /upr ${end}.`,
    ]);
    expect(buttonsOf(told[0]?.reply ?? never())).toEqual([`Take it back → ${end}`]);
  });

  it('ends what somebody asked who no longer coordinates, and tells them', async () => {
    const two = await twoCoalitions();
    const { stores, forest, water } = two;
    const { request } = await redeem(two);
    const cy = await joined(stores, forest, discordAccount('2'), 'coordinator', 'Cy');
    await stores.members.setRole(forest, two.bo, 'editor', act({ person: cy }));
    await issue(stores, { coalition: water, coordinator: two.ada }, NOON, 'K7QM-2XPF');
    const core = coreOf(stores);
    const options = { code: 'K7QM-2XPF' };
    const call = await callFrom(stores, DISCORD_PLACE, discordAccount('2'), options);
    await runAs(adminLink, call, core);

    expect(
      core.notices.flatMap(({ key, destination, reply }) =>
        key === `request/${water}/${request.id}/told`
          ? [[destination.channel, reply.title, ...linesOf(reply)]]
          : [],
      ),
    ).toEqual([
      [
        '@1',
        'Your request for Forest Watch to join Water Defenders has ended',
        `Request ${request.id} ended because you no longer coordinate Forest Watch. Another coordinator has asked anew.`,
      ],
    ]);
  });

  it('names the organisations that would become one', async () => {
    const two = await twoCoalitions();
    await two.stores.organisations.add(two.water, ACLU, act());
    await two.stores.organisations.add(two.forest, { ...ACLU, short: 'aclu' }, act());
    const { notices } = await asked(two);

    expect(linesOf(notices[0]?.reply ?? never())).toContain(
      'ACLU is an organisation of both, and would be one: who speaks for it there would do so here.',
    );
  });

  it('points to a merge where there are several places, and is not used up by that', async () => {
    const two = await twoCoalitions();
    await addPlace(two, 'G2');

    await expect(asked(two)).rejects.toMatchObject({
      problem: 'several_places',
      message:
        'Forest Watch has 2 places (also Third), and a link is for one place with its people. All of Forest Watch can join with a merge; or this place leaves Forest Watch first, and is linked then. For all of it: /upr-admin merge code:…, with the same code.',
    });
    expect((await asked(two, adminMerge)).reply.title).toBe(
      'Asked whether Forest Watch may join Water Defenders',
    );
  });

  it('tells nobody anything where it is wrong', async () => {
    const two = await twoCoalitions();
    const core = coreOf(two.stores);
    const call = await callFrom(two.stores, DISCORD_PLACE, BO, { code: 'WWWW-WWWW' });

    await expect(runAs(adminLink, call, core)).rejects.toMatchObject({ problem: 'unknown_code' });
    expect(core.notices).toEqual([]);
  });
});

function never(): never {
  throw new Error('Nobody was told');
}
