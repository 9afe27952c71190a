import { type Account, directTo, type Place } from './coalition.ts';
import type { Core } from './core.ts';
import type { Request } from './links.ts';
import type { Member } from './members.ts';
import type { Notice } from './notice.ts';
import type { Reply } from './reply.ts';

/** The account by which a person is told: of the platform on which the coalition began, if they have one there. */
export function accountToTell(
  { accounts }: Pick<Member, 'accounts'>,
  places: readonly Place[],
): Account | undefined {
  const first = places
    .filter(({ kind }) => kind === 'workspace')
    .toSorted((a, b) => a.joinedAt - b.joinedAt)[0];
  return accounts.find(({ platform }) => platform === first?.platform) ?? accounts[0];
}

/** What is said to one person, in their messages with Vigil. The same key is told once. */
export const telling = (
  {
    coalition,
    key,
    account,
  }: { readonly coalition: string; readonly key: string; readonly account: Account },
  reply: Reply,
  now: number,
): Notice => ({
  key,
  coalition,
  destination: directTo(account),
  kind: 'request',
  state: null,
  dueOn: null,
  dueAt: now,
  reply,
});

/**
 * Asks those who decide about a request, each in their own messages, with
 * buttons for yes and no. Answers how many can be reached.
 */
export async function askDeciders(
  core: Core,
  { coalition, id }: Pick<Request, 'coalition' | 'id'>,
  deciders: readonly Member[],
  reply: Omit<Reply, 'tone' | 'audience' | 'buttons'>,
): Promise<number> {
  const places = await core.coalitions.places(coalition);
  const now = core.clock.now();
  const notices = deciders.flatMap((member) => {
    const account = accountToTell(member, places);
    if (!account) return [];
    const key = `request/${coalition}/${id}/${member.person}`;
    return [telling({ coalition, key, account }, { ...reply, ...asking(id) }, now)];
  });
  if (notices.length > 0) await core.notify(notices);
  return notices.length;
}

const asking = (id: string): Pick<Reply, 'tone' | 'audience' | 'buttons'> => ({
  tone: 'calm',
  audience: 'channel',
  buttons: [
    { does: 'ask', label: 'Confirm', command: `confirm ${id}` },
    { does: 'ask', label: 'Decline', command: `decline ${id}` },
  ],
});
