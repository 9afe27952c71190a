import type { SQL } from 'drizzle-orm';
import { type Destination, destinationKey } from '../../src/core/destination.ts';
import type { Follow, FollowStore } from '../../src/core/follows.ts';
import { loggedDestination } from '../coalitions/logged-destination.ts';
import { isAt } from '../coalitions/lying-in.ts';
import { type Database, present, readAll } from '../database.ts';
import { and, asc, eq, isNotNull, isNull, sql } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';
import { changeIn, type Tenant, tenant } from '../tenancy.ts';

/** Answers the port of `src/core/follows.ts`. */
export function createFollowStore(db: Database): FollowStore {
  const list = (coalition: string, where?: SQL): readonly Follow[] =>
    tenant(db, coalition)
      .rows(follows, where, asc(follows.createdAt), asc(follows.id))
      .map(followOf);

  return {
    async save(coalition, follow, act) {
      changeIn(db, coalition, (mine) => {
        const { destination, subject } = follow;
        if (startAgain(mine, destination) > 0) dropWaiting(mine, destination);
        const before = mine.row(follows, of(destination, subject));
        if (before) mine.change(follows, valuesOf(follow), eq(follows.id, before.id));
        else mine.add(follows, valuesOf(follow));
        const entry = { action: 'follow.saved', subject, after: logged(follow) } as const;
        mine.log(act, before ? { ...entry, before: logged(followOf(before)) } : entry);
      });
    },

    async remove(coalition, destination, subject, act) {
      return changeIn(db, coalition, (mine) => {
        const before = mine.row(follows, of(destination, subject));
        if (!before) return false;
        mine.remove(follows, eq(follows.id, before.id));
        if (mine.count(follows, at(destination)) === 0) dropWaiting(mine, destination);
        mine.log(act, { action: 'follow.removed', subject, before: logged(followOf(before)) });
        return true;
      });
    },

    async at(coalition, destination) {
      return list(coalition, at(destination));
    },

    async of(coalition) {
      return list(coalition);
    },

    async stop(coalition, destination, reason, act) {
      changeIn(db, coalition, (mine) => {
        const going = and(at(destination), isNull(follows.stopped));
        const subjects = mine
          .rows(follows, going, asc(follows.createdAt), asc(follows.id))
          .map(({ subject }) => subject);
        mine.change(follows, { stopped: reason }, at(destination));
        dropWaiting(mine, destination);
        if (subjects.length === 0) return;
        mine.log(act, {
          action: 'follow.stopped',
          subject: destinationKey(loggedDestination(destination)),
          after: { subjects, stopped: reason },
        });
      });
    },

    // The machine room: what the scheduler asks, of all coalitions at once.
    async active() {
      const going = sql`where ${follows.stopped} is null order by ${follows.createdAt}, ${follows.id}`;
      return readAll(db, follows, going).map(followOf);
    },
  };
}

const at = (destination: Destination): SQL | undefined => isAt(follows, destination);

const of = (destination: Destination, subject: string): SQL | undefined =>
  and(at(destination), eq(follows.subject, subject));

/** Answers how many follows of the destination had been stopped. */
const startAgain = (mine: Tenant, destination: Destination): number =>
  mine.change(follows, { stopped: null }, and(at(destination), isNotNull(follows.stopped)));

/** What waits for a destination that nothing may reach any more would be stale when it starts again. */
function dropWaiting(mine: Tenant, destination: Destination): void {
  const here = and(waiting, isAt(outbox, destination));
  mine.change(outbox, { status: 'cancelled', leaseUntil: null }, here);
}

/** What the log keeps of a follow: who set it up stands there as a person, not as an account. */
const logged = ({ destination, events, ladder, time }: Omit<Follow, 'coalition'>): object => ({
  destination: destinationKey(loggedDestination(destination)),
  events,
  ladder,
  time,
});

/** Column by column: a follow that names another coalition does not become its. */
const valuesOf = (follow: Omit<Follow, 'coalition'>) => ({
  id: follow.id,
  ...follow.destination,
  subject: follow.subject,
  events: follow.events,
  ladder: follow.ladder,
  time: follow.time,
  createdBy: follow.createdBy,
  createdAt: follow.createdAt,
  stopped: follow.stopped ?? null,
});

export function followOf(row: typeof follows.$inferSelect): Follow {
  const { platform, workspace, channel, ...follow } = present(row);
  return { ...follow, destination: { platform, workspace, channel } };
}
