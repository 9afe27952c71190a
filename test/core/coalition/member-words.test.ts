import { describe, expect, it } from 'vitest';
import { memberWords } from '../../../src/core/coalition/member-words.ts';
import type { Member } from '../../../src/core/coalition/members.ts';
import { NOON, SLACK_PLACE } from '../../support/coalition.ts';

const member = (person: string, name?: string): Member => ({
  person,
  role: 'reader',
  place: SLACK_PLACE,
  accounts: [],
  joinedAt: NOON,
  seenAt: NOON,
  ...(name !== undefined && { name }),
});

const ADA = member('aaaaaaaa-1111-4111-8111-111111111111', 'Ada');
const OTHER_ADA = member('bbbbbbbb-1111-4111-8111-111111111111', 'Ada');
const NAMELESS = member('cccccccc-1111-4111-8111-111111111111');

describe('what a member is called', () => {
  it('is the name as given', () => {
    expect(memberWords(ADA, [ADA, NAMELESS])).toBe('Ada');
  });

  it('has the beginning of the id where another is called the same', () => {
    expect(memberWords(ADA, [ADA, OTHER_ADA])).toBe('Ada (aaaaaaaa)');
  });

  it('is the beginning of the id where there is no name', () => {
    expect(memberWords(NAMELESS, [ADA, NAMELESS])).toBe('a member without a name (cccccccc)');
  });
});
