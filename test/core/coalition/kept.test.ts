import { describe, expect, it } from 'vitest';
import { keptOutOf } from '../../../src/core/coalition/kept.ts';
import type { Kept, PersonalData } from '../../../src/core/coalition/members.ts';
import { SLACK_PLACE } from '../../support/coalition.ts';

const inCoalition = (name: string, over: Partial<PersonalData> = {}): PersonalData => ({
  coalition: { id: name, name },
  deadlines: [],
  log: [],
  follows: [],
  requests: [],
  codes: [],
  tries: [],
  notices: [],
  ...over,
});

const memberAs = (role: NonNullable<PersonalData['member']>['role']): Partial<PersonalData> => ({
  member: { person: 'p1', role, place: SLACK_PLACE, joinedAt: 0, seenAt: 0 },
});

const kept = (...coalitions: readonly PersonalData[]): Kept => ({ accounts: [], coalitions });

describe('what is kept of a person', () => {
  it('names the coalitions that removed them', () => {
    const found = keptOutOf(
      kept(
        inCoalition('Water', memberAs('removed')),
        inCoalition('Land', memberAs('removed')),
        inCoalition('Forest', memberAs('left')),
        inCoalition('River', memberAs('editor')),
      ),
    );

    expect(found).toEqual(['Water', 'Land']);
  });
});
