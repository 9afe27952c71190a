import type { Act } from '../../src/core/coalition/audit.ts';
import type { CoalitionStore } from '../../src/core/coalition/coalitions.ts';
import { UserError } from '../../src/core/errors.ts';
import { coalitions, places } from '../coalition-schema.ts';
import { useDirect } from '../coalitions/direct.ts';
import { endCoalition } from '../coalitions/ending.ts';
import { foundPlace } from '../coalitions/founding.ts';
import { holdingsOf, inventoryOf } from '../coalitions/holdings.ts';
import { prepareWho } from '../coalitions/known.ts';
import { allCoalitions, coalitionById, coalitionOf, placeOfRow } from '../coalitions/rows.ts';
import { type Database, inTransaction, type Transaction } from '../database.ts';
import { asc, eq, lte } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

/** Answers the port of `src/core/coalition/coalitions.ts`. */
export function createCoalitionStore(db: Database): CoalitionStore {
  const who = prepareWho(db);
  return {
    who: async (place, account) => who(place, account),
    found: async (place, founder, at) =>
      inTransaction(db, (tx) => foundPlace(tx, place, founder, at)),
    get: async (coalition) => coalitionById(db, coalition),
    places: async (coalition) =>
      tenant(db, coalition)
        .rows(places, undefined, asc(places.joinedAt), asc(places.platform), asc(places.workspace))
        .map(placeOfRow),
    holdings: async (coalition) => holdingsOf(db, coalition),
    rename: async (coalition, name, act) =>
      inTransaction(db, (tx) => rename(tx, coalition, name, act)),
    useDirect: async (coalition, place, act) =>
      inTransaction(db, (tx) => useDirect(tx, coalition, place, act)),
    setPurge: async (coalition, purgeAt, act) =>
      inTransaction(db, (tx) => setPurge(tx, coalition, purgeAt, act)),
    purge: async (coalition, dueBy) =>
      inTransaction(db, (tx) => {
        const isDue = (coalitionById(tx, coalition)?.purgeAt ?? Infinity) <= (dueBy ?? Infinity);
        if (isDue) endCoalition(tx, coalition);
      }),
    all: async () => allCoalitions(db),
    inventory: async () => inventoryOf(db),
    purgeDue: async (now) =>
      db
        .select()
        .from(coalitions)
        .where(lte(coalitions.purgeAt, now))
        .orderBy(asc(coalitions.purgeAt), asc(coalitions.id))
        .all()
        .map(coalitionOf),
  };
}

function rename(tx: Transaction, coalition: string, name: string, act: Act): void {
  const before = existing(tx, coalition).name;
  if (before === name) return;
  tx.update(coalitions).set({ name }).where(eq(coalitions.id, coalition)).run();
  tenant(tx, coalition).log(act, {
    action: 'coalition.renamed',
    subject: coalition,
    before: { name: before },
    after: { name },
  });
}

function setPurge(tx: Transaction, coalition: string, purgeAt: number | undefined, act: Act): void {
  const before = existing(tx, coalition).purgeAt;
  if (before === purgeAt) return;
  tx.update(coalitions)
    .set({ purgeAt: purgeAt ?? null })
    .where(eq(coalitions.id, coalition))
    .run();
  tenant(tx, coalition).log(act, {
    action: purgeAt === undefined ? 'coalition.purge_cancelled' : 'coalition.purge_asked',
    subject: coalition,
    ...(before !== undefined && { before: { purgeAt: before } }),
    ...(purgeAt !== undefined && { after: { purgeAt } }),
  });
}

function existing(tx: Transaction, coalition: string) {
  const known = coalitionById(tx, coalition);
  if (known) return known;
  throw new UserError(`There is no coalition '${coalition}'.`, { problem: 'unknown_coalition' });
}
