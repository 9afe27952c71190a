import { stringify } from 'csv-stringify/sync';
import { cleaned } from '../../src/core/words/words.ts';

/** One thing: its cells by their headings. An absent value is an empty cell. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/**
 * A table that spreadsheets open as it is meant: UTF-8 with its mark, CRLF, and
 * no cell that would be worked out as a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection). A cell is one line,
 * without marks that turn the direction of what follows.
 */
export const csvOf = (headings: readonly string[], rows: readonly Row[]): string =>
  stringify(
    rows.map((row) => headings.map((heading) => cellOf(row[heading]))),
    {
      header: true,
      columns: [...headings],
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  );

const cellOf = (value: string | number | undefined): string =>
  typeof value === 'string' ? cleaned(value) : String(value ?? '');

/** `2026-11-22T12:00:00.000Z`; empty where there is none. */
export const instantCell = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString();
