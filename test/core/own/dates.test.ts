import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, edtf, genevaInstant } from '../../../src/core/dates/edtf.ts';
import { UserError } from '../../../src/core/errors.ts';
import {
  bySoonest,
  isDay,
  order,
  ownDate,
  ownDateWords,
  readOwnDate,
  sameDate,
  type TypedDate,
} from '../../../src/core/own/dates.ts';
import type { OwnDate } from '../../../src/core/own/deadlines.ts';

const NOW = genevaInstant('2026-11-22', '12:00');
const NEW_YORK = 'America/New_York';

const read = (typed: TypedDate, before?: OwnDate): OwnDate => readOwnDate(typed, NOW, before);

function refusal(typed: TypedDate, before?: OwnDate): readonly [string, string] {
  try {
    read(typed, before);
  } catch (error) {
    if (error instanceof UserError) return [error.problem, error.message];
    throw error;
  }
  throw new Error(`${JSON.stringify(typed)} was read`);
}

describe('an own date', () => {
  it.each<[OwnDate, string, string]>([
    [{ date: '2026-12-01' }, 'day', '2026-12-01'],
    [{ date: '2026-12' }, 'month', '2026-12'],
    [{ date: '2027' }, 'year', '2027'],
    [{ date: '2026-12-01~' }, 'day', '2026-12-01~'],
    [{ date: '2026-12-01', time: '15:00' }, 'instant', '2026-12-01T15:00+01:00'],
    [{ date: '2026-12-01', time: '09:00', zone: NEW_YORK }, 'instant', '2026-12-01T15:00+01:00'],
    [{ date: '2026-07-01', time: '15:00', zone: 'UTC' }, 'instant', '2026-07-01T17:00+02:00'],
  ])('%o is as exact as it was given', (own, precision, text) => {
    expect(ownDate(own)).toMatchObject({ precision, text });
  });

  it('counts by the Geneva day, whatever the day is where its hour is of', () => {
    expect(ownDate({ date: '2026-12-01', time: '20:00', zone: NEW_YORK }).first).toBe('2026-12-02');
  });

  it.each<[OwnDate, string]>([
    [{ date: '2026-12-01' }, '1 Dec 2026 (hour not given)'],
    [{ date: '2026-12' }, 'Dec 2026 (no day set)'],
    [{ date: '2027' }, '2027 (no day set)'],
    [{ date: '2026-12-01~' }, 'about 1 Dec 2026'],
    [{ date: '2026-12~' }, 'about Dec 2026 (no day set)'],
    [{ date: '2026-12-01', time: '15:00' }, '1 Dec 2026, 15:00 Geneva'],
    [
      { date: '2026-12-01', time: '09:00', zone: NEW_YORK },
      '1 Dec 2026, 09:00 New York (15:00 Geneva)',
    ],
    [
      { date: '2026-12-01', time: '20:00', zone: NEW_YORK },
      '1 Dec 2026, 20:00 New York (2 Dec 2026, 02:00 Geneva)',
    ],
    [{ date: '2026-12-01', time: '14:00', zone: 'UTC' }, '1 Dec 2026, 14:00 UTC (15:00 Geneva)'],
  ])('%o is said as %s', (own, words) => {
    expect(ownDateWords(own)).toBe(words);
  });

  it.each<[OwnDate, boolean]>([
    [{ date: '2026-12-01' }, true],
    [{ date: '2026-12-01', time: '15:00' }, true],
    [{ date: '2026-12-01~' }, false],
    [{ date: '2026-12' }, false],
    [{ date: '2027' }, false],
  ])('%o is known to the day: %s', (own, known) => {
    expect(isDay(ownDate(own))).toBe(known);
  });

  it('comes in order of what it can mean last, those with an hour first', () => {
    const dates: readonly OwnDate[] = [
      { date: '2026-12' },
      { date: '2026-12-01' },
      { date: '2026-12-01', time: '16:00' },
      { date: '2026-12-01', time: '09:00', zone: NEW_YORK },
      { date: '2026-11-30' },
    ];

    expect(dates.toSorted(bySoonest)).toEqual(dates.toReversed());
  });
});

describe('an own date beside an official one', () => {
  it.each<[string, string, ReturnType<typeof order>]>([
    ['2027-02-14', '2027-02-15', 'before'],
    ['2027-01', '2027-02-15', 'before'],
    ['2026', '2027', 'before'],
    ['2027-02-15', '2027-02-15', 'after'],
    ['2027-03', '2027-02-15', 'after'],
    ['2027-02', '2027-02-15', 'beyond'],
    ['2027', '2027-02-15', 'beyond'],
    ['2027-02', '2027-02-28', 'beyond'],
    ['2027', '2027-02', 'beyond'],
    ['2027-02', '2027-01-25/2027-02-05', 'beyond'],
    ['2027-02-14', '2027', 'unknown'],
    ['2027-02', '2027', 'unknown'],
    ['2027', '2027', 'unknown'],
    ['2027-02-14~', '2027-02-15', 'unknown'],
    ['2027-02-14', '2027-02-15~', 'unknown'],
  ])('%s is to %s: %s', (own, official, said) => {
    expect(order(ownDate({ date: own }), edtf(official))).toBe(said);
  });

  it('is said to be before it only where every day that it can mean is', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-06-01', days));
    const date = fc
      .tuple(day, fc.constantFrom(4, 7, 10))
      .map(([text, exact]) => edtf(text.slice(0, exact)));

    fc.assert(
      fc.property(date, date, (own, official) => {
        expect(order(own, official) === 'before').toBe(own.last < official.first);
        expect(order(own, official) === 'after').toBe(own.first >= official.last);
      }),
    );
  });
});

describe('a date that is typed', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-12', '2026-12'],
    ['2027', '2027'],
    ['2026-12-01~', '2026-12-01~'],
    ['1 Dec 2026', '2026-12-01'],
    ['1 december 2026', '2026-12-01'],
    ['Dec 2026', '2026-12'],
    [' 2026-12-01 ', '2026-12-01'],
  ])('%s is %s', (date, kept) => {
    expect(read({ date })).toEqual({ date: kept });
  });

  it.each([
    ['15:00', '15:00'],
    ['9:30', '09:30'],
    ['15h00', '15:00'],
    ['15.45', '15:45'],
    ['3pm', '15:00'],
    ['3 PM', '15:00'],
    ['12am', '00:00'],
    ['12 p.m.', '12:00'],
    ['9:15 am', '09:15'],
  ])('may have the time %s', (time, kept) => {
    expect(read({ date: '2026-12-01', time })).toEqual({ date: '2026-12-01', time: kept });
  });

  it.each([
    ['America/New_York', NEW_YORK],
    ['america/new_york', NEW_YORK],
    ['new york', NEW_YORK],
    ['New_York', NEW_YORK],
    ['são paulo', 'America/Sao_Paulo'],
    ['port au prince', 'America/Port-au-Prince'],
    ['kolkata', 'Asia/Kolkata'],
    ['Kyiv', 'Europe/Kyiv'],
    ['us/eastern', 'US/Eastern'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
  ])('may have the zone %s', (zone, kept) => {
    expect(read({ date: '2026-12-01', time: '15:00', zone })).toEqual({
      date: '2026-12-01',
      time: '15:00',
      zone: kept,
    });
  });

  it.each(['geneva', 'Genève', 'europe/zurich', 'zurich'])(
    'is in Geneva also where it says so as %s',
    (zone) => {
      expect(read({ date: '2026-12-01', time: '15:00', zone })).toEqual({
        date: '2026-12-01',
        time: '15:00',
      });
    },
  );

  it.each<[TypedDate, string, string]>([
    [
      {},
      'missing_date',
      'When is it? Type date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about.',
    ],
    [
      { date: 'soon' },
      'unknown_date',
      'Not a date: \'soon\'. Type date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about.',
    ],
    [
      { date: '9999-12-31', time: '23:59', zone: 'new york' },
      'year_out_of_range',
      'The year of 9999-12-31 is not one that a deadline can have: give one from this year to 2100.',
    ],
    [
      { date: '0000-01-01', time: '00:30', zone: 'tokyo' },
      'year_out_of_range',
      'The year of 0000-01-01 is not one that a deadline can have: give one from this year to 2100.',
    ],
    [
      { date: '2101' },
      'year_out_of_range',
      'The year of 2101 is not one that a deadline can have: give one from this year to 2100.',
    ],
    [
      { date: '30 Feb 2027' },
      'unknown_date',
      'Not a date: \'30 Feb 2027\'. Type date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about.',
    ],
    [
      { date: '2026-12-01/2026-12-05' },
      'unknown_date',
      '\'2026-12-01/2026-12-05\' is a span of days: give one day or month of it. A date is typed as date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about.',
    ],
    [
      { date: '2026-12-01T15:00Z' },
      'unknown_date',
      '\'2026-12-01T15:00Z\' is an instant: give its time and zone as time:15:00 zone:geneva. A date is typed as date:2026-12-01, date:"1 Dec 2026", the month date:2026-12, the year date:2026, or date:2026-12-01~ for about.',
    ],
    [
      { date: '2026-12-01', time: '25:00' },
      'unknown_time',
      "I can't read '25:00' as a clock time: type time:15:00, time:15h00 or time:3pm.",
    ],
    [
      { date: '2026-12-01', time: '13pm' },
      'unknown_time',
      "I can't read '13pm' as a clock time: type time:15:00, time:15h00 or time:3pm.",
    ],
    [
      { date: '2026-12', time: '15:00' },
      'time_without_day',
      'A time needs a day: Dec 2026 has none for 15:00. Give the day as well, such as date:2026-12-01, or leave the time out (time:none).',
    ],
    [
      { date: '2026-12-01~', time: '15:00' },
      'time_without_day',
      'A time needs a day: about 1 Dec 2026 has none for 15:00. Give the day as well, such as date:2026-12-01, or leave the time out (time:none).',
    ],
    [
      { date: '2026-12-01', zone: 'nairobi' },
      'zone_without_time',
      'A zone says whose clock a time is of, so it needs one: add time:15:00 to zone:nairobi.',
    ],
    [
      { date: '2026-12-01', time: '15:00', zone: 'nairobbi' },
      'unknown_zone',
      "I don't know the time zone 'nairobbi': type a city such as zone:\"new york\" or zone:nairobi, zone:geneva, zone:UTC, or a name such as zone:America/New_York. Did you mean 'Nairobi'?",
    ],
    [
      { date: '2027-03-28', time: '02:30' },
      'no_such_time',
      '02:30 does not exist, because clocks go forward on 28 Mar 2027 in Geneva: pick a time an hour or more before or after.',
    ],
    [
      { date: '2027-11-07', time: '01:30', zone: 'new york' },
      'no_such_time',
      '01:30 comes twice, because clocks go back on 7 Nov 2027 in New York: pick a time an hour or more before or after.',
    ],
    [{ date: '2025-03-15' }, 'date_passed', '15 Mar 2025 has passed: pick a day from today on.'],
    [{ date: '2026-10' }, 'date_passed', 'Oct 2026 has passed: pick a day from today on.'],
    [
      { date: '2026-11-22', time: '11:59' },
      'date_passed',
      '22 Nov 2026, 11:59 Geneva has passed: pick a time to come.',
    ],
  ])('as %o is refused: %s', (typed, problem, message) => {
    expect(refusal(typed)).toEqual([problem, message]);
  });

  it.each(['EST', '+01:00', 'Etc/GMT+5', '__proto__', 'constructor', 'x'.repeat(300)])(
    'knows no zone %s, which says no place',
    (zone) => {
      expect(refusal({ date: '2026-12-01', time: '15:00', zone })[0]).toBe('unknown_zone');
    },
  );

  it.each([{ date: '2026-11-22' }, { date: '2026-11' }, { date: '2026' }])(
    '%o has not passed on the day itself',
    (typed) => {
      expect(read(typed)).toEqual(typed);
    },
  );
});

describe('a date that is changed', () => {
  const before: OwnDate = { date: '2026-12-01', time: '09:00', zone: NEW_YORK };

  it.each<[TypedDate, OwnDate]>([
    [{ date: '2026-12-08' }, { ...before, date: '2026-12-08' }],
    [{ time: '10:00' }, { ...before, time: '10:00' }],
    [{ zone: 'nairobi' }, { ...before, zone: 'Africa/Nairobi' }],
    [{ zone: 'geneva' }, { date: '2026-12-01', time: '09:00' }],
    [{ time: 'none' }, { date: '2026-12-01' }],
    [{ date: '2027-01', time: 'none' }, { date: '2027-01' }],
    [{}, before],
  ])('by %o keeps the rest as it was typed', (typed, after) => {
    expect(read(typed, before)).toEqual(after);
  });

  it('is not given an hour on a day that nobody said', () => {
    expect(refusal({ date: '2027-01' }, before)[0]).toBe('time_without_day');
  });

  it('is the same only where every part is', () => {
    expect([
      sameDate(before, { ...before }),
      sameDate(before, { ...before, time: '10:00' }),
      sameDate(before, { date: '2026-12-01', time: '09:00' }),
    ]).toEqual([true, false, false]);
  });
});

describe('any date and clock time', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const days = fc
    .date({ min: new Date('2026-11-24'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const times = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

  it('in any zone is kept as typed and is that clock time there, or is no single instant', () => {
    fc.assert(
      fc.property(days, times, zones, (date, time, zone) => {
        let own: OwnDate;
        try {
          own = read({ date, time, zone });
        } catch (error) {
          expect(error).toMatchObject({ problem: 'no_such_time' });
          return;
        }
        expect({ zone: 'Europe/Zurich', ...own }).toEqual({ date, time, zone });
        expect(wallClock(ownDate(own).at ?? 0, zone)).toBe(`${date} ${time}`);
      }),
    );
  });

  it('in a zone is found again by the city that the zone is named for', () => {
    fc.assert(
      fc.property(zones, (zone) => {
        const city = (zone.split('/').at(-1) ?? '').replaceAll('_', ' ').toLowerCase();
        const own = read({ date: '2026-12-01', time: '12:00', zone: city });
        expect(own.zone ?? 'Europe/Zurich').toBe(zone);
      }),
    );
  });

  it('where clocks change is refused exactly for the hour that is left out or repeated', () => {
    fc.assert(
      fc.property(fc.constantFrom('2027-03-28', '2027-10-31'), times, (date, time) => {
        const single = time < '02:00' || time >= '03:00';
        const attempt = () => read({ date, time });
        if (single) expect(attempt()).toEqual({ date, time });
        else expect(attempt).toThrow(UserError);
      }),
    );
  });

  it('without an hour reads back from its own words', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(7, 10), (day, length) => {
        const own = read({ date: day.slice(0, length) });
        expect(read({ date: ownDateWords(own).replace(/ \(.*\)$/, '') })).toEqual(own);
      }),
    );
  });
});

/** `2026-12-01 09:00`: what a clock shows in a zone, as the platform itself tells it. */
const wallClock = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
