import { describe, expect, it } from 'vitest';
import { OPERATOR, TERMINAL } from '../../src/adapters/console/intake.ts';
import { type Asker, callerFor } from '../../src/cli/asker.ts';
import { FormError } from '../../src/core/errors.ts';
import { discordAccount, founded, NOON, openStores } from '../support/coalition.ts';

const askAs = async (asker: Asker) => callerFor(asker, openStores());

describe('whoever asks on the command line', () => {
  it('is the one who sits at the terminal', async () => {
    expect(await askAs({})).toEqual(OPERATOR);
  });

  it('is an account of its own in each role, without what the platform would give', async () => {
    expect(await askAs({ as: 'Editor' })).toEqual({
      place: TERMINAL,
      placeName: 'This computer',
      account: { platform: 'console', workspace: 'local', id: 'editor' },
      name: 'editor on the command line',
      mayManage: false,
      as: { role: 'editor' },
    });
  });

  it.each([
    ['slack/T1', { platform: 'slack', workspace: 'T1', channel: 'terminal' }],
    ['slack/T1/C1', { platform: 'slack', workspace: 'T1', channel: 'C1' }],
    ['discord/9001', { platform: 'discord', workspace: '9001', channel: 'terminal' }],
  ])('asks from %s', async (place, destination) => {
    const stores = openStores();
    await founded(stores);
    await founded(stores, { platform: 'discord', workspace: '9001' }, discordAccount('1'));
    const [operator, editor] = await Promise.all([
      callerFor({ place }, stores),
      callerFor({ place, as: 'editor' }, stores),
    ]);

    expect([operator.place, operator.seat, editor.place]).toEqual([
      destination,
      'admin',
      destination,
    ]);
  });

  it('asks from the first place of a coalition that is named without one', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    expect(await callerFor({ as: 'reader', coalition: 'water defenders' }, stores)).toMatchObject({
      place: { platform: 'slack', workspace: 'T1', channel: 'terminal' },
      as: { role: 'reader', coalition },
    });
  });

  it('does not ask one coalition from a place that none has', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    await expect(
      callerFor({ as: 'reader', coalition, place: 'discord/9' }, stores),
    ).rejects.toMatchObject({
      problem: 'unknown_place',
      message:
        "No coalition in this database has the place 'discord/9'. There are: slack/T1 (Water Defenders).",
    });
    expect(await stores.coalitions.all()).toHaveLength(1);
  });

  it('is told ten of many places, and that there are more', async () => {
    const stores = openStores();
    for (let n = 1; n <= 11; n += 1) {
      const place = {
        platform: 'slack',
        workspace: `T${n}`,
        name: `C${n}`,
        kind: 'workspace',
      } as const;
      await stores.coalitions.found(place, undefined, NOON + n);
    }

    await expect(
      callerFor({ as: 'reader', coalition: 'C1', place: 'slack/T99' }, stores),
    ).rejects.toThrow(/There are: slack\/T1 \(C1\), .*slack\/T10 \(C10\) and more\.$/);
  });

  it.each<[Asker, string]>([
    [{ as: 'boss' }, "--as is 'boss' (expected reader, editor, approver, coordinator)"],
    [
      { coalition: 'x' },
      '--coalition needs --as (expected one of reader, editor, approver, coordinator)',
    ],
    [
      { place: 'slack' },
      "--place is 'slack' (expected a place such as slack/T1, discord/9001 or slack/T1/C1)",
    ],
    [
      { place: 'irc/x' },
      "--place is 'irc/x' (expected a place such as slack/T1, discord/9001 or slack/T1/C1)",
    ],
  ])('is refused with %j', async (asker, words) => {
    await expect(askAs(asker)).rejects.toThrow(new FormError(words));
  });
});
