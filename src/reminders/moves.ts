import { genevaDay } from '../core/dates/edtf.ts';
import type { Fact } from '../core/record/record.ts';
import type { Deadline } from '../core/record/standing.ts';
import { type Agenda, endedBy, versionKey } from './agenda.ts';

/** A date that was set anew. */
export interface Move {
  readonly old: Deadline;
  readonly new: Deadline;
  /** What was recorded that set it: of the review, where that took its deadlines along. */
  readonly cause: Fact;
}

/**
 * The dates that facts recorded after `from` and up to `to` have set anew, by a
 * decision or by a correction. `before` is the record as it was at `from`.
 */
export function movesIn(
  agenda: Agenda,
  before: Agenda | undefined,
  from: number,
  to: number,
): readonly Move[] {
  if (!before) return [];
  const recorded = agenda.facts(from, to);
  const setting = recorded.filter((fact) => agenda.setBy(fact).length > 0);
  const bySubject = new Map(setting.map((fact) => [fact.subject, fact]));
  const causes = new Set(setting.map(({ id }) => id));
  // A review that is set anew takes its share of the session's deadlines along.
  const touched = agenda.deadlines.filter(
    ({ id, fact }) => causes.has(fact.id) || bySubject.has(subjectIn(id)),
  );
  const ids = new Set(touched.map(({ id }) => id));
  return [...ids].flatMap((id): Move[] => {
    const old = before.versions(id).at(-1);
    const fresh = agenda.versions(id).at(-1);
    if (!old || !fresh || old.date.text === fresh.date.text) return [];
    return [{ old, new: fresh, cause: bySubject.get(subjectIn(id)) ?? fresh.fact }];
  });
}

/** What a beat has seen of the record. */
interface Seen {
  readonly agenda: Agenda;
  readonly before: Agenda | undefined;
  readonly moves: readonly Move[];
  readonly to: number;
}

/** The dates that no longer stand because of what was recorded: nothing that waits for them may go out. */
export function endedIn({ agenda, before, moves, to }: Seen): string[] {
  if (!before) return [];
  const today = genevaDay(to);
  const stands = (deadline: Deadline): boolean => !endedBy(deadline, today);
  const dateKey = ({ id, date }: Deadline): string => `${id}=${date.text}`;
  // One date can be set twice, as when a review moves within its session: it stands on.
  const standing = new Set(
    agenda.deadlines.filter(stands).flatMap((now) => [versionKey(now), dateKey(now)]),
  );
  const ended = before.deadlines
    .filter((old) => stands(old) && !standing.has(versionKey(old)) && !standing.has(dateKey(old)))
    .map(versionKey);
  return [...new Set([...ended, ...moves.map(({ old }) => versionKey(old))])];
}

/** `upr/4/USA` of the deadline `upr/4/USA/review`. */
export const subjectIn = (id: string): string => id.slice(0, id.lastIndexOf('/'));
