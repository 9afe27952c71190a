import { NAMELESS, OUTSIDER } from '../../src/core/coalition/log-words.ts';
import { members, people } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { sql } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

/** Answers the port's `names`. */
export function namesIn(
  db: Reader,
  coalition: string,
  others: readonly string[],
): ReadonlyMap<string, string> {
  const rows = tenant(db, coalition).rows(members);
  const names = new Map(rows.map(({ person, name }) => [person, name ?? NAMELESS]));
  if (others.length === 0) return names;
  for (const person of knownAmong(db, others)) if (!names.has(person)) names.set(person, OUTSIDER);
  return names;
}

/** One text, however many they are: a statement takes only so many parameters. */
const knownAmong = (db: Reader, ids: readonly string[]): readonly string[] =>
  db
    .select({ id: people.id })
    .from(people)
    .where(sql`${people.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .all()
    .map(({ id }) => id);
