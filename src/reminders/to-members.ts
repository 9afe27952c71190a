import { type Account, accountAt, accountKey, directAccount } from '../core/coalition/coalition.ts';
import type { MemberStore } from '../core/coalition/members.ts';
import type { Log } from '../core/log.ts';
import type { Draft } from './rule.ts';

export interface ToMembersMeans {
  readonly members: Pick<MemberStore, 'member'>;
  readonly log: Log;
}

/**
 * The drafts without what is one person's own, where that person is no member
 * any more or has given the account away. The platform is not asked: the words
 * are the person's, and a platform that does not answer must lose nobody a
 * reminder. What has been `entered` is past asking.
 */
export async function toMembersOnly(
  means: ToMembersMeans,
  drafts: readonly Draft[],
  entered: ReadonlySet<string>,
): Promise<readonly Draft[]> {
  const asked = new Map<string, Promise<boolean>>();
  const mayHave = async ({ notice, ours }: Draft): Promise<boolean> => {
    if (ours?.visibility.to !== 'person' || entered.has(notice.key)) return true;
    const { coalition, destination } = notice;
    const { person } = ours.visibility;
    const id = directAccount(destination);
    if (id === undefined) return false;
    const account = accountAt(destination, id);
    const key = `${coalition} ${person} ${accountKey(account)}`;
    const answer = asked.get(key) ?? isMembers(means, coalition, person, account);
    asked.set(key, answer);
    return answer;
  };
  const answers = await Promise.all(drafts.map(mayHave));
  return drafts.filter((_, index) => answers[index]);
}

async function isMembers(
  means: ToMembersMeans,
  coalition: string,
  person: string,
  account: Account,
): Promise<boolean> {
  const member = await means.members.member(coalition, person);
  const isTheirs = member?.accounts.some((one) => accountKey(one) === accountKey(account)) === true;
  if (isTheirs) return true;
  // Without whose it is: logs name nobody.
  means.log.warn({ coalition }, 'an own deadline is not told: its person is no member now');
  return false;
}
