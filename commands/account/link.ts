import { type Act, actOf } from '../../src/core/audit.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { genevaTime } from '../../src/core/edtf.ts';
import { enrolled } from '../../src/core/enrolling.ts';
import { UserError } from '../../src/core/errors.ts';
import { CODE_MS } from '../../src/core/links.ts';
import { accountWords } from '../../src/core/member-words.ts';
import type { Reply } from '../../src/core/reply.ts';
import { telling } from '../../src/core/tellings.ts';

/** `/upr account link`: a code by direct message; typed with the other account, both are one person. */
export const accountLink = defineCommand({
  name: 'account link',
  summary: 'Make two accounts of yours one person',
  examples: ['account link', 'account link K7QM-2XPD'],
  needs: 'self',
  shared: false,
  options: {
    code: {
      kind: 'text',
      summary: 'The code that your other account got',
      positional: true,
      example: 'K7QM-2XPD',
    },
  },

  async run(call, core) {
    const { code } = call.options;
    if (call.who.role === 'outsider') throw unknownHere();
    return code === undefined ? give(call, core) : take(call, core, code);
  },
});

/** The code is said to the person alone: whoever else types it would become them. */
async function give(call: MemberCall, core: Core): Promise<Reply> {
  const { who, caller } = call;
  const { id } = who.coalition;
  const { account } = caller;
  const act = await known(call, core);
  const text = core.newCode();
  const line = typedAs(core.root, `account link ${text}`);
  const until = genevaTime(act.at + CODE_MS);
  await core.links.issue(id, { kind: 'account', text, account }, act);
  await core.notify([
    telling(
      { coalition: id, key: `code/${core.newId()}`, account },
      codeSaid(text, line, until),
      act.at,
    ),
  ]);
  return {
    title: 'A code is on its way to your direct messages',
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `With your other account, type ${typedAs(core.root, 'account link')} and the code, until ${until} Geneva time. It is taken once. Give it to nobody: whoever types it becomes you.`,
        ],
      },
    ],
    data: { sent: true },
  };
}

const codeSaid = (text: string, line: string, until: string): Reply => ({
  title: `Your code is ${text}`,
  tone: 'calm',
  audience: 'channel',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        'With your other account, type ',
        { strong: line },
        ` until ${until} Geneva time. Give it to nobody: whoever types it becomes you. If you did not ask for it, do nothing: it ends by itself.`,
      ],
    },
  ],
});

/** Who is of the coalition becomes a member with what is kept now. */
async function known(call: MemberCall, core: Core): Promise<Act> {
  const { who, caller } = call;
  const member = who.person === undefined ? await enrolled(who, caller, core) : who;
  return actOf({ who: member, caller }, core);
}

async function take(call: MemberCall, core: Core, text: string): Promise<Reply> {
  const { who, caller } = call;
  const { platform, workspace } = who.place;
  const { id } = who.coalition;
  const act = actOf(call, core);
  const typing = { text, place: { platform, workspace }, account: caller.account };
  const other = await core.links.redeemAccount(id, typing, act);
  await core.members.linkAccounts(id, other, caller.account, act);
  const words = `${accountWords(other)} and ${accountWords(caller.account)}`;
  await core.notify([
    telling(
      { coalition: id, key: `linked/${core.newId()}`, account: other },
      linkedSaid(words, typedAs(core.root, 'account unlink')),
      act.at,
    ),
  ]);
  return {
    title: 'Your accounts are one person now',
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `${words} are one person for Vigil: with the same memberships, of two roles in one coalition the higher, and the same own deadlines. ${typedAs(core.root, 'account unlink')} ends it for the account that types it.`,
        ],
      },
    ],
    data: { linked: [other, caller.account] },
  };
}

const linkedSaid = (words: string, unlink: string): Reply => ({
  title: 'Your accounts are one person now',
  tone: 'calm',
  audience: 'channel',
  blocks: [
    {
      kind: 'paragraph',
      text: [`${words} are one person for Vigil. If that was not you, type ${unlink} here.`],
    },
  ],
});

/** A coalition keeps nothing of guests, and so no code either. */
const unknownHere = (): UserError =>
  new UserError(
    'Accounts are linked where Vigil knows you, and it does not know you as one of this place. A coordinator can add you; then ask again.',
    { problem: 'not_allowed' },
  );
