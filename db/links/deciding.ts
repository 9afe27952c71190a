import { type Act, elsewhere } from '../../src/core/coalition/audit.ts';
import type { Confirmed, Ending, Request } from '../../src/core/coalition/links.ts';
import { unknownRequest } from '../../src/core/coalition/request-words.ts';
import { UserError } from '../../src/core/errors.ts';
import { members, requests } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { and, eq } from '../drizzle.ts';
import { personNow } from '../members/merged.ts';
import { isPerson } from '../members/rows.ts';
import { tenant } from '../tenancy.ts';
import { askedBy } from './asked.ts';
import { joinCoalition } from './joining.ts';
import { logRequest } from './logging.ts';
import { openRequest } from './requests.ts';
import { letSpeak } from './speaking.ts';

/**
 * Answers the port's `confirm`, within a transaction. That who asked no longer
 * coordinates is answered and not thrown: that it ended has to be kept.
 */
export function confirmRequest(
  tx: Transaction,
  coalition: string,
  id: string,
  act: Act,
): Confirmed | UserError {
  const mine = tenant(tx, coalition);
  const request = openRequest(mine, id, act.at);
  if (isForsaken(tx, request)) {
    endForsaken(tx, request, coalition, act);
    return askerEnded(request);
  }
  const decided = decide(tx, request, 'confirmed', act);
  if (request.kind !== 'speak') return { ...decided, ended: joinCoalition(tx, request, act) };
  letSpeak(mine, request, act);
  return { ...decided, ended: [] };
}

/** Answers the port's `decline`, within a transaction. */
export const declineRequest = (tx: Transaction, coalition: string, id: string, act: Act): Request =>
  decide(tx, openRequest(tenant(tx, coalition), id, act.at), 'declined', act);

/** Answers the port's `takeBack`, within a transaction. */
export function takeBack(tx: Transaction, coalition: string, id: string, act: Act): Request {
  const asked = askedBy(tx, coalition).find((one) => one.id === id.toLowerCase());
  if (!asked) throw unknownRequest(id);
  const request = openRequest(tenant(tx, asked.coalition), asked.id, act.at);
  return end(tx, request, { why: 'taken_back', by: coalition }, act);
}

/** A coalition is handed over by those who decide for it now, not by one who did when they asked. */
export function isForsaken(tx: Transaction, { joining, person: asker }: Request): boolean {
  if (!joining) return false;
  const person = personNow(tx, asker);
  const isCoordinator = eq(members.role, 'coordinator');
  return (
    person === undefined ||
    tenant(tx, joining.coalition).count(members, and(isPerson(person), isCoordinator)) === 0
  );
}

/** `by`: the coalition in which it turned out. */
export const endForsaken = (tx: Transaction, request: Request, by: string, act: Act): Request =>
  end(tx, request, { why: 'asker_ended', by }, act);

function end(
  tx: Transaction,
  request: Request,
  { why, by }: { readonly why: Ending; readonly by: string },
  act: Act,
): Request {
  const isHosts = by === request.coalition;
  const ended = { status: why, decidedAt: act.at } as const;
  tenant(tx, request.coalition).change(requests, ended, eq(requests.id, request.id));
  logRequest(tx, request, isHosts ? act : elsewhere(act), {
    action: 'request.ended',
    actThere: isHosts ? elsewhere(act) : act,
    why,
  });
  return { ...request, ...ended };
}

/** Enters the decision, which is the host's. */
function decide(
  tx: Transaction,
  request: Request,
  status: 'confirmed' | 'declined',
  act: Act,
): Request {
  const decided = {
    status,
    decidedAt: act.at,
    ...(act.person !== undefined && { decidedBy: act.person }),
  };
  tenant(tx, request.coalition).change(requests, decided, eq(requests.id, request.id));
  logRequest(tx, request, act, {
    action: status === 'confirmed' ? 'request.confirmed' : 'request.declined',
    actThere: elsewhere(act),
  });
  return { ...request, ...decided };
}

const askerEnded = ({ joining }: Request): UserError =>
  new UserError(
    `Whoever asked no longer coordinates '${joining?.name}': nothing was joined, and the request has ended. One of its coordinators can ask again with a new code.`,
    { problem: 'asker_not_coordinator' },
  );
