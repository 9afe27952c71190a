import { type Account, ROLES } from '../../src/core/coalition/coalition.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { people } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { eq } from '../drizzle.ts';
import { addAccount, newPerson, personOf } from '../members/rows.ts';

/** Who the people of an archive are here. */
export interface Arrivals {
  /** The person here for one of the archive; the same id where nobody here is meant. */
  readonly personHere: (person: string) => string;
  /** One membership for each person here. */
  readonly memberships: readonly Omit<Member, 'accounts'>[];
}

/**
 * Finds or makes the people of an archive. An account that is known here stays
 * the person that it is, and nothing that an archive says gives such a person
 * another account: it would have that person's rights in other coalitions.
 */
export function settle(tx: Transaction, members: readonly Member[], at: number): Arrivals {
  const here = new Map<string, string>();
  const memberships = new Map<string, Omit<Member, 'accounts'>>();
  for (const { accounts, ...member } of members) {
    const persons = personsOf(tx, member.person, accounts, at);
    here.set(member.person, persons[0] ?? member.person);
    for (const person of persons) {
      const arrived = { ...member, person };
      memberships.set(person, joined(memberships.get(person), arrived));
    }
  }
  return {
    personHere: (person) => here.get(person) ?? person,
    memberships: [...memberships.values()],
  };
}

/** Those whose accounts are known here, else a person of their own. Accounts that are new here come to nobody who is known. */
export function personsOf(
  tx: Transaction,
  person: string,
  accounts: readonly Account[],
  at: number,
): readonly string[] {
  const found = accounts.map((account) => ({ account, person: personOf(tx, account) }));
  const known = new Set(found.flatMap((one) => one.person ?? []));
  const fresh = found.filter((one) => one.person === undefined);
  if (fresh.length === 0 && known.size > 0) return [...known];
  const added = known.size === 0 ? makePerson(tx, person, at) : newPerson(tx, at);
  for (const { account } of fresh) addAccount(tx, account, added, at);
  return [...known, added];
}

/** Keeps the id of the archive unless it is somebody's here. */
function makePerson(tx: Transaction, id: string, at: number): string {
  if (tx.select().from(people).where(eq(people.id, id)).get()) return newPerson(tx, at);
  tx.insert(people).values({ id, createdAt: at }).run();
  return id;
}

/** Two members of the archive who are one person here: the higher role, and all the time that they were there. */
function joined(
  before: Omit<Member, 'accounts'> | undefined,
  member: Omit<Member, 'accounts'>,
): Omit<Member, 'accounts'> {
  if (!before) return member;
  const [higher, lower] =
    ROLES.indexOf(before.role) >= ROLES.indexOf(member.role) ? [before, member] : [member, before];
  return {
    ...lower,
    ...higher,
    joinedAt: Math.min(before.joinedAt, member.joinedAt),
    seenAt: Math.max(before.seenAt, member.seenAt),
  };
}
