import type { Core } from '../core.ts';
import type { Follow } from '../follows.ts';
import type { Deadline } from '../record/standing.ts';

/** What a follow is of: `state/USA`, `upr/s53`, or `all`. */
export type Subject = string;

/**
 * The subjects whose followers a deadline reaches: a State's own goes to that
 * State's, a session-wide one, once, to the session's and to those who follow all.
 */
export function subjectsOf({ state, session }: Pick<Deadline, 'state' | 'session'>): Subject[] {
  if (state) return [`state/${state}`];
  return session ? [session, 'all'] : ['all'];
}

/** Whether a follow of the subject hears of a deadline. */
export const covers = (subject: Subject, deadline: Pick<Deadline, 'state' | 'session'>): boolean =>
  subjectsOf(deadline).includes(subject);

/** The subject in words: `United States of America`, `UPR session 53`, `everything`. */
export function subjectWords({ states }: Pick<Core, 'states'>, subject: Subject): string {
  if (subject === 'all') return 'everything';
  const [kind = '', id = ''] = subject.split('/');
  if (kind === 'state') return states.byCode(id)?.name ?? id;
  return `${kind.toUpperCase()} session ${id.slice(1)}`;
}

/** The subject as a person types it: `USA`, `session 53`, `all`. */
export function subjectCommand(subject: Subject): string {
  const [kind = '', id = ''] = subject.split('/');
  return kind === 'state' ? id : kind === 'all' ? 'all' : `session ${id.slice(1)}`;
}

const EVENT_WORDS = {
  changes: 'changes in the record, when they are recorded',
  deadlines: 'reminders of deadlines and sessions',
  statements: 'new statements',
} as const;

export const eventsWords = ({ events }: Pick<Follow, 'events'>): string =>
  events.map((event) => EVENT_WORDS[event]).join('; ');

/** `90, 30 and 0 days before, at 09:00 Geneva; only for dates known to the day`. */
export function ladderWords({ ladder, time }: Pick<Follow, 'ladder' | 'time'>): string {
  const days = ladder.map(String);
  const last = days.pop();
  const list = days.length > 0 ? `${days.join(', ')} and ${last}` : last;
  return `${list} days before, at ${time} Geneva; only for dates known to the day`;
}
