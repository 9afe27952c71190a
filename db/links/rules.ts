import type { Coalition, PlaceId } from '../../src/core/coalition/coalition.ts';
import { dayWords } from '../../src/core/dates/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import { members, places } from '../coalition-schema.ts';
import { isPlace } from '../coalitions/rows.ts';
import { and, eq, not } from '../drizzle.ts';
import { isPerson } from '../members/rows.ts';
import type { Tenant } from '../tenancy.ts';

/** Workspaces and servers beside the one: direct messages go with their people. */
const otherPlaces = (mine: Tenant, place: PlaceId) => {
  const itself = isPlace(place);
  return mine.rows(places, and(eq(places.kind, 'workspace'), itself && not(itself)));
};

/** Throws UserError `several_places`: one place cannot take the others along unasked. */
export function demandOnlyPlace(mine: Tenant, place: PlaceId, name: string): void {
  const others = otherPlaces(mine, place);
  if (others.length === 0) return;
  throw new UserError(
    `${name} has ${others.length + 1} places (also ${others.map((other) => other.name).join(', ')}), and a link is for one place with its people. All of ${name} can join with a merge; or this place leaves ${name} first, and is linked then.`,
    { problem: 'several_places' },
  );
}

/** Throws UserError `purge_asked`: what joins, or is joined, would be deleted. */
export function demandNoPurge(coalition: Coalition | undefined): void {
  if (coalition?.purgeAt === undefined) return;
  throw new UserError(
    `${coalition.name} is to be deleted on ${dayWords(coalition.purgeAt)}. One of its coordinators has to call that off first.`,
    { problem: 'purge_asked' },
  );
}

/** Throws UserError `removed_person`: whoever joins a coalition that has removed them would be shut out of their own. */
export function demandWelcome(
  host: Tenant,
  person: string,
  names: { readonly newcomer: string; readonly host: string },
): void {
  if (host.row(members, isPerson(person))?.role !== 'removed') return;
  throw new UserError(
    `Whoever asks for ${names.newcomer} was removed from ${names.host}, and would be outside once it has joined. Another coordinator of ${names.newcomer} can ask, or one of ${names.host} lets them in again first.`,
    { problem: 'removed_person' },
  );
}
