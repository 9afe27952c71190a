import type { Act } from './audit.ts';
import type { Account, Former, PlaceId, Role } from './coalition.ts';
import type { Newcomer } from './coalitions.ts';

/** A person in a coalition. */
export interface Member {
  readonly person: string;
  /** The display name as the platform gave it when the person was last seen. */
  readonly name?: string;
  readonly role: Role;
  /** The id of the organisation that the person speaks for, once confirmed. */
  readonly organisation?: string;
  /** Through which place the person came. */
  readonly place: PlaceId;
  readonly accounts: readonly Account[];
  readonly joinedAt: number;
  readonly seenAt: number;
}

/** Somebody whom a coalition removed. */
export type Removed = Pick<Member, 'place' | 'accounts'>;

/** What Vigil keeps of one person, in one coalition, for `privacy export`. */
export interface PersonalData {
  readonly coalition: { readonly id: string; readonly name: string };
  /** `left`: was a member. */
  readonly member?: Omit<Member, 'accounts' | 'role'> & { readonly role: Role | Former };
  /** The own deadlines that the person added, the log lines of what they did, what they set to be followed. */
  readonly deadlines: readonly object[];
  readonly log: readonly object[];
  readonly follows: readonly object[];
  readonly requests: readonly object[];
  /** Codes that were given out, without what was given; wrong ones that were typed; what was sent or waits. */
  readonly codes: readonly object[];
  readonly tries: readonly object[];
  readonly notices: readonly object[];
}

/** A coalition that a person is a member of, and as what. */
export interface Membership {
  readonly coalition: string;
  readonly name: string;
  readonly role: Role;
}

/** All that is kept of one person, coalition by coalition. */
export interface Kept {
  readonly accounts: readonly Account[];
  readonly coalitions: readonly PersonalData[];
}

export interface MemberStore {
  /** By name, then by when they joined. Those who left are not among them. */
  members(coalition: string): Promise<readonly Member[]>;
  member(coalition: string, person: string): Promise<Member | undefined>;
  /**
   * What all who are or were members are called, by person: for the log, until they are purged.
   * Of `others` those are `somebody from outside` whom Vigil knows, and who never were members.
   */
  names(coalition: string, others?: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Makes an account a member, with a new person where Vigil keeps nothing of
   * it. Where there is a membership, only the name and the instant of being
   * seen change; a role that was given by hand stays. Who `left`, or was
   * `removed`, becomes a member again with the role given.
   */
  enrol(
    coalition: string,
    newcomer: Newcomer,
    entry: { readonly role: Role; readonly place: PlaceId },
    act: Act,
  ): Promise<{ readonly person: string; readonly role: Role }>;
  /** Notes that the person was heard of: at most once a day, and with the name as it is now. */
  seen(coalition: string, person: string, name: string | undefined, at: number): Promise<void>;
  /** Throws UserError (`last_coordinator`) where nobody would be left to coordinate. */
  setRole(coalition: string, person: string, role: Role, act: Act): Promise<void>;
  /**
   * Ends a membership: the person's own wish, or a coordinator's. A successor
   * becomes coordinator in the same transaction. The person's direct messages
   * leave with them: what is followed there ends. Throws UserError
   * (`last_coordinator`) where nobody would be left to coordinate.
   */
  leave(
    coalition: string,
    person: string,
    entry: { readonly successor?: string | undefined; readonly removed: boolean },
    act: Act,
  ): Promise<void>;
  /**
   * Two accounts become one person: whichever came first stays, with both
   * memberships; where both are members of one coalition, the higher role counts.
   * Throws UserError `removed_person` where either was removed from a coalition.
   */
  linkAccounts(coalition: string, from: Account, to: Account, act: Act): Promise<void>;
  /**
   * The account becomes a person of its own again, without any membership.
   * Throws UserError `only_account`; `last_coordinator` where a coalition would have
   * no coordinator left whose accounts are in its places.
   */
  unlinkAccount(coalition: string, account: Account, act: Act): Promise<void>;
  accounts(person: string): Promise<readonly Account[]>;
  /** The coalitions that a person is a member of. */
  memberships(person: string): Promise<readonly Membership[]>;
  /** The person of an account; undefined where Vigil keeps nothing of it. */
  personOf(account: Account): Promise<string | undefined>;
  dataOf(person: string): Promise<Kept>;
  /**
   * Deletes accounts, names, memberships, what only the person could see, and
   * what waits for them; in the log they are a former member from then on.
   * Where they were removed, their accounts stay, without a name and tied to
   * nothing else, so that they stay outside. Throws UserError
   * (`last_coordinator`) where a coalition with other members would be left
   * without a coordinator.
   */
  purge(person: string, act: Act): Promise<void>;
  /** Throws as `purge` would, and deletes nothing. */
  checkPurge(person: string): Promise<void>;

  // The machine room.
  /** Coordinators not heard of since `before`, who were not named for it yet. Only where there are others to tell. */
  silent(
    before: number,
  ): Promise<readonly { readonly coalition: string; readonly member: Member }[]>;
  /** Notes that they were named: once for each silence. */
  named(coalition: string, person: string, act: Act): Promise<void>;
}
