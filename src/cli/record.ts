import { readBundle } from '../../db/bundle.ts';
import { checkBundle } from '../../db/check.ts';
import { RECORD_FOLDER } from '../house.ts';
import { mechanisms } from '../mechanisms/index.ts';

/** `vigil record check`: prints the counts; exit 1 with one line a fault. */
export function checkTheRecord({ folder }: { folder?: string }): void {
  const { counts, faults } = checkBundle(readBundle(folder ?? RECORD_FOLDER), {
    kinds: mechanisms.flatMap(({ kinds }) => kinds),
  });
  for (const [what, count] of Object.entries(counts)) process.stdout.write(`${what}: ${count}\n`);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(faults.length === 0 ? 'No faults.\n' : `${faults.length} faults.\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
