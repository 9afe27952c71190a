import type { Notice } from '../../src/core/notice.ts';
import { ownDeadlines } from '../coalition-schema.ts';
import type { Database } from '../database.ts';
import { and, eq, isNull, sql } from '../drizzle.ts';

/** As `ownVersionKey` writes it. */
const OWN_VERSION = /^own\/([^/]+)\/([^/@]+)@(\d+)$/;

/**
 * Tells whether the date that a notice counts towards still stands. An own one
 * can move between being read and being planned, and what waited for it was
 * cancelled then. Of official dates the planner knows.
 *
 * Prepared once: at nine o'clock it is asked of thousands.
 */
export function prepareStanding(
  db: Database,
): (notice: Pick<Notice, 'coalition' | 'deadline'>) => boolean {
  const statement = db
    .select({ id: ownDeadlines.id })
    .from(ownDeadlines)
    .where(
      and(
        eq(ownDeadlines.coalition, sql.placeholder('coalition')),
        eq(ownDeadlines.id, sql.placeholder('id')),
        eq(ownDeadlines.dateVersion, sql.placeholder('version')),
        isNull(ownDeadlines.droppedAt),
      ),
    )
    .prepare();
  return ({ coalition, deadline }) => {
    const [, owner, id, version] = OWN_VERSION.exec(deadline ?? '') ?? [];
    if (id === undefined) return true;
    if (owner !== coalition) return false;
    return statement.get({ coalition, id, version: Number(version) }) !== undefined;
  };
}
