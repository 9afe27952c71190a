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
  readonly destination: Destination;
  /** `state/USA`, `upr/s50` or `all`. */
  readonly subject: string;
  readonly events: readonly Event[];
  /** Days before, largest first. */
  readonly ladder: readonly number[];
  /** Geneva clock time, `09:00`. */
  readonly time: string;
  /** The account that set it up: told when the destination is gone. */
  readonly createdBy: string;
  readonly createdAt: number;
  /** Why deliveries here stopped: `channel archived`. A new follow by anyone starts them again. */
  readonly stopped?: string;
}

export interface FollowStore {
  /** Adds, or replaces the one of the same destination and subject. */
  save(follow: Follow): Promise<void>;
  /** Answers whether there was one. */
  remove(destination: Destination, subject: string): Promise<boolean>;
  at(destination: Destination): Promise<readonly Follow[]>;
  /** Those that have not been stopped. */
  active(): Promise<readonly Follow[]>;
  /** Marks every follow of a destination as stopped, with the reason, and drops what waits for it in the outbox. */
  stop(destination: Destination, reason: string): Promise<void>;
}
