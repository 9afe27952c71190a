import { describe, expect, it } from 'vitest';
import { decline } from '../../commands/decline.ts';
import { slackAccount } from '../support/coalition.ts';
import { answer, asked, refusal, wantsToSpeak } from '../support/deciding.ts';
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
