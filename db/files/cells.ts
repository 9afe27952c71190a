import { FormError } from '../../src/core/errors.ts';
import type { Bundle, Confidence, Rival } from '../../src/core/record/record.ts';
import type { COLUMNS } from './columns.ts';
import { parts, type Row } from './table.ts';

export type FactLine = Bundle['facts'][number];
export type File = keyof typeof COLUMNS;
export type RowOf<Name extends File> = Row<(typeof COLUMNS)[Name][number]>;

/** Where a line was read, and how far to rely on it. */
export const trust = (
  row: Row<'source' | 'confidence'>,
): Pick<FactLine, 'source' | 'confidence'> => ({
  source: row.source,
  // As typed: checkBundle refuses what is not a confidence.
  confidence: row.confidence as Confidence,
});

/** The values that other sources give, each with its source. */
export function rivals(row: Row<'rival_value' | 'rival_source'>): Rival[] {
  const values = parts(row.rival_value);
  const sources = parts(row.rival_source);
  if (values.length !== sources.length)
    throw new FormError(
      `${row.at}: ${values.length} in rival_value, ${sources.length} in rival_source (expected as many)`,
    );
  return values.map((value, i) => ({ value, source: sources[i] ?? '' }));
}

type Filled<Cells> = { [Name in keyof Cells]?: NonNullable<Cells[Name]> };

/** Leaves out what is empty: in the core an optional member is absent. */
export function filled<Cells extends Record<string, string | number | undefined>>(
  cells: Cells,
): Filled<Cells> {
  // Guaranteed by the filter: only members that are absent or full remain.
  return Object.fromEntries(
    Object.entries(cells).filter(([, cell]) => cell !== undefined && cell !== ''),
  ) as Filled<Cells>;
}
