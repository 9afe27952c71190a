import { subjectWords } from '../../src/core/asking/subject.ts';
import { today } from '../../src/core/clock.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { may } from '../../src/core/coalition/rights.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { UserError } from '../../src/core/errors.ts';
import {
  OWN_KINDS,
  type OwnDeadline,
  type OwnDeadlineChanges,
  type OwnKind,
  type Visibility,
} from '../../src/core/own/deadlines.ts';
import { deadlineCalled } from '../../src/core/own/lookup.ts';
import {
  isOfficial,
  MOST_TITLE,
  mustComeBefore,
  OFFICIALS,
  officialOf,
  oneSubject,
  readVisibility,
  SEEN_BY,
  WHICH_DEADLINE,
} from '../../src/core/own/options.ts';
import { reachWords } from '../../src/core/own/reach.ts';
import { cutOffWords, ownData, visibilityWords } from '../../src/core/own/words.ts';
import type { Text } from '../../src/core/reply.ts';
import { readName } from '../../src/core/words/naming.ts';

/** `/upr deadline edit d7k2 title:"Last draft"`: changes what is given, and nothing else. */
export const deadlineEdit = defineCommand({
  name: 'deadline edit',
  summary: 'Change a deadline of your own; its date is moved instead',
  examples: ['deadline edit d7k2 title:"Last draft"', 'deadline edit d7k2 seen-by:all'],
  options: {
    deadline: WHICH_DEADLINE,
    title: { kind: 'text', summary: 'What is due', example: 'Last draft' },
    for: { kind: 'subject', summary: 'The State or session that it serves', example: 'usa' },
    kind: { kind: 'text', summary: 'What it is', choices: OWN_KINDS },
    'seen-by': SEEN_BY,
    before: {
      kind: 'text',
      summary: 'Official date that it must precede',
      choices: [...OFFICIALS, 'none'],
    },
  },
  shared: false,
  needs: 'write',

  async run(call, core) {
    const { options, who, caller } = call;
    const own = await deadlineCalled(core, who, options.deadline ?? '');
    const changes = await changesOf(own, call, core);
    const edited = await core.deadlines.edit(who.coalition.id, own.id, changes, actOf(call, core));
    const organisations = await core.organisations.organisations(who.coalition.id);
    const words = (one: OwnDeadline) =>
      wordsOf(core, one, (visibility) => visibilityWords(visibility, organisations));
    const [before, after] = [words(own), words(edited)];
    const changed = Object.keys(after).filter((label) => before[label] !== after[label]);
    return {
      title: `Changed: ${edited.title}`,
      tone: 'done',
      audience: 'caller',
      blocks: [
        {
          kind: 'fields',
          fields: [
            ...changed.map((label): { label: string; text: Text } => ({
              label,
              text: [`${before[label]} → ${after[label]}`],
            })),
            { label: 'Reminders', text: [await reachWords(core, edited, caller.place)] },
          ],
        },
        { kind: 'note', text: ['Nothing else has changed.'] },
      ],
      buttons: [{ does: 'ask', label: 'Drop', command: `deadline drop ${edited.id}` }],
      data: ownData(edited),
    };
  },
});

/** Only what is given and other than it was. Throws UserError where that is nothing. */
async function changesOf(
  own: OwnDeadline,
  { options, who }: MemberCall,
  core: Core,
): Promise<OwnDeadlineChanges> {
  const { title, for: subject, kind, before } = options;
  const visibility = await visibilityOf(own, { options, who }, core);
  const wanted: OwnDeadlineChanges = {
    ...(title !== undefined && { title: readName(title, { what: 'the title', most: MOST_TITLE }) }),
    ...(subject !== undefined && { subject: oneSubject(subject) }),
    ...(kind !== undefined && { kind: kind as OwnKind }),
    ...(visibility && { visibility }),
  };
  const changes = { ...wanted, ...beforeOf(own, wanted.subject ?? own.subject, before, core) };
  if (Object.keys(changes).length === 0)
    throw new UserError(
      `What is to change of '${own.title}'? Give title:, for:, kind:, seen-by: or before:. Its date is changed with ${typedAs(core.root, `deadline move ${own.id}`)}.`,
      { problem: 'nothing_given' },
    );
  const names = Object.keys(changes) as (keyof OwnDeadlineChanges)[];
  const isSame = (name: keyof OwnDeadlineChanges): boolean =>
    JSON.stringify(changes[name] ?? null) === JSON.stringify(own[name] ?? null);
  if (names.every(isSame))
    throw new UserError(`'${own.title}' is so already: nothing has changed.`, {
      problem: 'nothing_changed',
    });
  return Object.fromEntries(
    names.filter((name) => !isSame(name)).map((name) => [name, changes[name]]),
  );
}

/** Throws UserError where it is another's to say, or it would be for one person who did not add it. */
async function visibilityOf(
  own: OwnDeadline,
  { options, who }: Pick<MemberCall, 'options' | 'who'>,
  core: Core,
): Promise<Visibility | undefined> {
  const typed = options['seen-by'];
  if (typed === undefined) return undefined;
  const isTheirs = own.createdBy === who.person;
  if (!isTheirs && !may(who, 'coordinate'))
    throw new UserError(
      `Who may see '${own.title}' is changed by the person who added it, or by a coordinator.`,
      { problem: 'not_allowed' },
    );
  const visibility = await readVisibility(core, who, typed);
  if (isTheirs || visibility.to !== 'person') return visibility;
  throw new UserError(
    `'${own.title}' was added by somebody else: only that person can keep it to themselves.`,
    { problem: 'not_allowed' },
  );
}

/** What it comes before from now on; absent where that stays as it is. */
function beforeOf(
  own: OwnDeadline,
  subject: string,
  typed: string | undefined,
  core: Core,
): Pick<OwnDeadlineChanges, 'before'> {
  if (typed === 'none') return { before: null };
  if (isOfficial(typed)) {
    const official = officialOf(core, subject, typed, today(core.clock));
    mustComeBefore(own, official);
    return { before: { deadline: official.id, dateVersion: official.dateVersion } };
  }
  if (own.before && subject !== own.subject)
    throw new UserError(
      `'${own.title}' comes before an official date of ${subjectWords(core, own.subject)}. Say what it is for ${subjectWords(core, subject)}: before:${OFFICIALS.join(', before:')} or before:none.`,
      { problem: 'before_other_subject' },
    );
  return {};
}

const wordsOf = (
  core: Core,
  own: OwnDeadline,
  seenBy: (visibility: Visibility) => string,
): Readonly<Record<string, string>> => ({
  Title: own.title,
  For: subjectWords(core, own.subject),
  Kind: own.kind,
  'Seen by': seenBy(own.visibility),
  Before: cutOffWords(core, own, today(core.clock)) ?? 'no official date',
});
