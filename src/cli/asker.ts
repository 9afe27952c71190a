import { OPERATOR, TERMINAL } from '../adapters/console/intake.ts';
import {
  type Account,
  type Coalition,
  placeKey,
  placeOf,
  ROLES,
  type Role,
} from '../core/coalition/coalition.ts';
import { coalitionCalled } from '../core/coalition/lookup.ts';
import type { Caller } from '../core/command.ts';
import type { Core } from '../core/core.ts';
import type { Destination } from '../core/destination.ts';
import { FormError, UserError } from '../core/errors.ts';

/** As whom the command line asks, and from where: the options of `vigil ask`. */
export interface Asker {
  readonly as?: string;
  readonly coalition?: string;
  readonly place?: string;
}

/** Places listed where the one that is named is none. */
const MOST_PLACES = 10;
const PLACE = /^(slack|discord|console)\/([^/\s]+)(?:\/([^/\s]+))?$/;

/**
 * Without `as`, whoever sits at the terminal. Each role is an account of its
 * own, the same in every coalition. A place that no coalition has founds one, as
 * it does on its platform, unless a coalition is named. Throws FormError on a
 * role or place that is none, and UserError (`unknown_coalition`, `unknown_place`)
 * on a coalition that there is not, or a place that none has.
 */
export async function callerFor(
  { as, coalition, place }: Asker,
  core: Pick<Core, 'coalitions'>,
): Promise<Caller> {
  const role = as === undefined ? undefined : roleOf(as);
  const named = place === undefined ? undefined : destinationOf(place);
  if (!role && coalition !== undefined)
    throw new FormError(`--coalition needs --as (expected one of ${ROLES.join(', ')})`);
  if (!role) return named ? { ...at(named), ...OPERATORS_RIGHTS } : OPERATOR;
  const wanted = coalition === undefined ? undefined : await coalitionCalled(core, coalition);
  const account = { ...OPERATOR.account, id: role };
  if (named && wanted) await demandKnown(named, account, core);
  return {
    ...at(named ?? (wanted ? await firstPlace(wanted, core) : TERMINAL)),
    account,
    name: `${role} on the command line`,
    mayManage: false,
    as: { role, ...(wanted && { coalition: wanted.id }) },
  };
}

const { place: _, placeName: __, ...OPERATORS_RIGHTS } = OPERATOR;

/** The terminal alone is known by a name. */
const at = (place: Destination): Pick<Caller, 'place' | 'placeName'> => ({
  place,
  ...(place.platform === TERMINAL.platform &&
    place.workspace === TERMINAL.workspace && { placeName: OPERATOR.placeName }),
});

function roleOf(typed: string): Role {
  const role = ROLES.find((one) => one === typed.toLowerCase());
  if (role) return role;
  throw new FormError(`--as is '${typed}' (expected ${ROLES.join(', ')})`);
}

function destinationOf(typed: string): Destination {
  const [, platform = '', workspace = '', channel = TERMINAL.channel] = PLACE.exec(typed) ?? [];
  if (platform) return { platform, workspace, channel };
  throw new FormError(
    `--place is '${typed}' (expected a place such as slack/T1, discord/9001 or slack/T1/C1)`,
  );
}

/** A question to one coalition, from a place that nobody has, would found another one there, for good. */
async function demandKnown(
  place: Destination,
  account: Account,
  { coalitions }: Pick<Core, 'coalitions'>,
): Promise<void> {
  const wanted = placeOf(place, account);
  if (await coalitions.who(wanted, account)) return;
  const all = await coalitions.all();
  const listed = await Promise.all(
    all.slice(0, MOST_PLACES).map(async ({ id, name }) => {
      const places = await coalitions.places(id);
      return places.map((one) => `${placeKey(one)} (${name})`);
    }),
  );
  const said = listed.flat();
  const shown = said.slice(0, MOST_PLACES);
  const isMore = said.length > shown.length || all.length > listed.length;
  throw new UserError(
    `No coalition in this database has the place '${placeKey(wanted)}'. There are: ${shown.join(', ') || 'none'}${isMore ? ' and more' : ''}.`,
    { problem: 'unknown_place' },
  );
}

async function firstPlace(
  { id, name }: Coalition,
  { coalitions }: Pick<Core, 'coalitions'>,
): Promise<Destination> {
  const [first] = await coalitions.places(id);
  if (first)
    return {
      platform: first.platform,
      workspace: first.workspace,
      channel: TERMINAL.channel,
    };
  throw new UserError(
    `${name} has no place to ask from. Name one with --place, such as slack/T1.`,
    {
      problem: 'unknown_place',
    },
  );
}
