import type { Account, PlaceId } from '../../src/core/coalition/coalition.ts';
import type { Known } from '../../src/core/coalition/coalitions.ts';
import { accounts, coalitions, members, places } from '../coalition-schema.ts';
import { type Database, present } from '../database.ts';
import { and, eq, sql } from '../drizzle.ts';
import { coalitionOf, placeOfRow } from './rows.ts';

/**
 * Who asks, in one statement by primary keys, prepared once: it stands before
 * every answer that is about a coalition.
 */
export function prepareWho(db: Database): (place: PlaceId, account: Account) => Known | undefined {
  const statement = db
    .select({
      coalition: coalitions,
      place: places,
      person: accounts.person,
      role: members.role,
      organisation: members.organisation,
      name: members.name,
      seenAt: members.seenAt,
    })
    .from(places)
    .innerJoin(coalitions, eq(coalitions.id, places.coalition))
    .leftJoin(
      accounts,
      and(
        eq(accounts.platform, sql.placeholder('accountPlatform')),
        eq(accounts.workspace, sql.placeholder('accountWorkspace')),
        eq(accounts.id, sql.placeholder('account')),
      ),
    )
    .leftJoin(
      members,
      and(eq(members.coalition, places.coalition), eq(members.person, accounts.person)),
    )
    .where(
      and(
        eq(places.platform, sql.placeholder('platform')),
        eq(places.workspace, sql.placeholder('workspace')),
      ),
    )
    .prepare();
  return ({ platform, workspace }, account) => {
    const row = statement.get({
      platform,
      workspace,
      accountPlatform: account.platform,
      accountWorkspace: account.workspace,
      account: account.id,
    });
    return row && knownOf(row);
  };
}

function knownOf({
  coalition,
  place,
  person,
  role,
  organisation,
  name,
  seenAt,
}: {
  readonly coalition: typeof coalitions.$inferSelect;
  readonly place: typeof places.$inferSelect;
  readonly person: string | null;
  readonly role: (typeof members.$inferSelect)['role'] | null;
  readonly organisation: string | null;
  readonly name: string | null;
  readonly seenAt: number | null;
}): Known {
  return {
    coalition: coalitionOf(coalition),
    place: placeOfRow(place),
    ...(person !== null && { person }),
    ...(role !== null &&
      seenAt !== null && { member: { role, seenAt, ...present({ organisation, name }) } }),
  };
}
