import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle } from '../../db/bundle.ts';
import { type Check, checkBundle } from '../../db/check.ts';
import { COLUMNS } from '../../db/files/columns.ts';
import { FormError, UserError } from '../core/errors.ts';
import { RECORD_FOLDER } from '../house.ts';
import { mechanisms } from '../mechanisms/index.ts';

/** `vigil record check`: prints the counts; exit 1 with one line a fault. */
export function checkTheRecord({ folder = RECORD_FOLDER }: { folder?: string }): void {
  const missing = Object.keys(COLUMNS).filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0)
    throw new UserError(
      `'${folder}' holds no ${missing.join(', ')} (expected a folder of record files)`,
    );
  const { counts, faults } = checked(folder);
  for (const [what, count] of Object.entries(counts)) process.stdout.write(`${what}: ${count}\n`);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  const total = faults.length === 1 ? '1 fault.' : `${faults.length} faults.`;
  process.stdout.write(faults.length === 0 ? 'No faults.\n' : `${total}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** A file that is not of its form is a fault of the record like any other, and ends the reading. */
function checked(folder: string): Check {
  try {
    const kinds = mechanisms.flatMap((mechanism) => mechanism.kinds);
    return checkBundle(readBundle(folder), { kinds });
  } catch (error) {
    if (error instanceof FormError) return { counts: {}, faults: [error.message] };
    throw error;
  }
}
