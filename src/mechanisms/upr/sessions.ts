import { edtf } from '../../core/dates/edtf.ts';
import type { Fact, PublicRecord } from '../../core/record/record.ts';
import type { Session } from '../../core/record/standing.ts';

/** A session with the dates that belong to all of its States. */
export interface UprSession extends Session {
  readonly nationalReport?: Fact;
  readonly submissions?: Fact;
  /** Names the Council session that takes the outcomes. */
  readonly outcomes?: Fact;
}

/** The calendar of a record, read once: `upr/s1` … `upr/s54`, `hrc/s49` …, by subject. */
export interface Calendar {
  readonly working: ReadonlyMap<number, UprSession>;
  readonly council: ReadonlyMap<number, UprSession>;
}

const read = new WeakMap<PublicRecord, Calendar>();

export function calendarOf(record: PublicRecord): Calendar {
  let calendar = read.get(record);
  if (!calendar) {
    const sessions = record.facts
      .filter(({ kind }) => kind === 'session_dates')
      .map((fact) => sessionOf(record, fact));
    const of = (mechanism: string): Map<number, UprSession> =>
      new Map(
        sessions
          .filter(({ subject }) => subject.startsWith(`${mechanism}/`))
          .map((session) => [session.number, session]),
      );
    calendar = { working: of('upr'), council: of('hrc') };
    read.set(record, calendar);
  }
  return calendar;
}

function sessionOf(record: PublicRecord, dates: Fact): UprSession {
  const facts = record.about(dates.subject);
  const one = (kind: string): Fact | undefined => facts.find((fact) => fact.kind === kind);
  const nationalReport = one('national_report_due');
  const submissions = one('submissions_due');
  const outcomes = one('outcomes_expected');
  return {
    subject: dates.subject,
    number: Number(dates.subject.split('/s')[1]),
    ...(dates.detail && { cycle: Number(dates.detail) }),
    ...(dates.date && { date: edtf(dates.date) }),
    fact: dates,
    ...(nationalReport && { nationalReport }),
    ...(submissions && { submissions }),
    ...(outcomes && { outcomes }),
  };
}
