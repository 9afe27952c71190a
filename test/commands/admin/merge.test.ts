import { describe, expect, it } from 'vitest';
import { adminMerge } from '../../../commands/admin/merge.ts';
import {
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  joined,
  NOON,
  runAs,
} from '../../support/coalition.ts';
import { addPlace, BO, CODE, type Two, twoCoalitions } from '../../support/links.ts';
import { linesOf } from '../reading.ts';

/** Bo types the code on Discord; answers also what others were told. */
async function asked({ stores }: Two) {
  const core = coreOf(stores);
  const call = await callFrom(stores, DISCORD_PLACE, BO, { code: CODE }, { name: 'Bo' });
  return { reply: await runAs(adminMerge, call, core), notices: core.notices };
}

describe('a merge', () => {
  it('is asked for with all places, and says that roles are kept', async () => {
    const two = await twoCoalitions();
    await addPlace(two, 'G2');
    const { reply } = await asked(two);

    expect([reply.title, linesOf(reply)[1]]).toEqual([
      'Asked whether Forest Watch may join Water Defenders',
      'If it is confirmed, 2 places and 2 people of Forest Watch become part of Water Defenders. Its people keep their roles; who is a member of both keeps the higher one.',
    ]);
  });

  it('shows who decides which places and roles there would be', async () => {
    const two = await twoCoalitions();
    await joined(two.stores, two.forest, discordAccount('2'), 'editor');
    const { notices } = await asked(two);
    const [request] = await two.stores.links.waiting(two.water, NOON);

    expect(notices.map(({ reply }) => linesOf(reply).slice(1, 5))).toEqual([
      [
        'What would be joined',
        'Forest Watch (Discord server)',
        '1 place and 2 people.',
        'Its people keep their roles; who is a member of both keeps the higher one. That would be 1 coordinator and 1 editor.',
      ],
    ]);
    expect(request?.kind).toBe('merge');
  });
});
