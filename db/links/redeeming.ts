import { type Act, elsewhere } from '../../src/core/coalition/audit.ts';
import { type Account, accountKey, type Coalition } from '../../src/core/coalition/coalition.ts';
import type { Issuer, Redeemed, Typing } from '../../src/core/coalition/links.ts';
import { UserError } from '../../src/core/errors.ts';
import { members } from '../coalition-schema.ts';
import { holdingsOf } from '../coalitions/holdings.ts';
import { coalitionById } from '../coalitions/rows.ts';
import { present, type Transaction } from '../database.ts';
import { eq } from '../drizzle.ts';
import { demandNotRemoved } from '../members/removed.ts';
import { isPerson, personOf } from '../members/rows.ts';
import { type Tenant, tenant } from '../tenancy.ts';
import { type CodeRow, findCode, useCode } from './codes.ts';
import { endForsaken, isForsaken } from './deciding.ts';
import { logRequest } from './logging.ts';
import { makeRequest, waitingRequests } from './requests.ts';
import { demandNoPurge, demandOnlyPlace, demandWelcome } from './rules.ts';

type LinkCode = { readonly text: string; readonly as: 'link' | 'merge' } & Typing;

/**
 * Answers the port's `redeem`, within a transaction. A wrong code is answered
 * and not thrown: that it was tried has to be kept.
 */
export function redeemLink(
  tx: Transaction,
  coalition: string,
  { text, as, place, account }: LinkCode,
  person: string,
  act: Act,
): Redeemed | UserError {
  const code = findCode(tx, coalition, 'link', { text, place, account }, act.at);
  if (code instanceof UserError) return code;
  const newcomer = named(tx, coalition);
  const host = named(tx, code.coalition);
  if (host.id === coalition) throw sameCoalition(host);
  demandNoPurge(newcomer);
  demandNoPurge(host);
  if (as === 'link') demandOnlyPlace(tenant(tx, coalition), place, newcomer.name);
  const there = tenant(tx, host.id);
  demandWelcome(there, person, { newcomer: newcomer.name, host: host.name });
  const asked = waitingRequests(there, act.at).filter(
    (other) => other.joining?.coalition === coalition,
  );
  const standing = asked.find((one) => !isForsaken(tx, one));
  if (standing) throw alreadyAsked(newcomer, host, standing.id);
  const ended = asked.map((forsaken) => endForsaken(tx, forsaken, coalition, act));
  useCode(tx, code, act.at);
  const joining = {
    coalition,
    name: newcomer.name,
    place,
    coordinators: coordinatorsOf(tenant(tx, coalition)),
  };
  const request = makeRequest(there, host.id, { kind: as, joining, person, account }, act.at);
  logRequest(tx, request, elsewhere(act), { action: 'request.made', actThere: act });
  return { request, ended, host, brings: holdingsOf(tx, coalition) };
}

type AccountCode = { readonly text: string } & Typing;

/** Answers the port's `peekAccount`, within a transaction: a wrong code is noted as any other. */
export function peekAccount(
  tx: Transaction,
  coalition: string,
  typed: AccountCode,
  at: number,
): Issuer | UserError {
  const code = accountCode(tx, coalition, typed, at);
  if (code instanceof UserError) return code;
  const { person } = code;
  const name = tenant(tx, code.coalition).row(members, isPerson(person))?.name;
  return { account: issuerOf(code), person, ...present({ name: name ?? null }) };
}

/** Answers the port's `redeemAccount`, within a transaction. */
export function redeemAccount(
  tx: Transaction,
  coalition: string,
  typed: AccountCode,
  act: Act,
): Account | UserError {
  const code = accountCode(tx, coalition, typed, act.at);
  if (code instanceof UserError) return code;
  useCode(tx, code, act.at);
  return issuerOf(code);
}

/** A code whose account can become one person with the one that typed it. */
function accountCode(
  tx: Transaction,
  coalition: string,
  { text, place, account }: AccountCode,
  at: number,
): CodeRow | UserError {
  const code = findCode(tx, coalition, 'account', { text, place, account }, at);
  if (code instanceof UserError) return code;
  const typist = personOf(tx, account);
  if (code.person === typist || accountKey(issuerOf(code)) === accountKey(account))
    throw new UserError(
      'This code was given to you yourself: type it with your other account, on the other platform or in the other workspace.',
      { problem: 'same_person' },
    );
  demandNotRemoved(tx, typist === undefined ? [code.person] : [code.person, typist]);
  return code;
}

const issuerOf = ({ platform, workspace, account }: CodeRow): Account => ({
  platform,
  workspace,
  id: account,
});

const coordinatorsOf = (mine: Tenant): readonly string[] =>
  mine.rows(members, eq(members.role, 'coordinator')).map(({ person }) => person);

function named(tx: Transaction, id: string): Coalition {
  const coalition = coalitionById(tx, id);
  if (coalition) return coalition;
  throw new UserError(`There is no coalition '${id}'.`, { problem: 'unknown_coalition' });
}

const sameCoalition = ({ name }: Coalition): UserError =>
  new UserError(
    `This code is from ${name}, which this place belongs to already. Type it in the other workspace or server.`,
    { problem: 'same_coalition' },
  );

const alreadyAsked = (newcomer: Coalition, host: Coalition, id: string): UserError =>
  new UserError(
    `${newcomer.name} has already asked to join ${host.name}, and a coordinator there has not answered yet. Whoever coordinates ${newcomer.name} can take that back: they decline request ${id}. This code can still be used.`,
    { problem: 'already_asked' },
  );
