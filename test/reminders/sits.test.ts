import { describe, expect, it } from 'vitest';
import type { Account, Place, Seat } from '../../src/core/coalition/coalition.ts';
import { sits } from '../../src/reminders/sits.ts';
import { discordAccount, slackAccount } from '../support/coalition.ts';
import { COALITION } from '../support/following.ts';

const ADA = slackAccount('U1');
const ADA_ON_DISCORD = discordAccount('42');

const placeOn = (
  platform: string,
  workspace: string,
  kind: Place['kind'] = 'workspace',
): Place => ({
  platform,
  workspace,
  coalition: COALITION,
  name: '',
  kind,
  seeds: true,
  joinedAt: 0,
});

const PLACES = [
  placeOn('slack', 'T1'),
  placeOn('discord', 'G1'),
  placeOn('discord', 'G2'),
  placeOn('discord', 'dm:42', 'direct'),
];

/** `seats`: what is said of every account, by place. */
async function asking(
  account: Account,
  seats: Readonly<Record<string, Seat | Error>>,
  places: readonly Place[] = PLACES,
): Promise<{ readonly inside: boolean; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const inside = await sits(
    {
      coalitions: { places: async () => places },
      async seat({ workspace }, { id }) {
        asked.push(`${workspace} ${id}`);
        const seat = seats[workspace] ?? 'stranger';
        if (seat instanceof Error) throw seat;
        return seat;
      },
    },
    COALITION,
    account,
  );
  return { inside, asked };
}

describe('an account sits in a coalition', () => {
  it.each<Seat>(['admin', 'member'])('where its workspace says %s', async (seat) => {
    expect(await asking(ADA, { T1: seat })).toEqual({ inside: true, asked: ['T1 U1'] });
  });

  it('where any of its servers says so', async () => {
    expect(await asking(ADA_ON_DISCORD, { G2: 'member' })).toEqual({
      inside: true,
      asked: ['G1 42', 'G2 42'],
    });
  });

  it('where it joined a server that is open to all the world', async () => {
    expect((await asking(ADA_ON_DISCORD, { G1: 'guest' })).inside).toBe(true);
  });

  it('where there are direct messages only, without asking', async () => {
    const alone = [placeOn('discord', 'dm:42', 'direct')];

    expect(await asking(ADA_ON_DISCORD, {}, alone)).toEqual({ inside: true, asked: [] });
  });

  it.each<[string, Seat | Error]>([
    ['is a guest there', 'guest'],
    ['is not there any more', 'stranger'],
    ['cannot be asked of', new Error('no answer')],
  ])('not where it %s', async (_, seat) => {
    expect((await asking(ADA, { T1: seat })).inside).toBe(false);
  });

  it('not in a workspace that is another’s', async () => {
    expect(await asking(ADA, { T2: 'member' }, [placeOn('slack', 'T2')])).toEqual({
      inside: false,
      asked: [],
    });
  });
});
