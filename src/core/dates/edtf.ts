import { Temporal } from 'temporal-polyfill';
import { FormError } from '../errors.ts';

/** How exactly a date is known. `session`: only the session that it falls in. */
export type Precision = 'instant' | 'day' | 'month' | 'session' | 'year' | 'unknown';

/** A calendar day in Geneva as text, `2025-11-07`. Text order is time order. */
export type Day = string;

/**
 * A date that carries its precision. `text` is EDTF level 1 (ISO 8601-2), as the
 * Library of Congress publishes it: https://www.loc.gov/standards/datetime/
 *
 * `2025-11-07` · `2026-11` · `2026` · `2026?` · `2013-10-29~` · `2026-11-02/2026-11-13`
 * · `2026-11-07T14:00+01:00`
 */
export interface Edtf {
  readonly text: string;
  readonly precision: Precision;
  /** The first and last Geneva day that the date can mean. */
  readonly first: Day;
  readonly last: Day;
  readonly approximate: boolean;
  /** Milliseconds since the epoch, for an instant only. */
  readonly at?: number;
}

const GENEVA = 'Europe/Zurich';
const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const EXPECTED =
  'expected a day such as 2025-11-07, a month 2026-11, a year 2026, a span 2026-11-02/2026-11-13 ' +
  'or an instant 2026-11-07T14:00+01:00';

const known = new Map<string, Edtf>();

/** Reads EDTF text. Throws FormError naming the text and the forms allowed. */
export function edtf(text: string): Edtf {
  const seen = known.get(text);
  if (seen) return seen;
  const date = text.includes('T') ? instant(text) : text.includes('/') ? span(text) : plain(text);
  // What people type also comes through here, so the memory is bounded.
  if (known.size > 20_000) known.clear();
  known.set(text, date);
  return date;
}

function instant(text: string): Edtf {
  if (!INSTANT.test(text)) throw notADate(text);
  try {
    const at = Temporal.Instant.from(text);
    const day = at.toZonedDateTimeISO(GENEVA).toPlainDate().toString();
    return {
      text,
      precision: 'instant',
      first: day,
      last: day,
      approximate: false,
      at: at.epochMilliseconds,
    };
  } catch {
    throw notADate(text);
  }
}

function span(text: string): Edtf {
  const [from = '', to = '', ...rest] = text.split('/');
  const first = plain(from, text);
  const last = plain(to, text);
  if (rest.length > 0 || first.first > last.last) throw notADate(text);
  return {
    text,
    precision: 'session',
    first: first.first,
    last: last.last,
    approximate: first.approximate || last.approximate,
  };
}

function plain(text: string, whole = text): Edtf {
  const [, year, month, day, qualifier] = FORM.exec(text) ?? [];
  if (!year) throw notADate(whole);
  try {
    const calendar = { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) };
    const { daysInMonth } = Temporal.PlainDate.from(calendar, { overflow: 'reject' });
    return {
      text,
      precision: day ? 'day' : month ? 'month' : 'year',
      first: `${year}-${month ?? '01'}-${day ?? '01'}`,
      last: `${year}-${month ?? '12'}-${day ?? (month ? daysInMonth : 31)}`,
      approximate: Boolean(qualifier),
    };
  } catch {
    throw notADate(whole);
  }
}

const notADate = (text: string): FormError => new FormError(`Not a date: '${text}' (${EXPECTED})`);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `7 Nov 2025`, `Nov 2026`, `2026`, `2–13 Nov 2026`, `about 29 Oct 2013`, `7 Nov 2026, 14:00 Geneva`. */
export function dateWords(date: Edtf): string {
  if (date.at !== undefined) return `${partWords(date.first)}, ${genevaTime(date.at)} Geneva`;
  const [from = '', to] = date.text.replace(/[?~%]/g, '').split('/');
  const words = to ? spanWords(from, to) : partWords(from);
  return date.approximate ? `about ${words}` : words;
}

function spanWords(from: string, to: string): string {
  const [fromYear, fromMonth] = from.split('-');
  const [toYear, toMonth] = to.split('-');
  if (from === to) return partWords(to);
  // Only two dates of one form share what they have in common: `2–13 Nov`, but `2 Nov 2026 – Nov 2026`.
  if (fromYear !== toYear || from.length !== to.length)
    return `${partWords(from)} – ${partWords(to)}`;
  if (fromMonth !== toMonth || from.length < 10)
    return `${partWords(from).replace(` ${fromYear}`, '')} – ${partWords(to)}`;
  return `${Number(from.slice(8))}–${partWords(to)}`;
}

function partWords(text: string): string {
  const [year, month, day] = text.split('-');
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** The Geneva clock time of an instant: `14:00`. */
export function genevaTime(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(GENEVA)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** The Geneva calendar day of an instant. */
export function genevaDay(at: number): Day {
  if (at < lastDay.from || at >= lastDay.until) lastDay = dayAround(at);
  return lastDay.day;
}

/** `21 Nov 2026`: the Geneva calendar day of an instant, in words. */
export const dayWords = (at: number): string => dateWords(edtf(genevaDay(at)));

/** "Today" is asked with every question, and changes once a day. */
let lastDay = { day: '', from: 0, until: 0 };

function dayAround(at: number): typeof lastDay {
  const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(GENEVA).startOfDay();
  return {
    day: start.toPlainDate().toString(),
    from: start.epochMilliseconds,
    until: start.add({ days: 1 }).epochMilliseconds,
  };
}

/** The instant of a Geneva clock time on a day: `genevaInstant('2025-11-07', '09:00')`. */
export function genevaInstant(day: Day, time: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: GENEVA,
    plainTime: Temporal.PlainTime.from(time),
  }).epochMilliseconds;
}

/** `addDays('2025-11-07', -90)` is `2025-08-09`. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}
