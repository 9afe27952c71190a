import { type Day, type Edtf, edtf } from '../../core/dates/edtf.ts';
import type { Fact } from '../../core/record/record.ts';
import type { Attempt, Next, Obligation, Standing } from '../../core/record/standing.ts';
import { dateOf, holdsFrom, inOrder } from './kinds.ts';
import type { UprSession } from './sessions.ts';

/**
 * `rescheduled`: a new attempt is set after one that was not held.
 * `awaiting_new_date`: the attempt has ended and no other is known.
 * `unverified`: the date has passed and no source has been read.
 */
export type Stage =
  | 'scheduled'
  | 'rescheduled'
  | 'awaiting_new_date'
  | 'in_review'
  | 'unverified'
  | 'reviewed'
  | 'adoption_deferred'
  | 'hrc_adopted';

export type Cooperation = 'cooperating' | 'declined' | 'absent' | 'resumed' | 'absent_at_adoption';

/**
 * Where one review stands on a day. Pure: the same facts and day give the same
 * standing, whatever today is. Nothing is inferred from a date going by except
 * that it has gone by.
 */
export function standing(
  review: { readonly state: string; readonly cycle: number },
  facts: readonly Fact[],
  sessions: ReadonlyMap<number, UprSession>,
  asOf: Day,
): Standing {
  const holding = inOrder(facts).filter((fact) => (holdsFrom(fact) ?? '') <= asOf);
  const attempts = attemptsFrom(holding);
  const current = attempts.at(-1);
  const span = current && spanOf(current, sessions);
  const passed = current?.result === 'open' && span?.last !== undefined && span.last < asOf;
  const next = current?.result === 'open' && !passed ? nextFrom(current, sessions) : undefined;
  const newestFact = newest(holding);
  return {
    mechanism: 'upr',
    state: review.state,
    cycle: review.cycle,
    asOf,
    stage: stageFrom(holding, attempts, { passed, asOf }),
    cooperation: cooperationFrom(holding),
    obligations: obligationsFrom(holding, attempts, sessions, asOf),
    attempts,
    ...(current && { current }),
    ...(next && { next }),
    unverified: passed,
    ...(newestFact && { newestFact }),
    facts: holding,
  };
}

/** Every attempt that the facts set, in order, each ended by what ended it. */
export function attemptsFrom(facts: readonly Fact[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const fact of facts) {
    if (fact.kind === 'scheduled') {
      end(attempts, fact, 'cancelled');
      attempts.push(attemptSetBy(fact));
    } else if (fact.kind === 'held' || fact.kind === 'no_show' || fact.kind === 'cancelled') {
      if (attempts.at(-1)?.result !== 'open') attempts.push(attemptSetBy(fact));
      end(attempts, fact, fact.kind);
    }
  }
  return attempts;
}

const attemptSetBy = (fact: Fact): Attempt => ({
  ...(fact.session !== undefined && { session: fact.session }),
  ...(fact.date && fact.kind !== 'cancelled' && { date: edtf(fact.date) }),
  result: 'open',
  orEarlier: fact.detail === 'or_earlier',
  setBy: fact,
});

function end(attempts: Attempt[], fact: Fact, result: Attempt['result']): void {
  const last = attempts.at(-1);
  if (last?.result !== 'open') return;
  // What happened tells the day better than what was planned; a cancellation bears its own day.
  const told = fact.kind === 'held' || fact.kind === 'no_show' ? fact.date : undefined;
  const date = told && edtf(told).precision === 'day' ? edtf(told) : last.date;
  const session = (told && fact.session) || last.session;
  attempts[attempts.length - 1] = {
    ...last,
    ...(session !== undefined && { session }),
    ...(date && { date }),
    result,
    endedBy: fact,
  };
}

/** The first and last day that an attempt can mean, by its own date and its session's. */
export function spanOf(
  { date, session }: Attempt,
  sessions: ReadonlyMap<number, UprSession>,
): Pick<Edtf, 'first' | 'last'> | undefined {
  const dates = session === undefined ? undefined : sessions.get(session)?.date;
  if (!date || date.precision === 'day' || date.precision === 'instant') return date ?? dates;
  if (!dates) return date;
  return {
    first: dates.first > date.first ? dates.first : date.first,
    last: dates.last < date.last ? dates.last : date.last,
  };
}

function nextFrom({ date, session }: Attempt, sessions: ReadonlyMap<number, UprSession>): Next {
  const known = date ?? (session === undefined ? undefined : sessions.get(session)?.date);
  return {
    date: known?.text ?? null,
    precision: date?.precision ?? (session === undefined ? 'unknown' : 'session'),
    session: session ?? null,
  };
}

function stageFrom(
  facts: readonly Fact[],
  attempts: readonly Attempt[],
  { passed, asOf }: { passed: boolean; asOf: Day },
): Stage {
  const outcome = facts.findLast(
    ({ kind }) => kind === 'outcome_adopted' || kind === 'outcome_deferred',
  );
  if (outcome) return outcome.kind === 'outcome_adopted' ? 'hrc_adopted' : 'adoption_deferred';
  const current = attempts.at(-1);
  if (!current || current.result === 'no_show' || current.result === 'cancelled')
    return 'awaiting_new_date';
  if (current.result === 'held') return 'reviewed';
  if (passed) return 'unverified';
  if (current.date?.precision === 'day' && current.date.first === asOf) return 'in_review';
  return attempts.length > 1 ? 'rescheduled' : 'scheduled';
}

/** What each fact does to the axis; a held review after a refusal or an absence is a resumption. */
function cooperationFrom(facts: readonly Fact[]): Cooperation {
  return facts.reduce<Cooperation>((axis, { kind }) => {
    if (kind === 'declined') return 'declined';
    if (kind === 'no_show') return 'absent';
    if (kind === 'absent_at_adoption') return 'absent_at_adoption';
    if (kind === 'resumed') return 'resumed';
    if (kind === 'held' && (axis === 'declined' || axis === 'absent')) return 'resumed';
    return axis;
  }, 'cooperating');
}

function obligationsFrom(
  facts: readonly Fact[],
  attempts: readonly Attempt[],
  sessions: ReadonlyMap<number, UprSession>,
  asOf: Day,
): Record<'nationalReport' | 'stakeholderSubmissions' | 'replies', Obligation> {
  const last = (...kinds: string[]): Fact | undefined =>
    facts.findLast(({ kind }) => kinds.includes(kind));
  const due = (kind: string, of: 'nationalReport' | 'submissions'): Fact | undefined =>
    last(kind) ??
    attempts
      .toReversed()
      .map(({ session }) => (session === undefined ? undefined : sessions.get(session)?.[of]))
      .find(Boolean);
  return {
    nationalReport: report(due('national_report_due', 'nationalReport'), last, asOf),
    stakeholderSubmissions: submissions(due('submissions_due', 'submissions'), last, asOf),
    replies: {
      status:
        ({ replies_received: 'received', replies_missed: 'missed' }[
          last('replies_received', 'replies_missed')?.kind ?? ''
        ] as 'received' | 'missed' | undefined) ?? 'unknown',
      ...withFact(last('replies_received', 'replies_missed')),
    },
  };
}

type Last = (...kinds: string[]) => Fact | undefined;

function report(due: Fact | undefined, last: Last, asOf: Day): Obligation {
  const missed = last('report_missed');
  const received = last('report_received');
  const fact = received ?? missed;
  const date = due?.date ? edtf(due.date) : missed?.date ? edtf(missed.date) : undefined;
  return {
    status: received
      ? missed || (date && received.date && edtf(received.date).first > date.last)
        ? 'late'
        : 'received'
      : missed
        ? 'missed'
        : openStatus(date, asOf, 'unverified'),
    ...(date && { due: date }),
    ...(due && { dueFact: due }),
    ...withFact(fact),
  };
}

function submissions(due: Fact | undefined, last: Last, asOf: Day): Obligation {
  const frozen = last('submissions_frozen');
  const date = due?.date ? edtf(due.date) : undefined;
  return {
    status: frozen ? 'frozen' : openStatus(date, asOf, 'closed'),
    ...(date && { due: date }),
    ...(due && { dueFact: due }),
    ...withFact(frozen),
  };
}

const withFact = (fact: Fact | undefined): { fact?: Fact } => (fact ? { fact } : {});

function openStatus<T extends Obligation['status']>(
  due: Edtf | undefined,
  asOf: Day,
  passed: T,
): 'unknown' | 'due' | T {
  if (!due) return 'unknown';
  return asOf <= due.last ? 'due' : passed;
}

/** The newest dated fact; the calendar itself is no news unless it was moved. */
function newest(facts: readonly Fact[]): string | undefined {
  const last = facts.findLast((fact) => holdsFrom(fact) !== undefined && dateOf(fact));
  return last && dateOf(last);
}
