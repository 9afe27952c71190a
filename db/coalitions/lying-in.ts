import type { SQL } from 'drizzle-orm';
import { type Account, directTo, type PlaceId, placeKey } from '../../src/core/coalition.ts';
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

const DIRECT = 'dm:';

/** The account whose direct messages a place is; undefined for a workspace or server. */
export const writerOf = ({ platform, workspace }: PlaceId): Account | undefined =>
  workspace.startsWith(DIRECT)
    ? { platform, workspace: '', id: workspace.slice(DIRECT.length) }
    : undefined;

/** The place that an account's direct messages are, where they are one. */
export const directPlaceOf = ({ platform, workspace, id }: Account): PlaceId | undefined =>
  workspace === '' ? { platform, workspace: `${DIRECT}${id}` } : undefined;

/** A place as the log names it: direct messages without whose they are, for the log outlives a purge of the person. */
export const loggedPlace = (place: PlaceId): string =>
  writerOf(place) ? `${place.platform}/${DIRECT}` : placeKey(place);

/** What lies in a place of a coalition: its follows, its channels' choices, its notices. */
export function lyingIn(mine: Tenant, place: PlaceId): LyingIn {
  const writer = writerOf(place);
  return writer ? lyingWith(mine, writer) : everythingIn(place);
}

function everythingIn({ platform, workspace }: PlaceId): LyingIn {
  const at = (table: typeof follows | typeof channels | typeof outbox) =>
    and(eq(table.platform, platform), eq(table.workspace, workspace));
  return { follows: at(follows), channels: at(channels), outbox: at(outbox) };
}

/** All direct messages on Discord are of one workspace there: whose a channel is, its follows tell. */
function lyingWith(mine: Tenant, writer: Account): LyingIn {
  const { platform, workspace, channel } = directTo(writer);
  const followed = and(
    eq(follows.platform, platform),
    eq(follows.workspace, workspace),
    or(eq(follows.channel, channel), eq(follows.createdBy, writer.id)),
  );
  const known = mine.rows(follows, followed).map((row) => row.channel);
  const theirs = [...new Set([channel, ...known])];
  const at = (table: typeof channels | typeof outbox) =>
    and(
      eq(table.platform, platform),
      eq(table.workspace, workspace),
      inArray(table.channel, theirs),
    );
  return { follows: followed, channels: at(channels), outbox: at(outbox) };
}
