import { directTo, isDirect } from '../../core/coalition/coalition.ts';
import { type Edtf, genevaDay } from '../../core/dates/edtf.ts';
import { type Destination, destinationKey } from '../../core/destination.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, type Follow } from '../../core/follows.ts';
import type { Notice } from '../../core/notice.ts';
import { isDay, ownDate } from '../../core/own/dates.ts';
import { isHeardBy, isSeenIn, type OwnDeadline, ownVersionKey } from '../../core/own/deadlines.ts';
import type { Reply } from '../../core/reply.ts';
import type { Moment } from '../agenda.ts';
import { type Audience, listens, stateIn, subjectsFollowed } from '../coverage.ts';
import { isNothing } from '../ours.ts';
import {
  droppedWords,
  movedWords,
  ownNews,
  ownReminder,
  ownWords,
  type Sayings,
} from '../own-wording.ts';
import type { Beat, Draft, Rule } from '../rule.ts';
import { withData } from '../wording.ts';

/** Reminders of what coalitions have set for themselves, and that it has moved or was dropped. */
export const own: Rule = (beat) => {
  if (isNothing(beat.ours)) return [];
  const { agenda, ours, to } = beat;
  const view: View = {
    ...beat,
    sayings: { agenda, ours, today: genevaDay(to) },
    byCoalition: Map.groupBy(beat.audiences, ({ coalition }) => coalition),
    moments: momentsOf(beat),
  };
  return [
    ...ours.changed.flatMap((deadline) => news(view, deadline)),
    ...ours.falling.flatMap((deadline) => rungs(view, deadline)),
  ];
};

interface View extends Beat {
  readonly sayings: Sayings;
  readonly byCoalition: ReadonlyMap<string, readonly Audience[]>;
  moments(time: string): readonly Moment[];
}

function momentsOf({ agenda, ours, to }: Beat): View['moments'] {
  const known = new Map<string, readonly Moment[]>();
  return (time) => {
    const moments = known.get(time) ?? agenda.moments(time, ours.since, to);
    known.set(time, moments);
    return moments;
  };
}

/** Who is told, and the ladder that they asked for. */
interface Listener extends Pick<Follow, 'ladder' | 'time'> {
  readonly destination: Destination;
  readonly key: string;
  /** Absent for a person, who has not followed anything to be told of what is theirs. */
  readonly follow?: Follow;
}

/** One person's goes to that person; anything else to the channels that follow its subject and may show it. */
function listenersOf({ byCoalition, ours }: View, deadline: OwnDeadline): readonly Listener[] {
  const { coalition, visibility, account } = deadline;
  if (visibility.to === 'person') {
    const destination = directTo(account);
    const key = destinationKey(destination);
    return [{ destination, key, ladder: DEFAULT_LADDER, time: DEFAULT_TIME }];
  }
  return (byCoalition.get(coalition) ?? []).flatMap(({ destination, key, follows }) => {
    const channel = ours.channels.get(key);
    // A person's messages are no channel of the coalition: they would outlast the membership.
    if (isDirect(destination) || channel?.ours === 'kept_out') return [];
    if (!isSeenIn(channel)(deadline)) return [];
    return follows
      .filter((follow) => isHeardBy(follow.subject)(deadline))
      .map((follow) => ({
        destination,
        key,
        ladder: follow.ladder,
        time: follow.time,
        follow,
      }));
  });
}

const hears = ({ follow }: Listener, at: number): boolean =>
  follow === undefined || listens(follow, ['deadlines'], at);

function rungs(view: View, deadline: OwnDeadline): Draft[] {
  const date = ownDate(deadline);
  if (!isDay(date)) return [];
  const setAt = deadline.movedAt ?? deadline.createdAt;
  const write = writer(view.sayings, deadline);
  return listenersOf(view, deadline).flatMap((listener) =>
    view
      .moments(listener.time)
      .filter(({ at }) => at >= setAt && hears(listener, at))
      .flatMap(({ day, at }) =>
        listener.ladder
          .filter((rung) => view.agenda.later(day, rung) === date.first)
          .map((rung) => {
            const version = ownVersionKey(deadline);
            const key = `${listener.key}|${version}|${rung}`;
            const notice = { key, kind: 'reminder', deadline: version, dueAt: at } as const;
            return draft(deadline, date, listener, notice, write(rung), 'due');
          }),
      ),
  );
}

/** Everybody who is reminded of one thing gets the same words, written once. */
function writer(sayings: Sayings, deadline: OwnDeadline): (rung: number) => Written {
  const written = new Map<number, Written>();
  return (rung) => {
    const seen = written.get(rung);
    if (seen) return seen;
    const fresh = { reply: ownReminder(sayings, deadline, rung), line: ownWords(deadline) };
    written.set(rung, fresh);
    return fresh;
  };
}

/** Said once, to those whom its reminders reached or would have. */
function news(view: View, deadline: OwnDeadline): Draft[] {
  const { droppedAt, movedAt, movedFrom } = deadline;
  const date = ownDate(deadline);
  const at = droppedAt ?? movedAt;
  if (at === undefined) return [];
  const had = droppedAt === undefined && movedFrom ? ownDate(movedFrom) : date;
  const isNews = [had, date].some((one) => isDay(one) && one.last >= genevaDay(at));
  if (!isNews) return [];
  const title = droppedAt === undefined ? movedWords(deadline) : droppedWords(deadline);
  const reply = ownNews(view.sayings, deadline, title, outcomeOf(deadline, date));
  const version = ownVersionKey(deadline);
  const what = droppedAt === undefined ? 'moved' : 'dropped';
  const asking = listenersOf(view, deadline).filter((listener) => hears(listener, at));
  // One that follows all and its subject hears of it once: the planner joins what has one key.
  return asking.map((listener) => {
    const key = `${listener.key}|${version}|${what}`;
    const notice = { key, kind: 'moved', dueAt: at } as const;
    // A move that is still to be told is overtaken by the next; a drop stands.
    const told = droppedAt === undefined ? { ...notice, deadline: version } : notice;
    return draft(deadline, date, listener, told, { reply, line: title }, 'changed');
  });
}

function outcomeOf({ droppedAt }: OwnDeadline, date: Edtf): string {
  if (droppedAt !== undefined) return 'Its reminders have ended.';
  return isDay(date)
    ? 'Reminders now count to the new date; those for the old one have ended.'
    : 'Reminders for the old date have ended; new ones start when a day is set.';
}

interface Written {
  readonly reply: Reply;
  readonly line: string;
}

function draft(
  { coalition, subject, visibility }: OwnDeadline,
  date: Edtf,
  { destination, follow }: Listener,
  notice: Pick<Notice, 'key' | 'kind' | 'deadline' | 'dueAt'>,
  { reply, line }: Written,
  batch: 'due' | 'changed',
): Draft {
  return {
    notice: withData({
      ...notice,
      coalition,
      destination,
      state: stateIn(subject),
      ...(follow && { subjects: subjectsFollowed([follow]) }),
      dueOn: date.text,
      reply,
    }),
    line: [line],
    batch: `own/${coalition}/${batch}`,
    ours: { visibility },
  };
}
