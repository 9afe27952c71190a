import type { Act } from '../../src/core/coalition/audit.ts';
import type { Account } from '../../src/core/coalition/coalition.ts';
import type { Request } from '../../src/core/coalition/links.ts';
import { UserError } from '../../src/core/errors.ts';
import { members, organisations } from '../coalition-schema.ts';
import { eq } from '../drizzle.ts';
import { isPerson, memberRow } from '../members/rows.ts';
import type { Tenant } from '../tenancy.ts';
import { makeRequest, waitingRequests } from './requests.ts';

export interface Asking {
  readonly person: string;
  readonly account: Account;
  readonly organisation: string;
}

/** Answers the port's `askToSpeak`, within a transaction. */
export function askToSpeak(mine: Tenant, coalition: string, asking: Asking, act: Act): Request {
  const { person, account, organisation } = asking;
  const { short } = organisationRow(mine, organisation);
  const isSame = (other: Request): boolean =>
    other.kind === 'speak' && other.person === person && other.organisation === organisation;
  if (waitingRequests(mine, act.at).some(isSame))
    throw new UserError(
      `You have already asked to speak for ${short}, and nobody has answered yet. A coordinator or somebody who speaks for ${short} has to confirm it.`,
      { problem: 'already_asked' },
    );
  const request = makeRequest(
    mine,
    coalition,
    { kind: 'speak', organisation, person, account },
    act.at,
  );
  mine.log(act, { action: 'delegate.asked', subject: person, after: { organisation } });
  return request;
}

/** The person speaks for the organisation from now on, and for no other. */
export function letSpeak(mine: Tenant, { person, organisation = '' }: Request, act: Act): void {
  organisationRow(mine, organisation);
  const before = memberRow(mine, person).organisation;
  mine.change(members, { organisation }, isPerson(person));
  mine.log(act, {
    action: 'delegate.confirmed',
    subject: person,
    ...(before !== null && { before: { organisation: before } }),
    after: { organisation },
  });
}

function organisationRow(mine: Tenant, id: string) {
  const row = mine.row(organisations, eq(organisations.id, id));
  if (row) return row;
  throw new UserError('That organisation is not in your coalition, or not any more.', {
    problem: 'unknown_organisation',
  });
}
