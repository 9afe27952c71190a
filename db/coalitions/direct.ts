import { type Act, elsewhere } from '../../src/core/coalition/audit.ts';
import type { PlaceId } from '../../src/core/coalition/coalition.ts';
import { UserError } from '../../src/core/errors.ts';
import { channels, members, organisations, ownDeadlines, places } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and } from '../drizzle.ts';
import { isPerson, personOf, stillIn } from '../members/rows.ts';
import { hasOthers } from '../members/rule.ts';
import { follows, outbox } from '../schema.ts';
import { tenant } from '../tenancy.ts';
import { endCoalition } from './ending.ts';
import { loggedPlace, lyingIn, writerOf } from './lying-in.ts';
import { giveOver } from './moving.ts';
import { isPlace, placeById } from './rows.ts';

/** Answers the port's `useDirect`, within a transaction. */
export function useDirect(tx: Transaction, coalition: string, place: PlaceId, asked: Act): void {
  // Messages are a person's own, whomever they speak for in either coalition.
  const act = elsewhere(asked);
  const writer = writerOf(place);
  const person = writer && personOf(tx, writer);
  const mine = tenant(tx, coalition);
  if (person === undefined || !mine.row(members, and(isPerson(person), stillIn)))
    throw new UserError(
      'You are not a member of a coalition of that name, so your direct messages stay where they are.',
      { problem: 'unknown_coalition' },
    );
  const before = placeById(tx, place);
  if (before?.coalition === coalition) return;
  const { platform, workspace } = place;
  if (before) {
    moveDirect(tx, place, { from: before.coalition, to: coalition }, act);
    mine.change(places, { seeds: false, joinedAt: act.at }, isPlace(place));
    endIfEmpty(tx, before.coalition, person);
  } else {
    const entry = { platform, workspace, name: 'Direct messages', kind: 'direct' } as const;
    mine.add(places, { ...entry, seeds: false, joinedAt: act.at });
  }
  mine.log(act, { action: 'place.joined', subject: loggedPlace(place) });
}

/** What is followed there goes along; what the old coalition's channels may show does not. */
function moveDirect(
  tx: Transaction,
  place: PlaceId,
  way: { readonly from: string; readonly to: string },
  act: Act,
): void {
  const old = tenant(tx, way.from);
  const lying = lyingIn(old, place);
  giveOver(tx, outbox, way, lying.outbox);
  giveOver(tx, follows, way, lying.follows);
  old.remove(channels, lying.channels);
  giveOver(tx, places, way, isPlace(place));
  old.log(act, { action: 'place.left', subject: loggedPlace(place) });
}

/** A coalition that was one person's direct messages, in which nothing was ever added. */
function endIfEmpty(tx: Transaction, coalition: string, person: string): void {
  const old = tenant(tx, coalition);
  const isEmpty =
    old.count(places) + old.count(organisations) + old.count(ownDeadlines) === 0 &&
    !hasOthers(old, person);
  if (isEmpty) endCoalition(tx, coalition);
}
