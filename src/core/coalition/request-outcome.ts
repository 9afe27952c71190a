import type { Core } from '../core.ts';
import type { Reply } from '../reply.ts';
import type { Coalition } from './coalition.ts';
import { coordinatorsOf } from './coordinators.ts';
import type { Request } from './links.ts';
import type { Member } from './members.ts';
import type { Deciding } from './request-to-decide.ts';
import { telling, tellingEach } from './tellings.ts';

/** Carries a request out, and tells who asked. */
export async function confirmed({ coalition, request, act }: Deciding, core: Core): Promise<Reply> {
  // Asked before: afterwards the coalition that joined is none any more.
  const theirs = request.joining ? await coordinatorsOf(core, request.joining.coalition) : [];
  const decided = await core.links.confirm(coalition.id, request.id, act);
  const words = await wordsOf(core, coalition, decided);
  const outcome = { title: words.yes, text: words.now, tone: 'done' } as const;
  await tell(core, { request, coalition: coalition.id, others: theirs, outcome });
  return answer(outcome, decided);
}

/** Ends a request, and tells who asked, unless it was they. */
export async function declined({ coalition, request, act }: Deciding, core: Core): Promise<Reply> {
  const decided = await core.links.decline(coalition.id, request.id, act);
  const words = await wordsOf(core, coalition, decided);
  const outcome = { title: words.no, text: words.unchanged, tone: 'calm' } as const;
  // Who still is of a coalition of their own is told as one of that.
  const home = request.joining?.coalition ?? coalition.id;
  if (act.person !== request.person)
    await tell(core, { request, coalition: home, others: [], outcome });
  return answer(outcome, decided);
}

interface Outcome {
  readonly title: string;
  readonly text: string;
  readonly tone: Reply['tone'];
}

interface Words {
  readonly yes: string;
  readonly now: string;
  readonly no: string;
  readonly unchanged: string;
}

async function wordsOf(core: Core, coalition: Coalition, request: Request): Promise<Words> {
  const { kind, joining, organisation } = request;
  if (kind === 'speak') return speakWords(core, coalition, request, organisation ?? '');
  const name = joining?.name ?? 'The other coalition';
  const roles =
    kind === 'link'
      ? 'Its people are readers; a coordinator can change what each may do.'
      : 'Its people have kept their roles.';
  return {
    yes: `${name} has joined ${coalition.name}`,
    now: `Its places, people, organisations, own deadlines and follows are part of ${coalition.name} now. ${roles}`,
    no: `${name} does not join ${coalition.name}`,
    unchanged:
      'The request was declined. Nothing has changed on either side; it takes a new code to ask again.',
  };
}

async function speakWords(
  core: Core,
  coalition: Coalition,
  { person }: Request,
  organisation: string,
): Promise<Words> {
  const short =
    (await core.organisations.organisation(coalition.id, organisation))?.short ?? organisation;
  const name = (await core.members.member(coalition.id, person))?.name ?? 'A member';
  return {
    yes: `${name} speaks for ${short} now`,
    now: `In ${coalition.name}, what is for ${short} is shown to ${name}, and what ${name} does is done for ${short}.`,
    no: `${name} does not speak for ${short}`,
    unchanged: `The request in ${coalition.name} was declined. Nothing has changed.`,
  };
}

interface Telling {
  readonly request: Request;
  readonly coalition: string;
  /** Who else has to know. */
  readonly others: readonly Member[];
  readonly outcome: Outcome;
}

async function tell(core: Core, { request, coalition, others, outcome }: Telling): Promise<void> {
  const key = `request/${request.coalition}/${request.id}/told`;
  const reply = replyOf(outcome, 'channel');
  const rest = others.filter(({ person }) => person !== request.person);
  await core.notify([
    telling({ coalition, key, account: request.account }, reply, core.clock.now()),
    ...(await tellingEach(core, { coalition, key }, rest, reply)),
  ]);
}

const answer = (outcome: Outcome, { id, kind, status }: Request): Reply => ({
  ...replyOf(outcome, 'caller'),
  data: { request: id, kind, status },
});

const replyOf = ({ title, text, tone }: Outcome, audience: Reply['audience']): Reply => ({
  title,
  tone,
  audience,
  blocks: [{ kind: 'paragraph', text: [text] }],
});
