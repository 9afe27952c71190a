import type { Account } from '../core/coalition/coalition.ts';
import type { CoalitionStore } from '../core/coalition/coalitions.ts';
import { coordinatorsOf } from '../core/coalition/coordinators.ts';
import type { Member, MemberStore } from '../core/coalition/members.ts';
import { accountToTell } from '../core/coalition/tellings.ts';

export interface CoordinatorMeans {
  readonly coalitions: Pick<CoalitionStore, 'places'>;
  readonly members: Pick<MemberStore, 'members'>;
}

/** A coordinator, and the account under which they are written to. */
export interface Coordinator {
  readonly member: Member;
  readonly account: Account;
}

/** Those who can be written to, longest a member first. */
export async function reachableCoordinators(
  means: CoordinatorMeans,
  coalition: string,
): Promise<readonly Coordinator[]> {
  const places = await means.coalitions.places(coalition);
  return (await coordinatorsOf(means, coalition))
    .toSorted((a, b) => a.joinedAt - b.joinedAt || a.person.localeCompare(b.person))
    .flatMap((member) => {
      const account = accountToTell(member, places);
      return account ? [{ member, account }] : [];
    });
}
