import { FormError } from '../../src/core/errors.ts';
import type { Confidence, Grade } from '../../src/core/record/record.ts';
import { type FactLine, filled, type RowOf, rivals, trust } from './cells.ts';
import { wholeNumber } from './table.ts';

/** What a review's line takes from the other files. */
export interface Calendar {
  /** Dates of sessions by subject, `upr/s44` and `hrc/s55`. */
  readonly dates: ReadonlyMap<string, string | undefined>;
  /** Grades by source. */
  readonly grades: ReadonlyMap<string, Grade>;
}

const WORKING_GROUP_REPORT = /(?<!draft )WG report (A\/HRC\/\d+\/\d+)/;

/** The attempt that a row sets, and where the row says so that it was held and its outcome adopted. */
export function reviewFrom(row: RowOf<'reviews.csv'>, calendar: Calendar): FactLine[] {
  if (row.result !== '' && row.result !== 'held')
    throw new FormError(`${row.at}, column result: '${row.result}' (expected held or nothing)`);
  const subject = `upr/${row.cycle}/${row.state}`;
  const session = wholeNumber(row, 'session');
  const held = row.result === 'held';
  const scheduled: FactLine = {
    id: `${subject}/scheduled`,
    subject,
    kind: 'scheduled',
    ...setBy(row, session, calendar.grades),
    rivals: held ? [] : rivals(row),
  };
  if (!held) return [scheduled];
  return [
    scheduled,
    {
      id: `${subject}/held`,
      subject,
      kind: 'held',
      ...filled({
        date: row.date || calendar.dates.get(`upr/s${session}`),
        session,
        detail: WORKING_GROUP_REPORT.exec(row.note)?.[1],
      }),
      ...trust(row),
      rivals: rivals(row),
    },
    ...outcomeFrom(row, subject, calendar),
  ];
}

/**
 * What is known of the date set. A day known from memory stays with `held`:
 * the source of the session does not say it.
 */
function setBy(
  row: RowOf<'reviews.csv'>,
  session: number | undefined,
  grades: ReadonlyMap<string, Grade>,
): Pick<FactLine, 'date' | 'session' | 'source' | 'confidence'> {
  const sourced = row.date !== '' && row.confidence !== 'memory';
  const source = row.session_source;
  if (sourced || source === '') return { ...filled({ date: row.date, session }), ...trust(row) };
  return { ...filled({ session }), source, confidence: confidenceIn(source, grades) };
}

function outcomeFrom(
  row: RowOf<'reviews.csv'>,
  subject: string,
  { dates, grades }: Calendar,
): FactLine[] {
  const session = wholeNumber(row, 'outcome_council_session');
  if (session === undefined) return [];
  return [
    {
      id: `${subject}/outcome`,
      subject,
      kind: 'outcome_adopted',
      ...filled({ date: row.outcome_date || dates.get(`hrc/s${session}`), session }),
      source: row.outcome_source,
      confidence: confidenceIn(row.outcome_source, grades),
      rivals: [],
    },
  ];
}

/** How far a line of its own goes by its source's grade. */
function confidenceIn(source: string, grades: ReadonlyMap<string, Grade>): Confidence {
  const grade = grades.get(source);
  if (grade === 'none') return 'memory';
  return grade === 'official' || grade === 'organisation' ? 'confirmed' : 'reported';
}
