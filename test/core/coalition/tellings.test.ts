import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/core/coalition/coalition.ts';
import { accountToTell } from '../../../src/core/coalition/tellings.ts';
import { discordAccount, NOON, slackAccount } from '../../support/coalition.ts';

const placeOn = (platform: string, over: Partial<Place> = {}): Place => ({
  coalition: 'c1',
  platform,
  workspace: 'W1',
  name: 'A place',
  kind: 'workspace',
  seeds: true,
  joinedAt: NOON,
  ...over,
});

const [SLACK, DISCORD] = [slackAccount('U1'), discordAccount('7')];

describe('the account by which a person is told', () => {
  it('is of the platform on which the coalition began', () => {
    const places = [placeOn('slack', { joinedAt: NOON + 1 }), placeOn('discord')];

    expect(accountToTell({ accounts: [SLACK, DISCORD] }, places)).toEqual(DISCORD);
  });

  it('is the first where they have none there', () => {
    expect(accountToTell({ accounts: [SLACK] }, [placeOn('discord')])).toEqual(SLACK);
  });

  it('has nothing to do with somebody’s direct messages', () => {
    const places = [
      placeOn('discord', { kind: 'direct' }),
      placeOn('slack', { joinedAt: NOON + 1 }),
    ];

    expect(accountToTell({ accounts: [DISCORD, SLACK] }, places)).toEqual(SLACK);
  });

  it('is none where nothing is kept of them', () => {
    expect(accountToTell({ accounts: [] }, [placeOn('slack')])).toBeUndefined();
  });
});
