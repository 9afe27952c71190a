import { people } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { asc, eq } from '../drizzle.ts';

/** The ids under which a person did things: their own, and those of whom they turned out to be. */
export const idsOf = (db: Reader, person: string): string[] => [
  person,
  ...db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.mergedInto, person))
    .orderBy(asc(people.createdAt), asc(people.id))
    .all()
    .map(({ id }) => id),
];

/** The person that somebody is now, having linked accounts or not; undefined where they were purged. */
export function personNow(db: Reader, person: string | undefined): string | undefined {
  if (person === undefined) return undefined;
  const row = db.select().from(people).where(eq(people.id, person)).get();
  return row && (row.mergedInto ?? row.id);
}
