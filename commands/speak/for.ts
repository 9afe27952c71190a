import { actOf } from '../../src/core/coalition/audit.ts';
import { organisationCalled } from '../../src/core/coalition/lookup.ts';
import { memberWords } from '../../src/core/coalition/member-words.ts';
import { isNoOrganisation } from '../../src/core/coalition/organisation-words.ts';
import type { Organisation } from '../../src/core/coalition/organisations.ts';
import { may } from '../../src/core/coalition/rights.ts';
import { type Asking, askDeciders } from '../../src/core/coalition/tellings.ts';
import { defineCommand, type MemberCall } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { platformWords } from '../../src/core/destination.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Reply } from '../../src/core/reply.ts';

/** `/upr speak for aclu`: asks those who know, unless the asker is one of them. */
export const speakFor = defineCommand({
  name: 'speak for',
  summary: 'Say which organisation you speak for',
  examples: ['speak for aclu', 'speak for nobody'],
  needs: 'speak',
  shared: false,
  options: {
    organisation: {
      kind: 'organisation',
      summary: 'Short or full name, or nobody',
      positional: true,
      required: true,
      example: 'aclu',
    },
  },

  async run(call, core) {
    const typed = call.options.organisation ?? '';
    if (isNoOrganisation(typed)) return endSpeaking(call, core);
    const organisation = await organisationCalled(core, call.who, typed);
    if (call.who.organisation === organisation.id)
      return answer(`You speak for ${organisation.short} already`, [], {
        speaksFor: organisation.id,
      });
    if (may(call.who, 'coordinate')) return confirmOwn(call, core, organisation);
    return ask(call, core, organisation);
  },
});

async function endSpeaking(call: MemberCall, core: Core): Promise<Reply> {
  const { who } = call;
  if (who.person === undefined || who.organisation === undefined)
    return answer('You speak for no organisation', [], { speaksFor: null });
  await core.organisations.setDelegate(who.coalition.id, who.person, undefined, actOf(call, core));
  return answer(
    'You speak for no organisation any more',
    ['What was shown to you as its delegate is not from now on.'],
    { speaksFor: null },
  );
}

/** A coordinator is who would be asked. */
async function confirmOwn(
  call: MemberCall,
  core: Core,
  organisation: Organisation,
): Promise<Reply> {
  const { who } = call;
  await core.organisations.setDelegate(
    who.coalition.id,
    who.person ?? '',
    organisation.id,
    actOf(call, core),
  );
  return answer(
    `You speak for ${organisation.short} now`,
    [
      `As a coordinator you need nobody to confirm it. ${organisation.name} stands in the log from now on with what you do.`,
    ],
    { speaksFor: organisation.id },
  );
}

async function ask(call: MemberCall, core: Core, organisation: Organisation): Promise<Reply> {
  const { who, caller } = call;
  const { id, short } = organisation;
  const members = await core.members.members(who.coalition.id);
  const deciders = members.filter(
    ({ person, role, organisation: speaksFor }) =>
      person !== who.person && (role === 'coordinator' || speaksFor === id),
  );
  if (deciders.length === 0) throw nobodyToAsk(organisation);
  const request = await core.links.askToSpeak(
    who.coalition.id,
    { person: who.person ?? '', account: caller.account, organisation: id },
    actOf(call, core),
  );
  const asker = members.find(({ person }) => person === who.person);
  const called = asker ? memberWords(asker, members) : (caller.name ?? 'A member');
  await askDeciders(core, request, deciders, asked(call, organisation, called, request.id));
  const now = members.find((member) => member.organisation === who.organisation && who.organisation)
    ? ' Until then you speak for whom you did.'
    : '';
  return answer(
    `Asked whether you speak for ${short}`,
    [
      `${askedWords(deciders.length, short)} You will be told of the answer. It waits for 7 days.${now}`,
    ],
    { request: request.id, organisation: id },
  );
}

const askedWords = (deciders: number, short: string): string =>
  deciders === 1
    ? `One person was asked: nobody else coordinates the coalition or speaks for ${short}.`
    : `${deciders} people were asked: the coordinators and those who speak for ${short}. One answer is enough.`;

function asked(
  { who, caller }: MemberCall,
  { short, name }: Organisation,
  called: string,
  id: string,
): Asking {
  return {
    title: `${called} asks to speak for ${short}`,
    blocks: [
      {
        kind: 'paragraph',
        text: [
          { strong: called },
          ` of ${who.coalition.name}, on ${platformWords(caller.account.platform)} in ${who.place.name}, says that they speak for ${name}. Confirm it only if you know so: they then see what is for ${short}, and act in its name.`,
        ],
      },
    ],
    data: { request: id },
  };
}

const nobodyToAsk = ({ short }: Organisation): UserError =>
  new UserError(
    `Nobody can confirm that you speak for ${short}: the coalition has no other coordinator, and nobody speaks for ${short} yet.`,
    { problem: 'nobody_to_ask' },
  );

const answer = (title: string, words: readonly string[], data: object): Reply => ({
  title,
  tone: 'done',
  audience: 'caller',
  blocks: words.map((text) => ({ kind: 'paragraph', text: [text] })),
  data,
});
