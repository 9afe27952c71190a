import type { SQL } from 'drizzle-orm';
import type { Act } from '../../src/core/coalition/audit.ts';
import {
  type Account,
  directAccount,
  directTo,
  isDirect,
} from '../../src/core/coalition/coalition.ts';
import { channels, places } from '../coalition-schema.ts';
import { directPlaceOf, isAt } from '../coalitions/lying-in.ts';
import { isPlace } from '../coalitions/rows.ts';
import { and, eq, inArray, not, or, sql } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { follows, outbox } from '../schema.ts';
import type { Tenant } from '../tenancy.ts';

/** What went to an account's messages with Vigil: before they are opened, or to the channels that they are. */
export function directNotices(account: Account, channels: readonly string[]): SQL | undefined {
  const { platform, workspace, channel } = directTo(account);
  return and(
    eq(outbox.platform, platform),
    eq(outbox.workspace, workspace),
    inArray(outbox.channel, [
      channel,
      ...channels.filter((one) => isDirect({ platform, workspace, channel: one })),
    ]),
  );
}

/**
 * Ends what an account's messages with Vigil were in a coalition: the place
 * itself, what is followed there, and what waits for it. `words`: whether the
 * notices that went there are kept.
 */
export function endDirect(
  mine: Tenant,
  account: Account,
  act: Act,
  { words }: { readonly words: 'kept' | 'deleted' },
): void {
  const followed = followedIn(mine, account);
  const notices = directNotices(
    account,
    followed.map(({ channel }) => channel),
  );
  for (const { id, subject, events, ladder, time } of followed) {
    mine.remove(follows, eq(follows.id, id));
    // Without the channel: it would say whose they are.
    mine.log(act, { action: 'follow.removed', subject, before: { events, ladder, time } });
  }
  if (followed.length > 0) mine.remove(channels, choicesOf(followed));
  if (words === 'deleted') mine.remove(outbox, notices);
  else mine.change(outbox, { status: 'cancelled', leaseUntil: null }, and(waiting, notices));
  const place = directPlaceOf(account);
  if (place) mine.remove(places, isPlace(place));
}

/**
 * Forgets what went to messages with Vigil in which nothing is followed any
 * more. Whose those of this platform and workspace were, nothing says: they may
 * be the account's.
 */
export function forgetUnfollowed(mine: Tenant, account: Account): void {
  const { platform, workspace } = directTo(account);
  for (const table of [outbox, channels]) {
    const followed = sql`exists (select 1 from ${follows} where ${follows.platform} = ${table.platform}
      and ${follows.workspace} = ${table.workspace} and ${follows.channel} = ${table.channel})`;
    const here = and(eq(table.platform, platform), eq(table.workspace, workspace), not(followed));
    const found = mine.rows(table, here).filter(isDirect);
    // Of those that are not opened yet, the channel says whose they are.
    const opened = found.filter((row) => directAccount(row) === undefined);
    const theirs = [...new Set(opened.map(({ channel }) => channel))];
    mine.remove(table, and(here, inArray(table.channel, theirs)));
  }
}

/** What was chosen for the channels of these follows. */
const choicesOf = (followed: readonly (typeof follows.$inferSelect)[]): SQL | undefined =>
  or(...followed.map((row) => isAt(channels, row)));

/** What an account follows in its messages with Vigil: nobody else can. */
function followedIn(mine: Tenant, account: Account): (typeof follows.$inferSelect)[] {
  const { platform, workspace, channel } = directTo(account);
  return mine
    .rows(follows, and(eq(follows.platform, platform), eq(follows.workspace, workspace)))
    .filter((row) => row.channel === channel || (row.createdBy === account.id && isDirect(row)));
}
