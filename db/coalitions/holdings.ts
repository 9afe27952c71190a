import type { SQL } from 'drizzle-orm';
import type { Coalition } from '../../src/core/coalition/coalition.ts';
import type { Holdings } from '../../src/core/coalition/coalitions.ts';
import { members, organisations, ownDeadlines, places } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { eq, isNull } from '../drizzle.ts';
import { stillIn } from '../members/rows.ts';
import { follows } from '../schema.ts';
import { countEach, type Owned, tenant } from '../tenancy.ts';
import { allCoalitions } from './rows.ts';

/** What a coalition owns, in numbers. */
export function holdingsOf(db: Reader, coalition: string): Holdings {
  const mine = tenant(db, coalition);
  return counted((table, where) => mine.count(table, where));
}

/** Answers the port's `inventory`, in six statements. */
export function inventoryOf(db: Reader): readonly (Coalition & Holdings)[] {
  const each = counted((table, where) => countEach(db, table, where));
  return allCoalitions(db).map((coalition) => ({
    ...coalition,
    places: each.places.get(coalition.id) ?? 0,
    organisations: each.organisations.get(coalition.id) ?? 0,
    deadlines: each.deadlines.get(coalition.id) ?? 0,
    members: each.members.get(coalition.id) ?? 0,
    follows: each.follows.get(coalition.id) ?? 0,
  }));
}

/** A person's direct messages are no place to speak of. */
const counted = <Count>(
  count: (table: Owned, where?: SQL) => Count,
): Readonly<Record<keyof Holdings, Count>> => ({
  places: count(places, eq(places.kind, 'workspace')),
  organisations: count(organisations),
  deadlines: count(ownDeadlines, isNull(ownDeadlines.droppedAt)),
  members: count(members, stillIn),
  follows: count(follows, isNull(follows.stopped)),
});
