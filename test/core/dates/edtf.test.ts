import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateWords,
  daysBetween,
  edtf,
  genevaDay,
  genevaInstant,
  genevaTime,
} from '../../../src/core/dates/edtf.ts';
import { FormError } from '../../../src/core/errors.ts';

/** Any day of the years that the record can speak of. */
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

describe('a date', () => {
  it.each([
    ['2025-11-07', 'day', '2025-11-07', '2025-11-07'],
    ['2026-11', 'month', '2026-11-01', '2026-11-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026', 'year', '2026-01-01', '2026-12-31'],
    ['2026-11-02/2026-11-13', 'session', '2026-11-02', '2026-11-13'],
    ['2027-01/2027-02', 'session', '2027-01-01', '2027-02-28'],
  ])('%s is exact to the %s', (text, precision, first, last) => {
    expect(edtf(text)).toEqual({ text, precision, first, last, approximate: false });
  });

  it.each(['2026?', '2026-11~', '2013-10-29%', '2026?/2027'])('%s is approximate', (text) => {
    expect(edtf(text).approximate).toBe(true);
  });

  it('falls on its Geneva day where it is an instant', () => {
    expect(edtf('2025-11-07T23:30Z')).toEqual({
      text: '2025-11-07T23:30Z',
      precision: 'instant',
      first: '2025-11-08',
      last: '2025-11-08',
      approximate: false,
      at: Date.UTC(2025, 10, 7, 23, 30),
    });
  });

  it.each([
    '',
    'soon',
    '2026-13',
    '2026-02-30',
    '2025-02-29',
    '26-11-07',
    '2026-11-7',
    '2026-11-07T14:00',
    '2026-11-07T25:00Z',
    '2026-02-30T10:00Z',
    '2026-11-13/2026-11-02',
    '2026/2027/2028',
    '2026/',
    ' 2026',
    '2026-11-07\n',
  ])('is refused as %j', (text) => {
    expect(() => edtf(text)).toThrow(
      new FormError(
        `Not a date: '${text}' (expected a day such as 2025-11-07, a month 2026-11, a year 2026, a span 2026-11-02/2026-11-13 or an instant 2026-11-07T14:00+01:00)`,
      ),
    );
  });

  it('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-/T:Z+?~') }), (text) => {
        try {
          const { first, last } = edtf(text);
          expect(first <= last).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FormError);
        }
      }),
    );
  });

  it('keeps its text, and a day is its own first and last', () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(edtf(text)).toMatchObject({ text, first: text, last: text });
      }),
    );
  });

  it('spans from its first day to its last', () => {
    fc.assert(
      fc.property(day, fc.nat(60), (from, more) => {
        const to = addDays(from, more);
        expect(edtf(`${from}/${to}`)).toMatchObject({ first: from, last: to });
      }),
    );
  });
});

describe('a date in words', () => {
  it.each([
    ['2025-11-07', '7 Nov 2025'],
    ['2026-11', 'Nov 2026'],
    ['2026', '2026'],
    ['2026?', 'about 2026'],
    ['2013-10-29~', 'about 29 Oct 2013'],
    ['2026-11-02/2026-11-13', '2–13 Nov 2026'],
    ['2026-10-26/2026-11-06', '26 Oct – 6 Nov 2026'],
    ['2025-12-29/2026-01-09', '29 Dec 2025 – 9 Jan 2026'],
    ['2027-01/2027-02', 'Jan – Feb 2027'],
    ['2026/2027', '2026 – 2027'],
    ['2026-11-02/2026-11-02', '2 Nov 2026'],
    ['2026-11/2026-11', 'Nov 2026'],
    ['2026-11-02/2026-11', '2 Nov 2026 – Nov 2026'],
    ['2026-11-02/2026', '2 Nov 2026 – 2026'],
    ['2026-11-07T14:00+01:00', '7 Nov 2026, 14:00 Geneva'],
    ['2026-07-07T12:00Z', '7 Jul 2026, 14:00 Geneva'],
    ['2025-11-07T23:30Z', '8 Nov 2025, 00:30 Geneva'],
  ])('reads %s as %s', (text, words) => {
    expect(dateWords(edtf(text))).toBe(words);
  });

  it('never names a day that the date does not have', () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(dateWords(edtf(text.slice(0, 7)))).toMatch(/^[A-Z][a-z]{2} \d{4}$/);
        expect(dateWords(edtf(text.slice(0, 4)))).toBe(text.slice(0, 4));
      }),
    );
  });
});

describe('Geneva time', () => {
  it.each([
    ['in winter', '2026-01-15', '2026-01-15T08:00:00.000Z'],
    ['in summer', '2026-07-15', '2026-07-15T07:00:00.000Z'],
    ['on the day that summer begins', '2026-03-29', '2026-03-29T07:00:00.000Z'],
    ['on the day that summer ends', '2026-10-25', '2026-10-25T08:00:00.000Z'],
  ])('has its 09:00 %s', (_, on, instant) => {
    expect(new Date(genevaInstant(on, '09:00')).toISOString()).toBe(instant);
  });

  it('moves a clock time that the change to summer leaves out to the hour after', () => {
    expect(genevaTime(genevaInstant('2026-03-29', '02:30'))).toBe('03:30');
  });

  it('takes the first of two clock times at the change to winter', () => {
    expect(new Date(genevaInstant('2026-10-25', '02:30')).toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it('gives back the day and clock time of an instant', () => {
    const time = fc
      .tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(day, time, (on, at) => {
        const instant = genevaInstant(on, at);
        expect([genevaDay(instant), genevaTime(instant)]).toEqual([on, at]);
      }),
    );
  });
});

describe('counting days', () => {
  it('takes 90 days over a change of the clock', () => {
    expect(addDays('2026-05-04', -90)).toBe('2026-02-03');
  });

  it('adds what lies between two days', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });

  it('has text order for time order', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0);
      }),
    );
  });
});
