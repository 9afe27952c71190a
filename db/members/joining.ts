import type { Act } from '../../src/core/coalition/audit.ts';
import { isFormer, type PlaceId, type Role } from '../../src/core/coalition/coalition.ts';
import type { Newcomer } from '../../src/core/coalition/coalitions.ts';
import { members } from '../coalition-schema.ts';
import type { Database, Transaction } from '../database.ts';
import { tenant } from '../tenancy.ts';
import { isPerson, keptName, knownPerson } from './rows.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Answers the port's `enrol`, within a transaction. */
export function enrol(
  tx: Transaction,
  coalition: string,
  newcomer: Newcomer,
  { role, place }: { readonly role: Role; readonly place: PlaceId },
  act: Act,
): { readonly person: string; readonly role: Role } {
  const person = knownPerson(tx, newcomer.account, act.at);
  const mine = tenant(tx, coalition);
  const row = mine.row(members, isPerson(person));
  const name = keptName(newcomer.name);
  const heard = { seenAt: act.at, ...(name !== undefined && { name }) };
  if (row && !isFormer(row.role)) {
    mine.change(members, heard, isPerson(person));
    return { person, role: row.role };
  }
  const { platform, workspace } = place;
  const joined = { ...heard, role, platform, workspace, joinedAt: act.at };
  if (row) mine.change(members, { ...joined, organisation: null, namedAt: null }, isPerson(person));
  else mine.add(members, { ...joined, person });
  // Who does something first has no person before it: then it is they who join.
  mine.log({ person, ...act }, { action: 'member.joined', subject: person, after: { role } });
  return { person, role };
}

/** Answers the port's `seen`. Reads first: most questions write nothing. */
export function seen(
  db: Database,
  coalition: string,
  person: string,
  given: string | undefined,
  at: number,
): void {
  const mine = tenant(db, coalition);
  const row = mine.row(members, isPerson(person));
  if (!row || isFormer(row.role)) return;
  const name = keptName(given) ?? row.name;
  if (name === row.name && at - row.seenAt < DAY_MS) return;
  mine.change(members, { name, seenAt: Math.max(at, row.seenAt) }, isPerson(person));
}
