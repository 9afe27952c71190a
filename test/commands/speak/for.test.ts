import { describe, expect, it } from 'vitest';
import { speakFor } from '../../../commands/speak/for.ts';
import type { Stores } from '../../../db/open.ts';
import type { Role } from '../../../src/core/coalition/coalition.ts';
import {
  ACLU,
  act,
  callAs,
  coreOf,
  founded,
  joined,
  openStores,
  slackAccount,
} from '../../support/coalition.ts';
import { buttonsOf, linesOf } from '../reading.ts';

async function withAclu() {
  const stores = openStores();
  const home = await founded(stores);
  await stores.organisations.add(home.coalition, ACLU, act());
  const member = (id: string, role: Role = 'reader', name = id) =>
    joined(stores, home.coalition, slackAccount(id), role, name);
  const speak = async (person: string, organisation: string, core = coreOf(stores)) =>
    speakFor.run(await callAs(stores, home.coalition, person, { organisation }), core);
  return { stores, ...home, member, speak };
}

const speaksFor = async (stores: Stores, coalition: string, person: string) =>
  (await stores.members.member(coalition, person))?.organisation;

describe('/upr speak for', () => {
  it('asks the coordinators and the delegates, each in their own messages', async () => {
    const { stores, coalition, coordinator, member, speak } = await withAclu();
    const delegate = await member('U3');
    await stores.organisations.setDelegate(coalition, delegate, 'aclu', act());
    const ben = await member('U2', 'reader', 'Ben');
    const core = coreOf(stores);

    const reply = await speak(ben, 'aclu', core);

    const [request] = await stores.links.waiting(coalition, core.clock.now());
    expect(request).toMatchObject({ kind: 'speak', person: ben, organisation: 'aclu' });
    expect(reply.title).toBe('Asked whether you speak for ACLU');
    expect(core.notices.map(({ key, destination }) => [key, destination.channel])).toEqual([
      [`request/${coalition}/${request?.id}/${coordinator}`, '@U1'],
      [`request/${coalition}/${request?.id}/${delegate}`, '@U3'],
    ]);
    expect(await speaksFor(stores, coalition, ben)).toBeUndefined();
  });

  it.each([
    [false, 'One person was asked: nobody else coordinates the coalition or speaks for ACLU.'],
    [
      true,
      '2 people were asked: the coordinators and those who speak for ACLU. One answer is enough.',
    ],
  ])('says who was asked, be it one or several: %j', async (several, words) => {
    const { member, speak } = await withAclu();
    if (several) await member('U3', 'coordinator');

    const reply = await speak(await member('U2', 'reader', 'Ben'), 'aclu');

    expect(linesOf(reply)).toEqual([
      `${words} You will be told of the answer. It waits for 7 days.`,
    ]);
  });

  it('says to who decides who asks, and offers yes and no', async () => {
    const { stores, coalition, member, speak } = await withAclu();
    const ben = await member('U2', 'reader', 'Ben');
    const core = coreOf(stores);

    await speak(ben, 'aclu', core);

    const [request] = await stores.links.waiting(coalition, core.clock.now());
    const [notice] = core.notices;
    if (!notice) throw new Error('Nobody was asked');
    expect(notice).toMatchObject({ coalition, kind: 'request', state: null, dueOn: null });
    expect(notice.reply.title).toBe('Ben asks to speak for ACLU');
    expect(linesOf(notice.reply)[0]).toContain('Ben of Water Defenders, on Slack');
    expect(buttonsOf(notice.reply)).toEqual([
      `Confirm → confirm ${request?.id}`,
      `Decline → decline ${request?.id}`,
    ]);
  });

  it('needs nobody else where the asker coordinates', async () => {
    const { stores, coalition, coordinator, speak } = await withAclu();

    const reply = await speak(coordinator, 'American Civil Liberties Union');

    expect(reply.title).toBe('You speak for ACLU now');
    expect(await speaksFor(stores, coalition, coordinator)).toBe('aclu');
  });

  it('says so where it is so already', async () => {
    const { stores, coalition, member, speak } = await withAclu();
    const ben = await member('U2');
    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());

    const reply = await speak(ben, 'aclu');

    expect(reply.title).toBe('You speak for ACLU already');
    expect(await stores.links.waiting(coalition, act().at)).toEqual([]);
  });

  it('is asked once while it waits', async () => {
    const { member, speak } = await withAclu();
    const ben = await member('U2');
    await speak(ben, 'aclu');

    await expect(speak(ben, 'aclu')).rejects.toMatchObject({ problem: 'already_asked' });
  });

  it('ends with nobody', async () => {
    const { stores, coalition, member, speak } = await withAclu();
    const ben = await member('U2');
    await stores.organisations.setDelegate(coalition, ben, 'aclu', act());

    const replies = [await speak(ben, 'nobody'), await speak(ben, 'nobody')];

    expect(replies.map(({ title }) => title)).toEqual([
      'You speak for no organisation any more',
      'You speak for no organisation',
    ]);
    expect(await speaksFor(stores, coalition, ben)).toBeUndefined();
  });

  it('cannot be asked of nobody', async () => {
    const { stores, coalition, coordinator, member, speak } = await withAclu();
    const ben = await member('U2');
    await stores.members.leave(
      coalition,
      coordinator,
      { successor: ben, removed: false },
      act({ person: coordinator }),
    );
    const call = await callAs(stores, coalition, ben, { organisation: 'aclu' }, { role: 'reader' });

    await expect(speakFor.run(call, coreOf(stores))).rejects.toMatchObject({
      problem: 'nobody_to_ask',
    });
    expect(await speak(ben, 'aclu')).toMatchObject({ title: 'You speak for ACLU now' });
  });
});
