import { describe, expect, it } from 'vitest';
import { CODE_MS, MOST_TRIES } from '../../../src/core/coalition/links.ts';
import { act, DISCORD_PLACE, discordAccount, NOON } from '../../support/coalition.ts';
import { dumpedStores } from '../../support/dumped.ts';
import {
  BO,
  CODE,
  issue,
  type Redeeming,
  redeem,
  type Two,
  twoCoalitions,
} from '../../support/links.ts';

const WRONG = 'WWWW-WWWW';

describe('wrong codes', () => {
  const guess = async (two: Two, over: Redeeming = {}): Promise<string> =>
    redeem(two, { text: WRONG, ...over }).then(
      () => 'taken',
      (error: { problem: string }) => error.problem,
    );

  const guessAccount = ({ stores, forest }: Two, account = discordAccount('2')) =>
    stores.links
      .peekAccount(forest, { text: WRONG, place: DISCORD_PLACE, account }, NOON)
      .catch((error: unknown) => error);

  async function guessed(times: number, over: Redeeming = {}): Promise<Two> {
    const two = await twoCoalitions();
    for (let tried = 0; tried < times; tried += 1) await guess(two, over);
    return two;
  }

  it('are counted, and then the right one is refused as well, with until when', async () => {
    const two = await guessed(MOST_TRIES);

    await expect(redeem(two, { at: NOON + 1 })).rejects.toMatchObject({
      problem: 'too_many_tries',
      message:
        '5 wrong codes were typed by you or in this place within 15 minutes, so no code is taken now, not even a right one. Wait until 12:15 Geneva time, then type it again.',
    });
  });

  it('are one fewer than too many until then', async () => {
    const two = await guessed(MOST_TRIES - 1);

    expect((await redeem(two)).host.id).toBe(two.water);
  });

  it('count against the account in another place', async () => {
    const two = await guessed(MOST_TRIES);

    expect(await guess(two, { text: CODE, place: { ...DISCORD_PLACE, workspace: 'G2' } })).toBe(
      'too_many_tries',
    );
  });

  it('count against the place, whoever types there', async () => {
    const two = await guessed(MOST_TRIES);

    expect(await guess(two, { text: CODE, account: discordAccount('2') })).toBe('too_many_tries');
  });

  it('count against nobody else', async () => {
    const two = await guessed(MOST_TRIES, {
      place: { ...DISCORD_PLACE, workspace: 'G2' },
      account: discordAccount('2'),
    });

    expect(await guess(two, { text: CODE })).toBe('taken');
  });

  it('are forgiven after 15 minutes, and what is refused meanwhile does not add to them', async () => {
    const two = await guessed(MOST_TRIES);
    await guess(two, { at: NOON + CODE_MS - 1 });
    await issue(two.stores, { coalition: two.water, coordinator: two.ada }, NOON + CODE_MS);

    expect(await guess(two, { text: CODE, at: NOON + CODE_MS })).toBe('taken');
  });

  it('count on where the place has joined another coalition meanwhile', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    for (let tried = 0; tried < MOST_TRIES; tried += 1) await guess(two);
    await two.stores.links.confirm(two.water, request.id, act({ person: two.ada }));
    const there = two.stores.links.redeem(
      two.water,
      { text: WRONG, as: 'link', place: DISCORD_PLACE, account: BO },
      two.bo,
      act(),
    );

    await expect(there).rejects.toMatchObject({ problem: 'too_many_tries' });
  });

  it('for accounts close a place to nobody else', async () => {
    const two = await twoCoalitions();
    for (let tried = 0; tried < MOST_TRIES; tried += 1) await guessAccount(two);

    expect(await guessAccount(two)).toMatchObject({
      problem: 'too_many_tries',
      message:
        '5 wrong codes were typed by you within 15 minutes, so no code is taken now, not even a right one. Wait until 12:15 Geneva time, then type it again.',
    });
    expect(await guess(two, { text: CODE })).toBe('taken');
  });

  it('count against the account, whatever they were for', async () => {
    const two = await guessed(MOST_TRIES);

    expect(await guessAccount(two, BO)).toMatchObject({ problem: 'too_many_tries' });
  });

  it('are not forgotten with the person, though nothing says any more who it was', async () => {
    const { stores, rows } = dumpedStores();
    const place = { platform: 'discord', workspace: 'dm:7' };
    const account = discordAccount('7');
    const typed = async () => {
      const { coalition } = await stores.coalitions.found(
        { ...place, name: 'Direct messages', kind: 'direct' },
        { account },
        NOON,
      );
      return stores.links
        .peekAccount(coalition.id, { text: WRONG, place, account }, NOON)
        .catch((error: { problem: string }) => error.problem);
    };
    for (let tried = 0; tried < MOST_TRIES; tried += 1) await typed();
    const known = await stores.coalitions.who(place, account);
    const before = await stores.members.dataOf(known?.person ?? '');

    await stores.members.purge(known?.person ?? '', act());

    expect(before.coalitions.map(({ tries }) => tries.length)).toEqual([MOST_TRIES]);
    expect(rows('tries')).toHaveLength(MOST_TRIES);
    expect(JSON.stringify(rows('tries'))).not.toMatch(/discord|dm:7/);
    expect(await typed()).toBe('too_many_tries');
    await stores.links.prune(NOON + 2 * CODE_MS);
    expect(rows('tries')).toEqual([]);
  });
});
