import type { Core } from '../core.ts';
import type { Reply } from '../reply.ts';
import type { Member, MemberStore } from './members.ts';
import { tellingEach } from './tellings.ts';

/** Those who decide for a coalition. */
export const coordinatorsOf = async (
  { members }: { readonly members: Pick<MemberStore, 'members'> },
  coalition: string,
): Promise<readonly Member[]> =>
  (await members.members(coalition)).filter(({ role }) => role === 'coordinator');

/**
 * Tells the coordinators of a coalition, each in their own messages, but for
 * who did it: whose id stands in the key, so that a purge of them finds it.
 * `about`: what is told once, such as `purge/1795345200000`. Answers how many are
 * told.
 */
export async function tellCoordinators(
  core: Core,
  coalition: string,
  { about, except }: { readonly about: string; readonly except?: string | undefined },
  reply: Omit<Reply, 'audience'>,
): Promise<number> {
  const others = (await coordinatorsOf(core, coalition)).filter(({ person }) => person !== except);
  const key = `told/${coalition}/${about}${except === undefined ? '' : `/${except}`}`;
  const notices = await tellingEach(core, { coalition, key }, others, {
    ...reply,
    audience: 'channel',
  });
  if (notices.length > 0) await core.notify(notices);
  return notices.length;
}
