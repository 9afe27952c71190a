import { createHash } from 'node:crypto';
import {
  type Account,
  accountKey,
  type PlaceId,
  placeKey,
} from '../../src/core/coalition/coalition.ts';
import { CODE_MS, type CodeKind, MOST_TRIES } from '../../src/core/coalition/links.ts';
import { genevaTime } from '../../src/core/dates/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import { tries } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, desc, eq, gt } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

interface Typist {
  readonly place: PlaceId;
  readonly account: Account;
}

/** What wrong codes are counted against, as it is kept: it does not say who or where that was. */
const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

export const accountDigest = (account: Account): string => digestOf(accountKey(account));

/**
 * Codes that join places are counted in the place too. Anybody may type an
 * account's code, so wrong ones of those close a place to nobody else.
 */
const countedBy = ({ place, account }: Typist, kind: CodeKind): readonly string[] => [
  accountDigest(account),
  ...(kind === 'link' ? [digestOf(placeKey(place))] : []),
];

/**
 * The refusal of an account, or a place, that has typed too many wrong codes;
 * undefined where it may type. Asked of all coalitions: a place that changes
 * its coalition does not get more tries by it.
 */
export function tooManyTries(
  tx: Transaction,
  typist: Typist,
  kind: CodeKind,
  at: number,
): UserError | undefined {
  const until = Math.max(...countedBy(typist, kind).map((by) => waitUntil(tx, by, at)));
  if (until <= at) return undefined;
  const where = kind === 'link' ? ' or in this place' : '';
  return new UserError(
    `${MOST_TRIES} wrong codes were typed by you${where} within 15 minutes, so no code is taken now, not even a right one. Wait until ${genevaTime(until)} Geneva time, then type it again.`,
    { problem: 'too_many_tries' },
  );
}

/** Notes a wrong code against who typed it and, where it joins places, where. */
export function noteTry(
  tx: Transaction,
  coalition: string,
  typist: Typist,
  kind: CodeKind,
  at: number,
): void {
  const mine = tenant(tx, coalition);
  for (const by of countedBy(typist, kind)) mine.add(tries, { by, at });
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
