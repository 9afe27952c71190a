import { placeCalled } from '../coalition/lookup.ts';
import type { MemberCall } from '../command.ts';
import type { Core } from '../core.ts';
import { UserError } from '../errors.ts';
import { isSameName } from '../words/spelling.ts';
import { type Place, type PlaceId, placeKey } from './coalition.ts';
import { placeWords } from './coalition-words.ts';
import { may, type Who } from './rights.ts';

/**
 * The place that is meant, if who asks may take it out: a coordinator any, others
 * the one that they administer or linked. Throws UserError `not_allowed`, the
 * same for a place that there is and one that there is not.
 */
export async function placeToUnlink({ options, who }: MemberCall, core: Core): Promise<Place> {
  const { place: typed } = options;
  if (may(who, 'coordinate'))
    return typed === undefined ? who.place : placeCalled(core, who, typed);
  const all = typed === undefined ? [who.place] : await core.coalitions.places(who.coalition.id);
  const found = all
    .filter((place) => isKeptBy(who, place))
    .find((place) => typed === undefined || isCalled(place, who.place, typed));
  if (found) return found;
  throw new UserError(
    `Only a coordinator of the coalition, whoever administers ${typed === undefined ? placeWords(who.place) : 'a place'} on its platform, or whoever linked it, can take it out. Ask one of them.`,
    { problem: 'not_allowed' },
  );
}

/** Whether it is for them to keep the place when it leaves: they administer it, or linked it. */
export const isKeptBy = (who: Who, place: Place): boolean =>
  (isSame(place, who.place) && who.administers) ||
  (who.role !== 'outsider' && who.person !== undefined && place.joinedBy === who.person);

const isSame = (a: PlaceId, b: PlaceId): boolean => placeKey(a) === placeKey(b);

const isCalled = (place: Place, here: PlaceId, typed: string): boolean =>
  (typed.trim().toLowerCase() === 'here' && isSame(place, here)) ||
  placeKey(place) === typed.trim() ||
  isSameName(place.name, typed.trim());
