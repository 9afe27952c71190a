import { subjectsOf } from '../core/asking/subject.ts';
import { addDays, type Day, genevaDay, genevaInstant } from '../core/dates/edtf.ts';
import type { Fact, PublicRecord, Statement } from '../core/record/record.ts';
import type { Deadline, Mechanism } from '../core/record/standing.ts';

/** The record, indexed for the questions that a beat asks. */
export interface Agenda {
  readonly mechanism: Mechanism;
  readonly record: PublicRecord;
  readonly deadlines: readonly Deadline[];
  /** Those with a ladder that fall on a day and reach the followers of a subject. */
  due(subject: string, day: Day): readonly Deadline[];
  /** Every date that a deadline has had, oldest first. */
  versions(id: string): readonly Deadline[];
  /** The deadlines whose date a fact sets. */
  setBy(fact: Fact): readonly Deadline[];
  fact(id: string): Fact | undefined;
  /** Recorded after `from` and up to `to`. */
  facts(from: number, to: number): readonly Fact[];
  statements(from: number, to: number): readonly Statement[];
  /** The instants of a Geneva clock time after `from` and up to `to`, each with its day. */
  moments(time: string, from: number, to: number): readonly Moment[];
  /** `addDays`, remembered: every follow asks for the same few. */
  later(day: Day, days: number): Day;
  stateName(code: string): string;
}

export interface Moment {
  readonly day: Day;
  readonly at: number;
}

/** Indexes a record once; thousands of beats then ask it. `deadlines`: those of the record, unless given. */
export function createAgenda(
  mechanism: Mechanism,
  record: PublicRecord,
  deadlines: readonly Deadline[] = mechanism.deadlines(record),
): Agenda {
  const byDay = ladderByDay(deadlines);
  const byId = Map.groupBy(deadlines.toSorted(byKnowledge), ({ id }) => id);
  const byFact = Map.groupBy(deadlines, ({ fact }) => fact.id);
  const byFactId = new Map(record.facts.map((fact) => [fact.id, fact]));
  const facts = byRecording(record.facts);
  const statements = byRecording(record.statements);
  const names = new Map(record.states.map(({ code, name }) => [code, name]));
  const later = remembered((day: Day, days: number) => addDays(day, days));
  const at = remembered(genevaInstant);
  return {
    mechanism,
    record,
    deadlines,
    due: (subject, day) => byDay.get(`${subject} ${day}`) ?? [],
    versions: (id) => byId.get(id) ?? [],
    setBy: ({ id, version }) =>
      (byFact.get(id) ?? []).filter(({ fact }) => fact.version === version),
    fact: (id) => byFactId.get(id),
    facts: (from, to) => recordedIn(facts, from, to),
    statements: (from, to) => recordedIn(statements, from, to),
    moments: (time, from, to) => momentsIn(time, from, to, { later, at }),
    later,
    stateName: (code) => names.get(code) ?? code,
  };
}

/** The instants of a Geneva clock time after `from` and up to `to`, each with its day. */
export function momentsIn(
  time: string,
  from: number,
  to: number,
  { later, at } = { later: addDays, at: genevaInstant },
): readonly Moment[] {
  const found: Moment[] = [];
  const last = genevaDay(to);
  for (let day = genevaDay(from); day <= last; day = later(day, 1)) {
    const moment = { day, at: at(day, time) };
    if (moment.at > from && moment.at <= to) found.push(moment);
  }
  return found;
}

/** Names a deadline and its date: `upr/4/USA/review@…`. */
export const versionKey = ({ id, dateVersion }: Deadline): string => `${id}@${dateVersion}`;

/**
 * Whether reminders count to the date: a day or an instant that a source has
 * given. A month, a session or an estimate never alarms.
 */
export const hasLadder = ({ date, fact }: Deadline): boolean =>
  (date.precision === 'day' || date.precision === 'instant') &&
  !date.approximate &&
  fact.confidence !== 'memory' &&
  fact.confidence !== 'tentative';

/** Whether the date no longer stood on a day. */
export const endedBy = ({ endedOn }: Deadline, day: Day): boolean =>
  endedOn !== undefined && endedOn <= day;

/** Whether the date was known, and not yet ended, on a day. */
export const standsOn = (deadline: Deadline, day: Day): boolean =>
  (deadline.knownFrom ?? genevaDay(deadline.fact.recordedAt)) <= day && !endedBy(deadline, day);

/** A date without a day of its own was set with the ordinary calendar, before any other. */
const byKnowledge = (a: Deadline, b: Deadline): number =>
  (a.knownFrom ?? '').localeCompare(b.knownFrom ?? '');

function ladderByDay(deadlines: readonly Deadline[]): Map<string, Deadline[]> {
  const placed = deadlines
    .filter(hasLadder)
    .flatMap((deadline) => subjectsOf(deadline).map((subject) => ({ subject, deadline })));
  const grouped = Map.groupBy(
    placed,
    ({ subject, deadline }) => `${subject} ${deadline.date.first}`,
  );
  return new Map([...grouped].map(([key, here]) => [key, here.map(({ deadline }) => deadline)]));
}

interface Recorded {
  readonly recordedAt: number;
}

const byRecording = <Line extends Recorded>(lines: readonly Line[]): readonly Line[] =>
  lines.toSorted((a, b) => a.recordedAt - b.recordedAt);

/** Nearly always none: looks from the newest backwards. */
function recordedIn<Line extends Recorded>(
  lines: readonly Line[],
  from: number,
  to: number,
): readonly Line[] {
  const first = lines.findLastIndex(({ recordedAt }) => recordedAt <= from) + 1;
  const last = lines.findLastIndex(({ recordedAt }) => recordedAt <= to) + 1;
  return lines.slice(first, last);
}

function remembered<Argument, Answer>(
  ask: (day: Day, argument: Argument) => Answer,
): (day: Day, argument: Argument) => Answer {
  const known = new Map<string, Answer>();
  return (day, argument) => {
    const key = `${day} ${argument}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const answer = ask(day, argument);
    known.set(key, answer);
    return answer;
  };
}
