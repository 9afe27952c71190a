import type { Coalition, Place, PlaceId } from '../../src/core/coalition/coalition.ts';
import { coalitions, places } from '../coalition-schema.ts';
import { present, type Reader } from '../database.ts';
import { and, asc, eq } from '../drizzle.ts';

/** A coalition as the core knows it: what is not said is absent. */
export const coalitionOf = (row: typeof coalitions.$inferSelect): Coalition => present(row);

/** A place as the core knows it. */
export const placeOfRow = (row: typeof places.$inferSelect): Place => present(row);

export const isPlace = ({ platform, workspace }: PlaceId) =>
  and(eq(places.platform, platform), eq(places.workspace, workspace));

/** Undefined where there is no coalition of the id. */
export function coalitionById(db: Reader, id: string): Coalition | undefined {
  const row = db.select().from(coalitions).where(eq(coalitions.id, id)).get();
  return row && coalitionOf(row);
}

/** Every coalition, oldest first. */
export const allCoalitions = (db: Reader): readonly Coalition[] =>
  db
    .select()
    .from(coalitions)
    .orderBy(asc(coalitions.foundedAt), asc(coalitions.id))
    .all()
    .map(coalitionOf);

/** A place, whosesoever it is: asked to find out whose. */
export function placeById(db: Reader, place: PlaceId): Place | undefined {
  const row = db.select().from(places).where(isPlace(place)).get();
  return row && placeOfRow(row);
}
