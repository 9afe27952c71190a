import { OPERATOR, TERMINAL } from '../adapters/console/intake.ts';
import { type Coalition, ROLES, type Role } from '../core/coalition/coalition.ts';
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

const PLACE = /^(slack|discord|console)\/([^/\s]+)(?:\/([^/\s]+))?$/;

/**
 * Without `as`, whoever sits at the terminal. Each role is an account of its
 * own, the same in every coalition. Throws FormError on a role or place that is
 * none, and UserError (`unknown_coalition`) on a coalition that there is not.
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
  return {
    ...at(named ?? (wanted ? await firstPlace(wanted, core) : TERMINAL)),
    account: { ...OPERATOR.account, id: role },
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
