import type { Core } from './core.ts';
import type { Member } from './members.ts';
import type { Reply } from './reply.ts';
import { accountToTell, telling } from './tellings.ts';

/** Those who decide for a coalition. */
export const coordinatorsOf = async (
  { members }: Pick<Core, 'members'>,
  coalition: string,
): Promise<readonly Member[]> =>
  (await members.members(coalition)).filter(({ role }) => role === 'coordinator');

/**
 * Tells the coordinators of a coalition, each in their own messages, but for
 * who did it. `about`: what is told once, such as `purge/1795345200000`. Answers
 * how many there are.
 */
export async function tellCoordinators(
  core: Core,
  coalition: string,
  { about, except }: { readonly about: string; readonly except?: string | undefined },
  reply: Omit<Reply, 'audience'>,
): Promise<number> {
  const others = (await coordinatorsOf(core, coalition)).filter(({ person }) => person !== except);
  const places = await core.coalitions.places(coalition);
  const notices = others.flatMap((member) => {
    const account = accountToTell(member, places);
    if (!account) return [];
    const key = `told/${coalition}/${about}/${member.person}`;
    return [
      telling({ coalition, key, account }, { ...reply, audience: 'channel' }, core.clock.now()),
    ];
  });
  if (notices.length > 0) await core.notify(notices);
  return notices.length;
}
