import { type Destination, destinationKey } from '../core/destination.ts';
import type { Event, Follow } from '../core/follows.ts';
import type { Fact } from '../core/record/record.ts';

/** A destination and all that it follows. */
export interface Audience {
  /** Whose it is: a destination belongs to one. */
  readonly coalition: string;
  readonly destination: Destination;
  readonly key: string;
  readonly follows: readonly Follow[];
}

/** The follows gathered by destination, each in the order in which they were set up. */
export function audiencesOf(follows: readonly Follow[]): readonly Audience[] {
  const byPlace = Map.groupBy(follows, ({ destination }) => destinationKey(destination));
  return [...byPlace].flatMap(([key, here]) =>
    here[0]
      ? [{ coalition: here[0].coalition, destination: here[0].destination, key, follows: here }]
      : [],
  );
}

/** Whether a follow asks for this kind of event and existed before the instant. */
export const listens = (follow: Follow, events: readonly Event[], at: number): boolean =>
  follow.createdAt < at && events.some((event) => follow.events.includes(event));

/** The subjects of the follows, each once. */
export const subjectsFollowed = (follows: readonly Follow[]): readonly string[] => [
  ...new Set(follows.map(({ subject }) => subject)),
];

/**
 * Whether a follow asks for what the record says in a fact about `upr/4/USA`,
 * `upr/s50` or `hrc/s60`. `session` is where the fact took place: who follows a
 * session hears what becomes of its reviews.
 */
export function coversFact(
  { subject: followed }: Pick<Follow, 'subject'>,
  { subject }: Pick<Fact, 'subject'>,
  session: string | undefined,
): boolean {
  if (followed === 'all' || followed === subject || followed === session) return true;
  const state = stateIn(subject);
  return state !== null && followed === `state/${state}`;
}

/** `USA` of `upr/4/USA`; null where the subject is a session. */
export const stateIn = (subject: string): string | null =>
  /\/([A-Z]{3})$/.exec(subject)?.[1] ?? null;

/** `4` of `upr/4/USA`. */
export function cycleIn(subject: string): number | undefined {
  const cycle = /\/(\d+)\/[A-Z]{3}(?:\/|$)/.exec(subject)?.[1];
  return cycle === undefined ? undefined : Number(cycle);
}
