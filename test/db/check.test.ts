import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../db/bundle.ts';
import { checkBundle } from '../../db/check.ts';
import type { Bundle, Source, State } from '../../src/core/record/record.ts';
import { KIND_NAMES } from '../../src/mechanisms/upr/kinds.ts';

type FactLine = Bundle['facts'][number];
type StatementLine = Bundle['statements'][number];

const record = readBundle(join(import.meta.dirname, '../../db/record'));
const check = (bundle: Bundle) => checkBundle(bundle, { kinds: KIND_NAMES });

/** Replaces the one line of an id; fails where there is none, so that no case tests nothing. */
function replaced<Line>(
  lines: readonly Line[],
  is: (line: Line) => boolean,
  over: Partial<Line>,
): Line[] {
  if (!lines.some(is)) throw new Error('No such line in the record');
  return lines.map((line) => (is(line) ? { ...line, ...over } : line));
}

const withFact = (id: string, over: Partial<FactLine>): Bundle => ({
  ...record,
  facts: replaced(record.facts, (fact) => fact.id === id, over),
});
const withStatement = (id: string, over: Partial<StatementLine>): Bundle => ({
  ...record,
  statements: replaced(record.statements, (statement) => statement.id === id, over),
});
const withSource = (id: string, over: Partial<Source>): Bundle => ({
  ...record,
  sources: replaced(record.sources, (source) => source.id === id, over),
});
const withState = (code: string, over: Partial<State>): Bundle => ({
  ...record,
  states: replaced(record.states, (state) => state.code === code, over),
});
const without = (...ids: string[]): Bundle => ({
  ...record,
  facts: record.facts.filter(({ id }) => !ids.includes(id)),
});
const adding = (over: Partial<FactLine>): Bundle => ({
  ...record,
  facts: [
    ...record.facts,
    {
      id: 'upr/4/PER/event',
      subject: 'upr/4/PER',
      kind: 'event',
      date: '2023-02-03',
      source: 'upr-info-upr-42',
      confidence: 'confirmed',
      rivals: [],
      ...over,
    },
  ],
});

describe('the checked record', () => {
  it('has no fault', () => {
    expect(check(record).faults).toEqual([]);
  });

  it('holds every State, session and review', () => {
    expect(check(record).counts).toEqual({
      States: 193,
      Sources: 724,
      Facts: 1767,
      Reviews: 771,
      'Reviews in cycle 1': 192,
      'Reviews in cycle 2': 193,
      'Reviews in cycle 3': 193,
      'Reviews in cycle 4': 193,
      'Working Group sessions': 54,
      'Council sessions': 17,
      Deadlines: 16,
      Statements: 29,
      'Review days, confirmed': 566,
      'Review days, reported': 79,
      'Review days, tentative': 0,
      'Review days, memory': 22,
    });
  });
});

const FAULTS: readonly (readonly [
  what: string,
  bundle: Bundle,
  faults: string | readonly string[],
])[] = [
  [
    'a State without a review in a cycle',
    without('upr/2/FRA/scheduled'),
    'upr/2/FRA: reviews in cycle 2: 0 (expected 1)',
  ],
  [
    'a State twice in a cycle',
    {
      ...record,
      facts: [...record.facts, ...record.facts.filter(({ id }) => id === 'upr/2/FRA/scheduled')],
    },
    [
      'upr/2/FRA/scheduled: given 2 times (expected once)',
      'upr/2/FRA: reviews in cycle 2: 2 (expected 1)',
    ],
  ],
  [
    'South Sudan in the first cycle, before it was a Member',
    adding({ id: 'upr/1/SSD/scheduled', subject: 'upr/1/SSD', kind: 'scheduled' }),
    'upr/1/SSD: reviews in cycle 1: 1 (expected 0)',
  ],
  [
    'a line about a State that does not exist',
    adding({ id: 'upr/4/XXX/event', subject: 'upr/4/XXX' }),
    "upr/4/XXX/event: no State 'XXX' in states.csv",
  ],
  [
    'a line about a cycle that does not exist',
    adding({ id: 'upr/5/PER/event', subject: 'upr/5/PER' }),
    'upr/5/PER/event: cycle 5 (expected 1, 2, 3, 4)',
  ],
  [
    'a statement on a State that does not exist',
    withStatement('us-2025-09-29-hrw', { state: 'UNI' }),
    "statement us-2025-09-29-hrw: no State 'UNI' in states.csv",
  ],
  [
    'a review outside its session',
    withFact('upr/4/FRA/held', { date: '2023-05-15' }),
    'upr/4/FRA/held: 2023-05-15 is outside session 43 (expected within 2023-05-01/2023-05-12)',
  ],
  [
    'a review on a weekend',
    withFact('upr/4/FRA/held', { date: '2023-05-06' }),
    'upr/4/FRA/held: 2023-05-06 is a weekend (expected Monday to Friday)',
  ],
  [
    'three reviews on a day of the fourth cycle',
    withFact('upr/4/MLI/held', { date: '2023-05-01' }),
    '2023-05-01: 3 reviews, upr/4/FRA, upr/4/MLI, upr/4/TON (at most 2 a day)',
  ],
  [
    'a kind that no mechanism knows',
    adding({ kind: 'rumour' }),
    `upr/4/PER/event: kind 'rumour' (expected ${KIND_NAMES.join(', ')})`,
  ],
  [
    'a confidence that is none',
    adding({ confidence: 'sure' as never }),
    "upr/4/PER/event: confidence 'sure' (expected confirmed, reported, tentative, memory)",
  ],
  [
    'a grade that is none',
    withSource('upr-info-hrc-52', { grade: 'good' as never }),
    "source upr-info-hrc-52: grade 'good' (expected official, organisation, press, other, none)",
  ],
  [
    'a fact without a source',
    adding({ source: '' }),
    'upr/4/PER/event: no source (expected an id of sources.csv)',
  ],
  [
    'a source that the record does not hold',
    adding({ source: 'a-friend' }),
    "upr/4/PER/event: source 'a-friend' is not in sources.csv",
  ],
  [
    'a rival value whose source the record does not hold',
    adding({ rivals: [{ value: '2023-02-04', source: 'a-friend' }] }),
    "upr/4/PER/event: rival source 'a-friend' is not in sources.csv",
  ],
  [
    'a source given twice',
    { ...record, sources: [...record.sources, ...record.sources.slice(0, 1)] },
    `source ${record.sources[0]?.id}: given 2 times (expected once)`,
  ],
  [
    'a session of the Working Group that does not exist',
    adding({ session: 55 }),
    'upr/4/PER/event: no session upr/s55 (expected 1 to 54)',
  ],
  [
    'a session of the Council that does not exist',
    withFact('upr/4/FRA/outcome', { session: 66 }),
    'upr/4/FRA/outcome: no session hrc/s66 (expected 1 to 65)',
  ],
  [
    'a line about a session that does not exist',
    adding({ id: 'upr/s55/event', subject: 'upr/s55' }),
    'upr/s55/event: no session upr/s55 (expected 1 to 54)',
  ],
  [
    'a session left out',
    without('upr/s12/dates'),
    'upr/s12: no line in sessions.csv (expected sessions 1 to 54)',
  ],
  [
    'a deadline after its session has opened',
    withFact('upr/s44/national-report', { date: '2023-11-06' }),
    'upr/s44/national-report: 2023-11-06 is not before the session (expected before 2023-11-06)',
  ],
  [
    'a date that does not exist',
    adding({ date: '2023-02-30' }),
    "upr/4/PER/event: Not a date: '2023-02-30' (expected a day such as 2025-11-07, a month 2026-11, a year 2026, a span 2026-11-02/2026-11-13 or an instant 2026-11-07T14:00+01:00)",
  ],
  [
    'a month where a day is needed',
    {
      ...record,
      sources: record.sources.map((source, at) =>
        at === 0 ? { ...source, readOn: '2026-11' } : source,
      ),
    },
    `source ${record.sources[0]?.id}: '2026-11' is not a day (expected such as 2025-11-07)`,
  ],
  [
    'something that happened at no time',
    { ...record, facts: [...record.facts, undated()] },
    'upr/4/PER/event: event without a date (expected date or known_from)',
  ],
  [
    'a subject that is none',
    adding({ id: 'peru/event', subject: 'peru' }),
    "peru/event: subject 'peru' (expected such as upr/4/USA, upr/s50 or hrc/s60)",
  ],
  [
    'an id that does not begin with its subject',
    adding({ id: 'upr/4/FRA/event' }),
    "upr/4/FRA/event: subject 'upr/4/PER' (expected as in the id)",
  ],
  [
    'a summary that is a story',
    adding({ summary: 'x'.repeat(201) }),
    'upr/4/PER/event: summary of 201 characters (at most 200)',
  ],
  [
    'memory that passes for a source',
    adding({ source: 'memory' }),
    "upr/4/PER/event: source 'memory' with confidence 'confirmed' (expected memory with memory only)",
  ],
  [
    'a source that passes for memory',
    adding({ confidence: 'memory' }),
    "upr/4/PER/event: source 'upr-info-upr-42' with confidence 'memory' (expected memory with memory only)",
  ],
  [
    'a little-known site as authority',
    adding({ source: 'true-news-2025-08' }),
    "upr/4/PER/event: confirmed by 'true-news-2025-08' of grade other (expected reported or tentative)",
  ],
  [
    'a source without a grade that is not memory',
    withSource('german-institute-upr-44', { grade: 'none' }),
    "source german-institute-upr-44: grade 'none' (expected none for memory only)",
  ],
  [
    'a statement that passes on what the record does not hold',
    withStatement('us-2025-08-28-cldh', { reshares: 'us-2025-08-poem' }),
    "statement us-2025-08-28-cldh: reshares 'us-2025-08-poem' (expected the id of another statement)",
  ],
  [
    'a name of two States',
    withState('KOR', { aliases: ['Korea', 'DPRK'] }),
    "name 'dprk': claimed by KOR and PRK (expected one State; what may mean several goes to ask_back of each)",
  ],
  [
    'an alias that is the code of another State',
    withState('TCD', { aliases: ['FRA'] }),
    "name 'fra': claimed by FRA and TCD (expected one State; what may mean several goes to ask_back of each)",
  ],
  [
    'a word asked back with one choice',
    withState('FRA', { askBack: ['Gaul'] }),
    "ask_back 'Gaul': one State only (expected two or more)",
  ],
];

function undated(): FactLine {
  const { date: _, ...fact } = adding({}).facts.at(-1) as FactLine;
  return fact;
}

describe('vigil record check', () => {
  it.each(FAULTS)('finds %s', (_what, bundle, faults) => {
    expect(check(bundle).faults).toEqual([faults].flat());
  });
});
