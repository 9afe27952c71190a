import type { Caller } from '../command.ts';
import type { Core } from '../core.ts';
import { actOf } from './audit.ts';
import type { Who } from './rights.ts';

/**
 * Who asks, as a member from now on: whoever does something that is kept becomes
 * one with it. An outsider does not.
 */
export async function enrolled(who: Who, caller: Caller, core: Core): Promise<Who> {
  if (who.role === 'outsider') return who;
  const { account, name, as } = caller;
  const { platform, workspace } = who.place;
  const { person, role } = await core.members.enrol(
    who.coalition.id,
    { account, name },
    { role: who.role, place: { platform, workspace } },
    actOf({ who, caller }, core),
  );
  return { ...who, person, role: as ? who.role : role };
}
