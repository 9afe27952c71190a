import type { ArchiveStore } from '../../src/core/coalition/archive.ts';
import { type Database, inTransaction } from '../database.ts';

/** Answers the port of `src/core/coalition/archive.ts`. */
export function createArchiveStore(db: Database): ArchiveStore {
  return {
    // Read when first asked for: most starts never do.
    async read(coalition, at, place) {
      const { readArchive } = await import('../archive/reading.ts');
      return db.transaction((tx) => readArchive(tx, coalition, at, place));
    },

    async write(archive, at) {
      const { writeArchive } = await import('../archive/writing.ts');
      return inTransaction(db, (tx) => writeArchive(tx, archive, at));
    },
  };
}
