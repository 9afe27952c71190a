import type { ArchiveStore } from '../../src/core/archive.ts';
import { readArchive } from '../archive/reading.ts';
import { writeArchive } from '../archive/writing.ts';
import { type Database, inTransaction } from '../database.ts';

/** Answers the port of `src/core/archive.ts`. */
export function createArchiveStore(db: Database): ArchiveStore {
  return {
    async read(coalition, at, place) {
      return db.transaction((tx) => readArchive(tx, coalition, at, place));
    },

    async write(archive, at) {
      return inTransaction(db, (tx) => writeArchive(tx, archive, at));
    },
  };
}
