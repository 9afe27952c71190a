import type { Day } from './dates/edtf.ts';
import type { Destination } from './destination.ts';
import type { Reply } from './reply.ts';

export const NOTICE_KINDS = [
  'reminder',
  'alert',
  'moved',
  'digest',
  'correction',
  'request',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One thing to say in one destination. */
export interface Notice {
  /**
   * Identity: destination + subject + (fact id and version, or deadline id +
   * date version + rung). The same key is delivered once, whatever overlaps,
   * restarts, replans or repeats.
   */
  readonly key: string;
  /** Whose destination it is. */
  readonly coalition: string;
  readonly destination: Destination;
  readonly kind: NoticeKind;
  /** ISO 3166-1 alpha-3, or null where no single State is meant. */
  readonly state: string | null;
  /** The deadline and date version that it counts towards: a move cancels what still waits. */
  readonly deadline?: string;
  /**
   * The subjects of the follows that ask for it: it does not go out once the
   * destination follows none of them. Absent where it depends on no follow.
   */
  readonly subjects?: readonly string[];
  /** EDTF date of the deadline. */
  readonly dueOn: Day | string | null;
  /** The instant at which it fell due. */
  readonly dueAt: number;
  readonly reply: Reply;
}

/** What a destination has been told of a deadline, or is about to be. */
export interface Told extends Pick<Notice, 'key' | 'destination' | 'state' | 'dueOn'> {
  readonly deadline: string;
  readonly subjects: readonly string[];
  /** Absent once the words are no longer kept, or where they stood in a digest. */
  readonly reply?: Reply;
}

/** A notice on its way. */
export interface Parcel {
  readonly id: string;
  readonly notice: Notice;
  /** How often delivery was begun before this time. */
  readonly attempts: number;
  /** When an earlier attempt may have arrived without our knowing; the platform then guards against a double, or the message says it may be one. */
  readonly inDoubtSince?: number;
}

/** How a delivery ended. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly message?: string }
  /**
   * Try again after so many milliseconds. `refused`: the platform answers, and
   * takes others, but not this message; a few such answers and it is given up.
   */
  | {
      readonly outcome: 'later';
      readonly ms: number;
      readonly reason: string;
      readonly refused?: true;
    }
  /** Nothing can be delivered here any more: stop, and say why to who set it up. */
  | { readonly outcome: 'gone'; readonly reason: string }
  /** The answer was lost after sending: it may have arrived. */
  | { readonly outcome: 'in_doubt'; readonly reason: string };

/** What became of a notice: it has its end, waits for another try, or was given up (`failed`). */
export type Settlement = 'ended' | 'waiting' | 'failed';

export interface Outbox {
  /**
   * Enters the notices whose keys are new, cancels what waits for the given
   * deadline versions, and moves the planner's mark to `through`, all in one
   * transaction. `digested` are told in one of the notices: their keys are
   * entered as settled, so that they never come by themselves. Where the mark
   * moves back, the clock was set back, and nothing waits for an instant of the
   * clock before.
   *
   * Answers how many were new. Where `from` is given and the mark stands
   * elsewhere, another process has planned meanwhile: nothing is entered, and
   * the answer is undefined.
   */
  plan(entry: {
    readonly from?: number;
    readonly notices: readonly Notice[];
    readonly digested?: readonly Notice[];
    readonly cancelled: readonly string[];
    readonly through: number;
    readonly now: number;
  }): Promise<number | undefined>;
  /** Enters notices whose keys are new, without planning: requests, and what people are told of. Answers how many were new. */
  enter(notices: readonly Notice[], now: number): Promise<number>;
  /** The instant up to which notices have been planned; undefined before the first beat. */
  plannedThrough(): Promise<number | undefined>;
  /** Those of the keys that have been entered: planned again, they are not news. */
  entered(keys: readonly string[], now: number): Promise<ReadonlySet<string>>;
  /** What a coalition's destinations were told of these deadline versions, in order; not what was cancelled or given up. */
  told(coalition: string, deadlines: readonly string[]): Promise<readonly Told[]>;
  /**
   * Hands out what is due, the first of each destination that is followed for
   * it, at most one a destination, those that have waited longest first; and
   * leases it: what is not settled when the lease ends is in doubt. `platform`:
   * only what is for it. `inFlight`: the ids of what the asker still carries,
   * whose lease a clock that jumps or runs fast can end too soon.
   */
  claim(
    now: number,
    limit: number,
    of?: { readonly platform?: string; readonly inFlight?: Iterable<string> },
  ): Promise<readonly Parcel[]>;
  settle(id: string, delivery: Delivery, now: number): Promise<Settlement>;
  /**
   * Forgets the words of what was settled long ago, and after years also that
   * it was. Identity outlives every ladder.
   */
  prune(now: number): Promise<void>;
  /** The notices entered whose words are still kept, in order of due time: for simulations, tests and `deliveries`. */
  all(): Promise<readonly Notice[]>;
}
