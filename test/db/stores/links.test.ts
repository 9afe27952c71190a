import { describe, expect, it } from 'vitest';
import { CODE_MS, REQUEST_MS } from '../../../src/core/coalition/links.ts';
import { act, DISCORD_PLACE, NOON, SLACK_PLACE } from '../../support/coalition.ts';
import { ADA, BO, CODE, issue, redeem, type Two, twoCoalitions } from '../../support/links.ts';

const WRONG = 'WWWW-WWWW';

describe('a code', () => {
  it.each([CODE, 'k7qm-2xpd', 'k7qm2xpd', ' K7QM 2XPD '])('may be typed as %s', async (text) => {
    const two = await twoCoalitions();
    const { request, host, brings } = await redeem(two, { text });

    expect([host.name, brings]).toEqual([
      'Water Defenders',
      { places: 1, organisations: 0, deadlines: 0, members: 1, follows: 0 },
    ]);
    expect(request).toEqual({
      id: expect.stringMatching(/^[2-9b-z]{5}$/),
      coalition: two.water,
      kind: 'link',
      joining: {
        coalition: two.forest,
        name: 'Forest Watch',
        place: DISCORD_PLACE,
        coordinators: [two.bo],
      },
      person: two.bo,
      account: BO,
      createdAt: NOON,
      expiresAt: NOON + REQUEST_MS,
      status: 'waiting',
    });
  });

  it('that is wrong is not known', async () => {
    await expect(redeem(await twoCoalitions(), { text: WRONG })).rejects.toMatchObject({
      problem: 'unknown_code',
      message:
        'There is no such code. Compare each of its eight characters; it is taken for 15 minutes, and once. After 5 wrong codes you have to wait. If it is right, ask a coordinator there for a new one.',
    });
  });

  it('is taken until 15 minutes have passed, and not then', async () => {
    const two = await twoCoalitions();

    await expect(redeem(two, { at: NOON + CODE_MS })).rejects.toMatchObject({
      problem: 'expired_code',
      message:
        'This code is older than 15 minutes, so it is not taken any more. Ask a coordinator there for a new one.',
    });
    expect((await redeem(two, { at: NOON + CODE_MS - 1 })).host.name).toBe('Water Defenders');
  });

  it('is taken once', async () => {
    const two = await twoCoalitions();
    await redeem(two);

    await expect(redeem(two)).rejects.toMatchObject({
      problem: 'used_code',
      message:
        'This code has been used: each is taken once. Ask a coordinator there for a new one.',
    });
  });

  it('is worth nothing once the same person has a newer one', async () => {
    const two = await twoCoalitions();
    await issue(two.stores, { coalition: two.water, coordinator: two.ada }, NOON, 'K7QM-2XPF');

    await expect(redeem(two)).rejects.toMatchObject({ problem: 'unknown_code' });
    expect((await redeem(two, { text: 'K7QM-2XPF' })).host.id).toBe(two.water);
  });

  it('of one’s own coalition is refused, and stays usable', async () => {
    const two = await twoCoalitions();
    const { stores, water, ada } = two;
    const own = stores.links.redeem(
      water,
      { text: CODE, as: 'link', place: SLACK_PLACE, account: ADA },
      ada,
      act({ person: ada }),
    );

    await expect(own).rejects.toMatchObject({
      problem: 'same_coalition',
      message:
        'This code is from Water Defenders, which this place belongs to already. Type it in the other workspace or server.',
    });
    expect((await redeem(two)).host.id).toBe(water);
  });

  it('for two accounts of one person links no places', async () => {
    const two = await twoCoalitions();
    await two.stores.links.issue(
      two.water,
      { kind: 'account', text: 'K7QM-2XPG', account: ADA },
      act({ person: two.ada }),
    );

    await expect(redeem(two, { text: 'K7QM-2XPG' })).rejects.toMatchObject({
      problem: 'unknown_code',
    });
  });

  it('is kept as a digest, and stands in no log', async () => {
    const { stores, water } = await twoCoalitions();
    const { entries } = await stores.audit.page(water, {}, { offset: 0, limit: 20 });

    expect(entries[0]).toMatchObject({ action: 'code.issued', after: { kind: 'link' } });
    expect(JSON.stringify(entries)).not.toMatch(/K7QM|2XPD/i);
  });

  it('is forgotten some time after it is over', async () => {
    const two = await twoCoalitions();
    await two.stores.links.prune(NOON + 3 * CODE_MS);

    await expect(redeem(two, { at: NOON + 3 * CODE_MS })).rejects.toMatchObject({
      problem: 'unknown_code',
    });
  });
});

describe('a code for two accounts of one person', () => {
  const redeemAccount = ({ stores, forest }: Two, account = BO, text = CODE) =>
    stores.links.redeemAccount(forest, { text, place: DISCORD_PLACE, account }, act());

  async function given(): Promise<Two> {
    const two = await twoCoalitions();
    await two.stores.links.issue(
      two.water,
      { kind: 'account', text: 'K7QM-2XPG', account: ADA },
      act({ person: two.ada }),
    );
    return two;
  }

  it('tells the account that it was given to, once', async () => {
    const two = await given();

    expect(await redeemAccount(two, BO, 'k7qm 2xpg')).toEqual(ADA);
    await expect(redeemAccount(two, BO, 'K7QM-2XPG')).rejects.toMatchObject({
      problem: 'used_code',
      message:
        'This code has been used: each is taken once. Ask Vigil, with your other account, for a new one.',
    });
  });

  it('is not taken from the account that it was given to, and stays usable', async () => {
    const two = await given();

    await expect(redeemAccount(two, ADA, 'K7QM-2XPG')).rejects.toMatchObject({
      problem: 'same_person',
    });
    expect(await redeemAccount(two, BO, 'K7QM-2XPG')).toEqual(ADA);
  });

  it('is not one for places', async () => {
    await expect(redeemAccount(await given())).rejects.toMatchObject({ problem: 'unknown_code' });
  });
});
