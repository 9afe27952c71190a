import { describe, expect, it } from 'vitest';
import { decline } from '../../commands/decline.ts';
import { discordAccount, joined, NOON, slackAccount } from '../support/coalition.ts';
import { answer, asked, refusal, wantsToSpeak } from '../support/deciding.ts';
import { BO } from '../support/links.ts';
import { linesOf } from './reading.ts';

describe('declining', () => {
  it('changes nothing, and tells who asked in their own coalition', async () => {
    const { two, id } = await asked('merge');
    const { reply, notices } = await answer(two, id, { command: decline });

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Forest Watch does not join Water Defenders',
      'The request was declined. Nothing has changed on either side; it takes a new code to ask again.',
    ]);
    expect(notices).toMatchObject([
      {
        key: `request/${two.water}/${id}/told`,
        coalition: two.forest,
        destination: { platform: 'discord', workspace: 'dm', channel: '@1' },
      },
    ]);
    expect(await two.stores.coalitions.places(two.forest)).toHaveLength(1);
  });

  it('stands against a later yes', async () => {
    const { two, id } = await asked();
    await answer(two, id, { command: decline });

    expect(await refusal(two, id)).toMatchObject({ problem: 'already_decided' });
  });
});

describe('a wish to join another coalition', () => {
  it('may be taken back by who has it: who would decide is told, and who coordinates with them', async () => {
    const { two, id } = await asked();
    await joined(two.stores, two.forest, discordAccount('2'), 'coordinator', 'Cy');
    const { reply, notices } = await answer(two, id, { command: decline, account: BO });

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Forest Watch no longer asks to join Water Defenders',
      'The request was taken back before anybody had answered it. Nothing has changed on either side; it takes a new code to ask again.',
    ]);
    expect(
      notices.map(({ coalition, destination, reply: told }) => [
        coalition,
        destination.channel,
        told.title,
      ]),
    ).toEqual([
      [two.forest, '@2', reply.title],
      [two.water, '@U1', reply.title],
    ]);
    expect(await refusal(two, id)).toMatchObject({
      problem: 'already_decided',
      message: expect.stringContaining('This was taken back in Forest Watch'),
    });
  });

  it('may be taken back by another who coordinates with them: they are told', async () => {
    const { two, id } = await asked();
    await joined(two.stores, two.forest, discordAccount('2'), 'coordinator', 'Cy');
    const { notices } = await answer(two, id, { command: decline, account: discordAccount('2') });

    expect(notices.map(({ destination }) => destination.channel)).toEqual(['@1', '@U1']);
  });

  it('is nobody else’s to take back: others of their coalition know of none', async () => {
    const { two, id } = await asked();
    await joined(two.stores, two.forest, discordAccount('2'), 'approver', 'Cy');
    const refused = refusal(two, id, { command: decline, account: discordAccount('2') });

    expect(await refused).toMatchObject({ problem: 'unknown_request' });
    expect(await two.stores.links.waiting(two.water, NOON)).toHaveLength(1);
  });
});

describe('a wish to speak for an organisation', () => {
  it('may be taken back by who has it, who is not told of it then', async () => {
    const { two, id } = await wantsToSpeak();
    const { reply, notices } = await answer(two, id, {
      command: decline,
      account: slackAccount('U2'),
    });

    expect([reply.title, notices]).toEqual(['Cy does not speak for ACLU', []]);
  });
});
