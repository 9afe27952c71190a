import { Temporal } from 'temporal-polyfill';
import { type Day, dateWords, type Edtf, edtf, genevaDay, genevaTime } from '../dates/edtf.ts';
import { GENEVA, readZone, zoneWords } from '../dates/time-zones.ts';
import { FormError, UserError } from '../errors.ts';
import { shortened } from '../words/words.ts';
import type { OwnDate } from './deadlines.ts';

/** What a person typed of a date; absent parts were not typed. `time: 'none'` takes the hour away. */
export interface TypedDate {
  readonly date?: string | undefined;
  readonly time?: string | undefined;
  readonly zone?: string | undefined;
}

const MOST_ECHO = 60;
const DATES =
  'date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about';
/** The years that a date may have. Counting with the last or first hours of all years would leave the calendar. */
const YEARS = { first: 1900, last: 2100 };
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** `1 Dec 2026`, `Dec 2026`, `1 December 2026`. */
const IN_WORDS = /^(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$/i;
/** `15:00`, `15h00`, `15.00`. */
const CLOCK = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/i;
/** `3pm`, `3:30 pm`, `3 p.m.`. */
const HALF_DAY = /^(0?[1-9]|1[0-2])(?:[:.h]([0-5]\d))?\s*([ap])\.?m\.?$/i;

/** The date as everything counts with it: an instant where a time is given, else as exact as it was given. */
export function ownDate({ date, time, zone = GENEVA }: OwnDate): Edtf {
  if (time === undefined) return edtf(date);
  const instant = clockTime(date, time).toZonedDateTime(zone).toInstant();
  return edtf(instant.toString({ timeZone: GENEVA, smallestUnit: 'minute' }));
}

/**
 * `1 Dec 2026, 09:00 New York (15:00 Geneva)`, `1 Dec 2026, 15:00 Geneva`,
 * `1 Dec 2026 (hour not given)`, `Dec 2026 (no day set)`.
 */
export function ownDateWords(own: OwnDate): string {
  const date = ownDate(own);
  const { time, zone = GENEVA } = own;
  if (date.at === undefined || time === undefined)
    return `${dateWords(date)}${date.precision === 'day' ? (date.approximate ? '' : ' (hour not given)') : ' (no day set)'}`;
  if (zone === GENEVA) return dateWords(date);
  const there = `${dateWords(edtf(own.date))}, ${time} ${zoneWords(zone)}`;
  // Another day in Geneva is said whole, so that nobody takes one for the other.
  const geneva = date.first === own.date ? `${genevaTime(date.at)} Geneva` : dateWords(date);
  return `${there} (${geneva})`;
}

/** Soonest first; of one day, those with an hour in its order, and those without after them. */
export function bySoonest(a: OwnDate, b: OwnDate): number {
  const [one, other] = [ownDate(a), ownDate(b)];
  return one.last.localeCompare(other.last) || hourOf(one) - hourOf(other);
}

/** For what falls on one day: without an hour it ends with the day. */
export const hourOf = ({ at }: Edtf): number => at ?? Number.MAX_SAFE_INTEGER;

/** Whether reminders can count to it: it is known to the day. */
export const isDay = ({ precision, approximate }: Edtf): boolean =>
  precision === 'instant' || (precision === 'day' && !approximate);

/**
 * How an own date stands to an official one, by the days that each can mean:
 * `beyond` begins before it and reaches past it, as August does the 4th; `unknown`
 * is a day in the year of a review without a day, or about a day.
 */
export function order(own: Edtf, official: Edtf): 'before' | 'after' | 'beyond' | 'unknown' {
  if (own.first >= official.last) return 'after';
  if (own.last > official.last || (isDay(official) && own.last === official.last)) return 'beyond';
  const certain = own.last < official.first && !own.approximate && !official.approximate;
  return certain ? 'before' : 'unknown';
}

/**
 * Reads a date as it was typed. What was not typed stays as it was `before`.
 *
 * Throws UserError that names the value: `missing_date`, `unknown_date`, `year_out_of_range`, `unknown_time`, `unknown_zone`,
 * `time_without_day`, `zone_without_time`, `no_such_time`
 * (skipped or repeated when clocks change), `date_passed`.
 */
export function readOwnDate(typed: TypedDate, now: number, before?: OwnDate): OwnDate {
  const date = typed.date === undefined ? before?.date : readDate(typed.date);
  if (date === undefined)
    throw new UserError(`When is it? Type ${DATES}.`, { problem: 'missing_date' });
  const time = readTime(typed.time, before?.time);
  const zone = typed.zone === undefined ? before?.zone : readZone(typed.zone);
  if (time === undefined) {
    if (typed.zone !== undefined)
      throw new UserError(
        `A zone says whose clock a time is of, so it needs one: add time:15:00 to zone:${shortened(typed.zone, MOST_ECHO)}.`,
        { problem: 'zone_without_time' },
      );
    return notPassed({ date }, now);
  }
  const { precision, approximate } = edtf(date);
  if (precision !== 'day' || approximate)
    throw new UserError(
      `A time needs a day: ${dateWords(edtf(date))} has none for ${time}. Give the day as well, such as date:2026-12-01, or leave the time out (time:none).`,
      { problem: 'time_without_day' },
    );
  checkExists(date, time, zone ?? GENEVA);
  return notPassed({ date, time, ...(zone !== undefined && zone !== GENEVA && { zone }) }, now);
}

/** Whether two dates were given alike, word for word. */
export const sameDate = (a: OwnDate, b: OwnDate): boolean =>
  a.date === b.date && a.time === b.time && a.zone === b.zone;

function readDate(typed: string): string {
  const text = inEdtf(typed.trim());
  try {
    const { precision } = edtf(text);
    if (precision === 'day' || precision === 'month' || precision === 'year')
      return withinYears(text);
    const why =
      precision === 'instant'
        ? 'give its time and zone as time:15:00 zone:geneva'
        : 'give one day or month of it';
    throw new UserError(
      `'${shortened(typed, MOST_ECHO)}' is ${precision === 'instant' ? 'an instant' : 'a span of days'}: ${why}. A date is typed as ${DATES}.`,
      { problem: 'unknown_date' },
    );
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    throw new UserError(`Not a date: '${shortened(typed, MOST_ECHO)}'. Type ${DATES}.`, {
      problem: 'unknown_date',
    });
  }
}

function withinYears(text: string): string {
  const year = Number(text.slice(0, 4));
  if (year >= YEARS.first && year <= YEARS.last) return text;
  throw new UserError(
    `The year of ${text} is not one that a deadline can have: give one from this year to ${YEARS.last}.`,
    { problem: 'year_out_of_range' },
  );
}

/** `1 Dec 2026` is `2026-12-01`; any other text is as it was typed. */
function inEdtf(typed: string): string {
  const [, day, name = '', year] = IN_WORDS.exec(typed) ?? [];
  const month = MONTHS.findIndex((one) => one.startsWith(name.toLowerCase())) + 1;
  if (!year || month === 0) return typed;
  const parts = [year, String(month), ...(day ? [day] : [])];
  return parts.map((part) => part.padStart(2, '0')).join('-');
}

function readTime(typed: string | undefined, before: string | undefined): string | undefined {
  if (typed === undefined) return before;
  const text = typed.trim();
  if (text.toLowerCase() === 'none') return undefined;
  const [, hour, minute] = CLOCK.exec(text) ?? [];
  if (hour && minute) return `${hour.padStart(2, '0')}:${minute}`;
  const [, half, past = '00', letter = ''] = HALF_DAY.exec(text) ?? [];
  if (half) {
    const afternoon = letter.toLowerCase() === 'p' ? 12 : 0;
    return `${String((Number(half) % 12) + afternoon).padStart(2, '0')}:${past}`;
  }
  throw new UserError(
    `I can't read '${shortened(typed, MOST_ECHO)}' as a clock time: type time:15:00, time:15h00 or time:3pm.`,
    { problem: 'unknown_time' },
  );
}

const clockTime = (day: Day, time: string): Temporal.PlainDateTime =>
  Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));

/** When clocks change, an hour is left out or comes twice: nobody could say what was meant. */
function checkExists(day: Day, time: string, zone: string): void {
  const wall = clockTime(day, time);
  try {
    wall.toZonedDateTime(zone, { disambiguation: 'reject' });
  } catch {
    const twice = wall
      .toZonedDateTime(zone, { disambiguation: 'earlier' })
      .toPlainDateTime()
      .equals(wall);
    const why = twice
      ? 'comes twice, because clocks go back'
      : 'does not exist, because clocks go forward';
    throw new UserError(
      `${time} ${why} on ${dateWords(edtf(day))} in ${zoneWords(zone)}: pick a time an hour or more before or after.`,
      { problem: 'no_such_time' },
    );
  }
}

function notPassed(own: OwnDate, now: number): OwnDate {
  const date = ownDate(own);
  const passed = date.at === undefined ? date.last < genevaDay(now) : date.at <= now;
  if (!passed) return own;
  const next = date.at === undefined ? 'pick a day from today on' : 'pick a time to come';
  throw new UserError(
    `${date.at === undefined ? dateWords(date) : ownDateWords(own)} has passed: ${next}.`,
    { problem: 'date_passed' },
  );
}
