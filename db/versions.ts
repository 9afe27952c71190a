import { isDeepStrictEqual } from 'node:util';

/** Set on what is recorded together. */
export interface Stamp {
  readonly recordedAt: number;
  readonly batch: string;
}

/** The newest version of a line as a table holds it. */
export interface Kept<Line> {
  readonly line: Line;
  readonly version: number;
  readonly position: number;
  readonly withdrawn: boolean;
}

export interface Change<Line> {
  /** Rows to add. */
  readonly rows: readonly (Kept<Line> & Stamp)[];
  /** Lines that stay as they are and only change their place. */
  readonly moved: readonly Kept<Line>[];
  readonly counts: { readonly added: number; readonly changed: number; readonly withdrawn: number };
}

/**
 * What an append-only table needs to hold what a bundle says: a new line is
 * version 1, another content one version more, a line that is missing a version
 * marked as withdrawn. Pure.
 */
export function compare<Line extends { readonly id: string }>(
  kept: readonly Kept<Line>[],
  bundled: readonly Line[],
  stamp: Stamp,
): Change<Line> {
  const before = new Map(kept.map((row) => [row.line.id, row]));
  const held = new Set(bundled.map(({ id }) => id));
  const placed = bundled.map((line, position) => {
    const old = before.get(line.id);
    const same = old && !old.withdrawn && isDeepStrictEqual(old.line, line);
    const version = same ? old.version : (old?.version ?? 0) + 1;
    return { line, version, position, withdrawn: false, old, same };
  });
  const fresh = placed.filter(({ same }) => !same);
  const added = fresh.filter(({ old }) => !old).length;
  const gone = kept.filter(({ line, withdrawn }) => !withdrawn && !held.has(line.id));
  return {
    rows: [
      ...fresh.map(({ line, version, position }) => ({
        line,
        version,
        position,
        withdrawn: false,
      })),
      ...gone.map((row) => ({ ...row, version: row.version + 1, withdrawn: true })),
    ].map((row) => ({ ...row, ...stamp })),
    moved: placed.filter(({ same, old, position }) => same && old?.position !== position),
    counts: { added, changed: fresh.length - added, withdrawn: gone.length },
  };
}
