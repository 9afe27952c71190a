import type { SQL } from 'drizzle-orm';
import type { Act, Entry } from '../src/core/coalition/audit.ts';
import {
  audit,
  channels,
  codes,
  members,
  organisations,
  ownDeadlines,
  places,
  requests,
  tries,
} from './coalition-schema.ts';
import { loggedDestination } from './coalitions/logged-destination.ts';
import { type Database, inTransaction, type Reader } from './database.ts';
import { and, count, eq } from './drizzle.ts';
import { follows, outbox } from './schema.ts';

/** The tables whose every row a coalition owns. */
export const OWNED = {
  places,
  members,
  organisations,
  codes,
  tries,
  requests,
  ownDeadlines,
  channels,
  audit,
  follows,
  outbox,
};
export type Owned = (typeof OWNED)[keyof typeof OWNED];
type Values<Table extends Owned> = Omit<Table['$inferInsert'], 'coalition'>;

/**
 * One coalition's rows, and no way to any other's: what the stores read and
 * write of `OWNED` goes through here. Only what is of no one coalition (what the
 * scheduler does for all at once, a code that is typed, a person's accounts) asks
 * the tables themselves, in functions that say so.
 */
export interface Tenant {
  rows<Table extends Owned>(
    table: Table,
    where?: SQL,
    ...orderBy: readonly SQL[]
  ): Table['$inferSelect'][];
  row<Table extends Owned>(table: Table, where?: SQL): Table['$inferSelect'] | undefined;
  /** `limit` of the rows, after the first `offset`. */
  page<Table extends Owned>(
    table: Table,
    range: { readonly offset: number; readonly limit: number },
    where: SQL | undefined,
    ...orderBy: readonly SQL[]
  ): Table['$inferSelect'][];
  count(table: Owned, where?: SQL): number;
  add<Table extends Owned>(table: Table, values: Values<Table>): void;
  /** Answers how many rows it changed. */
  change<Table extends Owned>(table: Table, values: Partial<Values<Table>>, where?: SQL): number;
  /** Answers how many rows it removed. */
  remove(table: Owned, where?: SQL): number;
  /** Writes the log, in the transaction that the tenant is of. */
  log(act: Act, entry: Pick<Entry, 'action' | 'subject' | 'before' | 'after'>): void;
}

/** Changes one coalition's rows in one transaction: all of it happens, or nothing. */
export const changeIn = <Answer>(
  db: Database,
  coalition: string,
  work: (mine: Tenant) => Answer,
): Answer => inTransaction(db, (tx) => work(tenant(tx, coalition)));

/**
 * How many of the rows each coalition owns, by its id; who owns none is not
 * there. For the machine room: never to answer a person.
 */
export const countEach = (db: Reader, table: Owned, where?: SQL): ReadonlyMap<string, number> =>
  new Map(
    db
      .select({ coalition: table.coalition, n: count() })
      .from(table)
      .where(where)
      .groupBy(table.coalition)
      .all()
      .map(({ coalition, n }) => [coalition, n]),
  );

/** `db`: within a transaction, that; then all of it happens or nothing. */
export function tenant(db: Reader, coalition: string): Tenant {
  const mine = (table: Owned, where: SQL | undefined) => and(eq(table.coalition, coalition), where);
  // Drizzle's types do not follow a table that is itself a parameter; each is what its table says.
  const from = (table: Owned, where?: SQL) => db.select().from(table).where(mine(table, where));
  return {
    rows: (table, where, ...orderBy) =>
      from(table, where)
        .orderBy(...orderBy)
        .all() as never,
    row: (table, where) => from(table, where).limit(1).get() as never,
    page: (table, { offset, limit }, where, ...orderBy) =>
      from(table, where)
        .orderBy(...orderBy)
        .limit(limit)
        .offset(offset)
        .all() as never,
    count: (table, where) =>
      db.select({ n: count() }).from(table).where(mine(table, where)).get()?.n ?? 0,
    add(table, values) {
      db.insert(table)
        .values({ ...values, coalition } as never)
        .run();
    },
    change: (table, values, where) =>
      db
        .update(table)
        .set(values as never)
        .where(mine(table, where))
        .run().changes,
    remove: (table, where) => db.delete(table).where(mine(table, where)).run().changes,
    log({ person, organisation, where: done, at }, { action, subject, before, after }) {
      const where = done && loggedDestination(done);
      db.insert(audit)
        .values({
          coalition,
          at,
          person: person ?? null,
          organisation: organisation ?? null,
          platform: where?.platform ?? null,
          workspace: where?.workspace ?? null,
          channel: where?.channel ?? null,
          action,
          subject,
          before: before ?? null,
          after: after ?? null,
        })
        .run();
    },
  };
}
