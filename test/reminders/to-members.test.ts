import { describe, expect, it } from 'vitest';
import { type Account, directTo } from '../../src/core/coalition/coalition.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Draft } from '../../src/reminders/rule.ts';
import { toMembersOnly } from '../../src/reminders/to-members.ts';
import { discordAccount, slackAccount } from '../support/coalition.ts';
import { COALITION, notice } from '../support/following.ts';

const ADA = slackAccount('U1');
const ADA_ON_DISCORD = discordAccount('42');

const personal = (account: Account = ADA, key = 'rung'): Draft => ({
  notice: notice({ key, destination: directTo(account) }),
  line: ['Final text'],
  ours: { visibility: { to: 'person', person: 'ada' } },
});

const member = (over: Partial<Member> = {}): Member => ({
  person: 'ada',
  role: 'reader',
  place: { platform: 'slack', workspace: 'T1' },
  accounts: [ADA, ADA_ON_DISCORD],
  joinedAt: 1,
  seenAt: 1,
  ...over,
});

interface World {
  readonly drafts?: readonly Draft[];
  readonly ada?: Member | undefined;
  readonly entered?: readonly string[];
}

/** The keys that pass, how often the store was asked, and what was logged. */
async function passing(world: World = {}) {
  const { drafts = [personal()], entered = [] } = world;
  const warned: object[] = [];
  let asked = 0;
  const passed = await toMembersOnly(
    {
      members: {
        async member() {
          asked += 1;
          return 'ada' in world ? world.ada : member();
        },
      },
      log: { ...silentLog, warn: (fields) => void warned.push(fields) },
    },
    drafts,
    new Set(entered),
  );
  return { passed: passed.map(({ notice: { key } }) => key), asked, warned };
}

describe('what is one person’s own', () => {
  it.each([ADA, ADA_ON_DISCORD])('is told to a member, at their account %j', async (account) => {
    expect(await passing({ drafts: [personal(account)] })).toEqual({
      passed: ['rung'],
      asked: 1,
      warned: [],
    });
  });

  it.each<[string, World]>([
    ['is no member any more', { ada: undefined }],
    ['has given the account away', { ada: member({ accounts: [] }) }],
  ])('is not told to somebody who %s, and the log names nobody', async (_, world) => {
    expect(await passing(world)).toMatchObject({ passed: [], warned: [{ coalition: COALITION }] });
  });

  it('is asked about once, however much there is', async () => {
    const drafts = [personal(), personal(ADA, 'another')];

    expect(await passing({ drafts })).toMatchObject({ passed: ['rung', 'another'], asked: 1 });
  });

  it('is not asked about where it was told, or is anybody else’s', async () => {
    const { ours: _, ...official } = personal(ADA, 'official');
    const forAll: Draft = { ...official, ours: { visibility: { to: 'coalition' } } };

    expect(await passing({ drafts: [official, forAll, personal()], entered: ['rung'] })).toEqual({
      passed: ['official', 'official', 'rung'],
      asked: 0,
      warned: [],
    });
  });
});
