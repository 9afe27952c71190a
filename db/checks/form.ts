import { edtf } from '../../src/core/dates/edtf.ts';
import { FormError } from '../../src/core/errors.ts';
import { CONFIDENCES, GRADES } from '../../src/core/record/record.ts';
import type { FactLine } from '../files/cells.ts';
import { type Rule, readable, repeated } from './known.ts';

/** Ids are given once, by State, source, line and statement. */
export const idsOnce: Rule = ({ states, sources, facts, statements }) =>
  [
    ...repeated(states.map(({ code }) => `State ${code}`)),
    ...repeated(sources.map(({ id }) => `source ${id}`)),
    ...repeated(facts.map(({ id }) => id)),
    ...repeated(statements.map(({ id }) => `statement ${id}`)),
  ].map(([id, times]) => `${id}: given ${times} times (expected once)`);

/** Dates are EDTF; days on which something was read are days. */
export const datesReadable: Rule = ({ sources, facts, statements }) => [
  ...facts.flatMap(({ id, date, knownFrom }) => [...anyDate(id, date), ...anyDate(id, knownFrom)]),
  ...sources.flatMap(({ id, published, readOn }) => [
    ...anyDate(`source ${id}`, published),
    ...aDay(`source ${id}`, readOn),
  ]),
  ...statements.flatMap(({ id, date }) => anyDate(`statement ${id}`, date)),
];

function anyDate(place: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    edtf(text);
    return [];
  } catch (fault) {
    if (fault instanceof FormError) return [`${place}: ${fault.message}`];
    throw fault;
  }
}

function aDay(place: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  const date = readable(text);
  return date?.precision === 'day' && !date.approximate
    ? []
    : [`${place}: '${text}' is not a day (expected such as 2025-11-07)`];
}

/** Words of fixed lists. */
export const wordsKnown: Rule = ({ sources, facts, statements }, { kinds }) => [
  ...sources.flatMap(({ id, grade }) => oneOf(`source ${id}`, 'grade', grade, GRADES)),
  ...facts.flatMap(({ id, kind, confidence }) => [
    ...oneOf(id, 'kind', kind, [...kinds]),
    ...oneOf(id, 'confidence', confidence, CONFIDENCES),
  ]),
  ...statements.flatMap(({ id, confidence }) =>
    oneOf(`statement ${id}`, 'confidence', confidence, CONFIDENCES),
  ),
];

const oneOf = (place: string, what: string, word: string, allowed: readonly string[]): string[] =>
  allowed.includes(word) ? [] : [`${place}: ${what} '${word}' (expected ${allowed.join(', ')})`];

const SUBJECT = /^(?:upr\/[1-9]\d*\/[^/]+|(?:upr|hrc)\/s[1-9]\d*)$/;

/** What a line is about, and that its id says so. */
export const subjectsFormed: Rule = ({ facts }) =>
  facts.flatMap(({ id, subject }) => {
    if (!SUBJECT.test(subject))
      return [`${id}: subject '${subject}' (expected such as upr/4/USA, upr/s50 or hrc/s60)`];
    return id.startsWith(`${subject}/`)
      ? []
      : [`${id}: subject '${subject}' (expected as in the id)`];
  });

/** For timelines and alerts, in one breath. */
const LONGEST_SUMMARY = 200;

export const summariesShort: Rule = ({ facts, statements }) => [
  ...facts.flatMap(({ id, summary }) => short(id, summary)),
  ...statements.flatMap(({ id, summary }) => short(`statement ${id}`, summary)),
];

const short = (place: string, summary = ''): string[] =>
  summary.length > LONGEST_SUMMARY
    ? [`${place}: summary of ${summary.length} characters (at most ${LONGEST_SUMMARY})`]
    : [];

/** Kinds that set the calendar; every other kind tells what happened. */
const CALENDAR = new Set([
  'session_dates',
  'national_report_due',
  'submissions_due',
  'outcomes_expected',
  'scheduled',
]);

/** What happened has a day from which it holds; else it would hold since ever. */
export const happeningsDated: Rule = ({ facts }) =>
  facts
    .filter((fact: FactLine) => !CALENDAR.has(fact.kind) && !fact.date && !fact.knownFrom)
    .map(({ id, kind }) => `${id}: ${kind} without a date (expected date or known_from)`);
