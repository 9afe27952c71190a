import { type MemberCall, typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import type { Reply, Text } from '../reply.ts';
import { counting, listed } from '../words/phrases.ts';
import { isSameName } from '../words/spelling.ts';
import { actOf } from './audit.ts';
import { ROLES } from './coalition.ts';
import { holdingsWords, placeWords } from './coalition-words.ts';
import type { Holdings } from './coalitions.ts';
import { coordinatorsOf, tellCoordinators } from './coordinators.ts';
import type { Redeemed, Request } from './links.ts';
import type { Member } from './members.ts';
import { tellEndedByAsking } from './requests-ended.ts';
import { type Asking, askDeciders } from './tellings.ts';

type As = 'link' | 'merge';

/** Uses a code up, and asks the coordinators of the coalition that it is of. */
export async function askToJoin(
  call: MemberCall,
  core: Core,
  text: string,
  as: As,
): Promise<Reply> {
  const { who, caller } = call;
  const { platform, workspace } = who.place;
  const redeemed = await core.links.redeem(
    who.coalition.id,
    { text, as, place: { platform, workspace }, account: caller.account },
    who.person ?? '',
    actOf(call, core),
  );
  const deciders = await coordinatorsOf(core, redeemed.host.id);
  await askDeciders(core, redeemed.request, deciders, await question(call, core, redeemed));
  await tellOthers(call, core, redeemed);
  await tellEndedByAsking(core, who.coalition, redeemed);
  return asked(call, core, redeemed, deciders);
}

/** Who coordinates with the asker hears of it while it can still be stopped. */
async function tellOthers(
  { who, caller }: MemberCall,
  core: Core,
  { request, host, brings }: Redeemed,
): Promise<void> {
  const { id, name } = who.coalition;
  const end = `decline ${request.id}`;
  await tellCoordinators(
    core,
    id,
    { about: `asked/${request.id}`, except: request.person },
    {
      title: `${name} has asked to join ${host.name}`,
      tone: 'urgent',
      blocks: [
        {
          kind: 'paragraph',
          text: [
            { strong: caller.name ?? 'A coordinator' },
            ` asked for it in ${placeWords(who.place)}, with a code of ${host.name}. A coordinator there can confirm it within 7 days.`,
          ],
        },
        { kind: 'paragraph', text: [meaning(who.coalition.name, host.name, request, brings)] },
        {
          kind: 'paragraph',
          text: [
            `Until then whoever coordinates ${name} can take it back: `,
            { strong: typedAs(core.root, end) },
            '.',
          ],
        },
      ],
      buttons: [{ does: 'ask', label: 'Take it back', command: end }],
    },
  );
}

const meaning = (name: string, host: string, { kind }: Request, brings: Holdings): string =>
  `If it is confirmed, ${holdingsWords(brings)} of ${name} become part of ${host}. ${ROLES_THEN[kind === 'merge' ? 'merge' : 'link']}`;

/** Who asks is told who was asked: whoever has the code knows one of them. */
function asked(
  { who }: MemberCall,
  { root }: Core,
  { request, host, brings }: Redeemed,
  deciders: readonly Member[],
): Reply {
  const names = deciders.flatMap(({ name }) => name ?? []);
  const whom =
    deciders.length === 0
      ? `Nobody coordinates ${host.name} at present: it waits until somebody does.`
      : `${counting(deciders.length, 'coordinator')} of ${host.name} ${deciders.length === 1 ? 'was' : 'were'} asked${names.length > 0 ? ` (${listed(names)})` : ''}. One answer is enough, within 7 days; you will be told of it.`;
  return {
    title: `Asked whether ${who.coalition.name} may join ${host.name}`,
    tone: 'done',
    audience: 'caller',
    blocks: [
      { kind: 'paragraph', text: [whom] },
      { kind: 'paragraph', text: [meaning(who.coalition.name, host.name, request, brings)] },
      {
        kind: 'note',
        text: [
          `Request ${request.id}. Until it is answered, you can take it back: ${typedAs(root, `decline ${request.id}`)}.`,
        ],
      },
    ],
    data: { request: request.id, host: host.name, brings },
  };
}

const ROLES_THEN: Readonly<Record<As, string>> = {
  link: 'Its people arrive as readers; what each may do after that is for the coordinators to say.',
  merge: 'Its people keep their roles; who is a member of both keeps the higher one.',
};

/** What a coordinator reads before they say yes. */
async function question(call: MemberCall, core: Core, redeemed: Redeemed): Promise<Asking> {
  const { who, caller } = call;
  const { request, host, brings } = redeemed;
  const from = who.coalition;
  return {
    title: `${from.name} asks to join ${host.name}`,
    blocks: [
      {
        kind: 'paragraph',
        text: [
          { strong: caller.name ?? 'A coordinator' },
          ` typed a code of ${host.name} in ${placeWords(who.place)}. Confirm it only if you know who that is.`,
        ],
      },
      { kind: 'list', heading: 'What would be joined', items: await preview(core, call, redeemed) },
    ],
    data: { request: request.id, joining: from.name, as: request.kind, brings },
  };
}

async function preview(
  core: Core,
  { who }: MemberCall,
  { request, host, brings }: Redeemed,
): Promise<readonly Text[]> {
  const places = await core.coalitions.places(who.coalition.id);
  const named = places.filter(({ kind }) => kind === 'workspace').map(placeWords);
  const people = await core.members.members(who.coalition.id);
  const both = await organisationsOfBoth(core, who.coalition.id, host.id);
  return [
    ...(named.length > 0 ? [[listed(named)]] : []),
    [`${holdingsWords(brings)}.`],
    [rolesWords(request.kind === 'merge' ? 'merge' : 'link', people)],
    ...(both.length > 0
      ? [
          [
            `${listed(both)} ${both.length === 1 ? 'is an organisation' : 'are organisations'} of both, and would be one: who speaks for ${both.length === 1 ? 'it' : 'them'} there would do so here.`,
          ],
        ]
      : []),
    [`Everybody there would see what ${host.name} shares, and the other way round.`],
  ];
}

function rolesWords(as: As, people: readonly Member[]): string {
  if (as === 'link') return ROLES_THEN.link;
  const counted = ROLES.toReversed().flatMap((role) => {
    const count = people.filter((member) => member.role === role).length;
    return count === 0 ? [] : [counting(count, role)];
  });
  return `${ROLES_THEN.merge} That would be ${listed(counted)}.`;
}

/** By short or full name, as the stores compare them. */
async function organisationsOfBoth(core: Core, from: string, to: string): Promise<string[]> {
  const theirs = await core.organisations.organisations(from);
  const ours = await core.organisations.organisations(to);
  return ours
    .filter(({ short, name }) =>
      theirs.some((other) => isSameName(other.short, short) || isSameName(other.name, name)),
    )
    .map(({ short }) => short);
}
