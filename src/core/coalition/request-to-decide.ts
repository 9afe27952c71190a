import type { MemberCall } from '../command.ts';
import type { Core } from '../core.ts';
import { UserError } from '../errors.ts';
import { type Act, actOf } from './audit.ts';
import type { Coalition } from './coalition.ts';
import { enrolled } from './enrolling.ts';
import { sitsIn } from './identify.ts';
import type { Request } from './links.ts';
import { hasEnded, unknownRequest } from './request-words.ts';
import { demand, may, type Who } from './rights.ts';

/** What somebody is in one of their coalitions. */
type Seat = Pick<Who, 'coalition' | 'role' | 'mayManage' | 'person' | 'organisation'>;

export interface Deciding {
  readonly coalition: Coalition;
  readonly request: Request;
  readonly act: Act;
}

/**
 * The request that is meant, in the coalition of the place or another that the
 * person is a member of, if they may decide it. Throws UserError: `unknown_request`
 * (also for one that is somewhere else), `not_allowed`, `own_request`.
 */
export async function requestToDecide(
  call: MemberCall,
  core: Core,
  verb: 'confirm' | 'decline',
): Promise<Deciding> {
  const id = idIn(call);
  const found = await requestFor(call, core, (coalition) => core.links.request(coalition, id));
  if (!found) throw unknownRequest(id);
  const { seat, request } = found;
  demandSay(seat, request, verb);
  return { coalition: seat.coalition, request, act: await actIn(call, core, seat) };
}

/**
 * The request to join another coalition that is meant, with the coalition that
 * made it, where the person coordinates that or has asked it themselves.
 * Undefined where there is none: it may be one that they decide.
 */
export async function requestToTakeBack(
  call: MemberCall,
  core: Core,
): Promise<Deciding | undefined> {
  const id = idIn(call);
  const found = await requestFor(call, core, async (coalition) =>
    (await core.links.asked(coalition)).find((request) => request.id === id),
  );
  if (!found) return undefined;
  const { seat, request } = found;
  if (!may(seat, 'coordinate') && request.person !== seat.person) return undefined;
  return { coalition: seat.coalition, request, act: await actIn(call, core, seat) };
}

const idIn = ({ options }: MemberCall): string => (options.request ?? '').trim().toLowerCase();

type LookUp = (coalition: string) => Promise<Request | undefined>;

async function requestFor({ who }: MemberCall, core: Core, lookUp: LookUp) {
  const here = who.role === 'outsider' ? undefined : await lookUp(who.coalition.id);
  return here ? { seat: who, request: here } : requestElsewhere(who, core, lookUp);
}

/** Buttons are pressed in direct messages, which are in one of a person's coalitions only. */
async function requestElsewhere(who: Who, core: Core, lookUp: LookUp) {
  if (who.person === undefined) return undefined;
  for (const { coalition } of await core.members.memberships(who.person)) {
    if (coalition === who.coalition.id) continue;
    const request = await lookUp(coalition);
    const seat = request && (await seatIn(core, coalition, who.person));
    if (request && seat && (await isStillThere(core, coalition, who.person)))
      return { seat, request };
  }
  return undefined;
}

/** Whoever was put out of all its places decides nothing, though their membership stands. */
const isStillThere = async (core: Core, coalition: string, person: string): Promise<boolean> =>
  sitsIn(coalition, await core.members.accounts(person), core);

async function seatIn(core: Core, id: string, person: string): Promise<Seat | undefined> {
  const coalition = await core.coalitions.get(id);
  const member = await core.members.member(id, person);
  if (!coalition || !member) return undefined;
  const { role, organisation } = member;
  return {
    coalition,
    person,
    role,
    mayManage: false,
    ...(organisation !== undefined && { organisation }),
  };
}

/**
 * Coordinators decide all; whoever speaks for an organisation, who else does. Who
 * asked may think better of it. That it has ended anybody hears who could have
 * been asked: they may be that no longer.
 */
function demandSay(seat: Seat, request: Request, verb: 'confirm' | 'decline'): void {
  if (may(seat, 'coordinate') || hasEnded(request)) return;
  const isOwn = seat.person !== undefined && request.person === seat.person;
  if (isOwn && verb === 'decline') return;
  if (isOwn)
    throw new UserError(
      'You asked this yourself: somebody else has to confirm it. A coordinator can.',
      { problem: 'own_request' },
    );
  const isColleague =
    request.kind === 'speak' &&
    seat.organisation !== undefined &&
    request.organisation === seat.organisation;
  if (!isColleague) demand(seat, 'coordinate');
}

/** Who decides stands in the log, though they had done nothing that was kept before. */
async function actIn(call: MemberCall, core: Core, seat: Seat): Promise<Act> {
  const { caller, who } = call;
  const isElsewhere = seat.coalition.id !== who.coalition.id;
  return actOf({ who: isElsewhere ? seat : await enrolled(who, caller, core), caller }, core);
}
