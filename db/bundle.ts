import { FormError } from '../src/core/errors.ts';
import type { Bundle, Grade, Source, State } from '../src/core/record/record.ts';
import { type FactLine, type File, filled, type RowOf, rivals, trust } from './files/cells.ts';
import { COLUMNS } from './files/columns.ts';
import { reviewFrom } from './files/reviews.ts';
import { parts, readTable, wholeNumber } from './files/table.ts';

/**
 * Reads the record files of a folder, such as `db/record`.
 *
 * Their form is checked here, what they say by `checkBundle`. Throws FormError
 * naming file, line and column.
 */
export function readBundle(folder: string): Bundle {
  const read = <Name extends File>(file: Name): RowOf<Name>[] =>
    readTable<(typeof COLUMNS)[Name][number]>(folder, file, COLUMNS[file]);
  const sources = read('sources.csv').map(sourceFrom);
  const sessions = read('sessions.csv').map(sessionFrom);
  const dates = new Map(sessions.map(({ subject, date }) => [subject, date]));
  const grades = new Map(sources.map(({ id, grade }) => [id, grade]));
  return {
    states: read('states.csv').map(stateFrom),
    sources,
    facts: [
      ...sessions,
      ...read('deadlines.csv').map(deadlineFrom),
      ...read('reviews.csv').flatMap((row) => reviewFrom(row, { dates, grades })),
      ...read('events.csv').map(eventFrom),
    ],
    statements: read('statements.csv').map(statementFrom),
  };
}

function stateFrom(row: RowOf<'states.csv'>): State {
  const names = {
    fr: row.name_fr,
    es: row.name_es,
    ar: row.name_ar,
    ru: row.name_ru,
    zh: row.name_zh,
  };
  return {
    code: row.iso3,
    iso2: row.iso2,
    m49: row.m49,
    name: row.name,
    group: row.group,
    aliases: [...new Set([...parts(row.aliases), ...Object.values(names)])],
    names,
    askBack: parts(row.ask_back),
  };
}

function sourceFrom(row: RowOf<'sources.csv'>): Source {
  const { id, publisher, title, url, published, read_on: readOn } = row;
  // As typed: checkBundle refuses what is not a grade.
  const grade = row.grade as Grade;
  return { id, publisher, ...filled({ title, url, published }), readOn, grade };
}

function sessionFrom(row: RowOf<'sessions.csv'>): FactLine {
  const subject = `${row.mechanism}/s${wholeNumber(row, 'session') ?? ''}`;
  return {
    id: `${subject}/dates`,
    subject,
    kind: 'session_dates',
    ...filled({ date: row.date, detail: row.cycle, summary: row.summary }),
    ...trust(row),
    rivals: rivals(row),
  };
}

const DEADLINES: Readonly<Record<string, { readonly kind: string; readonly slug: string }>> = {
  national_report: { kind: 'national_report_due', slug: 'national-report' },
  submissions: { kind: 'submissions_due', slug: 'submissions' },
  outcomes: { kind: 'outcomes_expected', slug: 'outcomes' },
};

function deadlineFrom(row: RowOf<'deadlines.csv'>): FactLine {
  const due = DEADLINES[row.what];
  if (!due)
    throw new FormError(
      `${row.at}, column what: '${row.what}' (expected ${Object.keys(DEADLINES).join(', ')})`,
    );
  return {
    id: `${row.subject}/${due.slug}`,
    subject: row.subject,
    kind: due.kind,
    ...filled({
      date: row.date,
      knownFrom: row.known_from,
      session: wholeNumber(row, 'council_session'),
    }),
    ...trust(row),
    rivals: rivals(row),
  };
}

function eventFrom(row: RowOf<'events.csv'>): FactLine {
  return {
    id: row.id,
    subject: row.subject,
    kind: row.kind,
    ...filled({
      date: row.date,
      knownFrom: row.known_from,
      session: wholeNumber(row, 'session'),
      detail: row.detail,
      summary: row.summary,
    }),
    ...trust(row),
    rivals: rivals(row),
  };
}

function statementFrom(row: RowOf<'statements.csv'>): Bundle['statements'][number] {
  const { id, date, state, title, kind, summary, speaker, role, reshares } = row;
  return {
    id,
    date,
    state,
    organisations: parts(row.organisations),
    title,
    kind,
    addressedTo: parts(row.addressed_to),
    summary,
    topics: parts(row.topics),
    ...filled({ speaker, role, reshares }),
    ...trust(row),
  };
}
