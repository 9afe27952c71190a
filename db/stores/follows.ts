import type { Destination } from '../../src/core/destination.ts';
import type { Follow, FollowStore } from '../../src/core/follows.ts';
import { type Database, present, type Transaction } from '../database.ts';
import { and, asc, eq, inArray, isNull } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';

/** Answers the port of `src/core/follows.ts`. */
export function createFollowStore(db: Database): FollowStore {
  return {
    async save(follow) {
      db.transaction(
        (tx) => {
          if (startAgain(tx, follow.destination) > 0) dropWaiting(tx, follow.destination);
          const row = rowOf(follow);
          tx.insert(follows)
            .values(row)
            .onConflictDoUpdate({
              target: [follows.platform, follows.workspace, follows.channel, follows.subject],
              set: row,
            })
            .run();
        },
        { behavior: 'immediate' },
      );
    },

    async remove(destination, subject) {
      return db.transaction(
        (tx) => {
          const here = at(destination);
          const { changes } = tx
            .delete(follows)
            .where(and(here, eq(follows.subject, subject)))
            .run();
          const left = tx.select({ id: follows.id }).from(follows).where(here).get();
          if (!left) dropWaiting(tx, destination);
          return changes > 0;
        },
        { behavior: 'immediate' },
      );
    },

    async at(destination) {
      return db
        .select()
        .from(follows)
        .where(at(destination))
        .orderBy(asc(follows.createdAt), asc(follows.id))
        .all()
        .map(followOf);
    },

    async active() {
      return db
        .select()
        .from(follows)
        .where(isNull(follows.stopped))
        .orderBy(asc(follows.createdAt), asc(follows.id))
        .all()
        .map(followOf);
    },

    async stop(destination, reason) {
      db.transaction(
        (tx) => {
          tx.update(follows).set({ stopped: reason }).where(at(destination)).run();
          dropWaiting(tx, destination);
        },
        { behavior: 'immediate' },
      );
    },
  };
}

const at = ({ platform, workspace, channel }: Destination) =>
  and(
    eq(follows.platform, platform),
    eq(follows.workspace, workspace),
    eq(follows.channel, channel),
  );

/** Answers how many follows of the destination had been stopped. */
function startAgain(tx: Transaction, destination: Destination): number {
  const stopped = tx
    .select({ id: follows.id, stopped: follows.stopped })
    .from(follows)
    .where(at(destination))
    .all()
    .filter((row) => row.stopped !== null);
  if (stopped.length === 0) return 0;
  const ids = stopped.map(({ id }) => id);
  return tx.update(follows).set({ stopped: null }).where(inArray(follows.id, ids)).run().changes;
}

/** What waits for a destination that nothing may reach any more would be stale when it starts again. */
function dropWaiting(tx: Transaction, { platform, workspace, channel }: Destination): void {
  tx.update(outbox)
    .set({ status: 'cancelled', leaseUntil: null })
    .where(
      and(
        waiting,
        eq(outbox.platform, platform),
        eq(outbox.workspace, workspace),
        eq(outbox.channel, channel),
      ),
    )
    .run();
}

const rowOf = ({ destination, ...follow }: Follow): typeof follows.$inferInsert => ({
  ...follow,
  ...destination,
  stopped: follow.stopped ?? null,
});

function followOf(row: typeof follows.$inferSelect): Follow {
  const { platform, workspace, channel, ...follow } = present(row);
  return { ...follow, destination: { platform, workspace, channel } };
}
