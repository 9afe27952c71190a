import type { Member } from '../../src/core/coalition/members.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import { NOTHING_OURS, type Ours } from '../../src/reminders/ours.ts';
import { at } from './following.ts';
import { ownDeadline } from './own-deadlines.ts';

/** `Final text`, due on 1 December 2026 and added long before. */
export const finalText = (over: Partial<OwnDeadline> = {}): OwnDeadline =>
  ownDeadline({
    title: 'Final text',
    date: '2026-12-01',
    createdAt: at('2026-01-01 12:00'),
    createdBy: 'person-1',
    ...over,
  });

/** Whose that is: a member by the account that set it. */
export const whoAdded: Member = {
  person: 'person-1',
  role: 'reader',
  place: finalText().place,
  accounts: [finalText().account],
  joinedAt: 0,
  seenAt: 0,
};

/** What a beat sees of what coalitions have set. */
export const ours = (over: Partial<Ours> = {}): Ours => ({ ...NOTHING_OURS, ...over });
