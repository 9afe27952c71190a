import { createHash } from 'node:crypto';
import type { Act } from '../../src/core/coalition/audit.ts';
import type { Account } from '../../src/core/coalition/coalition.ts';
import {
  CODE_MS,
  type CodeKind,
  MOST_TRIES,
  plainCode,
  type Typing,
} from '../../src/core/coalition/links.ts';
import { UserError } from '../../src/core/errors.ts';
import { codes } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, eq, isNull } from '../drizzle.ts';
import { knownPerson } from '../members/rows.ts';
import { tenant } from '../tenancy.ts';
import { noteTry, tooManyTries } from './tries.ts';

export type CodeRow = typeof codes.$inferSelect;

/** The code itself is kept nowhere. */
const digestOf = (text: string): string =>
  createHash('sha256').update(plainCode(text)).digest('hex');

/** Answers the port's `issue`, within a transaction. */
export function issueCode(
  tx: Transaction,
  coalition: string,
  { kind, text, account }: { kind: CodeKind; text: string; account: Account },
  act: Act,
): void {
  const person = act.person ?? knownPerson(tx, account, act.at);
  const mine = tenant(tx, coalition);
  mine.remove(codes, and(eq(codes.kind, kind), eq(codes.person, person), isNull(codes.usedAt)));
  mine.add(codes, {
    digest: digestOf(text),
    kind,
    person,
    platform: account.platform,
    workspace: account.workspace,
    account: account.id,
    expiresAt: act.at + CODE_MS,
  });
  mine.log(act, { action: 'code.issued', subject: person, after: { kind } });
}

/**
 * The code that was typed, not yet used up, or why it is not taken. A code is
 * found whosesoever it is: who types it names no coalition.
 */
export function findCode(
  tx: Transaction,
  coalition: string,
  kind: CodeKind,
  { text, ...typist }: { readonly text: string } & Typing,
  at: number,
): CodeRow | UserError {
  const late = tooManyTries(tx, typist, kind, at);
  if (late) return late;
  const row = tx
    .select()
    .from(codes)
    .where(and(eq(codes.digest, digestOf(text)), eq(codes.kind, kind)))
    .get();
  if (row && row.usedAt === null && row.expiresAt > at) return row;
  noteTry(tx, coalition, typist, kind, at);
  return refusal(kind, row);
}

/** Each code is taken once. */
export const useCode = (tx: Transaction, { coalition, digest }: CodeRow, at: number): void => {
  tenant(tx, coalition).change(codes, { usedAt: at }, eq(codes.digest, digest));
};

function refusal(kind: CodeKind, row: CodeRow | undefined): UserError {
  const whom = kind === 'link' ? 'a coordinator there' : 'Vigil, with your other account,';
  if (!row)
    return new UserError(
      `There is no such code. Compare each of its eight characters; it is taken for 15 minutes, and once. After ${MOST_TRIES} wrong codes you have to wait. If it is right, ask ${whom} for a new one.`,
      { problem: 'unknown_code' },
    );
  if (row.usedAt !== null)
    return new UserError(
      `This code has been used: each is taken once. Ask ${whom} for a new one.`,
      {
        problem: 'used_code',
      },
    );
  return new UserError(
    `This code is older than 15 minutes, so it is not taken any more. Ask ${whom} for a new one.`,
    { problem: 'expired_code' },
  );
}
