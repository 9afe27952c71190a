import type { Archive } from '../../src/core/coalition/archive.ts';
import { accountKey, DIRECT, type PlaceId, placeKey } from '../../src/core/coalition/coalition.ts';
import { destinationKey } from '../../src/core/destination.ts';
import { FormError } from '../../src/core/errors.ts';
import { foldedName } from '../../src/core/words/spelling.ts';

/**
 * Checks what the parts of an archive say of each other: nothing is there twice,
 * all is of its coalition, and no follow or channel lies in a place that is not
 * the coalition's. Throws FormError naming the first that is wrong.
 */
export function checkConsistency(archive: Archive): void {
  for (const [path, keys] of Object.entries(identities(archive))) once(path, keys);
  for (const [path, owned] of Object.entries(ownedParts(archive)))
    owned.forEach((one, i) => {
      if (one.coalition !== archive.coalition.id)
        throw new FormError(
          `${path}[${i}].coalition is '${one.coalition}' (expected '${archive.coalition.id}', the coalition of the archive)`,
        );
    });
  for (const path of ['follows', 'channels'] as const)
    archive[path].forEach(({ destination }, i) => {
      inAPlace(archive, `${path}[${i}].destination`, destination);
    });
}

/** What must be there once, by what tells it from the others. */
const identities = (archive: Archive): Readonly<Record<string, readonly string[]>> => ({
  places: archive.places.map(placeKey),
  members: archive.members.map(({ person }) => person),
  'members[].accounts': archive.members.flatMap(({ accounts }) => accounts.map(accountKey)),
  organisations: archive.organisations.map(({ id }) => id),
  'organisations[].short': archive.organisations.map(({ short }) => foldedName(short)),
  'organisations[].name': archive.organisations.map(({ name }) => foldedName(name)),
  deadlines: archive.deadlines.map(({ id }) => id),
  follows: archive.follows.map(
    ({ destination, subject }) => `${subject} in ${destinationKey(destination)}`,
  ),
  'follows[].id': archive.follows.map(({ id }) => id),
  channels: archive.channels.map(({ destination }) => destinationKey(destination)),
});

const ownedParts = ({ places, deadlines, follows }: Archive) => ({ places, deadlines, follows });

function once(path: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) throw new FormError(`${path} has '${key}' twice (expected once)`);
    seen.add(key);
  }
}

function inAPlace({ places }: Archive, path: string, { platform, workspace }: PlaceId): void {
  const isListed = places.some(
    (place) => place.platform === platform && place.workspace === workspace,
  );
  // Discord's direct messages lie in the place of whoever set them up, who may have been purged since.
  if (!isListed && workspace !== DIRECT)
    throw new FormError(
      `${path} is in '${placeKey({ platform, workspace })}', which is not among the places of the coalition`,
    );
}
