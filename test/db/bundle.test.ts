import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readBundle } from '../../db/bundle.ts';
import { contentHash } from '../../db/content-hash.ts';
import { readTable } from '../../db/files/table.ts';
import { FormError } from '../../src/core/errors.ts';

const RECORD = join(import.meta.dirname, '../../db/record');
const bundle = readBundle(RECORD);

const about = (subject: string) => bundle.facts.filter((fact) => fact.subject === subject);
const state = (code: string) => bundle.states.find((known) => known.code === code);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-record-'));
  folders.push(folder);
  return folder;
}

/** A copy of the record in which one text of one file is another. */
function altered(file: string, from: string | RegExp, to: string): string {
  const folder = emptyFolder();
  cpSync(RECORD, folder, { recursive: true });
  const before = readFileSync(join(folder, file), 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(join(folder, file), after);
  return folder;
}

describe('the States of the record', () => {
  it('are the 193 Members of the United Nations', () => {
    expect(bundle.states).toHaveLength(193);
  });

  it('have their UN name, codes, group, everyday names and names in five more languages', () => {
    expect(state('CZE')).toEqual({
      code: 'CZE',
      iso2: 'CZ',
      m49: '203',
      name: 'Czechia',
      group: 'Eastern European Group',
      aliases: [
        'Czech',
        'Czech Republic',
        'República Checa',
        'République Tchèque',
        'Česko',
        'Чешская Республика',
        'جمهورية التشيك',
        'Tchéquie',
        'Chequia',
        'تشيكيا',
        'Чехия',
        '捷克',
      ],
      names: { fr: 'Tchéquie', es: 'Chequia', ar: 'تشيكيا', ru: 'Чехия', zh: '捷克' },
      askBack: [],
    });
  });

  it.each([
    ['MMR', 'ar', 'ميانمار', 'بورما'],
    ['BLR', 'ar', 'بيلاروس', 'روسيا البيضاء'],
    ['MDA', 'ru', 'Республика Молдова', 'Молдавия'],
    ['SWZ', 'ar', 'إسواتيني', 'سوازيلاند'],
    ['TUR', 'fr', 'Türkiye', 'Turquie'],
  ] as const)(
    'call %s by its present name in %s, and know the older one',
    (code, language, now, older) => {
      expect(state(code)?.names[language]).toBe(now);
      expect(state(code)?.aliases).toContain(older);
    },
  );

  it.each([
    ['Korea', ['KOR', 'PRK']],
    ['Congo', ['COD', 'COG']],
    ['Guinea', ['GIN', 'GNB', 'GNQ', 'PNG']],
    ['Dominica', ['DMA', 'DOM']],
    ['Georgia', ['GEO', 'USA']],
    ['DR', ['COD', 'DOM']],
    ['SA', ['SAU', 'ZAF']],
    ['Sudan', []],
  ])('ask back "%s" among %j', (word, codes) => {
    const asked = bundle.states.filter(({ askBack }) => askBack.includes(word));

    expect(asked.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a review in the record', () => {
  it('is an attempt, the review held and the outcome adopted', () => {
    const shared = { subject: 'upr/4/FRA', rivals: [] };
    const day = {
      ...shared,
      date: '2023-05-01',
      session: 43,
      source: 'us-mission-upr-43-france',
      confidence: 'confirmed',
    };

    expect(about('upr/4/FRA')).toEqual([
      { ...day, id: 'upr/4/FRA/scheduled', kind: 'scheduled' },
      { ...day, id: 'upr/4/FRA/held', kind: 'held' },
      {
        ...shared,
        id: 'upr/4/FRA/outcome',
        kind: 'outcome_adopted',
        date: '2023-09-11/2023-10-13',
        session: 54,
        source: 'upr-info-hrc-54',
        confidence: 'confirmed',
      },
    ]);
  });

  it('names the report of the Working Group where it is known', () => {
    expect(about('upr/1/PER').map(({ kind, detail }) => [kind, detail])).toEqual([
      ['scheduled', undefined],
      ['held', 'A/HRC/8/37'],
    ]);
  });

  it('is held within its session where no source gives the day', () => {
    expect(about('upr/4/CYP').map(({ kind, date }) => [kind, date])).toEqual([
      ['scheduled', undefined],
      ['held', '2024-04-29/2024-05-10'],
      ['outcome_adopted', '2024-09-09/2024-10-11'],
    ]);
  });

  it('keeps a day known from memory apart from the source of the session', () => {
    expect(
      about('upr/4/BRA').map(({ kind, date, source, confidence }) => [
        kind,
        date,
        source,
        confidence,
      ]),
    ).toEqual([
      ['scheduled', undefined, 'silkway-upr-41', 'reported'],
      ['held', '2022-11-14', 'memory', 'memory'],
      ['outcome_adopted', '2023-03-28', 'upr-info-hrc-52', 'confirmed'],
    ]);
  });

  it('is only set where no source says that it was held', () => {
    expect(about('upr/4/SGP')).toEqual([
      {
        id: 'upr/4/SGP/scheduled',
        subject: 'upr/4/SGP',
        kind: 'scheduled',
        session: 52,
        source: 'singapore-mfa-upr',
        confidence: 'confirmed',
        rivals: [],
      },
    ]);
  });

  it('keeps the value of a source that disagrees', () => {
    expect(about('upr/4/LBY').map(({ kind, date, rivals }) => [kind, date, rivals])).toEqual([
      ['scheduled', '2025-11-11', []],
      ['held', '2025-11-11', [{ value: '2025-11-03', source: 'dfat-upr-50' }]],
    ]);
  });
});

describe('a session in the record', () => {
  it('has its days, its deadlines and the Council session that takes its outcomes', () => {
    const shared = { subject: 'upr/s44', confidence: 'confirmed', rivals: [] };

    expect(about('upr/s44')).toEqual([
      {
        ...shared,
        id: 'upr/s44/dates',
        kind: 'session_dates',
        date: '2023-11-06/2023-11-17',
        detail: '4',
        source: 'ohchr-upr-44',
      },
      {
        ...shared,
        id: 'upr/s44/submissions',
        kind: 'submissions_due',
        date: '2023-04-05',
        source: 'ilga-upr-deadlines',
      },
      {
        ...shared,
        id: 'upr/s44/national-report',
        kind: 'national_report_due',
        date: '2023-08-07',
        source: 'ilga-upr-deadlines',
        rivals: [{ value: '2023-08-08', source: 'german-institute-upr-44' }],
      },
      {
        ...shared,
        id: 'upr/s44/outcomes',
        kind: 'outcomes_expected',
        session: 55,
        source: 'upr-info-hrc-55',
      },
    ]);
  });

  it('says so where its days are from memory', () => {
    expect(about('upr/s53').find(({ kind }) => kind === 'session_dates')).toEqual({
      id: 'upr/s53/dates',
      subject: 'upr/s53',
      kind: 'session_dates',
      date: '2026-11-02/2026-11-13',
      detail: '4',
      summary: 'A public source gives November 2026; the days are from general knowledge.',
      source: 'memory',
      confidence: 'memory',
      rivals: [{ value: '2026-11', source: 'github-parl-monitor' }],
    });
  });
});

describe('the fourth review of the United States in the record', () => {
  const told = ({
    kind,
    date,
    knownFrom,
    session,
    detail,
    source,
    confidence,
  }: (typeof bundle.facts)[number]) =>
    [kind, date, knownFrom, session, detail, source, confidence]
      .map((cell) => cell ?? '')
      .join(' | ');

  it('is this list', () => {
    expect(about('upr/4/USA').map((fact) => `${fact.id.slice(10)}: ${told(fact)}`)).toEqual([
      'scheduled: scheduled | 2025-11-07 |  | 50 |  | cldh-academic-joint-statement | confirmed',
      'contact-thins: event | 2025-01 | 2025-08-28 |  |  | cldh-academic-joint-statement | reported',
      'executive-order: event | 2025-02-04 |  |  |  | clebs-reuters-copy | reported',
      'country-reports: event | 2025-08 |  |  |  | truthout-2025-08 | reported',
      'report-missed: report_missed | 2025-08-04 |  |  |  | cldh-academic-joint-statement | confirmed',
      'pre-session: event | 2025-08-25/2025-08-31 |  |  |  | cldh-academic-joint-statement | reported',
      'declined: declined | 2025-08-28 |  |  | letter | truthout-2025-08 | reported',
      'session-opens: event | 2025-11-03 |  |  |  | twn-2025-11-11 | reported',
      'no-show: no_show | 2025-11-07 |  | 50 |  | aclu-socal-2025-11-07 | confirmed',
      'meeting-closed: event | 2025-11-07 |  |  |  | devdiscourse-2025-11-07 | reported',
      'council-decision: council_decision | 2025-11-07 |  |  |  | devdiscourse-2025-11-07 | reported',
      'rescheduled: scheduled | 2026 | 2025-11-07 | 53 | or_earlier | devdiscourse-2025-11-07 | reported',
      'side-events: event | 2025-11-07 |  |  |  | aclu-socal-2025-11-07 | confirmed',
    ]);
  });

  it('keeps the days and years that other sources give', () => {
    const rivals = about('upr/4/USA').flatMap((fact) =>
      fact.rivals.map(({ value, source }) => [fact.id.slice(10), value, source]),
    );

    expect(rivals).toEqual([
      ['scheduled', '2025-11-06', 'xinhua-relay-2025-08-29'],
      ['declined', '2025-08-27', 'sogiesc-blog-2025-08-30'],
      ['rescheduled', '2026-11', 'advocates-2025-11-07'],
      ['rescheduled', 'late 2026', 'newscentraltv-369386'],
      ['rescheduled', '2026-04', 'unipd-us-review'],
      ['rescheduled', 'early 2026', 'kudupinter-55605'],
    ]);
  });

  it.each([
    ['2025-08-28', /declin|refus/i],
    ['2025-11-07', /absen|reschedul|appear/i],
    ['2027-01-01', /\breviewed\b|\brefused\b|first (State|country)/i],
  ])('says nothing before %s of what came then', (day, words) => {
    const before = about('upr/4/USA').filter(
      ({ date, knownFrom }) => (knownFrom ?? date ?? '') < day,
    );

    expect(before.filter(({ summary }) => words.test(summary ?? ''))).toEqual([]);
  });
});

describe('a statement in the record', () => {
  it('tells who passed on whose words', () => {
    expect(bundle.statements.find(({ reshares }) => reshares)).toEqual({
      id: 'us-2025-08-28-cldh',
      date: '2025-08-28',
      state: 'USA',
      organisations: ['CLDH (Lebanese Center for Human Rights)'],
      title: 'Repost of the academic joint statement, with a comment',
      kind: 'social post',
      addressedTo: ['public'],
      summary:
        'Passes on the academic joint statement and says that the US position endangers accountability and dialogue between States.',
      topics: ['accountability', 'dialogue'],
      reshares: 'us-2025-08-academic',
      source: 'truthout-2025-08',
      confidence: 'reported',
    });
  });

  it('does not make a signatory of who passed it on', () => {
    const original = bundle.statements.find(({ id }) => id === 'us-2025-08-academic');

    expect(original?.organisations).toEqual(['UPR Project at BCU', 'UPR Academic Network']);
  });
});

describe('the version of the record', () => {
  it('is the same for the same content', () => {
    expect(contentHash(altered('README.md', /$/, '\nA word more.\n'))).toBe(contentHash(RECORD));
  });

  it('is another once a cell is corrected', () => {
    const corrected = altered('reviews.csv', '4,FRA,43,2023-05-01', '4,FRA,43,2023-05-02');

    expect(contentHash(corrected)).not.toBe(contentHash(RECORD));
  });
});

describe('a record file that is not of its form', () => {
  it.each([
    [
      'lacks a column',
      altered('sources.csv', 'id,publisher,title,url,published', 'id,publisher,title,url,printed'),
      "sources.csv, line 1: column 'published' is missing (expected id, publisher, title, url, published, read_on, grade)",
    ],
    [
      'has a column too many',
      altered('sources.csv', 'read_on,grade\n', 'read_on,grade,mood\n'),
      "sources.csv, line 1: column 'mood' is not known (expected id, publisher, title, url, published, read_on, grade)",
    ],
    [
      'has a line with a cell too many',
      altered(
        'deadlines.csv',
        ',ilga-upr-deadlines,confirmed,,,\n',
        ',ilga-upr-deadlines,confirmed,,,,\n',
      ),
      'deadlines.csv, line 4: 11 cells (expected 10)',
    ],
    [
      'has a word where a number belongs',
      altered('reviews.csv', '4,FRA,43,', '4,FRA,forty-three,'),
      "reviews.csv, line 638, column session: 'forty-three' is not a whole number",
    ],
    [
      'has a result that is none',
      altered('reviews.csv', '4,FRA,43,2023-05-01,held', '4,FRA,43,2023-05-01,done'),
      "reviews.csv, line 638, column result: 'done' (expected held or nothing)",
    ],
    [
      'has a deadline for nothing known',
      altered('deadlines.csv', 'upr/s41,submissions', 'upr/s41,essays'),
      "deadlines.csv, line 4, column what: 'essays' (expected national_report, submissions, outcomes)",
    ],
    [
      'has a rival value without its source',
      altered(
        'events.csv',
        '2025-08-27,sogiesc-blog-2025-08-30',
        '2025-08-27|2025-08-26,sogiesc-blog-2025-08-30',
      ),
      'events.csv, line 46: 2 in rival_value, 1 in rival_source (expected as many)',
    ],
  ])('is refused where it %s', (_what, folder, message) => {
    expect(() => readBundle(folder)).toThrow(new FormError(message));
  });

  it('is refused where a quotation mark is not closed', () => {
    const folder = altered('events.csv', '"The Council regrets', '"The Council "regrets');

    expect(() => readBundle(folder)).toThrow(/^events\.csv, line \d+: not CSV \(.+\)$/);
  });
});

describe('a table', () => {
  it('reads back whatever was written into its cells', () => {
    const folder = emptyFolder();
    const cell = fc.string({ unit: 'grapheme' });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const lines = [['a', 'b'], ...rows].map((row) => row.map(quoted).join(','));
        writeFileSync(join(folder, 'table.csv'), `${lines.join('\n')}\n`);

        const read = readTable(folder, 'table.csv', ['b', 'a']);

        expect(read.map(({ a, b }) => [a, b])).toEqual(rows);
      }),
    );
  });
});
