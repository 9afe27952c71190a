import { people } from '../coalition-schema.ts';
import { asc, eq } from '../drizzle.ts';
import type { Reader } from './rows.ts';

/** The ids under which a person did things: their own, and those of whom they turned out to be. */
export const idsOf = (db: Pick<Reader, 'select'>, person: string): string[] => [
  person,
  ...db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.mergedInto, person))
    .orderBy(asc(people.createdAt), asc(people.id))
    .all()
    .map(({ id }) => id),
];
