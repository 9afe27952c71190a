import type { Core } from '../core.ts';
import { UserError } from '../errors.ts';
import type { Reply } from '../reply.ts';
import type { Coalition } from './coalition.ts';
import { coordinatorsOf, tellCoordinators } from './coordinators.ts';
import type { Confirmed, Request } from './links.ts';
import type { Member } from './members.ts';
import type { Deciding } from './request-to-decide.ts';
import { tellEndedByJoining } from './requests-ended.ts';
import { telling, tellingEach } from './tellings.ts';

/** Carries a request out, and tells who asked. */
export async function confirmed({ coalition, request, act }: Deciding, core: Core): Promise<Reply> {
  // Asked before: afterwards the coalition that joined is none any more.
  const theirs = request.joining ? await coordinatorsOf(core, request.joining.coalition) : [];
  const decided = await confirmOrTell({ coalition, request, act }, core, theirs);
  const words = await wordsOf(core, coalition, decided);
  const outcome = { title: words.yes, text: words.now, tone: 'done' } as const;
  await tell(core, { request, coalition: coalition.id, others: theirs, outcome });
  const { ended, joining } = decided;
  if (joining) await tellEndedByJoining(core, { host: coalition, joining }, ended);
  return answer(outcome, decided);
}

/** A request that cannot be carried out any more has ended: that is told as a decision is. */
async function confirmOrTell(
  { coalition, request, act }: Deciding,
  core: Core,
  others: readonly Member[],
): Promise<Confirmed> {
  try {
    return await core.links.confirm(coalition.id, request.id, act);
  } catch (error) {
    if (!(error instanceof UserError) || error.problem !== 'asker_not_coordinator') throw error;
    const { joining } = request;
    const name = joining?.name ?? 'The other coalition';
    const outcome: Outcome = {
      title: `${name} does not join ${coalition.name}`,
      text: `It was confirmed, but whoever asked no longer coordinates ${name}: nothing has changed on either side, and the request has ended. One of its coordinators can ask again with a new code.`,
      tone: 'calm',
    };
    await tell(core, { request, coalition: joining?.coalition ?? coalition.id, others, outcome });
    throw error;
  }
}

/** Ends a request, and tells who asked, unless it was they. */
export async function declined({ coalition, request, act }: Deciding, core: Core): Promise<Reply> {
  const decided = await core.links.decline(coalition.id, request.id, act);
  const words = await wordsOf(core, coalition, decided);
  const outcome = { title: words.no, text: words.unchanged, tone: 'calm' } as const;
  // Who still is of a coalition of their own is told as one of that.
  const home = request.joining?.coalition ?? coalition.id;
  await tell(core, { request, coalition: home, others: [], outcome, by: act.person });
  return answer(outcome, decided);
}

/** Ends what the coalition has asked of another, and tells all who heard of it, but for who takes it back. */
export async function takenBack({ coalition, request, act }: Deciding, core: Core): Promise<Reply> {
  const host = await core.coalitions.get(request.coalition);
  const ended = await core.links.takeBack(coalition.id, request.id, act);
  const outcome: Outcome = {
    title: `${coalition.name} no longer asks to join ${host?.name ?? 'another coalition'}`,
    text: 'The request was taken back before anybody had answered it. Nothing has changed on either side; it takes a new code to ask again.',
    tone: 'calm',
  };
  const others = (await coordinatorsOf(core, coalition.id)).filter(
    ({ person }) => person !== act.person,
  );
  await tell(core, { request, coalition: coalition.id, others, outcome, by: act.person });
  await tellCoordinators(
    core,
    request.coalition,
    { about: `taken-back/${request.id}`, except: act.person },
    replyOf(outcome, 'channel'),
  );
  return answer(outcome, ended);
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
  /** Who did it: if that is who asked, they know. */
  readonly by?: string | undefined;
}

async function tell(
  core: Core,
  { request, coalition, others, outcome, by }: Telling,
): Promise<void> {
  const key = `request/${request.coalition}/${request.id}/told`;
  const reply = replyOf(outcome, 'channel');
  const rest = others.filter(({ person }) => person !== request.person);
  const asker = { coalition, key, account: request.account };
  const notices = [
    ...(request.person === by ? [] : [telling(asker, reply, core.clock.now())]),
    ...(await tellingEach(core, { coalition, key }, rest, reply)),
  ];
  if (notices.length > 0) await core.notify(notices);
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
