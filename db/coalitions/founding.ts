import { randomUUID } from 'node:crypto';
import type { Act } from '../../src/core/coalition/audit.ts';
import {
  type Coalition,
  type Place,
  type PlaceId,
  placeKey,
} from '../../src/core/coalition/coalition.ts';
import type { Newcomer } from '../../src/core/coalition/coalitions.ts';
import { accounts, coalitions, members, places } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, desc, eq } from '../drizzle.ts';
import { enrol } from '../members/joining.ts';
import { isAccount, keptName, knownPerson, stillIn } from '../members/rows.ts';
import { tenant } from '../tenancy.ts';
import { loggedPlace } from './lying-in.ts';
import { coalitionById, isPlace, placeById } from './rows.ts';

type NewPlace = PlaceId & Pick<Place, 'name' | 'kind'>;
interface Founding {
  readonly coalition: Coalition;
  readonly place: Place;
  readonly founded: boolean;
}

/** Answers the port's `found`, within a transaction. */
export function foundPlace(
  tx: Transaction,
  told: NewPlace,
  founder: Newcomer | undefined,
  at: number,
): Founding {
  // Platforms allow longer names than Vigil, and invisible ones.
  const newPlace = { ...told, name: keptName(told.name) ?? told.workspace };
  const known = placeById(tx, newPlace);
  if (known) return named(tx, known, newPlace);
  const home = newPlace.kind === 'direct' ? homeOf(tx, founder) : undefined;
  return home === undefined
    ? foundAnew(tx, newPlace, founder, at)
    : joinHome(tx, home, newPlace, at);
}

/** Founds a coalition with nobody in it, and says so in its log. */
export function newCoalition(tx: Transaction, name: string, act: Act): Coalition {
  const coalition: Coalition = {
    id: randomUUID(),
    name,
    foundedAt: act.at,
  };
  tx.insert(coalitions).values(coalition).run();
  tenant(tx, coalition.id).log(act, {
    action: 'coalition.founded',
    subject: coalition.id,
    after: { name: coalition.name },
  });
  return coalition;
}

function foundAnew(
  tx: Transaction,
  newPlace: NewPlace,
  founder: Newcomer | undefined,
  at: number,
): Founding {
  const { platform, workspace, name, kind } = newPlace;
  const person = founder && knownPerson(tx, founder.account, at);
  const by: Act = { at, ...(person !== undefined && { person }) };
  const coalition = newCoalition(tx, name, by);
  const place: Place = {
    coalition: coalition.id,
    platform,
    workspace,
    name,
    kind,
    seeds: true,
    joinedAt: at,
    ...(person !== undefined && { joinedBy: person }),
  };
  const mine = tenant(tx, coalition.id);
  mine.add(places, place);
  mine.log(by, { action: 'place.joined', subject: loggedPlace(place), after: { name } });
  if (founder) enrol(tx, coalition.id, founder, { role: 'coordinator', place: newPlace }, by);
  return { coalition, place, founded: true };
}

/** The coalition that an account became a member of last. */
function homeOf(tx: Transaction, founder: Newcomer | undefined): Coalition | undefined {
  if (!founder) return undefined;
  const last = tx
    .select({ coalition: members.coalition })
    .from(accounts)
    .innerJoin(members, eq(members.person, accounts.person))
    .where(and(isAccount(founder.account), stillIn))
    .orderBy(desc(members.joinedAt))
    .limit(1)
    .get();
  return last && coalitionById(tx, last.coalition);
}

function joinHome(
  tx: Transaction,
  coalition: Coalition,
  { platform, workspace, name, kind }: NewPlace,
  at: number,
): Founding {
  const place: Place = {
    coalition: coalition.id,
    platform,
    workspace,
    name,
    kind,
    seeds: false,
    joinedAt: at,
  };
  const mine = tenant(tx, coalition.id);
  mine.add(places, place);
  mine.log({ at }, { action: 'place.joined', subject: loggedPlace(place) });
  return { coalition, place, founded: false };
}

/** What was followed before there were coalitions founded them under the ids of the places. */
function named(tx: Transaction, place: Place, { name }: NewPlace): Founding {
  const coalition = coalitionById(tx, place.coalition);
  if (!coalition) throw new Error(`No coalition '${place.coalition}' of ${placeKey(place)}`);
  if (place.name !== place.workspace || name === place.workspace)
    return { coalition, place, founded: false };
  tenant(tx, coalition.id).change(places, { name }, isPlace(place));
  if (coalition.name !== place.workspace)
    return { coalition, place: { ...place, name }, founded: false };
  tx.update(coalitions).set({ name }).where(eq(coalitions.id, coalition.id)).run();
  return { coalition: { ...coalition, name }, place: { ...place, name }, founded: false };
}
