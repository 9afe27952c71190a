import { type Act, actOf } from '../../src/core/coalition/audit.ts';
import type { Account } from '../../src/core/coalition/coalition.ts';
import { enrolled } from '../../src/core/coalition/enrolling.ts';
import { CODE_MS, plainCode } from '../../src/core/coalition/links.ts';
import { accountWords } from '../../src/core/coalition/member-words.ts';
import type { Membership } from '../../src/core/coalition/members.ts';
import { telling } from '../../src/core/coalition/tellings.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { genevaTime } from '../../src/core/dates/edtf.ts';
import { platformWords } from '../../src/core/destination.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Block, Reply, Text } from '../../src/core/reply.ts';

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
    confirm: { kind: 'flag', summary: 'Do it' },
  },

  async run(call, core) {
    const { code, confirm } = call.options;
    if (call.who.role === 'outsider') throw unknownHere();
    if (code === undefined) return give(call, core);
    return confirm === undefined ? preview(call, core, code) : take(call, core, code);
  },
});

const ONLY_YOURSELF =
  'Type it only yourself: whoever types it is you from then on, with your roles.';

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
    title: 'You get a code by direct message',
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `With your other account, type ${typedAs(core.root, 'account link')} and the code, until ${until} Geneva time. It is taken once. ${ONLY_YOURSELF}`,
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
        ` until ${until} Geneva time. ${ONLY_YOURSELF} If you did not ask for it, do nothing: it ends by itself.`,
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

/** What was typed, by whom and where, as the stores take it. */
function typed({ who, caller }: MemberCall, text: string) {
  const { platform, workspace } = who.place;
  return { text, place: { platform, workspace }, account: caller.account };
}

/** Says first with whom: a code that somebody else sent makes them the one who types it. */
async function preview(call: MemberCall, core: Core, text: string): Promise<Reply> {
  const { who, caller } = call;
  const other = await core.links.peekAccount(who.coalition.id, typed(call, text), core.clock.now());
  const theirs = await core.members.memberships(other.person);
  const own = who.person === undefined ? [] : await core.members.memberships(who.person);
  const known = accountWords(other.account);
  const words = other.name === undefined ? known : `${other.name} (${known})`;
  const both = [roles(theirs, known), roles(own, accountWords(caller.account))].flat();
  return {
    title: 'Make these two accounts one person?',
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: ['This account would be one person with ', { strong: words }, '.'],
      },
      ...rolesBlock(both),
      {
        kind: 'warning',
        text: [
          `Go on only if that account is yours and you got the code there yourself. Never type a code that somebody else gave you: they would be you from then on, with your roles.`,
        ],
      },
    ],
    buttons: [
      {
        does: 'ask',
        label: 'Yes, both are mine',
        command: `account link code:${plainCode(text)} confirm:yes`,
      },
    ],
    data: {
      confirm: true,
      account: other.account,
      coalitions: both.map(({ name, role }) => ({ name, role })),
    },
  };
}

interface Role extends Membership {
  /** Of which account it is the role now. */
  readonly by: string;
}

const roles = (memberships: readonly Membership[], by: string): readonly Role[] =>
  memberships.map((membership) => ({ ...membership, by }));

function rolesBlock(both: readonly Role[]): readonly Block[] {
  const byCoalition = Map.groupBy(both, ({ coalition }) => coalition);
  const items = [...byCoalition.values()].map((all): Text => {
    const said = all.map(({ role, by }) => `${role} as ${by}`).join(', ');
    return [{ strong: all[0]?.name ?? '' }, `: ${said}`];
  });
  if (items.length === 0) return [];
  return [
    {
      kind: 'list',
      heading: 'What they would be together: of two roles in one coalition, the higher',
      items,
    },
  ];
}

async function take(call: MemberCall, core: Core, text: string): Promise<Reply> {
  const { who, caller } = call;
  const { id } = who.coalition;
  const act = actOf(call, core);
  const other = await core.links.redeemAccount(id, typed(call, text), act);
  await core.members.linkAccounts(id, other, caller.account, act);
  await core.notify([
    toldLinked(core, id, { account: caller.account, other }),
    toldLinked(core, id, { account: other, other: caller.account }),
  ]);
  return {
    title: 'Your accounts are one person now',
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `${accountWords(other)} and ${accountWords(caller.account)} are one person for Vigil: with the same memberships, of two roles in one coalition the higher, and the same own deadlines. ${typedAs(core.root, 'account unlink')} ends it for the account that types it.`,
        ],
      },
    ],
    data: { linked: [other, caller.account] },
  };
}

/** Without the other's id: the words may be kept longer than the two are one. */
const toldLinked = (
  core: Core,
  coalition: string,
  { account, other }: { readonly account: Account; readonly other: Account },
): Notice =>
  telling(
    { coalition, key: `linked/${core.newId()}`, account },
    {
      title: 'Your accounts are one person now',
      tone: 'calm',
      audience: 'channel',
      blocks: [
        {
          kind: 'paragraph',
          text: [
            `This account and one on ${platformWords(other.platform)} are one person for Vigil now, with the roles of both. If that was not you, type ${typedAs(core.root, 'account unlink')} here.`,
          ],
        },
      ],
    },
    core.clock.now(),
  );

/** A coalition keeps nothing of guests, and so no code either. */
const unknownHere = (): UserError =>
  new UserError(
    'Accounts are linked where Vigil knows you, and it does not know you as one of this place. A coordinator can add you; then ask again.',
    { problem: 'not_allowed' },
  );
