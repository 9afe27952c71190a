import { type Destination, destinationKey } from '../core/destination.ts';
import type { Event, Follow } from '../core/follows.ts';
import type { Deadline } from '../core/standing.ts';

/** A destination and all that it follows. */
export interface Audience {
  readonly destination: Destination;
  readonly key: string;
  readonly follows: readonly Follow[];
}

/** The follows gathered by destination, each in the order in which they were set up. */
export function audiencesOf(follows: readonly Follow[]): readonly Audience[] {
  const byPlace = Map.groupBy(follows, ({ destination }) => destinationKey(destination));
  return [...byPlace].flatMap(([key, here]) =>
    here[0] ? [{ destination: here[0].destination, key, follows: here }] : [],
  );
}

/**
 * The subjects whose followers a deadline reaches: a State's own goes to that
 * State's, a session-wide one to the session's and to those who follow all.
 */
export function subjectsOf({ state, session }: Pick<Deadline, 'state' | 'session'>): string[] {
  if (state) return [`state/${state}`];
  return session ? [session, 'all'] : ['all'];
}

/** Whether a follow asks for this kind of event and existed before the instant. */
export const listens = (follow: Follow, events: readonly Event[], at: number): boolean =>
  follow.createdAt < at && events.some((event) => follow.events.includes(event));

/** Whether a follow asks for what the record says about `upr/4/USA`, `upr/s50` or `hrc/s60`. */
export function coversSubject(follow: Follow, subject: string): boolean {
  if (follow.subject === 'all' || follow.subject === subject) return true;
  const state = stateIn(subject);
  return state !== null && follow.subject === `state/${state}`;
}

/** `USA` of `upr/4/USA`; null where the subject is a session. */
export const stateIn = (subject: string): string | null =>
  /\/([A-Z]{3})$/.exec(subject)?.[1] ?? null;

/** `4` of `upr/4/USA`. */
export function cycleIn(subject: string): number | undefined {
  const cycle = /\/(\d+)\/[A-Z]{3}(?:\/|$)/.exec(subject)?.[1];
  return cycle === undefined ? undefined : Number(cycle);
}
