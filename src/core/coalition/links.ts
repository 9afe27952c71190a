import type { Act } from './audit.ts';
import type { Account, Coalition, PlaceId } from './coalition.ts';
import type { Holdings } from './coalitions.ts';

/** How long a code may be typed. */
export const CODE_MS = 15 * 60_000;
/** How long a request may be confirmed. */
export const REQUEST_MS = 7 * 24 * 60 * 60_000;
/** Wrong codes that one account may type within `CODE_MS`, or one place of those that join places; then it must wait. */
export const MOST_TRIES = 5;

/** A code as it was typed, in any case, with or without hyphen and spaces: `K7QM2XPD`. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]+/g, '');

/** `link`: a coalition joins another, with one place or all of them; `account`: two accounts become one person. */
export type CodeKind = 'link' | 'account';

/**
 * Why a request ended with neither yes nor no. `withdrawn`: who asked has left, or speaks for another;
 * `taken_back`: by those who asked to join; `asker_ended`: whoever asked to join no longer coordinates
 * what would; `organisation_dropped`: the one that was to be spoken for; `asker_joined`, `asker_deleted`:
 * what asked to join has joined another, or is deleted; `host_joined`: what was asked has joined another.
 */
export type Ending =
  | 'withdrawn'
  | 'taken_back'
  | 'asker_ended'
  | 'organisation_dropped'
  | 'asker_joined'
  | 'asker_deleted'
  | 'host_joined';

/** Something that waits for a person's yes or no. */
export interface Request {
  /** Short enough for a button and for typing: `k7qm2`. */
  readonly id: string;
  /** The coalition whose people decide. */
  readonly coalition: string;
  /** `link`: one place joins with its coalition; `merge`: a coalition with all its places; `speak`: for an organisation. */
  readonly kind: 'link' | 'merge' | 'speak';
  /** For `link` and `merge`: the coalition that wants to join, and the place from which it was asked. */
  readonly joining?: {
    readonly coalition: string;
    readonly name: string;
    readonly place: PlaceId;
    /** The persons who coordinated it when it was asked: only they arrive as such. */
    readonly coordinators: readonly string[];
  };
  /** For `speak`: the organisation. */
  readonly organisation?: string;
  /** Who asks, and with which account: told what becomes of it. */
  readonly person: string;
  readonly account: Account;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly status: 'waiting' | 'confirmed' | 'declined' | Ending;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
}

/** A request that was carried out, and those that ended with it: who asked them was promised an answer. */
export interface Confirmed extends Request {
  readonly ended: readonly Request[];
}

/** A request as those have it who made it, with what the coalition is called that they ask. */
export interface AskedOfOthers extends Request {
  readonly host: string;
}

/** Where and by whom a code is typed. */
export interface Typing {
  readonly place: PlaceId;
  readonly account: Account;
}

/**
 * A code that was taken: the request that it made, of which coalition, and what would come to that.
 * `ended`: requests before it, of somebody who no longer coordinates what would join.
 */
export interface Redeemed {
  readonly request: Request;
  readonly ended: readonly Request[];
  readonly host: Coalition;
  readonly brings: Holdings;
}

/** Whose `account` code it is. */
export interface Issuer {
  readonly account: Account;
  readonly person: string;
  /** The display name in the coalition where it was asked for. */
  readonly name?: string;
}

export interface LinkStore {
  /**
   * Keeps a code, as a digest only. A code before it of the same kind and
   * person is then worth nothing.
   */
  issue(
    coalition: string,
    code: { readonly kind: CodeKind; readonly text: string; readonly account: Account },
    act: Act,
  ): Promise<void>;
  /**
   * Uses a `link` code up and makes the request that a coordinator there has to
   * confirm, in one transaction. `coalition` is the one that wants to join.
   *
   * Throws UserError: `too_many_tries` (then also for a right code),
   * `unknown_code`, `expired_code`, `used_code`, `same_coalition`,
   * `several_places` (for `link`, where the joining coalition has more places
   * than this one: that takes a merge), `already_asked`. What is refused for
   * another reason than the code leaves the code unused.
   */
  redeem(
    coalition: string,
    code: { readonly text: string; readonly as: 'link' | 'merge' } & Typing,
    person: string,
    act: Act,
  ): Promise<Redeemed>;
  /**
   * Whose an `account` code is, which stays unused; a wrong one counts as a try
   * all the same. Throws as `redeemAccount` does.
   */
  peekAccount(
    coalition: string,
    code: { readonly text: string } & Typing,
    now: number,
  ): Promise<Issuer>;
  /**
   * Uses an `account` code up; answers the account that it was given to. Throws
   * as `redeem` does, and `same_person`, `removed_person`.
   */
  redeemAccount(
    coalition: string,
    code: { readonly text: string } & Typing,
    act: Act,
  ): Promise<Account>;
  /** Asks to speak for an organisation. Throws UserError (`already_asked`) while the same request waits. */
  askToSpeak(
    coalition: string,
    asking: { readonly person: string; readonly account: Account; readonly organisation: string },
    act: Act,
  ): Promise<Request>;
  request(coalition: string, id: string): Promise<Request | undefined>;
  /** Those that wait, oldest first. */
  waiting(coalition: string, now: number): Promise<readonly Request[]>;
  /** What the coalition itself has asked of others, waiting or over, oldest first. */
  asked(coalition: string): Promise<readonly AskedOfOthers[]>;
  /**
   * Carries out what was asked, whole or not at all: the places, people, own
   * things and follows of the joining coalition become this one's, or the person
   * speaks for the organisation. By `link` its people arrive as readers, by
   * `merge` they keep their roles, but who became coordinator after it was asked
   * is an editor; who was a member already keeps the higher one.
   * An organisation that both have (by short name) becomes one; an id that both
   * use is made anew for the newcomer.
   *
   * Throws UserError: `unknown_request`, `already_decided` (with who and when in
   * words), `expired_request`, `several_places`,
   * `asker_not_coordinator` where who asked no longer coordinates what would join: that ends the request.
   */
  confirm(coalition: string, id: string, act: Act): Promise<Confirmed>;
  /** Throws UserError: `unknown_request`, `already_decided`, `expired_request`. */
  decline(coalition: string, id: string, act: Act): Promise<Request>;
  /**
   * Ends what the coalition has asked of another. Throws UserError: `unknown_request`,
   * `already_decided`, `expired_request`.
   */
  takeBack(coalition: string, id: string, act: Act): Promise<Request>;
  /**
   * A place leaves, and founds a coalition of its own again, in one transaction:
   * its follows go with it and are stopped, notices that wait there are
   * cancelled, people who came by it and have no account in another place of the
   * coalition are its members now. `keeper`, else who linked it
   * if they are a member still, coordinates the new one. What was added from there stays.
   * Whom the coalition keeps out, the new one does too, where somebody coordinates it.
   *
   * Throws UserError: `last_place` where it is the only one, `unknown_place`.
   */
  unlink(
    coalition: string,
    place: PlaceId,
    keeper: string | undefined,
    act: Act,
  ): Promise<{ readonly coalition: Coalition }>;

  // The machine room.
  /** Deletes codes, tries and requests that are over. */
  prune(now: number): Promise<void>;
}
