import type { SQL } from 'drizzle-orm';
import {
  type Account,
  DIRECT,
  directTo,
  type PlaceId,
  placeKey,
} from '../../src/core/coalition/coalition.ts';
import type { Destination } from '../../src/core/destination.ts';
import { channels } from '../coalition-schema.ts';
import { and, eq, inArray, or } from '../drizzle.ts';
import { follows, outbox } from '../schema.ts';
import type { Tenant } from '../tenancy.ts';

/** What a place is to a coalition beside its people: conditions on its rows of each table. */
interface LyingIn {
  readonly follows: SQL | undefined;
  readonly channels: SQL | undefined;
  readonly outbox: SQL | undefined;
}

/** The tables of what lies in a place. */
type Lying = typeof follows | typeof channels | typeof outbox;

const DIRECT_PLACE = `${DIRECT}:`;

/** The account whose direct messages a place is; undefined for a workspace or server. */
export const writerOf = ({ platform, workspace }: PlaceId): Account | undefined =>
  workspace.startsWith(DIRECT_PLACE)
    ? { platform, workspace: '', id: workspace.slice(DIRECT_PLACE.length) }
    : undefined;

/** The place that an account's direct messages are, where they are one. */
export const directPlaceOf = ({ platform, workspace, id }: Account): PlaceId | undefined =>
  workspace === '' ? { platform, workspace: `${DIRECT_PLACE}${id}` } : undefined;

/** A place as the log names it: direct messages without whose they are, for the log outlives a purge of the person. */
export const loggedPlace = (place: PlaceId): string =>
  writerOf(place) ? `${place.platform}/${DIRECT_PLACE}` : placeKey(place);

/** What lies in a place of a coalition: its follows, its channels' choices, its notices. */
export function lyingIn(mine: Tenant, place: PlaceId): LyingIn {
  const writer = writerOf(place);
  return writer ? lyingWith(mine, writer) : everythingIn(place);
}

/** The rows of a table that lie in a workspace or server. */
const isIn = (table: Lying, { platform, workspace }: PlaceId): SQL | undefined =>
  and(eq(table.platform, platform), eq(table.workspace, workspace));

/** The rows of a table that are of one channel. */
export const isAt = (table: Lying, { channel, ...place }: Destination): SQL | undefined =>
  and(isIn(table, place), eq(table.channel, channel));

const everythingIn = (place: PlaceId): LyingIn => ({
  follows: isIn(follows, place),
  channels: isIn(channels, place),
  outbox: isIn(outbox, place),
});

/** All direct messages on Discord are of one workspace there: whose a channel is, its follows tell. */
function lyingWith(mine: Tenant, writer: Account): LyingIn {
  const direct = directTo(writer);
  const followed = and(
    isIn(follows, direct),
    or(eq(follows.channel, direct.channel), eq(follows.createdBy, writer.id)),
  );
  const known = mine.rows(follows, followed).map((row) => row.channel);
  const theirs = [...new Set([direct.channel, ...known])];
  const at = (table: Lying) => and(isIn(table, direct), inArray(table.channel, theirs));
  return { follows: followed, channels: at(channels), outbox: at(outbox) };
}
