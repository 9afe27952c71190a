import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { FormError } from '../../src/core/errors.ts';

/** One line of a record file: its cells by column, and `events.csv, line 12` for messages. */
export type Row<Column extends string> = Readonly<Record<Column, string>> & { readonly at: string };

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file whose first line names exactly these columns, in any order.
 * Throws FormError naming file, line and column.
 */
export function readTable<Column extends string>(
  folder: string,
  file: string,
  columns: readonly Column[],
): Row<Column>[] {
  const [header, ...lines] = parsed(readFileSync(join(folder, file), 'utf8'), file);
  const names = header?.record ?? [];
  for (const column of columns)
    if (!names.includes(column))
      throw new FormError(
        `${file}, line 1: column '${column}' is missing (expected ${columns.join(', ')})`,
      );
  for (const name of names)
    if (!columns.some((column) => column === name))
      throw new FormError(
        `${file}, line 1: column '${name}' is not known (expected ${columns.join(', ')})`,
      );
  return lines.map(({ record, info }) => {
    const at = `${file}, line ${info.lines}`;
    if (record.length !== names.length)
      throw new FormError(`${at}: ${record.length} cells (expected ${names.length})`);
    // Guaranteed by the checks above: the names are the columns, and each has its cell.
    return { ...Object.fromEntries(names.map((name, i) => [name, record[i]])), at } as Row<Column>;
  });
}

function parsed(text: string, file: string): readonly Parsed[] {
  try {
    // With `info`, each element is a record and its place; the package types it as bare records.
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly Parsed[];
  } catch (fault) {
    const { message, lines } = fault as Error & { lines?: number };
    throw new FormError(`${file}, line ${lines ?? 1}: not CSV (${message})`);
  }
}

/** The whole number in a cell, undefined where the cell is empty. Throws FormError naming the cell. */
export function wholeNumber<Column extends string>(
  row: Row<Column>,
  column: Column,
): number | undefined {
  const cell: string = row[column];
  if (cell === '') return undefined;
  if (!/^\d+$/.test(cell))
    throw new FormError(`${row.at}, column ${column}: '${cell}' is not a whole number`);
  return Number(cell);
}

/** The parts of a cell between bars: `a|b` is two, an empty cell none. */
export const parts = (cell: string): string[] => (cell === '' ? [] : cell.split('|'));
