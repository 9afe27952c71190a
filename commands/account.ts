import { actOf } from '../src/core/coalition/audit.ts';
import { type Account, accountKey } from '../src/core/coalition/coalition.ts';
import { placeWords } from '../src/core/coalition/coalition-words.ts';
import { accountWords } from '../src/core/coalition/member-words.ts';
import type { Membership } from '../src/core/coalition/members.ts';
import type { Who } from '../src/core/coalition/rights.ts';
import { defineCommand, type MemberCall, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { UserError } from '../src/core/errors.ts';
import type { Block, Reply } from '../src/core/reply.ts';
import { isSameName } from '../src/core/words/spelling.ts';
import { shortened } from '../src/core/words/words.ts';

const MOST_ECHO = 60;

/** `/upr account`: who Vigil takes the asker for, told to nobody else. */
export const account = defineCommand({
  name: 'account',
  summary: 'Who Vigil takes you for',
  examples: ['account', 'account coalition:"Water Defenders"'],
  needs: 'self',
  shared: false,
  options: {
    coalition: { kind: 'text', summary: 'Here in direct messages: use another' },
  },

  async run(call, core) {
    const { who, options } = call;
    const memberships = who.person === undefined ? [] : await core.members.memberships(who.person);
    if (options.coalition === undefined) return identity(who, core, memberships);
    return use(call, core, memberships, options.coalition);
  },
});

async function identity(who: Who, core: Core, memberships: readonly Membership[]): Promise<Reply> {
  const kept = who.person === undefined ? [] : await core.members.accounts(who.person);
  const accounts = kept.length > 0 ? kept : [who.account];
  const others = memberships.filter(({ coalition }) => coalition !== who.coalition.id);
  const here = memberships.find(({ coalition }) => coalition === who.coalition.id);
  const organisation =
    who.organisation === undefined
      ? undefined
      : await core.organisations.organisation(who.coalition.id, who.organisation);
  return {
    title: 'Who Vigil takes you for',
    tone: 'calm',
    audience: 'caller',
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: 'Accounts', text: [accounts.map((one) => named(one, who.account)).join(', ')] },
          { label: 'Coalition', text: [coalitionSaid(who)] },
          { label: 'Role', text: [await roleSaid(who, core, here)] },
          { label: 'Speaks for', text: [organisation?.name ?? 'nobody'] },
          ...(others.length > 0
            ? [{ label: 'Other coalitions', text: [others.map(({ name }) => name).join(', ')] }]
            : []),
        ],
      },
      nextSteps(who, core, others),
    ],
    data: {
      accounts,
      role: who.role,
      member: here !== undefined,
      organisation: who.organisation ?? null,
      coalitions: others.map(({ name, role }) => ({ name, role })),
    },
  };
}

const named = (account: Account, asking: Account): string =>
  `${accountWords(account)}${accountKey(account) === accountKey(asking) ? ' (this one)' : ''}`;

/** Who is no part of it is not told what it is called. */
const coalitionSaid = ({ role, coalition }: Who): string =>
  role === 'outsider' ? 'none that you are part of here' : coalition.name;

/** What the role is, and where it comes from. */
async function roleSaid(who: Who, core: Core, here: Membership | undefined): Promise<string> {
  const { role, place } = who;
  if (here && role !== 'outsider') return role;
  const kept = await keptSaid(who, core);
  if (role === 'outsider') return kept === NOTHING_KEPT ? 'none' : `none; ${kept}`;
  if (role === 'reader') return `reader, as everybody here; ${kept}`;
  return who.administers
    ? `${role}, because you administer ${placeWords(place)} on its platform; ${kept}`
    : `${role}; ${kept}`;
}

const NOTHING_KEPT = 'nothing is kept of you as a member';

/** Who left is still called by name in the log. */
async function keptSaid({ person, coalition }: Who, core: Core): Promise<string> {
  const names = person === undefined ? undefined : await core.members.names(coalition.id);
  return person !== undefined && names?.has(person)
    ? `you are a member no more, and your name is kept in the log until you type ${typedAs(core.root, 'privacy purge')}`
    : NOTHING_KEPT;
}

function nextSteps(who: Who, core: Core, others: readonly Membership[]): Block {
  const link = `${typedAs(core.root, 'account link')} makes another account of yours the same person.`;
  const switching =
    who.place.kind === 'direct' && others.length > 0
      ? ` ${typedAs(core.root, 'account coalition:')} and a name uses another coalition in these messages.`
      : '';
  return { kind: 'note', text: [`${link}${switching}`] };
}

/** Direct messages on Discord belong to no server, so their writer says whose they are. */
async function use(
  call: MemberCall,
  core: Core,
  memberships: readonly Membership[],
  typed: string,
): Promise<Reply> {
  const { who } = call;
  if (who.place.kind !== 'direct')
    throw new UserError(
      `What is asked here is asked for the coalition of this place, whoever asks. Only your direct messages with Vigil on Discord can be used for another: type ${typedAs(core.root, 'account coalition:')} there.`,
      { problem: 'not_direct' },
    );
  const meant = coalitionCalled(memberships, typed);
  if (meant.coalition === who.coalition.id)
    return used(`These messages are in ${meant.name} already`, meant);
  const { platform, workspace } = who.place;
  await core.coalitions.useDirect(meant.coalition, { platform, workspace }, actOf(call, core));
  return used(`These messages are in ${meant.name} now`, meant);
}

function coalitionCalled(memberships: readonly Membership[], typed: string): Membership {
  const wanted = typed.trim();
  const echo = shortened(wanted, MOST_ECHO);
  const found = memberships.filter(
    ({ coalition, name }) => coalition === wanted || isSameName(name, wanted),
  );
  if (found.length > 1)
    throw new UserError(
      `You are a member of ${found.length} coalitions that are called '${echo}'. Type the id of one: ${found.map(({ coalition }) => coalition).join(' or ')}.`,
      { problem: 'ambiguous_coalition' },
    );
  if (found[0]) return found[0];
  const names = memberships.map(({ name }) => name).join(', ');
  throw new UserError(
    `You are a member of no coalition '${echo}'. ${names === '' ? 'You are a member of none yet.' : `Yours: ${names}.`}`,
    { problem: 'unknown_coalition' },
  );
}

const used = (title: string, { name, role }: Membership): Reply => ({
  title,
  tone: 'done',
  audience: 'caller',
  blocks: [{ kind: 'fields', fields: [{ label: 'Your role there', text: [role] }] }],
  data: { coalition: name, role },
});
