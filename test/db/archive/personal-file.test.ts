import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packPersonal } from '../../../db/archive/personal-file.ts';
import type { PersonalArchive } from '../../../src/core/coalition/archive.ts';
import { ADA } from '../../support/archive.ts';
import { NOON, SLACK_PLACE, slackAccount } from '../../support/coalition.ts';

const kept: PersonalArchive = {
  exportedAt: NOON,
  accounts: [slackAccount('U1')],
  coalitions: [
    {
      coalition: { id: 'c1', name: '=Water()' },
      member: {
        person: ADA,
        name: 'Ada',
        role: 'coordinator',
        place: SLACK_PLACE,
        joinedAt: NOON,
        seenAt: NOON,
      },
      deadlines: [
        { id: 'd7k2', title: '+Draft', createdAt: NOON, visibility: { to: 'coalition' } },
      ],
      log: [],
      follows: [],
      requests: [],
      codes: [],
      tries: [{ id: 4, at: NOON }],
      notices: [],
    },
  ],
};

const filesOf = (archive: PersonalArchive): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(packPersonal(archive, '0.1.0').content)).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString('utf8'),
    ]),
  );

const rowsOf = (table: string): unknown =>
  parse(filesOf(kept)[table] ?? '', { columns: true, bom: true });

describe('the file of what is kept of one person', () => {
  it('has a table of each kind of which there is something, and all of it for programs', () => {
    const files = filesOf(kept);

    expect(packPersonal(kept, '0.1.0').name).toBe('vigil-about-you-2026-11-22.zip');
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'data.json',
      'accounts.csv',
      'coalitions.csv',
      'deadlines.csv',
      'tries.csv',
    ]);
    expect(JSON.parse(files['data.json'] ?? '')).toEqual(kept);
  });

  it('says what each is', () => {
    const readme = filesOf(kept)['README.txt'] ?? '';

    expect(readme).toContain('Exported on 2026-11-22T11:00:00.000Z by Vigil 0.1.0.');
    expect(readme).toContain('tries.csv       codes that you typed wrongly: when, not what');
    expect(readme).not.toContain('follows.csv');
  });

  it('is readable: words for headings, instants as they are written, no formulas', () => {
    expect(rowsOf('coalitions.csv')).toEqual([
      {
        Coalition: "'=Water()",
        'Your name': 'Ada',
        Role: 'coordinator',
        'Speaks for': '',
        Joined: '2026-11-22T11:00:00.000Z',
        'Last heard of': '2026-11-22T11:00:00.000Z',
      },
    ]);
    expect(rowsOf('deadlines.csv')).toEqual([
      {
        Coalition: "'=Water()",
        Id: 'd7k2',
        Title: "'+Draft",
        'Created at': '2026-11-22T11:00:00.000Z',
        Visibility: '{"to":"coalition"}',
      },
    ]);
  });
});
