import { dateWords, type Edtf, edtf } from '../../core/dates/edtf.ts';
import { hedge } from '../../core/record/provenance.ts';
import type { Confidence, Fact, PublicRecord } from '../../core/record/record.ts';
import type { Attempt, Line, Obligation, Standing } from '../../core/record/standing.ts';
import { holdsFrom } from './kinds.ts';
import { calendarOf } from './sessions.ts';
import type { Cooperation, Stage } from './standing.ts';

/** What stands after the State and the cycle: the same words for every State. */
export function headline(standing: Standing): string {
  const report = standing.obligations.nationalReport?.status === 'missed' ? ['report missed'] : [];
  const declined = standing.cooperation === 'declined' ? ['declined'] : [];
  const before = [...report, ...declined];
  const still = before.length > 0 ? 'review still ' : '';
  switch (standing.stage as Stage) {
    case 'scheduled':
      return [...before, `${still}scheduled ${whenShort(standing.current)}`].join('; ');
    case 'in_review':
      return [...before, `review set for today, ${whenShort(standing.current, '')}`].join('; ');
    case 'rescheduled':
      return `rescheduled ${whenShort(standing.current, 'to ')}${afterWhat(standing)}`;
    case 'unverified':
      return `the time of ${timeOf(standing.current)} has passed and no source has been read on what happened`;
    case 'awaiting_new_date':
      return `${afterEnd(standing.current)}; no new date found in a source`;
    case 'reviewed':
      return `reviewed ${whenShort(standing.current, 'on ')}`;
    case 'adoption_deferred':
      return 'reviewed; adoption of the outcome put off by the Council';
    case 'hrc_adopted':
      return adoptedInAbsence(standing)
        ? 'outcome adopted by the Council in the absence of a delegation'
        : 'outcome adopted by the Council';
  }
}

function whenShort(attempt: Attempt | undefined, before = 'for '): string {
  if (!attempt) return 'with no date';
  const session = attempt.session === undefined ? '' : `session ${attempt.session}`;
  if (!attempt.date) return `${before === 'on ' ? 'in ' : before}${session}`;
  const day = attempt.date.precision === 'day';
  const words = `${!day && before === 'on ' ? 'in ' : before}${dateWords(attempt.date)}`;
  return session ? `${words} (${session})` : words;
}

const timeOf = (attempt: Attempt | undefined): string =>
  attempt?.session === undefined ? 'the review' : `session ${attempt.session}`;

function afterWhat({ attempts }: Standing): string {
  return attempts.some(({ result }) => result === 'no_show') ? ' after non-appearance' : '';
}

const afterEnd = (attempt: Attempt | undefined): string =>
  attempt?.result === 'no_show'
    ? `did not appear ${whenShort(attempt, 'on ')}`
    : attempt?.result === 'cancelled'
      ? `not held in ${attempt.session === undefined ? 'its session' : `session ${attempt.session}`}`
      : 'no date set';

const adoptedInAbsence = ({ facts }: Standing): boolean =>
  facts.findLast(({ kind }) => kind === 'outcome_adopted')?.detail === 'in_absence';

/** The three axes and what belongs to them, in the order of a card. */
export function axes(record: PublicRecord, standing: Standing): Line[] {
  return [
    { label: 'Review', text: reviewWords(record, standing) },
    ...earlier(standing),
    { label: 'Cooperation', text: cooperationWords(standing) },
    { label: 'National report', text: reportWords(standing) },
    ...submissions(standing.obligations.stakeholderSubmissions),
    ...council(standing),
    ...outcome(record, standing),
  ];
}

function reviewWords(record: PublicRecord, { current, stage, asOf }: Standing): string {
  if (!current) return 'no date set';
  const set = `${attemptWords(record, current)}${hedge(trustOf(current))}`;
  switch (stage as Stage) {
    case 'scheduled':
      return `scheduled for ${set}${underWay(record, current, asOf)}`;
    case 'in_review':
      return `set for today: ${set}`;
    case 'rescheduled':
      return `rescheduled to ${set}${underWay(record, current, asOf)}`;
    case 'unverified':
      return `was set for ${set}. That time has passed${byMemory(record, current)} and no source has been read on what happened`;
    case 'awaiting_new_date':
      return `${afterEnd(current)}; no new date found in a source`;
    default:
      return `held ${set}`;
  }
}

/** `7 Nov 2025, session 50` · `2026 (no day set), session 53 as reported; an earlier date left open`. */
function attemptWords(record: PublicRecord, attempt: Attempt): string {
  const { date, session } = attempt;
  const dates = session === undefined ? undefined : calendarOf(record).working.get(session);
  const noDay = date?.precision !== 'day';
  const when = date
    ? `${dateWords(date)}${noDay ? ' (no day set)' : ''}`
    : dates?.date
      ? `${dateWords(dates.date)} (day not found)${hedge(dates.fact.confidence)}`
      : 'date not found';
  const named = session === undefined ? '' : `, session ${session}`;
  const reported = named && date && noDay && attempt.setBy.confidence === 'reported';
  const earlierOpen =
    attempt.orEarlier && attempt.result === 'open' ? '; an earlier date left open' : '';
  return `${when}${named}${reported ? ' as reported' : ''}${earlierOpen}`;
}

/** Where only remembered days of the session say that a time has passed, the card says so. */
function byMemory(record: PublicRecord, { date, session }: Attempt): string {
  const dates = session === undefined ? undefined : calendarOf(record).working.get(session);
  const remembered = dates?.fact.confidence === 'memory' && date && date.precision !== 'day';
  return remembered ? ' (by session dates from memory, no source read)' : '';
}

/** While a session runs and the day in it is not known, nothing more can be said; from memory not even that. */
function underWay(record: PublicRecord, { date, session }: Attempt, asOf: string): string {
  const found = session === undefined ? undefined : calendarOf(record).working.get(session);
  const dates = found?.fact.confidence === 'memory' ? undefined : found?.date;
  const running = dates && dates.first <= asOf && asOf <= dates.last;
  return running && date?.precision !== 'day' ? '; the session is under way' : '';
}

function trustOf(attempt: Attempt): Confidence {
  const day = attempt.endedBy?.kind === 'held' ? attempt.endedBy : attempt.setBy;
  // "as reported" already stands beside a session without a day.
  if (day.confidence === 'reported' && attempt.date?.precision !== 'day') return 'confirmed';
  return day.confidence;
}

function earlier({ attempts }: Standing): Line[] {
  const past = attempts.slice(0, -1);
  if (past.length === 0) return [];
  const words = past.map(
    (attempt) => `${pastWords(attempt)}${hedge(attempt.endedBy?.confidence ?? 'confirmed')}`,
  );
  return [
    { label: past.length > 1 ? 'Earlier attempts' : 'Earlier attempt', text: words.join('; ') },
  ];
}

/** An attempt called off before its day is not yet one that was not held. */
function pastWords(attempt: Attempt): string {
  const { result, date, endedBy } = attempt;
  const calledOff = date && endedBy && (holdsFrom(endedBy) ?? '') < date.first;
  if (result === 'cancelled' && calledOff)
    return `called off, had been set ${whenShort(attempt, 'for ')}`;
  const words = { no_show: 'absent', cancelled: 'not held', held: 'held', open: 'open' };
  return `${words[result]} ${whenShort(attempt, 'on ')}`;
}

function cooperationWords({ facts, cooperation }: Standing): string {
  if ((cooperation as Cooperation) === 'cooperating') {
    const asked = facts.find(({ kind }) => kind === 'postponement_requested');
    return asked ? `postponement requested${on(asked)}` : 'no refusal on record';
  }
  return facts.flatMap((fact) => COOPERATION_WORDS[fact.kind]?.(fact) ?? []).join('; ');
}

/** ` on 7 Nov 2025`, ` in Mar 2016`, ` about 29 Oct 2013`, ` (9 Sep – 11 Oct 2024)`. */
function on({ date: text, confidence }: Fact): string {
  if (!text) return '';
  const date = edtf(text);
  const words = dateWords(date);
  const placed =
    date.precision === 'session'
      ? `(${words})`
      : date.approximate
        ? words
        : `${date.precision === 'day' ? 'on' : 'in'} ${words}`;
  return ` ${placed}${hedge(confidence)}`;
}

const of = (fact: Fact): string => (fact.date ? ` of ${dateWords(edtf(fact.date))}` : '');

const COOPERATION_WORDS: Record<string, (fact: Fact) => string> = {
  postponement_requested: (fact) => `postponement requested${on(fact)}`,
  declined: (fact) => `declined by ${fact.detail ?? 'letter'}${of(fact)}${hedge(fact.confidence)}`,
  no_show: (fact) => `absent${on(fact)}`,
  resumed: (fact) => `resumed${on(fact)}`,
  absent_at_adoption: (fact) => `absent at the adoption of the outcome${on(fact)}`,
};

function reportWords({ obligations }: Standing): string {
  const report = obligations.nationalReport;
  if (!report) return 'deadline not found';
  const due = report.due && dateWords(report.due);
  switch (report.status) {
    case 'due':
      return `due ${due}${hedge(report.dueFact?.confidence ?? 'confirmed')}`;
    case 'missed':
      return `report missed (due ${due})`;
    case 'late':
      return `received late${report.fact ? on(report.fact) : ''}${due ? ` (due ${due})` : ''}`;
    case 'received':
      return `received${report.fact ? on(report.fact) : ''}`;
    case 'unverified':
      return `was due ${due}; no source read on whether it came in`;
    default:
      return 'deadline not found in a source';
  }
}

function submissions(due: Obligation | undefined): Line[] {
  if (!due || due.status === 'unknown') return [];
  const date: Edtf | undefined = due.due;
  const words = date ? dateWords(date) : '';
  const text =
    due.status === 'frozen'
      ? `frozen${due.fact ? on(due.fact) : ''}${words && `; a deadline of ${words} had been reported`}`
      : due.status === 'due'
        ? `due ${words}${hedge(due.dueFact?.confidence ?? 'confirmed')}`
        : `closed (deadline ${words})`;
  return [{ label: 'Stakeholder submissions', text }];
}

function council({ facts, attempts }: Standing): Line[] {
  const noShows = new Set(
    attempts.flatMap(({ result, endedBy }) => (result === 'no_show' ? [endedBy?.date] : [])),
  );
  return facts
    .filter(({ kind }) => kind === 'council_decision')
    .map((fact) => ({
      label: 'Council decision',
      text: `${fact.date ? dateWords(edtf(fact.date)) : ''}${noShows.has(fact.date) ? ', the same day' : ''}${hedge(fact.confidence)}${fact.summary ? `: ${fact.summary}` : ''}`,
    }));
}

function outcome(record: PublicRecord, { facts, stage, current, obligations }: Standing): Line[] {
  const session = (n: number | undefined): string => (n === undefined ? 'the Council' : `HRC${n}`);
  const adopted = facts.findLast(({ kind }) => kind === 'outcome_adopted');
  if (adopted)
    return [
      {
        label: 'Outcome',
        text: `adopted at ${session(adopted.session)}${on(adopted)}${adopted.detail === 'in_absence' ? ', in the absence of a delegation' : ''}`,
      },
    ];
  const deferred = facts.findLast(({ kind }) => kind === 'outcome_deferred');
  if (deferred) {
    const replies = obligations.replies?.status === 'missed' ? '; no replies sent' : '';
    return [
      {
        label: 'Outcome',
        text: `adoption put off${on(deferred)}${replies}; no source read on an adoption since${deferred.summary ? `. ${deferred.summary}` : ''}`,
      },
    ];
  }
  if (stage !== 'reviewed' || current?.session === undefined) return [];
  const expected = calendarOf(record).working.get(current.session)?.outcomes?.session;
  const usual =
    expected === undefined
      ? ''
      : `; by the cycle’s usual pattern it goes to HRC${expected} (an estimate)`;
  return [{ label: 'Outcome', text: `no source read on its adoption by the Council${usual}` }];
}
