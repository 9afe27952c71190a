import { type Account, accountKey, type PlaceId, placeKey } from '../../src/core/coalition.ts';
import { genevaTime } from '../../src/core/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import { CODE_MS, MOST_TRIES } from '../../src/core/links.ts';
import { tries } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, desc, eq, gt } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

interface Typist {
  readonly place: PlaceId;
  readonly account: Account;
}

/**
 * The refusal of an account, or a place, that has typed too many wrong codes;
 * undefined where it may type. Asked of all coalitions: a place that changes
 * its coalition does not get more tries by it.
 */
export function tooManyTries(
  tx: Transaction,
  { place, account }: Typist,
  at: number,
): UserError | undefined {
  const until = Math.max(
    waitUntil(tx, accountKey(account), at),
    waitUntil(tx, placeKey(place), at),
  );
  if (until <= at) return undefined;
  return new UserError(
    `${MOST_TRIES} wrong codes were typed by you or in this place within 15 minutes, so no code is taken now, not even a right one. Wait until ${genevaTime(until)} Geneva time, then type it again.`,
    { problem: 'too_many_tries' },
  );
}

/** Notes a wrong code against who typed it and where. */
export function noteTry(
  tx: Transaction,
  coalition: string,
  { place, account }: Typist,
  at: number,
): void {
  const mine = tenant(tx, coalition);
  for (const by of [accountKey(account), placeKey(place)]) mine.add(tries, { by, at });
}

/** 0 where another try is allowed at once. */
function waitUntil(tx: Transaction, by: string, at: number): number {
  const recent = tx
    .select({ at: tries.at })
    .from(tries)
    .where(and(eq(tries.by, by), gt(tries.at, at - CODE_MS)))
    .orderBy(desc(tries.at))
    .limit(MOST_TRIES)
    .all();
  return recent.length < MOST_TRIES ? 0 : Math.min(...recent.map((one) => one.at)) + CODE_MS;
}
