import type { Holdings } from '../../src/core/coalition/coalitions.ts';
import { members, organisations, ownDeadlines, places } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { eq, isNull } from '../drizzle.ts';
import { stillIn } from '../members/rows.ts';
import { follows } from '../schema.ts';
import { tenant } from '../tenancy.ts';

/** What a coalition owns, in numbers; a person's direct messages are no place to speak of. */
export function holdingsOf(db: Reader, coalition: string): Holdings {
  const mine = tenant(db, coalition);
  return {
    places: mine.count(places, eq(places.kind, 'workspace')),
    organisations: mine.count(organisations),
    deadlines: mine.count(ownDeadlines, isNull(ownDeadlines.droppedAt)),
    members: mine.count(members, stillIn),
    follows: mine.count(follows, isNull(follows.stopped)),
  };
}
