import { isDeepStrictEqual } from 'node:util';
import type { SQL } from 'drizzle-orm';
import {
  type Bundle,
  createRecord,
  type Fact,
  type RecordStore,
  type Source,
  type Statement,
} from '../../src/core/record/record.ts';
import { type Database, insertAll, present, readAll, type Transaction } from '../database.ts';
import { and, desc, eq, sql } from '../drizzle.ts';
import { facts, loads, sources, statements, states } from '../schema.ts';
import { type Change, compare, type Stamp } from '../versions.ts';

/** Answers the port of `src/core/record/record.ts`. */
export function createRecordStore(db: Database): RecordStore {
  return {
    async load(bundle, { hash, now, batch }) {
      return db.transaction(
        (tx) => {
          if (lastLoad(tx)?.hash === hash)
            return { added: 0, changed: 0, withdrawn: 0, unchanged: true };
          keepSources(tx, bundle.sources);
          keepStates(tx, bundle.states);
          const stamp = { recordedAt: now, batch };
          const factCounts = keepFacts(tx, bundle.facts, stamp);
          const statementCounts = keepStatements(tx, bundle.statements, stamp);
          tx.insert(loads).values({ batch, hash, loadedAt: now }).run();
          return { ...total(factCounts, statementCounts), unchanged: false };
        },
        { behavior: 'immediate' },
      );
    },

    async alreadyLoaded(hash) {
      return lastLoad(db)?.hash === hash;
    },

    async newestLoad() {
      return lastLoad(db)?.id;
    },

    async read(at) {
      return createRecord({
        states: readStates(db),
        sources: readAll(db, sources, sql``).map(present),
        facts: factRows(db, at).filter(stands).map(factOf),
        statements: statementRows(db, at).filter(stands).map(statementOf),
      });
    },
  };
}

type Reader = Pick<Database, 'select' | 'all'>;
type Counts = Change<unknown>['counts'];
type FactRow = typeof facts.$inferSelect;
type StatementRow = typeof statements.$inferSelect;

const lastLoad = (db: Reader): Pick<typeof loads.$inferSelect, 'id' | 'hash'> | undefined =>
  db.select({ id: loads.id, hash: loads.hash }).from(loads).orderBy(desc(loads.id)).limit(1).get();

const total = (a: Counts, b: Counts): Counts => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  withdrawn: a.withdrawn + b.withdrawn,
});

/** A source that the bundle has dropped stays: older versions name it. */
function keepSources(tx: Transaction, bundled: readonly Source[]): void {
  const kept = new Map(
    tx
      .select()
      .from(sources)
      .all()
      .map((row) => [row.id, present(row)]),
  );
  insertAll(
    tx,
    sources,
    bundled.filter(({ id }) => !kept.has(id)),
  );
  for (const source of bundled) {
    const old = kept.get(source.id);
    if (!old || isDeepStrictEqual(old, source)) continue;
    const row = { title: null, url: null, published: null, ...source };
    tx.update(sources).set(row).where(eq(sources.id, source.id)).run();
  }
}

/** Taken over whole: nothing refers to a State's row. */
function keepStates(tx: Transaction, bundled: Bundle['states']): void {
  tx.delete(states).run();
  insertAll(
    tx,
    states,
    bundled.map(({ code, ...entry }, position) => ({ code, entry, position })),
  );
}

const readStates = (db: Reader): Bundle['states'] =>
  readAll(db, states, sql`order by ${states.position}`).map(({ code, entry }) => ({
    code,
    ...entry,
  }));

/** The newest version of each line, also where that says the line is withdrawn. */
function newest(table: typeof facts | typeof statements, at?: number): SQL {
  const until = at === undefined ? sql`` : sql` and other.recorded_at <= ${at}`;
  return sql`${table.version} = (select max(other.version) from ${table} other where other.id = ${table.id}${until})`;
}

const factRows = (db: Reader, at?: number): FactRow[] =>
  readAll(db, facts, sql`where ${newest(facts, at)} order by ${facts.position}`);

const statementRows = (db: Reader, at?: number): StatementRow[] =>
  readAll(db, statements, sql`where ${newest(statements, at)} order by ${statements.position}`);

const stands = ({ withdrawn }: { readonly withdrawn: boolean }): boolean => !withdrawn;

function factOf(row: FactRow): Fact {
  const { position: _position, withdrawn: _withdrawn, ...fact } = present(row);
  return fact;
}

function statementOf(row: StatementRow): Statement {
  const { position: _position, withdrawn: _withdrawn, ...statement } = present(row);
  return statement;
}

/** Apart from its line, what a row says of the line's recording. */
function kept<Line extends Fact | Statement>(
  { position, withdrawn }: FactRow | StatementRow,
  { version, recordedAt: _recordedAt, batch: _batch, ...line }: Line,
) {
  return { line, version, position, withdrawn };
}

function keepFacts(tx: Transaction, bundled: Bundle['facts'], stamp: Stamp): Counts {
  const before = factRows(tx).map((row) => kept(row, factOf(row)));
  const { rows, moved, counts } = compare(before, bundled, stamp);
  insertAll(
    tx,
    facts,
    rows.map(({ line, ...row }) => ({ ...line, ...row })),
  );
  for (const { line, version, position } of moved)
    tx.update(facts)
      .set({ position })
      .where(and(eq(facts.id, line.id), eq(facts.version, version)))
      .run();
  return counts;
}

function keepStatements(tx: Transaction, bundled: Bundle['statements'], stamp: Stamp): Counts {
  const before = statementRows(tx).map((row) => kept(row, statementOf(row)));
  const { rows, moved, counts } = compare(before, bundled, stamp);
  insertAll(
    tx,
    statements,
    rows.map(({ line, ...row }) => ({ ...line, ...row })),
  );
  for (const { line, version, position } of moved)
    tx.update(statements)
      .set({ position })
      .where(and(eq(statements.id, line.id), eq(statements.version, version)))
      .run();
  return counts;
}
