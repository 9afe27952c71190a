import { UserError } from '../errors.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, EVENTS, type Event } from '../follows.ts';
import { shortened } from '../words/words.ts';

const MOST_RUNGS = 12;
const MOST_DAYS = 365;
/** Of what was typed, in a refusal. */
const MOST_ECHO = 60;

/** `7, 30,1` → `[30, 7, 1]`, largest first and each once. Throws UserError with what is allowed. */
export function readLadder(typed: string | undefined): readonly number[] {
  if (typed === undefined) return DEFAULT_LADDER;
  const rungs = listed(typed);
  const days = rungs.map(Number);
  const read =
    rungs.length > 0 &&
    rungs.length <= MOST_RUNGS &&
    rungs.every((rung) => /^\d{1,3}$/.test(rung)) &&
    days.every((rung) => rung <= MOST_DAYS);
  if (read) return [...new Set(days)].sort((a, b) => b - a);
  throw new UserError(
    `I can't read '${shortened(typed, MOST_ECHO)}' as a ladder: type up to ${MOST_RUNGS} numbers of days from 0 to ${MOST_DAYS}, such as ladder:30,7,1.`,
  );
}

/** `8:30`, `8.30` and `8h30` → `08:30`. Throws UserError with what is allowed. */
export function readTime(typed: string | undefined): string {
  if (typed === undefined) return DEFAULT_TIME;
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(typed) ?? [];
  if (hour && minute) return `${hour.padStart(2, '0')}:${minute}`;
  throw new UserError(
    `I can't read '${shortened(typed, MOST_ECHO)}' as a clock time: type hours and minutes from 00:00 to 23:59, Geneva time, such as time:08:30.`,
  );
}

/** `deadlines,changes` → `['changes', 'deadlines']`. Throws UserError with what is allowed. */
export function readEvents(typed: string | undefined): readonly Event[] {
  if (typed === undefined || typed === 'all') return EVENTS;
  const names = listed(typed.toLowerCase());
  const wrong = names.find((name) => !EVENTS.some((event) => event === name));
  if (wrong === undefined && names.length > 0)
    return EVENTS.filter((event) => names.includes(event));
  throw new UserError(
    `I don't know the events '${shortened(wrong ?? typed, MOST_ECHO)}': choose from ${EVENTS.join(', ')}.`,
  );
}

const listed = (typed: string): readonly string[] => typed.split(/[\s,;]+/).filter(Boolean);
