import { openExisting, type Stores } from '../../db/open.ts';
import { readConfig } from '../config.ts';
import { clockOf } from '../house.ts';

/** The option that says which database a command is about. */
export interface DatabaseOption {
  readonly database?: string;
}

/** Opens the database, prints what the work answers, and closes it. Only an import makes one. */
export async function within(
  database: string | undefined,
  work: (stores: Stores, now: number) => Promise<string>,
  open = openExisting,
): Promise<void> {
  const config = readConfig();
  const stores = open(database ?? config.databaseUrl);
  try {
    process.stdout.write(await work(stores, clockOf(config).now()));
  } finally {
    stores.close();
  }
}
