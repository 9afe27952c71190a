import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../db/archive/archive-file.ts';
import type { Archive } from '../../../src/core/coalition/archive.ts';
import { FormError } from '../../../src/core/errors.ts';
import {
  anyArchive,
  archive,
  channelFollow,
  entry,
  HERE,
  member,
  organisation,
  ownDeadline,
  uuid,
} from '../../support/archive.ts';
import { slackAccount } from '../../support/coalition.ts';

const VERSION = '0.1.0';
const TABLES = [
  'channels',
  'deadlines',
  'follows',
  'log',
  'members',
  'organisations',
  'places',
  'removed',
];

const filesOf = (packed: Archive): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(pack(packed, VERSION).content)).map(([name, bytes]) => [
      name,
      // Decoders leave out the mark that is asked about here.
      Buffer.from(bytes).toString('utf8'),
    ]),
  );

const rowsOf = (packed: Archive, table: string): readonly Record<string, string>[] =>
  parse(filesOf(packed)[`${table}.csv`] ?? '', { columns: true, bom: true });

/** The archive file with another `coalition.json`. */
const withData = (json: string): Uint8Array => zipSync({ 'coalition.json': strToU8(json) });
const changed = (change: object): Uint8Array =>
  withData(JSON.stringify({ ...archive(), ...change }));

describe('the file of an exported coalition', () => {
  it('is one zip file, named for the day', () => {
    expect(pack(archive(), VERSION).name).toBe('coalition-2026-11-22.zip');
    expect(Object.keys(filesOf(archive()))).toEqual([
      'README.txt',
      'coalition.json',
      'places.csv',
      'members.csv',
      'removed.csv',
      'organisations.csv',
      'deadlines.csv',
      'follows.csv',
      'channels.csv',
      'log.csv',
    ]);
  });

  it('says what each file is, when it was exported and by which version', () => {
    const readme = filesOf(archive())['README.txt'] ?? '';

    expect(readme).toMatch(/^Water Defenders\r\n/);
    expect(readme).toContain('Exported on 2026-11-22T11:00:00.000Z by Vigil 0.1.0.');
    expect(readme).toContain(
      'deadlines.csv      its own deadlines, those that were dropped too (1)',
    );
    expect(readme).toContain('vigil coalition import <this file>');
  });

  it('is the same to the byte for the same coalition', () => {
    expect(pack(archive(), VERSION)).toEqual(pack(archive(), VERSION));
  });

  it('has its tables in UTF-8 with the mark that spreadsheets look for, and CRLF', () => {
    const files = filesOf(archive());

    for (const table of TABLES)
      expect(files[`${table}.csv`]).toMatch(/^\uFEFF[A-Z][^\n]*[^\n]\r\n[^\n]+\r\n$/);
  });

  it('has a row a thing, under headings in plain words', () => {
    expect(rowsOf(archive(), 'deadlines')).toEqual([
      {
        Title: 'Final text',
        Date: '2026-12-01',
        Time: '',
        'Time zone': '',
        Precision: 'day',
        Kind: 'drafting',
        Serves: 'USA',
        'Comes before': '',
        'Seen by': 'the whole coalition',
        'Date before the last move': '',
        Moved: '',
        Dropped: '',
        Added: '2026-11-22T11:00:00.000Z',
        'Added by': 'Ada',
        Id: 'd7k2',
      },
    ]);
  });

  it('says as moved what has another date, and not what is for others only', () => {
    const movedAt = ownDeadline().createdAt;
    const deadlines = [
      ownDeadline({ movedAt, movedFrom: { date: '2026-11-30' } }),
      ownDeadline({ id: 'e8m3', movedAt, movedFrom: { date: '2026-12-01', readdressed: true } }),
    ];
    const rows = rowsOf(archive({ deadlines }), 'deadlines');

    expect(rows.map((row) => [row['Date before the last move'], row['Moved']])).toEqual([
      ['2026-11-30', '2026-11-22T11:00:00.000Z'],
      ['', ''],
    ]);
  });

  it('has no date that a spreadsheet would make another of', () => {
    const dates = ['2026-12-01', '2027-01', '2027', '2026-12-01~'];
    const deadlines = dates.map((date, n) => ownDeadline({ id: `d7k${n}`, date }));
    const rows = rowsOf(archive({ deadlines }), 'deadlines');

    expect(rows.map((row) => `${row['Date']} · ${row['Precision']}`)).toEqual([
      '2026-12-01 · day',
      'Jan 2027 (no day set) · month',
      '2027 (no day set) · year',
      'about 1 Dec 2026 · about a day',
    ]);
  });

  it('says in words what places and accounts are', () => {
    expect(rowsOf(archive(), 'places')).toMatchObject([{ Kind: 'Slack workspace' }]);
    expect(rowsOf(archive(), 'members')).toMatchObject([{ Accounts: 'Slack U1 (T1)' }]);
  });

  it('calls those by name who have left, and says who is from outside', () => {
    const called = { [uuid(98)]: 'Ben', [uuid(97)]: 'somebody from outside' };
    const log = [98, 97].map((n) => entry({ seq: n, person: uuid(n) }));
    const deadlines = [ownDeadline({ createdBy: uuid(98) })];
    const left = archive({ called, log, deadlines });

    expect(rowsOf(left, 'log').map(({ Who }) => Who)).toEqual(['Ben', 'somebody from outside']);
    expect(rowsOf(left, 'deadlines')).toMatchObject([{ 'Added by': 'Ben' }]);
    expect(filesOf(left)['coalition.json']).not.toContain('Ben');
  });

  it('says in the log who did what, and calls who is gone a former member', () => {
    const { person: _, ...byVigil } = entry({ seq: 3 });
    const log = [entry(), entry({ seq: 2, person: uuid(99) }), byVigil];
    const rows = rowsOf(archive({ log }), 'log');

    expect(rows.map(({ Who, What }) => `${Who} ${What}`)).toEqual(
      ['Ada', 'a former member', 'Vigil'].map(
        (who) => `${who} added the deadline “Final text” (d7k2), due 1 Dec 2026`,
      ),
    );
  });

  it('comes back as it was, whatever things are called', () => {
    fc.assert(
      fc.property(anyArchive, (any) => {
        expect(unpack(pack(any, VERSION).content)).toEqual(any);
      }),
      { numRuns: 40 },
    );
  });

  it('has no cell that a spreadsheet works out, or that has more than one line', () => {
    fc.assert(
      fc.property(anyArchive, (any) => {
        const cells = TABLES.flatMap((table) => rowsOf(any, table).flatMap(Object.values));

        expect(cells.filter((cell) => /^[=+\-@\t\r]|[\r\n\u202A-\u202E]/u.test(cell))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a file that is to be imported', () => {
  const refusal = (bytes: Uint8Array): string => {
    try {
      unpack(bytes);
    } catch (error) {
      if (error instanceof FormError) return error.message;
      throw error;
    }
    return 'taken';
  };

  it.each<[string, Uint8Array, string]>([
    ['is empty', new Uint8Array(), 'it is not a zip file, or not all of one'],
    ['is a text', strToU8('id,title\n'.repeat(20)), 'it is not a zip file, or not all of one'],
    [
      'is another zip file',
      zipSync({ 'photo.jpg': new Uint8Array(9) }),
      "it holds no coalition.json (expected a file of 'vigil coalition export')",
    ],
    ['holds no JSON', withData('{'), 'coalition.json is not JSON'],
    ['holds a list', withData('[]'), 'format is missing (expected 1)'],
    ['says no format', withData('{}'), 'format is missing (expected 1)'],
    [
      'is of a later format',
      changed({ format: 2 }),
      'coalition.json is of format 2, and this Vigil reads format 1: import it with the Vigil that it was exported by, or a later one',
    ],
    ['has a format in words', changed({ format: 'one' }), "format is 'one' (expected 1)"],
  ])('%s', (_, bytes, words) => {
    expect(refusal(bytes)).toContain(words);
  });

  it.each<[object, string]>([
    [{ members: undefined }, 'members is missing (expected a list)'],
    [{ exportedAt: '2026' }, "exportedAt is '2026' (expected a whole number from 0"],
    [
      { members: [member(), { ...member(), person: uuid(12), role: 'boss' }] },
      "members[1].role is 'boss' (expected reader, editor, approver, coordinator)",
    ],
    [
      { members: [{ ...member(), person: 'Ada' }] },
      "members[0].person is 'Ada' (expected a UUID in small letters)",
    ],
    [{ members: [null] }, 'members[0] is null (expected an object)'],
    [{ members: [member({ name: 'x'.repeat(300) })] }, 'members[0].name is '],
    [
      { organisations: [organisation({ id: '../etc' })] },
      "organisations[0].id is '../etc' (expected an id such as aclu)",
    ],
    [
      { deadlines: [{ ...ownDeadline(), visibility: { to: 'everybody' } }] },
      "deadlines[0].visibility.to is 'everybody' (expected coalition, organisations, person)",
    ],
    [
      { deadlines: [ownDeadline({ date: '2026-02-30' })] },
      "deadlines[0].date is '2026-02-30' (expected a date such as",
    ],
    [
      { deadlines: [ownDeadline({ zone: 'Mars/Base', time: '15:00' })] },
      "deadlines[0].zone is 'Mars/Base' (expected a time zone such as",
    ],
    [
      { deadlines: [ownDeadline({ date: '2026-12', time: '15:00' })] },
      "deadlines[0].date is '2026-12' (expected a day, because there is a time)",
    ],
    [
      { deadlines: [ownDeadline({ coalition: uuid(2) })] },
      `deadlines[0].coalition is '${uuid(2)}' (expected '${uuid(1)}', the coalition of the archive)`,
    ],
    [
      { log: [{ ...entry(), action: 'coalition.stolen' }] },
      "log[0].action is 'coalition.stolen' (expected coalition.founded",
    ],
    [
      { follows: [channelFollow({ destination: { ...HERE, workspace: 'T9' } })] },
      "follows[0].destination is in 'slack/T9', which is not among the places of the coalition",
    ],
    [{ deadlines: [ownDeadline(), ownDeadline()] }, "deadlines has 'd7k2' twice"],
    [
      { organisations: [organisation(), organisation({ id: 'other', name: 'Other' })] },
      "organisations[].short has 'aclu' twice",
    ],
    [
      { members: [member(), member({ person: uuid(12), accounts: [slackAccount('U1')] })] },
      "members[].accounts has 'slack/T1/U1' twice",
    ],
  ])('has a member that is not of its form: %#', (change, words) => {
    expect(refusal(changed(change))).toContain(words);
  });

  it('is nested deeper than anything that Vigil writes', () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const json = JSON.stringify(archive({ log: [entry({ after: { deep: 0 } })] })).replace(
      '"deep":0',
      `"deep":${deep}`,
    );

    expect(refusal(withData(json))).toBe(
      'log[0].after is an object (expected an object nested at most 8 deep)',
    );
  });

  it('would unpack to more than memory should hold', () => {
    const bomb = zipSync({ 'coalition.json': new Uint8Array(64 * 1024 * 1024 + 1) });

    expect(bomb.length).toBeLessThan(100_000);
    expect(refusal(bomb)).toBe(
      'it holds coalition.json, which is 67108865 bytes when unpacked (at most 67108864 are read)',
    );
  });

  it('has been damaged, anywhere', () => {
    const { content } = pack(archive(), VERSION);
    const whole = attempt(content);
    fc.assert(
      fc.property(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = content.map((byte, i) => (i === at ? byte ^ by : byte));
        const found = attempt(damaged);

        // Bytes of the other files, dates and names of the list are not read.
        expect([whole, 'refused']).toContain(found);
      }),
      { numRuns: 150 },
    );
  });

  const attempt = (bytes: Uint8Array): string => {
    try {
      return JSON.stringify(unpack(bytes));
    } catch (error) {
      if (error instanceof FormError) return 'refused';
      throw error;
    }
  };

  it('is of before there were any who are kept out', () => {
    const { removed: _, ...before } = archive();

    expect(unpack(withData(JSON.stringify(before)))).toEqual(archive({ removed: [] }));
  });

  it('says more than this form has: what is unknown is left out', () => {
    const [only] = archive().members;
    const more = changed({ members: [{ ...only, shoeSize: 42 }], extra: true });

    expect(unpack(more)).toEqual(archive());
  });
});
