import { defineCommand } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { subjectCommand, subjectWords } from '../src/core/subject.ts';

/** `/upr unfollow united states`: this channel gets no more of it, and is told so. */
export const unfollow = defineCommand({
  name: 'unfollow',
  summary: 'Stop reminders and alerts on a State, a session or everything in this channel',
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

  async run({ options, caller }, core) {
    if (!caller.mayManage)
      throw new UserError('Only people who manage this channel can change what it follows.');
    const subject = options.subject ?? '';
    const words = subjectWords(core, subject);
    if (!(await core.follows.remove(caller.place, subject))) {
      const others = await core.follows.at(caller.place);
      const list = others.map((follow) => subjectWords(core, follow.subject)).join('; ');
      throw new UserError(
        `This channel does not follow ${words}. It follows: ${list || 'nothing'}.`,
      );
    }
    return {
      title: `This channel no longer follows ${words}`,
      tone: 'done',
      audience: 'channel',
      blocks: [],
      buttons: [
        { does: 'ask', label: 'Follow again', command: `follow ${subjectCommand(subject)}` },
      ],
      data: { unfollowed: subject },
    };
  },
});
