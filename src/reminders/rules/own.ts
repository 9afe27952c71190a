import { genevaDay } from '../../core/dates/edtf.ts';
import { isDay, ownDate } from '../../core/own/dates.ts';
import { type OwnDeadline, ownVersionKey } from '../../core/own/deadlines.ts';
import type { Moment } from '../agenda.ts';
import { isNothing } from '../ours.ts';
import {
  hears,
  listenersOf,
  type OwnView,
  ownDraft,
  ownSubject,
  type Written,
} from '../own-listeners.ts';
import { ownNewsOf } from '../own-news.ts';
import { ownReminder, ownWords, type Sayings } from '../own-wording.ts';
import type { Beat, Draft, Rule } from '../rule.ts';

/** Reminders of what coalitions have set for themselves, and of what became of it. */
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
    ...ours.changed.flatMap((deadline) => ownNewsOf(view, deadline)),
    ...ours.falling.flatMap((deadline) => rungs(view, deadline)),
  ];
};

interface View extends OwnView {
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

function rungs(view: View, deadline: OwnDeadline): Draft[] {
  const date = ownDate(deadline);
  if (!isDay(date)) return [];
  const setAt = deadline.movedAt ?? deadline.createdAt;
  const write = writer(view.sayings, deadline);
  const about = { ...deadline, about: ownWords(deadline) };
  const what = ownSubject(deadline);
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
            const { destination, follow } = listener;
            const to = { destination, follows: follow ? [follow] : [] };
            return ownDraft(about, to, { ...notice, ...what }, write(rung), 'due');
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
