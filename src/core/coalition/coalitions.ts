import type { Act } from './audit.ts';
import type { Account, Coalition, Former, Place, PlaceId, Role } from './coalition.ts';

/** From asking that a coalition is deleted until it is: time to call it off. */
export const PURGE_DELAY_MS = 7 * 24 * 60 * 60_000;

/** What the database knows of an account in a place. */
export interface Known {
  readonly coalition: Coalition;
  readonly place: Place;
  /** Absent where Vigil has kept nothing of the account. */
  readonly person?: string;
  /** The person's membership of that coalition, where there is one. */
  readonly member?: Standing;
}

/** What a person is, or was, in a coalition. */
export interface Standing {
  readonly role: Role | Former;
  /** Confirmed. */
  readonly organisation?: string;
  /** The display name when Vigil last heard of the person in this coalition, and when that was. */
  readonly name?: string;
  readonly seenAt: number;
}

/** What a place would bring into another coalition, or a coalition owns. */
export interface Holdings {
  readonly places: number;
  readonly organisations: number;
  readonly deadlines: number;
  readonly members: number;
  readonly follows: number;
}

/** Who does something first in a place, as the platform names them. */
export interface Newcomer {
  readonly account: Account;
  /** The display name as given. */
  readonly name?: string | undefined;
}

export interface CoalitionStore {
  /** One statement, however many coalitions there are. Undefined for a place that no coalition has. */
  who(place: PlaceId, account: Account): Promise<Known | undefined>;
  /**
   * The coalition of a place; founded with it where there is none, with the
   * founder as coordinator where one is known. Direct messages join the
   * coalition that their account became a member of last, if there is one.
   * Harmless when called again: then only a place that was known by its id alone
   * gets its name, and its coalition with it.
   */
  found(
    place: PlaceId & { readonly name: string; readonly kind: Place['kind'] },
    founder: Newcomer | undefined,
    at: number,
  ): Promise<{ readonly coalition: Coalition; readonly place: Place; readonly founded: boolean }>;
  get(coalition: string): Promise<Coalition | undefined>;
  places(coalition: string): Promise<readonly Place[]>;
  holdings(coalition: string): Promise<Holdings>;
  rename(coalition: string, name: string, act: Act): Promise<void>;
  /** From now on the direct messages of an account are in this coalition, of which its person is a member. */
  useDirect(coalition: string, place: PlaceId, act: Act): Promise<void>;
  /** Names the instant at which all is deleted; undefined calls it off. */
  setPurge(coalition: string, purgeAt: number | undefined, act: Act): Promise<void>;
  /**
   * Deletes all that the coalition owns, at once: places, members, deadlines,
   * follows, waiting notices, log. `dueBy`: only where that is asked for by then
   * still; somebody may have called it off just now.
   */
  purge(coalition: string, dueBy?: number): Promise<void>;

  // The machine room: asked by the scheduler and the command line, never for a person.
  /** Every coalition, oldest first. */
  all(): Promise<readonly Coalition[]>;
  /** The same, each with what it owns, in a fixed number of statements. */
  inventory(): Promise<readonly (Coalition & Holdings)[]>;
  /** Those whose instant of deletion has come. */
  purgeDue(now: number): Promise<readonly Coalition[]>;
}
