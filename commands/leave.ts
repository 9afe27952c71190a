import { canonical } from '../src/core/asking/arguments.ts';
import { actOf } from '../src/core/coalition/audit.ts';
import { memberCalled, shortPerson } from '../src/core/coalition/lookup.ts';
import { memberWords } from '../src/core/coalition/member-words.ts';
import type { Member } from '../src/core/coalition/members.ts';
import { demand, type Who } from '../src/core/coalition/rights.ts';
import { tellingEach } from '../src/core/coalition/tellings.ts';
import { type Command, defineCommand, type MemberCall, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { UserError } from '../src/core/errors.ts';
import type { Notice } from '../src/core/notice.ts';
import type { Visibility } from '../src/core/own/deadlines.ts';
import type { Reply, Text } from '../src/core/reply.ts';

/** `/upr leave`: says what leaving means, and does it once confirmed. */
export const leave: Command = defineCommand({
  name: 'leave',
  summary: 'End your membership of the coalition',
  examples: ['leave', 'leave successor:ben'],
  needs: 'self',
  shared: false,
  options: {
    successor: {
      kind: 'member',
      others: true,
      summary: 'Who coordinates after you',
      example: 'ben',
    },
    confirm: { kind: 'flag', summary: 'Do it' },
  },

  async run(call, core) {
    const { who, options } = call;
    const members = await core.members.members(who.coalition.id);
    const own = members.find(({ person }) => person === who.person);
    if (!own) throw notMember(core);
    const successor = await successorMeant(call, core, own);
    const leaving = { own, members, ...(successor && { successor }) };
    if (!successor && isLast(who, leaving)) throw lastCoordinator(who, leaving, core);
    if (options.confirm !== undefined) return carryOut(call, core, leaving);
    const all = await core.deadlines.open(who.coalition.id);
    const kept = all.filter(({ visibility }) => isFor(own, visibility)).length;
    return preview(call, leaving, keptWords(core, kept));
  },
});

interface Leaving {
  readonly own: Member;
  readonly members: readonly Member[];
  readonly successor?: Member;
}

/** Only who coordinates has something to hand over. */
async function successorMeant(
  { who, options }: MemberCall,
  core: Core,
  own: Member,
): Promise<Member | undefined> {
  if (options.successor === undefined) return undefined;
  demand(who, 'read');
  if (own.role !== 'coordinator')
    throw new UserError('Only a coordinator has a successor. Type it without one.', {
      problem: 'no_successor',
    });
  const successor = await memberCalled(core, who, options.successor);
  if (successor.person !== own.person) return successor;
  throw new UserError('Nobody is their own successor: name another member.', {
    problem: 'own_successor',
  });
}

/** Nobody is left to hand over to where the coalition is one person's direct messages alone. */
const isLast = ({ place }: Who, { own, members }: Leaving): boolean =>
  own.role === 'coordinator' &&
  (members.length > 1 || place.kind === 'workspace') &&
  !members.some(({ person, role }) => person !== own.person && role === 'coordinator');

const isFor = ({ person }: Member, visibility: Visibility): boolean =>
  visibility.to === 'person' && visibility.person === person;

/** What becomes of the deadlines that only who leaves may see. */
function keptWords({ root }: Core, kept: number): readonly Text[] {
  if (kept === 0) return [];
  const [which, them] = kept === 1 ? ['The deadline', 'it'] : [`The ${kept} deadlines`, 'them'];
  return [
    [
      `${which} that only you see stay${kept === 1 ? 's' : ''}, until you end ${them} with ${typedAs(root, 'deadline drop')} or type ${typedAs(root, 'privacy purge')}; you are not reminded of ${them} while you are no member.`,
    ],
  ];
}

function preview(
  { who }: MemberCall,
  { own, members, successor }: Leaving,
  kept: readonly Text[],
): Reply {
  const { name } = who.coalition;
  return {
    title: `Leave ${name}?`,
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'list',
        items: [
          [
            `Your role (${own.role})${own.organisation ? ' and your organisation end' : ' ends'}. You still read along where you are in its workspaces and servers.`,
          ],
          ...(successor
            ? [[{ strong: memberWords(successor, members) }, ' becomes coordinator.']]
            : []),
          ['What you follow in direct messages ends.'],
          ['What you added stays with the coalition, and its log keeps what you did.'],
          ...kept,
        ],
      },
    ],
    buttons: [
      {
        does: 'ask',
        label: 'Leave',
        command: canonical(leave, {
          ...(successor && { successor: shortPerson(successor.person, members) }),
          confirm: 'yes',
        }),
      },
    ],
    data: { confirm: true, successor: successor?.person ?? null },
  };
}

async function carryOut(call: MemberCall, core: Core, leaving: Leaving): Promise<Reply> {
  const { who } = call;
  const { own, successor } = leaving;
  const { id, name } = who.coalition;
  const notices = successor ? await toSuccessor(call, core, leaving, successor) : [];
  await core.members.leave(
    id,
    own.person,
    { successor: successor?.person, removed: false },
    actOf(call, core),
  );
  if (notices.length > 0) await core.notify(notices);
  return {
    title: `You have left ${name}`,
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `What you added stays. Your name stays in its log until you type ${typedAs(core.root, 'privacy purge')}. A coordinator can add you again.`,
        ],
      },
    ],
    data: { left: id, successor: successor?.person ?? null },
  };
}

/** Nothing for who coordinated before. */
async function toSuccessor(
  { who }: MemberCall,
  core: Core,
  { own, members }: Leaving,
  successor: Member,
): Promise<readonly Notice[]> {
  if (successor.role === 'coordinator') return [];
  const { id, name } = who.coalition;
  const about = { coalition: id, key: `successor/${own.person}/${core.newId()}` };
  return tellingEach(core, about, [successor], {
    title: `You coordinate ${name} now`,
    tone: 'calm',
    audience: 'channel',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `${memberWords(own, members)} has left and named you as successor. ${typedAs(core.root, 'admin members')} lists who is a member.`,
        ],
      },
    ],
  });
}

const notMember = ({ root }: Core): UserError =>
  new UserError(
    `You are not a member here, so there is nothing to leave. ${typedAs(root, 'account')} says who Vigil takes you for.`,
    { problem: 'not_member' },
  );

function lastCoordinator({ role }: Who, { own, members }: Leaving, { root }: Core): UserError {
  // Who may see nothing of the coalition any more is not told who is in it.
  if (members.length === 1 || role === 'outsider')
    return new UserError(
      `Nobody else coordinates the coalition, so it needs another coordinator before you can leave. ${typedAs(root, 'admin members')} makes one of a member; who wants all of it gone types ${typedAs(root, 'admin purge')}.`,
      { problem: 'last_coordinator' },
    );
  const other = members.find(({ person }) => person !== own.person);
  const named = other ? memberWords(other, members) : 'ben';
  return new UserError(
    `Nobody else coordinates the coalition, so it needs a successor before you can leave: type ${typedAs(root, 'leave successor:')} and the name of a member, such as ${named}.`,
    { problem: 'last_coordinator' },
  );
}
