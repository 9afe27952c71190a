import { type Edtf, edtf, genevaDay } from '../core/dates/edtf.ts';
import { destinationKey } from '../core/destination.ts';
import type { Told } from '../core/notice.ts';
import { isDay, ownDate, sameDate } from '../core/own/dates.ts';
import { type OwnDate, type OwnDeadline, ownVersionKey } from '../core/own/deadlines.ts';
import { listens } from './coverage.ts';
import { ownKey } from './ours.ts';
import {
  channelsOf,
  hears,
  type Listener,
  listenersOf,
  type OwnView,
  ownDraft,
  ownSubject,
} from './own-listeners.ts';
import {
  droppedWords,
  endedHere,
  endedHereWords,
  movedWords,
  ownNews,
  ownWords,
} from './own-wording.ts';
import type { Draft } from './rule.ts';

/** What stood for less than the time from beat to beat, and of which nothing was told, nobody has heard of. */
const BEAT_MS = 60_000;

/**
 * What became of an own deadline: to those whom its reminders reached or would
 * have, that it moved or was dropped; to those whom they reached and reach no
 * more, that this is so, and nothing of what it is now. Each is said once.
 */
export function ownNewsOf(view: OwnView, deadline: OwnDeadline): Draft[] {
  const at = deadline.droppedAt ?? deadline.movedAt;
  if (at === undefined) return [];
  const listeners = listenersOf(view, deadline);
  const told = lastTold(view, deadline);
  return [
    ...changes(view, deadline, at, { listeners, told }),
    ...endings(view, deadline, at, { listeners, told }),
  ];
}

interface Hearers {
  readonly listeners: readonly Listener[];
  /** What each destination was told last, by its key. */
  readonly told: ReadonlyMap<string, Told>;
}

const lastTold = ({ ours }: OwnView, deadline: OwnDeadline): ReadonlyMap<string, Told> =>
  new Map(
    (ours.told.get(ownKey(deadline)) ?? []).map((one) => [destinationKey(one.destination), one]),
  );

/** Moved or dropped. */
function changes(
  view: OwnView,
  deadline: OwnDeadline,
  at: number,
  { listeners, told }: Hearers,
): Draft[] {
  const asking = listeners.filter((listener) => hears(listener, at));
  const byHeard = Map.groupBy(asking, ({ key }) => heardDate(deadline, told.get(key)));
  return [...byHeard].flatMap(([heard, here]) =>
    heard && isNews(deadline, heard, at) ? changed(view, deadline, at, heard, here) : [],
  );
}

/** The last date of it that a destination can have heard of: it may have moved twice between two beats. */
function heardDate(deadline: OwnDeadline, told: Told | undefined): OwnDate | undefined {
  const { createdAt, movedAt = createdAt, droppedAt, movedFrom } = deadline;
  const stood =
    droppedAt !== undefined &&
    (told?.deadline === ownVersionKey(deadline) || droppedAt - movedAt >= BEAT_MS);
  if (stood) return deadline;
  // It was others' until then: whoever was told nothing of it is not told what it was.
  return movedFrom?.readdressed && !told ? undefined : movedFrom;
}

function isNews(deadline: OwnDeadline, heard: OwnDate, at: number): boolean {
  const isToCome = (date: Edtf): boolean => isDay(date) && date.last >= genevaDay(at);
  if (deadline.droppedAt !== undefined) return isToCome(ownDate(heard));
  return !sameDate(heard, deadline) && [heard, deadline].map(ownDate).some(isToCome);
}

function changed(
  view: OwnView,
  deadline: OwnDeadline,
  at: number,
  heard: OwnDate,
  listeners: readonly Listener[],
): Draft[] {
  const isDropped = deadline.droppedAt !== undefined;
  const title = isDropped ? droppedWords(deadline, heard) : movedWords(deadline, heard);
  const reply = ownNews(view.sayings, deadline, title, outcomeOf(deadline));
  const version = ownVersionKey(deadline);
  // One that follows all and its subject hears of it once: the planner joins what has one key.
  return listeners.map(({ key, destination, follow }) => {
    const notice = {
      key: `${key}|${version}|${isDropped ? 'dropped' : 'moved'}`,
      kind: 'moved',
      ...ownSubject(deadline),
      dueAt: at,
      // A move that is still to be told is overtaken by the next; a drop stands.
      ...(isDropped ? {} : { deadline: version }),
    } as const;
    const about = { ...deadline, about: ownWords(deadline) };
    const to = { destination, follows: follow ? [follow] : [] };
    return ownDraft(about, to, notice, { reply, line: title }, 'changed');
  });
}

function outcomeOf(deadline: OwnDeadline): string {
  if (deadline.droppedAt !== undefined) return 'Its reminders have ended.';
  return isDay(ownDate(deadline))
    ? 'Reminders now count to the new date; those for the old one have ended.'
    : 'Reminders for the old date have ended; new ones start when a day is set.';
}

/**
 * For the channels that were told of it, still ask for what they asked for then,
 * and hear of it no more: it serves something else, or is for others. They are
 * told what they know already.
 */
function endings(
  view: OwnView,
  deadline: OwnDeadline,
  at: number,
  { listeners, told }: Hearers,
): Draft[] {
  const covered = new Set(listeners.map(({ key }) => key));
  return channelsOf(view, deadline.coalition).flatMap(({ key, destination, follows }): Draft[] => {
    const last = told.get(key);
    if (!last || covered.has(key) || !isToComeOn(last, at)) return [];
    const asking = follows.filter(
      (follow) => last.subjects.includes(follow.subject) && listens(follow, ['deadlines'], at),
    );
    if (asking.length === 0) return [];
    const { state, dueOn } = last;
    const title = endedHereWords(last);
    const notice = {
      key: `${key}|${last.deadline}|ended`,
      kind: 'moved',
      state,
      dueOn,
      dueAt: at,
    } as const;
    const { coalition, visibility } = deadline;
    // To no person: where others read along, nobody else is told instead.
    const nobody = { to: 'organisations', organisations: [] } as const;
    const about = {
      coalition,
      visibility: visibility.to === 'person' ? nobody : visibility,
      about: title,
    };
    const written = { reply: endedHere(title), line: title };
    return [ownDraft(about, { destination, follows: asking }, notice, written, 'changed')];
  });
}

const isToComeOn = ({ dueOn }: Told, at: number): boolean =>
  dueOn !== null && edtf(dueOn).last >= genevaDay(at);
