import { readFileSync, statSync } from 'node:fs';
import { pack, unpack } from '../../db/archive/archive-file.ts';
import { openDatabase, type Stores } from '../../db/open.ts';
import type { Archive } from '../core/coalition/archive.ts';
import { type Coalition, placeKey } from '../core/coalition/coalition.ts';
import { type Holdings, PURGE_DELAY_MS } from '../core/coalition/coalitions.ts';
import { coalitionCalled } from '../core/coalition/lookup.ts';
import { dayWords, genevaTime } from '../core/dates/edtf.ts';
import { FormError, UserError } from '../core/errors.ts';
import { counting } from '../core/words/phrases.ts';
import { cleaned } from '../core/words/words.ts';
import { VERSION } from '../version.ts';
import { type DatabaseOption, within } from './database.ts';
import { handOut, type OutOption } from './handing-out.ts';

/** More was never exported. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `vigil coalition list`: every coalition of the database, oldest first. */
export const listCoalitions = ({
  format,
  database,
}: DatabaseOption & { readonly format: string }) =>
  within(database, async (stores) => {
    if (format !== 'text' && format !== 'json')
      throw new FormError(`--format is '${format}' (expected text or json)`);
    const listed = await stores.coalitions.inventory();
    if (format === 'json') return `${JSON.stringify(listed.map(asData), null, 2)}\n`;
    return listed.length === 0 ? 'There is no coalition yet.\n' : listed.map(asText).join('');
  });

type Listed = Coalition & Holdings;

const asData = ({ id, name, foundedAt, purgeAt, ...holdings }: Listed) => ({
  id,
  name,
  ...holdings,
  foundedAt: new Date(foundedAt).toISOString(),
  purgeAt: purgeAt === undefined ? null : new Date(purgeAt).toISOString(),
});

const asText = (coalition: Listed): string =>
  `${titleOf(coalition)}\n  ${[
    ...holdingsWords(coalition),
    `founded on ${dayWords(coalition.foundedAt)}`,
    ...(coalition.purgeAt === undefined
      ? []
      : [`to be deleted on ${momentWords(coalition.purgeAt)}`]),
  ].join(', ')}\n`;

/** `3f2a… Water Defenders`: on one line, whatever it is called. */
const titleOf = ({ id, name }: Coalition): string => `${id}  ${cleaned(name)}`;

const holdingsWords = ({ places, members, organisations, deadlines }: Holdings) => [
  counting(places, 'place'),
  counting(members, 'member'),
  counting(organisations, 'organisation'),
  counting(deadlines, 'own deadline'),
];

const momentWords = (at: number): string => `${dayWords(at)}, ${genevaTime(at)} Geneva`;

/** `vigil coalition export 3f2a --out water.zip`: all that it owns, and a line in its log that says so. */
export const exportCoalition = (typed: string, { database, ...out }: DatabaseOption & OutOption) =>
  within(database, async (stores, now) => {
    const { id } = await coalitionCalled(stores, typed);
    const file = pack(await stores.archives.read(id, now), VERSION);
    const path = handOut(file, out);
    await stores.audit.note(id, { action: 'coalition.exported', subject: id }, { at: now });
    process.stderr.write(`Written to ${path}\n`);
    return '';
  });

/** `vigil coalition import water.zip`: whole, or not at all. */
export const importCoalition = (path: string, { database }: DatabaseOption) =>
  within(
    database,
    async (stores, now) => {
      const archive = archiveIn(path);
      const { coalition, left } = await stores.archives.write(archive, now);
      const { places, ...holdings } = await stores.coalitions.holdings(coalition.id);
      return [
        `Imported ${titleOf(coalition)}`,
        `  ${holdingsWords({ places, ...holdings }).join(', ')}`,
        ...left.map(
          (place) =>
            `  Left to the coalition that works there: ${placeKey(place)} (${cleaned(place.name)}), with what it followed`,
        ),
        '',
      ].join('\n');
    },
    openDatabase,
  );

function archiveIn(path: string): Archive {
  const bytes = bytesOf(path);
  try {
    return unpack(bytes);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    throw new FormError(`Cannot import '${path}': ${error.message}`, { cause: error });
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      throw new UserError(
        `Cannot import '${path}': it has ${size} bytes (at most ${MOST_BYTES} are read)`,
      );
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot read '${path}': ${reason}`, { cause: error });
  }
}

interface PurgeOptions extends DatabaseOption {
  readonly confirm?: string;
  readonly now?: boolean;
  readonly cancel?: boolean;
}

/** `vigil coalition purge 3f2a --confirm "Water Defenders"`: deleted in seven days, or `--now`; `--cancel` calls it off. */
export const purgeCoalition = (typed: string, options: PurgeOptions) =>
  within(options.database, async (stores, now) => {
    checkPurge(options);
    const coalition = await coalitionCalled(stores, typed);
    if (options.cancel) return cancelPurge(stores, coalition, now);
    if (options.confirm !== coalition.name)
      throw new UserError(
        `Nothing was deleted: --confirm is '${options.confirm}', and the coalition is called '${cleaned(coalition.name)}'`,
      );
    if (options.now) {
      await stores.coalitions.purge(coalition.id);
      return `Deleted ${titleOf(coalition)}, and all that it owned\n`;
    }
    const purgeAt = now + PURGE_DELAY_MS;
    await stores.coalitions.setPurge(coalition.id, purgeAt, { at: now });
    return `${titleOf(coalition)}\n  to be deleted on ${momentWords(purgeAt)}. To call it off: vigil coalition purge ${coalition.id} --cancel\n`;
  });

function checkPurge({ confirm, now, cancel }: PurgeOptions): void {
  if (cancel && (now || confirm !== undefined))
    throw new FormError('--cancel calls a deletion off: leave out --now and --confirm');
  if (!cancel && confirm === undefined)
    throw new FormError('--confirm is missing (expected the name of the coalition)');
}

async function cancelPurge(stores: Stores, coalition: Coalition, now: number): Promise<string> {
  if (coalition.purgeAt === undefined)
    throw new UserError(`${titleOf(coalition)} is not to be deleted: there is nothing to call off`);
  await stores.coalitions.setPurge(coalition.id, undefined, { at: now });
  return `${titleOf(coalition)}\n  stays: its deletion was called off\n`;
}
