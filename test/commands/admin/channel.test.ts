import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../../src/core/coalition/coalition.ts';
import { act } from '../../support/coalition.ts';
import { CHANNEL, place } from '../../support/following.ts';
import { ownScene } from '../../support/own-scene.ts';
import { buttonsOf, linesOf } from '../reading.ts';

const sceneIn = async (exposure: Exposure) => ownScene({ exposure: async () => exposure });

describe('/upr-admin channel', () => {
  it.each<[Exposure, string, string]>([
    [
      'members',
      'people of this workspace or server only, as far as Vigil knows',
      'shown here, because it is read by your own people; nobody has chosen',
    ],
    [
      'direct',
      'one person alone, as far as Vigil knows',
      'shown here, because it is read by your own people; nobody has chosen',
    ],
    [
      'guests',
      'guests, or people of other workspaces, as well, as far as Vigil knows',
      'kept out, because people from outside may read it and nobody has chosen',
    ],
    [
      'public',
      'whoever joins this server, as far as Vigil knows',
      'kept out, because people from outside may read it and nobody has chosen',
    ],
    [
      'unknown',
      'people whom Vigil cannot know, because the platform does not say',
      'kept out, because people from outside may read it and nobody has chosen',
    ],
  ])('says who reads a channel (%s), and what is therefore shown', async (exposure, by, ours) => {
    const { ask } = await sceneIn(exposure);

    const reply = await ask('ada', 'admin channel');

    expect([reply.title, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      'This channel',
      `Read by: ${by}`,
      `Own deadlines: ${ours}`,
      'Everybody who reads it is of: nobody has said; what is for single organisations is not shown here',
      'Show ours here → admin channel ours:shown',
      'Keep ours out → admin channel ours:kept_out',
    ]);
  });

  it.each([
    ['shown', 'shown here, as was chosen', 'Keep ours out → admin channel ours:kept_out'],
    ['kept_out', 'kept out, as was chosen', 'Show ours here → admin channel ours:shown'],
  ])('remembers ours:%s', async (ours, words, other) => {
    const { ask, stores, coalition } = await sceneIn('guests');

    const reply = await ask('ada', `admin channel ours:${ours}`);

    expect([reply.title, linesOf(reply)[1], buttonsOf(reply)]).toEqual([
      'Remembered for this channel',
      `Own deadlines: ${words}`,
      [other],
    ]);
    expect(await stores.channels.channel(coalition, CHANNEL)).toEqual({
      destination: CHANNEL,
      ours,
      organisations: [],
    });
  });

  it('remembers the organisations that everybody is of, until none are named', async () => {
    const { ask } = await sceneIn('members');

    const replies = [
      await ask('ada', 'admin channel organisation:"hrw, American Civil Liberties Union"'),
      await ask('ada', 'admin channel ours:shown'),
      await ask('ada', 'admin channel organisation:none'),
    ];

    expect(replies.map((reply) => linesOf(reply)[2])).toEqual([
      'Everybody who reads it is of: HRW and ACLU',
      'Everybody who reads it is of: HRW and ACLU',
      'Everybody who reads it is of: nobody has said; what is for single organisations is not shown here',
    ]);
  });

  it('lists the other channels that somebody has chosen for, page by page', async () => {
    const { ask, stores, coalition } = await sceneIn('members');
    const choose = async (channel: string, choice: Parameters<typeof stores.channels.choose>[2]) =>
      stores.channels.choose(coalition, place(channel), choice, act());
    await choose('C1', { ours: 'shown' });
    await choose('C2', { ours: 'shown', organisations: ['aclu'] });
    await choose('C3', { organisations: ['hrw'] });
    for (let n = 0; n < 9; n += 1) await choose(`D${n}`, { ours: 'kept_out' });

    const reply = await ask('ada', 'admin channel');

    expect([reply.title, linesOf(reply).slice(3, 7), buttonsOf(reply)]).toEqual([
      'This channel (page 1 of 2)',
      [
        'Chosen for other channels',
        'channel C2 on Slack (Water Defenders) · ours shown · of ACLU',
        'channel C3 on Slack (Water Defenders) · of HRW',
        'channel D0 on Slack (Water Defenders) · ours kept out',
      ],
      ['Next ▶ → admin channel page:2', 'Keep ours out → admin channel ours:kept_out'],
    ]);
  });

  it('gives programs the same', async () => {
    const { ask, stores, coalition } = await sceneIn('public');
    await stores.channels.choose(coalition, place('C2'), { ours: 'shown' }, act());

    expect((await ask('ada', 'admin channel organisation:aclu')).data).toEqual({
      channel: 'slack/T1/C1',
      ours: null,
      organisations: ['aclu'],
      exposure: 'public',
      others: [{ channel: 'slack/T1/C2', ours: 'shown', organisations: [] }],
    });
  });

  it.each([
    ['ada', 'admin channel ours:perhaps', 'wrong_value'],
    ['ada', 'admin channel organisation:amnesty', 'unknown_organisation'],
    ['ben', 'admin channel ours:shown', 'not_allowed'],
    ['rea', 'admin channel', 'not_allowed'],
  ])('refuses %s %s as %s, and remembers nothing', async (account, text, problem) => {
    const { ask, stores, coalition } = await sceneIn('guests');

    expect([(await ask(account, text)).problem, await stores.channels.channels(coalition)]).toEqual(
      [problem, []],
    );
  });
});
