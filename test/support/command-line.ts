import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, onTestFinished } from 'vitest';
import { openDatabase, type Stores } from '../../db/open.ts';

/** What `node` runs as the `vigil` command. */
export const ENTRY = resolve('src/vigil.ts');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Gives each test of a file a folder with a database of its own, and runs `vigil` there. */
export function commandLine() {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
  });

  const database = (): string => `file:${join(folder, 'vigil.db')}`;
  const environment = () => ({
    PATH: process.env['PATH'],
    NODE_NO_WARNINGS: '1',
    DATABASE_URL: database(),
  });

  return {
    /** A file of the folder; the folder itself without a name. */
    path: (...names: readonly string[]): string => join(folder, ...names),
    environment,

    /** Runs the command as whoever holds the database does. */
    vigil: (...args: readonly string[]): Promise<Ended> =>
      new Promise((done) => {
        const options = { cwd: folder, env: environment() };
        execFile(process.execPath, [ENTRY, ...args], options, (error, out, err) =>
          done({ code: error ? Number(error.code) : 0, out, err }),
        );
      }),

    async onDatabase<Answer>(work: (stores: Stores) => Promise<Answer>): Promise<Answer> {
      const stores = openDatabase(database());
      try {
        return await work(stores);
      } finally {
        stores.close();
      }
    },
  };
}
