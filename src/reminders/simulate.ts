import { stillClock } from '../core/clock.ts';
import { addDays, type Day, edtf, genevaDay, genevaInstant } from '../core/dates/edtf.ts';
import type { Follow } from '../core/follows.ts';
import type { Notice, Outbox } from '../core/notice.ts';
import {
  createRecord,
  type Fact,
  type PublicRecord,
  type Statement,
} from '../core/record/record.ts';
import type { Deadline, Mechanism } from '../core/record/standing.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { plan } from './planner.ts';

/** The Geneva clock time at which a simulation takes a day's news as recorded. */
const RECORDED_AT = '18:00';
/** What always held was recorded before any follow. */
const EVER = 0;
const PARCELS = 100;

interface Simulation {
  readonly record: PublicRecord;
  readonly mechanism: Mechanism;
  readonly follows: readonly Follow[];
  /** Instants: the notices are those after `from` and up to `to`. */
  readonly from: number;
  readonly to: number;
  /** Empty, such as that of a database in memory: the notices go through it as they would. */
  readonly outbox: Outbox;
  readonly lateAfterMs?: number;
}

/**
 * What the follows would have brought in that time, in order, had the record
 * been kept day by day: through the real planner, which at each step sees only
 * what was public then, and the given outbox.
 */
export async function simulate(simulation: Simulation): Promise<readonly Notice[]> {
  const { outbox, follows, from, to, lateAfterMs } = simulation;
  const replay = createReplay(simulation);
  const clock = stillClock(from);
  const delivered: Notice[] = [];
  let before = replay.agendaAt(from);
  for (const step of stepsOf(replay.recordings, follows, from, to)) {
    const mark = clock.now();
    clock.set(step);
    const agenda = replay.agendaAt(step);
    const span = { agenda, follows, from: mark, to: step };
    const planned = plan({
      ...span,
      ...(agenda === before ? {} : { before }),
      ...(lateAfterMs === undefined ? {} : { lateAfterMs }),
    });
    // No store holds these follows, so nobody can take one back.
    const notices = planned.notices.map(({ subjects: _, ...notice }) => notice);
    await outbox.plan({ ...planned, notices, through: step, now: step });
    delivered.push(...(await deliverAll(outbox, step)));
    before = agenda;
  }
  return delivered;
}

async function deliverAll(outbox: Outbox, now: number): Promise<Notice[]> {
  const delivered: Notice[] = [];
  for (;;) {
    const parcels = await outbox.claim(now, PARCELS);
    if (parcels.length === 0) return delivered;
    for (const { id, notice } of parcels) {
      await outbox.settle(id, { outcome: 'sent' }, now);
      delivered.push(notice);
    }
  }
}

/** The instants at which anything can fall due: reminders' hours of every day, and when something is recorded. */
function stepsOf(
  recordings: readonly number[],
  follows: readonly Follow[],
  from: number,
  to: number,
): number[] {
  const steps = new Set([to, ...recordings]);
  const times = new Set(follows.map(({ time }) => time));
  for (let day = genevaDay(from); day <= genevaDay(to); day = addDays(day, 1))
    for (const time of times) steps.add(genevaInstant(day, time));
  return [...steps].filter((step) => step > from && step <= to).sort((a, b) => a - b);
}

interface Replay {
  /** Every instant at which something counts as recorded. */
  readonly recordings: readonly number[];
  /** What was public at an instant; the same object while nothing was added. */
  agendaAt(at: number): Agenda;
}

function createReplay({ record, mechanism }: Simulation): Replay {
  const facts = record.facts.map((fact) => recorded(fact, factAt(mechanism.holdsFrom(fact))));
  const statements = record.statements.map((one) => recorded(one, statementAt(one)));
  const deadlines = mechanism.deadlines(record).map(timed);
  const lines = [...facts, ...statements];
  const recordings = [...new Set(lines.map(({ recordedAt }) => recordedAt))].sort((a, b) => a - b);
  let last: { readonly through: number | undefined; readonly agenda: Agenda } | undefined;
  return {
    recordings,
    agendaAt(at) {
      const through = recordings.findLast((recording) => recording <= at);
      if (last?.through === through && last) return last.agenda;
      const then = recordAt(record, facts, statements, at);
      last = { through, agenda: createAgenda(mechanism, then, deadlinesAt(deadlines, then, at)) };
      return last.agenda;
    },
  };
}

const factAt = (holdsFrom: Day | undefined): number =>
  holdsFrom === undefined ? EVER : genevaInstant(holdsFrom, RECORDED_AT);

/** A statement of a month counts from the first of the next: no earlier day is certain. */
function statementAt({ date }: Statement): number {
  const { precision, first, last } = edtf(date);
  const day = precision === 'day' || precision === 'instant' ? first : addDays(last, 1);
  return genevaInstant(day, RECORDED_AT);
}

/** As it reads now, as if it had never read otherwise. */
const recorded = <Line extends Fact | Statement>(line: Line, recordedAt: number): Line => ({
  ...line,
  version: 1,
  recordedAt,
  batch: `replayed ${recordedAt}`,
});

function recordAt(
  record: PublicRecord,
  facts: readonly Fact[],
  statements: readonly Statement[],
  at: number,
): PublicRecord {
  const known = ({ recordedAt }: Fact | Statement): boolean => recordedAt <= at;
  const then = createRecord({
    states: record.states,
    sources: [],
    facts: facts.filter(known),
    statements: statements.filter(known),
  });
  return { ...then, source: record.source };
}

interface Timed {
  readonly deadline: Omit<Deadline, 'endedOn'>;
  readonly knownAt: number;
  readonly ended: { readonly on: Day; readonly at: number } | undefined;
}

/** Reckoned once: a simulated year looks at thousands of deadlines a hundred times. */
const timed = ({ endedOn, ...deadline }: Deadline): Timed => ({
  deadline,
  knownAt: factAt(deadline.knownFrom),
  ended: endedOn === undefined ? undefined : { on: endedOn, at: factAt(endedOn) },
});

/** The deadlines that were known then, with the ends that had come by then. */
function deadlinesAt(deadlines: readonly Timed[], then: PublicRecord, at: number): Deadline[] {
  const facts = new Map(then.facts.map((fact) => [fact.id, fact]));
  return deadlines.flatMap(({ deadline, knownAt, ended }) => {
    const fact = facts.get(deadline.fact.id);
    if (!fact || knownAt > at) return [];
    return [{ ...deadline, fact, ...(ended && ended.at <= at ? { endedOn: ended.on } : {}) }];
  });
}
