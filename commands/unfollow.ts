import { subjectCommand, subjectWords } from '../src/core/asking/subject.ts';
import { actOf } from '../src/core/coalition/audit.ts';
import { defineCommand } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';

/** What is named of a long list; `following` shows the rest. */
const MOST_NAMED = 10;

/** `/upr unfollow united states`: this channel gets no more of it, and is told so. */
export const unfollow = defineCommand({
  name: 'unfollow',
  summary: 'Stop reminders and alerts on a State, a session or all here',
  examples: ['unfollow united states', 'unfollow session 53', 'unfollow all'],
  options: {
    subject: {
      kind: 'subject',
      summary: 'A State, a session such as "session 53", or all',
      positional: true,
      required: true,
      example: 'united states',
    },
  },

  needs: 'follow',

  async run(call, core) {
    const { options, caller, who } = call;
    const subject = options.subject ?? '';
    const words = subjectWords(core, subject);
    const coalition = who.coalition.id;
    const removed = await core.follows.remove(coalition, caller.place, subject, actOf(call, core));
    const others = await core.follows.at(coalition, caller.place);
    const left = listed(others.map((follow) => subjectWords(core, follow.subject)));
    if (!removed)
      throw new UserError(`This channel does not follow ${words}. It follows: ${left}.`, {
        problem: 'not_followed',
      });
    return {
      title: `This channel no longer follows ${words}`,
      tone: 'done',
      audience: 'channel',
      blocks:
        others.length > 0 ? [{ kind: 'paragraph', text: [`It still follows: ${left}.`] }] : [],
      buttons: [
        { does: 'ask', label: 'Follow again', command: `follow ${subjectCommand(subject)}` },
      ],
      data: { unfollowed: subject },
    };
  },
});

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const named = names
    .toSorted((a, b) => a.localeCompare(b))
    .slice(0, MOST_NAMED)
    .join('; ');
  return names.length > MOST_NAMED ? `${named}; and ${names.length - MOST_NAMED} more` : named;
}
