import { typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import type { Coalition } from './coalition.ts';
import type { Redeemed, Request } from './links.ts';
import type { Organisation } from './organisations.ts';
import { telling } from './tellings.ts';

/** What is said to who asked, and where they are told: of a coalition that stands. */
interface News {
  readonly coalition: string;
  readonly title: string;
  readonly text: string;
}

/** Who had asked to speak for an organisation that was dropped is told so. */
export const tellEndedByDrop = (
  core: Core,
  { id, name }: Coalition,
  { short }: Organisation,
  ended: readonly Request[],
): Promise<void> =>
  tellAskers(core, ended, () => ({
    coalition: id,
    title: `Your request to speak for ${short} has ended`,
    text: `${short} is no member organisation of ${name} any more: it was dropped before anybody had answered. Nothing has changed for you.`,
  }));

/** The same for whoever asked to join, and no longer coordinates what would, when another asks. */
export const tellEndedByAsking = (
  core: Core,
  { id, name }: Coalition,
  { host, ended }: Pick<Redeemed, 'host' | 'ended'>,
): Promise<void> =>
  tellAskers(core, ended, (request) => ({
    coalition: id,
    title: `Your request for ${name} to join ${host.name} has ended`,
    text: `Request ${request.id} ended because you no longer coordinate ${name}. Another coordinator has asked anew.`,
  }));

interface Joined {
  readonly host: Coalition;
  readonly joining: NonNullable<Request['joining']>;
}

/** The same for what a coalition had asked, or had been asked, when it joined another. */
export async function tellEndedByJoining(
  core: Core,
  { host, joining }: Joined,
  ended: readonly Request[],
): Promise<void> {
  if (ended.length === 0) return;
  const organisations = await core.organisations.organisations(host.id);
  await tellAskers(core, ended, (request) => {
    // Whoever asked from a third coalition is still of that one.
    const home = request.joining?.coalition ?? joining.coalition;
    return {
      coalition: home === joining.coalition ? host.id : home,
      title: `${joining.name} has joined ${host.name}`,
      text: endedWords(core, request, { host, joining, organisations }),
    };
  });
}

function endedWords(
  { root }: Core,
  request: Request,
  { host, joining, organisations }: Joined & { readonly organisations: readonly Organisation[] },
): string {
  if (request.kind === 'speak') {
    const { id = 'its name', short = 'an organisation' } =
      organisations.find((one) => one.id === request.organisation) ?? {};
    return `Nobody had answered your request to speak for ${short} yet, and it has ended with that. To ask those who can confirm it in ${host.name}: ${typedAs(root, `speak for ${id}`)}.`;
  }
  if (request.joining?.coalition === joining.coalition)
    return `It had asked to join another coalition too, and nobody there had answered yet: request ${request.id} has ended.`;
  if (request.joining?.coalition === host.id)
    return `The request the other way round, ${request.id}, has ended: there is nothing left to join.`;
  return `${request.joining?.name} had asked to join ${joining.name}, and nobody there had answered yet: request ${request.id} has ended. A coordinator of ${host.name} can give a code to join that.`;
}

async function tellAskers(
  core: Core,
  ended: readonly Request[],
  newsOf: (request: Request) => News,
): Promise<void> {
  const now = core.clock.now();
  const notices = ended.map((request) => {
    const { coalition, title, text } = newsOf(request);
    const key = `request/${request.coalition}/${request.id}/told`;
    return telling(
      { coalition, key, account: request.account },
      {
        title,
        tone: 'calm',
        audience: 'channel',
        blocks: [{ kind: 'paragraph', text: [text] }],
      },
      now,
    );
  });
  if (notices.length > 0) await core.notify(notices);
}
