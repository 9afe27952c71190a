import type { Channel, ChannelStore } from '../core/coalition/channels.ts';
import type { OrganisationStore } from '../core/coalition/organisations.ts';
import { addDays, type Day } from '../core/dates/edtf.ts';
import { destinationKey } from '../core/destination.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, type Follow } from '../core/follows.ts';
import type { Outbox, Told } from '../core/notice.ts';
import { type OwnDeadline, type OwnDeadlineStore, ownVersionKey } from '../core/own/deadlines.ts';
import { momentsIn } from './agenda.ts';

/** What coalitions have set for themselves, as far as a beat can need it. */
export interface Ours {
  /** What was set after this may not have been there for the beat before: it is looked at again. */
  readonly since: number;
  /** Those that a rung of the beat may count to. */
  readonly falling: readonly OwnDeadline[];
  /** Moved, given to others to see, or dropped after `since`. */
  readonly changed: readonly OwnDeadline[];
  /** What destinations were told of those that changed, in order, by `ownKey`. */
  readonly told: ReadonlyMap<string, readonly Told[]>;
  /** What was decided of channels, by destination. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** The short name of an organisation. */
  short(coalition: string, organisation: string): string;
}

/** Where no coalition has set anything. */
export const NOTHING_OURS: Ours = {
  since: 0,
  falling: [],
  changed: [],
  told: new Map(),
  channels: new Map(),
  short: (_coalition, organisation) => organisation,
};

export const isNothing = ({ falling, changed }: Ours): boolean =>
  falling.length + changed.length === 0;

export interface OursMeans {
  readonly deadlines: Pick<OwnDeadlineStore, 'falling' | 'changed'>;
  readonly channels: Pick<ChannelStore, 'all'>;
  readonly organisations: Pick<OrganisationStore, 'organisations'>;
  readonly outbox: Pick<Outbox, 'told'>;
}

/** `own/<coalition>/d7k2`: one deadline, whatever its version. */
export const ownKey = ({ coalition, id }: Pick<OwnDeadline, 'coalition' | 'id'>): string =>
  stemOf(ownVersionKey({ coalition, id, dateVersion: 1 }));

const stemOf = (versionKey: string): string => versionKey.slice(0, versionKey.lastIndexOf('@'));

/** Asks for nothing that the time from just after `since` up to `to` cannot need: mostly, what has changed. */
export async function oursIn(
  { deadlines, channels, organisations, outbox }: OursMeans,
  { follows, since, to }: { follows: readonly Follow[]; since: number; to: number },
): Promise<Ours> {
  const changed = await deadlines.changed(since, to);
  const falling: OwnDeadline[] = [];
  for (const [first, last] of runsOf(daysReached(follows, since, to)))
    falling.push(...(await deadlines.falling(first, last)));
  const ours = { ...NOTHING_OURS, since, falling, changed };
  if (isNothing(ours)) return ours;
  const decided = (await channels.all()).map(
    (channel) => [destinationKey(channel.destination), channel] as const,
  );
  const names = await namesOf(organisations, [...falling, ...changed]);
  return {
    ...ours,
    told: await toldOf(outbox, changed),
    channels: new Map(decided),
    short: (coalition, id) => names.get(`${coalition}/${id}`) ?? id,
  };
}

/** The days to which a rung counts that falls in this time. */
function daysReached(follows: readonly Follow[], since: number, to: number): readonly Day[] {
  const times = new Set([DEFAULT_TIME, ...follows.map(({ time }) => time)]);
  const moments = new Map(
    [...times].map((time) => [time, momentsIn(time, since, to)] as const).filter(hasMoments),
  );
  if (moments.size === 0) return [];
  const rungs = new Map([...moments.keys()].map((time) => [time, new Set<number>()]));
  for (const rung of DEFAULT_LADDER) rungs.get(DEFAULT_TIME)?.add(rung);
  for (const { time, ladder } of follows)
    for (const rung of rungs.has(time) ? ladder : []) rungs.get(time)?.add(rung);
  const days = [...moments].flatMap(([time, here]) =>
    here.flatMap(({ day }) => [...(rungs.get(time) ?? [])].map((rung) => addDays(day, rung))),
  );
  return [...new Set(days)].toSorted();
}

const hasMoments = ([, moments]: readonly [string, readonly unknown[]]): boolean =>
  moments.length > 0;

/** `[1, 2, 3, 7]` as `[[1, 3], [7, 7]]`: one question for days that follow one another. */
function runsOf(days: readonly Day[]): readonly (readonly [Day, Day])[] {
  const runs: [Day, Day][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && addDays(run[1], 1) === day) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** One question for each coalition that has changed something. */
async function toldOf(
  outbox: OursMeans['outbox'],
  changed: readonly OwnDeadline[],
): Promise<Ours['told']> {
  const told: Told[] = [];
  for (const [coalition, theirs] of Map.groupBy(changed, (one) => one.coalition))
    told.push(...(await outbox.told(coalition, theirs.flatMap(versionsOf))));
  return Map.groupBy(told, ({ deadline }) => stemOf(deadline));
}

const versionsOf = (deadline: OwnDeadline): readonly string[] =>
  Array.from({ length: deadline.dateVersion }, (_, i) =>
    ownVersionKey({ ...deadline, dateVersion: i + 1 }),
  );

/** Asked only of coalitions that have set something for some of their organisations. */
async function namesOf(
  { organisations }: OursMeans['organisations'],
  deadlines: readonly OwnDeadline[],
): Promise<ReadonlyMap<string, string>> {
  const restricted = deadlines.filter(({ visibility }) => visibility.to === 'organisations');
  const names = new Map<string, string>();
  for (const coalition of new Set(restricted.map((deadline) => deadline.coalition)))
    for (const { id, short } of await organisations(coalition))
      names.set(`${coalition}/${id}`, short);
  return names;
}
