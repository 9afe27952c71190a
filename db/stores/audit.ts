import type { SQL } from 'drizzle-orm';
import type { Act, AuditFilter, AuditStore, Entry } from '../../src/core/coalition/audit.ts';
import { audit, people } from '../coalition-schema.ts';
import { type Database, present, type Reader } from '../database.ts';
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, sql } from '../drizzle.ts';
import { idsOf } from '../members/merged.ts';
import { tenant } from '../tenancy.ts';

type Row = typeof audit.$inferSelect;

/** Answers the port of `src/core/coalition/audit.ts`. */
export function createAuditStore(db: Database): AuditStore {
  return {
    async page(coalition, filter, range) {
      // In one transaction: a line that is added meanwhile is counted and shown, or neither.
      return db.transaction((tx) => {
        const mine = tenant(tx, coalition);
        const where = matching(tx, filter);
        return {
          entries: entriesOf(tx, mine.page(audit, range, where, desc(audit.seq))),
          total: mine.count(audit, where),
        };
      });
    },

    async note(coalition, entry, act) {
      tenant(db, coalition).log(act, entry);
    },

    async all(after, limit) {
      const rows = db
        .select()
        .from(audit)
        .where(gt(audit.seq, after))
        .orderBy(asc(audit.seq))
        .limit(limit)
        .all();
      return entriesOf(db, rows).map((entry, i) => ({
        ...entry,
        coalition: rows[i]?.coalition ?? '',
      }));
    },
  };
}

function matching(
  db: Reader,
  { person, organisation, action, subject, from, to }: AuditFilter,
): SQL | undefined {
  const wanted = [
    person !== undefined && inArray(audit.person, [...idsOf(db, person)]),
    organisation !== undefined && eq(audit.organisation, organisation),
    action !== undefined && sql`instr(${audit.action}, ${action}) = 1`,
    subject !== undefined && inArray(audit.subject, [...idsOf(db, subject)]),
    from !== undefined && gte(audit.at, from),
    to !== undefined && lt(audit.at, to),
  ];
  return and(...wanted.filter((one) => one !== false));
}

/** Rows as the port has them: the people in them are who they turned out to be when accounts were linked. */
export function entriesOf(db: Reader, rows: readonly Row[]): readonly Entry[] {
  const survivors = survivorsOf(
    db,
    rows.flatMap(({ person, subject }) => [subject, ...(person === null ? [] : [person])]),
  );
  const now = (id: string): string => survivors.get(id) ?? id;
  return rows.map((row) => {
    const { coalition: _, platform, workspace, channel, person, subject, ...entry } = present(row);
    return {
      ...entry,
      ...(person !== undefined && { person: now(person) }),
      subject: now(subject),
      ...whereOf(platform, workspace, channel),
    };
  });
}

/** Of these ids, those of people who are others now, and who they are. */
function survivorsOf(db: Reader, ids: readonly string[]): ReadonlyMap<string, string> {
  const listed = JSON.stringify([...new Set(ids)]);
  return new Map(
    db
      .select()
      .from(people)
      .where(
        and(
          sql`${people.id} in (select value from json_each(${listed}))`,
          isNotNull(people.mergedInto),
        ),
      )
      .all()
      .map(({ id, mergedInto }) => [id, mergedInto ?? id]),
  );
}

function whereOf(platform?: string, workspace?: string, channel?: string): Pick<Act, 'where'> {
  return platform === undefined || workspace === undefined || channel === undefined
    ? {}
    : { where: { platform, workspace, channel } };
}
