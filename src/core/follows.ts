import type { Act } from './coalition/audit.ts';
import type { Destination } from './destination.ts';

/** What a destination hears of: `changes` of the record, `deadlines` and sessions, `statements`. */
export const EVENTS = ['changes', 'deadlines', 'statements'] as const;
export type Event = (typeof EVENTS)[number];

/** Days before a deadline at which a reminder goes out, unless the follow says otherwise. */
export const DEFAULT_LADDER = [90, 30, 14, 7, 1, 0] as const;
/** Geneva clock time of reminders, unless the follow says otherwise. */
export const DEFAULT_TIME = '09:00';

/** A destination asks for a subject. One a destination and subject. */
export interface Follow {
  /** A UUID: two processes can make them. */
  readonly id: string;
  /** Whose it is: the coalition of the destination's place. */
  readonly coalition: string;
  readonly destination: Destination;
  /** `state/USA`, `upr/s50` or `all`. */
  readonly subject: string;
  readonly events: readonly Event[];
  /** Days before, largest first. */
  readonly ladder: readonly number[];
  /** Geneva clock time, `09:00`. */
  readonly time: string;
  /** The platform's id of the account that set it up: told when the destination is gone. Empty once the person was purged. */
  readonly createdBy: string;
  readonly createdAt: number;
  /** Why deliveries here stopped: `channel archived`. A new follow by anyone starts them again. */
  readonly stopped?: string;
}

export interface FollowStore {
  /** Adds, or replaces the one of the same destination and subject. */
  save(coalition: string, follow: Omit<Follow, 'coalition'>, act: Act): Promise<void>;
  /** Answers whether there was one. */
  remove(coalition: string, destination: Destination, subject: string, act: Act): Promise<boolean>;
  at(coalition: string, destination: Destination): Promise<readonly Follow[]>;
  /** All of a coalition's. */
  of(coalition: string): Promise<readonly Follow[]>;
  /** Marks every follow of a destination as stopped, with the reason, and drops what waits for it in the outbox. */
  stop(coalition: string, destination: Destination, reason: string, act: Act): Promise<void>;

  // The machine room: asked by the scheduler, never for a person.
  /** Every coalition's that have not been stopped. */
  active(): Promise<readonly Follow[]>;
}
