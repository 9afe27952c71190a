import { describe, expect, it } from 'vitest';
import { isNothing, keptOutOf } from '../../../src/core/coalition/kept.ts';
import type { Kept, PersonalData } from '../../../src/core/coalition/members.ts';
import { SLACK_PLACE, slackAccount } from '../../support/coalition.ts';

const inCoalition = (name: string, over: Partial<PersonalData> = {}): PersonalData => ({
  coalition: { id: name, name },
  deadlines: [],
  log: [],
  follows: [],
  requests: [],
  codes: [],
  tries: [],
  notices: [],
  barred: [],
  ...over,
});

const memberAs = (role: NonNullable<PersonalData['member']>['role']): Partial<PersonalData> => ({
  member: { person: 'p1', role, place: SLACK_PLACE, joinedAt: 0, seenAt: 0 },
});

const kept = (...coalitions: readonly PersonalData[]): Kept => ({ accounts: [], coalitions });

describe('what is kept of a person', () => {
  it('is nothing where there is neither an account nor a coalition', () => {
    expect([
      isNothing(kept()),
      isNothing({ ...kept(), accounts: [slackAccount('U1')] }),
      isNothing(kept(inCoalition('Water'))),
    ]).toEqual([true, false, false]);
  });

  it('names the coalitions that removed them, purged since or not', () => {
    const barred = [{ removedFrom: 'Land', digest: '3f' }];
    const found = keptOutOf(
      kept(
        inCoalition('Water', memberAs('removed')),
        inCoalition('Land', { barred }),
        inCoalition('Forest', memberAs('left')),
        inCoalition('River', memberAs('editor')),
      ),
    );

    expect(found).toEqual(['Water', 'Land']);
  });
});
