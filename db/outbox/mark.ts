import type { Reader } from '../database.ts';
import { eq } from '../drizzle.ts';
import { planner } from '../schema.ts';

/** The instant up to which notices have been planned; undefined before the first beat. */
export const plannedThrough = (db: Reader): number | undefined =>
  db.select({ at: planner.plannedThrough }).from(planner).where(eq(planner.id, 1)).get()?.at;
