import type { Day } from '../../core/dates/edtf.ts';
import type { PublicRecord } from '../../core/record/record.ts';
import type { Mechanism, Session } from '../../core/record/standing.ts';
import { deadlinesOf } from './deadlines.ts';
import { label, sentence } from './fact-words.ts';
import { dateOf, holdsFrom, KIND_NAMES, sessionOf } from './kinds.ts';
import { calendarOf } from './sessions.ts';
import { standing } from './standing.ts';
import { axes, headline } from './words.ts';

/**
 * The Universal Periodic Review: every State once a cycle, by the Council's
 * Working Group. Human Rights Council resolutions 5/1 (2007) and 16/21 (2011).
 */
export const upr: Mechanism = {
  id: 'upr',
  name: 'Universal Periodic Review',
  kinds: KIND_NAMES,
  cycles: [1, 2, 3, 4],
  cycleOn,
  standing(record, state, cycle, asOf) {
    const facts = record.about(`upr/${cycle}/${state}`);
    return facts.length > 0
      ? standing({ state, cycle }, facts, calendarOf(record).working, asOf)
      : undefined;
  },
  headline,
  axes,
  label,
  sentence: (_record, fact) => sentence(fact),
  holdsFrom,
  dateOf,
  sessionOf,
  deadlines: deadlinesOf,
  session: (record, number) => calendarOf(record).working.get(number),
  sessions: (record): readonly Session[] => [
    ...calendarOf(record).working.values(),
    ...calendarOf(record).council.values(),
  ],
};

/** The first cycle whose last session has not ended: between two cycles, the coming one. */
function cycleOn(record: PublicRecord, day: Day): number {
  const sessions = [...calendarOf(record).working.values()];
  const lastDays = upr.cycles.map((cycle) =>
    sessions
      .filter((session) => session.cycle === cycle)
      .reduce((last, { date }) => (date && date.last > last ? date.last : last), ''),
  );
  const at = lastDays.findIndex((last) => day <= last);
  return upr.cycles[at === -1 ? upr.cycles.length - 1 : at] ?? 1;
}
