import { canonical } from '../../src/core/asking/arguments.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { ROLES } from '../../src/core/coalition/coalition.ts';
import {
  accountMentioned,
  memberCalled,
  organisationCalled,
  shortPerson,
} from '../../src/core/coalition/lookup.ts';
import {
  memberFields,
  memberLine,
  memberWords,
  organisationOf,
} from '../../src/core/coalition/member-words.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { isNoOrganisation } from '../../src/core/coalition/organisation-words.ts';
import { type Command, defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Button, Reply } from '../../src/core/reply.ts';
import { pageOf, pageWords } from '../../src/core/words/paging.ts';
import { listed, withArticle } from '../../src/core/words/phrases.ts';
import { shortened } from '../../src/core/words/words.ts';

const PAGE_SIZE = 10;
const MOST_IN_TITLE = 80;

/** `/upr-admin members`: who is a member, and what each may; changes and ends memberships. */
export const adminMembers: Command = defineCommand({
  name: 'admin members',
  summary: 'List members; change a role, or end a membership',
  examples: ['admin members', 'admin members ben role:editor', 'admin members ben remove'],
  needs: 'coordinate',
  shared: false,
  options: {
    member: { kind: 'member', summary: 'Name, mention or id', positional: true, example: 'ben' },
    role: { kind: 'text', summary: 'What the member may from now on', choices: [...ROLES] },
    organisation: { kind: 'organisation', summary: 'Speaks for it from now on, or nobody' },
    remove: { kind: 'flag', summary: 'End the membership' },
    confirm: { kind: 'flag', summary: 'End it now' },
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },

  async run(call, core) {
    const { member: typed, role, organisation, remove } = call.options;
    const asked = [role, organisation, remove].filter((value) => value !== undefined).length;
    if (typed === undefined && asked > 0) throw whose(core);
    if (typed === undefined) return list(call, core);
    if (asked > 1 && remove !== undefined) throw oneOrOther();
    const member = await memberMeant(call, core, typed);
    if (remove !== undefined) return end(call, core, member);
    if (asked === 0) return card(call, core, member);
    // Found before anything is changed: of two changes neither is made where one is refused.
    const named = organisation && (await organisationMeant(call, core, organisation));
    if (role !== undefined) await changeRole(call, core, member, role);
    if (named) await confirmDelegate(call, core, member, named);
    return changed(call, core, member);
  },
});

async function list({ who, options }: MemberCall, core: Core): Promise<Reply> {
  const { id, name } = who.coalition;
  const members = await core.members.members(id);
  const organisations = await core.organisations.organisations(id);
  const page = pageOf(members, PAGE_SIZE, options.page, (n) => `admin members page:${n}`);
  const type = typedAs(core.root, 'admin members');
  return {
    title: `Members of ${shortened(name, MOST_IN_TITLE)}: ${members.length}${pageWords(page)}`,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      {
        kind: 'list',
        items: page.items.map((member) => memberLine(member, members, organisations)),
      },
      {
        kind: 'note',
        text: [
          `Everybody else in the coalition's places reads along; to give one of them a role, mention them: ${type} @chi role:editor. ${type} ben role:editor changes what Ben may, ${type} ben remove ends the membership.`,
        ],
      },
    ],
    buttons: page.buttons,
    data: { total: members.length, items: page.items.map(dataOf) },
  };
}

/** Accounts stay where they are needed. */
const dataOf = ({ person, name, role, organisation, accounts, seenAt }: Member) => ({
  person,
  name: name ?? null,
  role,
  organisation: organisation ?? null,
  platforms: [...new Set(accounts.map(({ platform }) => platform))],
  seenAt,
});

/** A member, or somebody in this place, a guest too, who is mentioned and has done nothing yet that is kept. */
async function memberMeant(call: MemberCall, core: Core, typed: string): Promise<Member> {
  const { who, caller, options } = call;
  try {
    return await memberCalled(core, who, typed);
  } catch (error) {
    const isUnknown = error instanceof UserError && error.problem === 'unknown_member';
    const account = accountMentioned(typed, who);
    if (!isUnknown || !account || options.role === undefined) throw error;
    // The command line asks no platform: it lets in again whom the database knows.
    const isHere = caller.as
      ? (await core.members.personOf(account)) !== undefined
      : (await core.seat(caller.place, account)) !== 'stranger';
    if (!isHere) throw error;
    const { platform, workspace } = who.place;
    const { person } = await core.members.enrol(
      who.coalition.id,
      { account },
      { role: 'reader', place: { platform, workspace } },
      actOf(call, core),
    );
    return memberCalled(core, who, person);
  }
}

async function changeRole(
  call: MemberCall,
  core: Core,
  { person }: Member,
  typed: string,
): Promise<void> {
  const role = ROLES.find((one) => one === typed) ?? 'reader';
  await core.members.setRole(call.who.coalition.id, person, role, actOf(call, core));
}

/** Without an id for nobody. */
const organisationMeant = async (
  { who }: MemberCall,
  core: Core,
  typed: string,
): Promise<{ readonly id?: string }> =>
  isNoOrganisation(typed) ? {} : organisationCalled(core, who, typed);

const confirmDelegate = (
  call: MemberCall,
  core: Core,
  { person }: Member,
  { id }: { readonly id?: string },
): Promise<void> =>
  core.organisations.setDelegate(call.who.coalition.id, person, id, actOf(call, core));

/** The member as they are now, with what else could be done. */
async function changed({ who, options }: MemberCall, core: Core, before: Member): Promise<Reply> {
  const members = await core.members.members(who.coalition.id);
  const organisations = await core.organisations.organisations(who.coalition.id);
  const member = members.find(({ person }) => person === before.person) ?? before;
  const isOwn = member.person === who.person;
  const called = isOwn ? 'You' : memberWords(member, members);
  const same = member.role === before.role && member.organisation === before.organisation;
  const organisation = organisationOf(member, organisations) ?? 'nobody';
  const said = [
    ...(options.role ? [`${isOwn ? 'are' : 'is'} ${withArticle(member.role)}`] : []),
    ...(options.organisation ? [`${isOwn ? 'speak' : 'speaks'} for ${organisation}`] : []),
  ];
  return {
    title: `${called} ${listed(said)}${same ? ' already' : ' now'}`,
    tone: same ? 'calm' : 'done',
    audience: 'caller',
    blocks: [memberFields(member, organisations)],
    data: dataOf(member),
  };
}

async function card({ who }: MemberCall, core: Core, member: Member): Promise<Reply> {
  const members = await core.members.members(who.coalition.id);
  const organisations = await core.organisations.organisations(who.coalition.id);
  const isOwn = member.person === who.person;
  return {
    title: memberWords(member, members),
    tone: 'calm',
    audience: 'caller',
    blocks: [memberFields(member, organisations)],
    buttons: isOwn ? [] : buttonsFor(member, shortPerson(member.person, members)),
    data: dataOf(member),
  };
}

const buttonsFor = ({ role }: Member, id: string): readonly Button[] => [
  ...ROLES.filter((other) => other !== role).map(
    (other): Button => ({
      does: 'ask',
      label: `Make ${other}`,
      command: canonical(adminMembers, { member: id, role: other }),
    }),
  ),
  {
    does: 'ask',
    label: 'End membership',
    command: canonical(adminMembers, { member: id, remove: 'yes' }),
  },
];

async function end(call: MemberCall, core: Core, member: Member): Promise<Reply> {
  const { who } = call;
  if (member.person === who.person)
    throw new UserError(
      `That is you: ${typedAs(core.root, 'leave')} ends your own membership, and says first what that means.`,
      { problem: 'own_membership' },
    );
  const { id } = who.coalition;
  const members = await core.members.members(id);
  const name = memberWords(member, members);
  if (call.options.confirm === undefined)
    return whatEnds(name, shortPerson(member.person, members), member);
  await core.members.leave(id, member.person, { removed: true }, actOf(call, core));
  return {
    title: `${name} is no member any more`,
    tone: 'done',
    audience: 'caller',
    blocks: [{ kind: 'paragraph', text: ['What they added stays.'] }],
    data: { removed: member.person },
  };
}

const whatEnds = (name: string, id: string, { person, role, organisation }: Member): Reply => ({
  title: `End the membership of ${name}?`,
  tone: 'warning',
  audience: 'caller',
  blocks: [
    {
      kind: 'list',
      items: [
        [`Their role (${role})${organisation ? ' and their organisation end' : ' ends'}.`],
        ['Vigil tells them nothing of the coalition any more. What they added stays.'],
        [
          'Whoever should not read along must also be removed from the workspace or server itself: what is posted there is read by everybody in it.',
        ],
      ],
    },
  ],
  buttons: [
    {
      does: 'ask',
      label: 'End membership',
      command: canonical(adminMembers, { member: id, remove: 'yes', confirm: 'yes' }),
    },
  ],
  data: { confirm: true, member: person },
});

const whose = ({ root }: Core): UserError =>
  new UserError(
    `Say whose membership it is about: ${typedAs(root, 'admin members ben role:editor')}. Without a name, ${typedAs(root, 'admin members')} lists all.`,
    { problem: 'missing_member' },
  );

const oneOrOther = (): UserError =>
  new UserError(
    'A membership is either changed or ended: type role and organisation, or remove, not both.',
    { problem: 'one_change' },
  );
