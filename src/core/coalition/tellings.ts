import { typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import type { Notice } from '../notice.ts';
import type { Reply } from '../reply.ts';
import { type Account, directTo, type Place } from './coalition.ts';
import type { Request } from './links.ts';
import type { Member } from './members.ts';

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

/** The same to each of these members who can be written to. `key`: what each notice's begins with. */
export async function tellingEach(
  core: Core,
  { coalition, key }: { readonly coalition: string; readonly key: string },
  members: readonly Member[],
  reply: Reply,
): Promise<readonly Notice[]> {
  if (members.length === 0) return [];
  const places = await core.coalitions.places(coalition);
  const now = core.clock.now();
  return members.flatMap((member) => {
    const account = accountToTell(member, places);
    return account
      ? [telling({ coalition, key: `${key}/${member.person}`, account }, reply, now)]
      : [];
  });
}

/** What those who decide about a request are asked, beside how they answer. */
export type Asking = Pick<Reply, 'title' | 'blocks' | 'data'>;

/** Asks those who decide about a request, each in their own messages, with buttons for yes and no. */
export async function askDeciders(
  core: Core,
  { coalition, id }: Pick<Request, 'coalition' | 'id'>,
  deciders: readonly Member[],
  { blocks, ...asking }: Asking,
): Promise<void> {
  const [yes, no] = [`confirm ${id}`, `decline ${id}`];
  const note = `Request ${id}. Or type ${typedAs(core.root, yes)} or ${typedAs(core.root, no)} within 7 days.`;
  const key = `request/${coalition}/${id}`;
  const notices = await tellingEach(core, { coalition, key }, deciders, {
    ...asking,
    tone: 'calm',
    audience: 'channel',
    blocks: [...blocks, { kind: 'note', text: [note] }],
    buttons: [
      { does: 'ask', label: 'Confirm', command: yes },
      { does: 'ask', label: 'Decline', command: no },
    ],
  });
  if (notices.length > 0) await core.notify(notices);
}
