import { defineCommand } from '../src/core/command.ts';
import type { Text } from '../src/core/reply.ts';
import { eventsWords, ladderWords, subjectCommand, subjectWords } from '../src/core/subject.ts';

/** `/upr following`: what this channel follows, and what each follow brings. */
export const following = defineCommand({
  name: 'following',
  summary: 'What this channel follows',
  examples: ['following'],
  options: {},

  async run({ caller }, core) {
    const follows = await core.follows.at(caller.place);
    return {
      title:
        follows.length > 0
          ? `This channel follows ${follows.length}`
          : 'This channel follows nothing yet',
      tone: 'calm',
      audience: 'caller',
      blocks: [
        follows.length > 0
          ? {
              kind: 'list',
              items: follows.map(
                (follow): Text => [
                  { strong: subjectWords(core, follow.subject) },
                  ` · ${eventsWords(follow)}${follow.events.includes('deadlines') ? ` · ${ladderWords(follow)}` : ''}`,
                  follow.stopped ? ` · stopped: ${follow.stopped}. Follow it again to start.` : '',
                ],
              ),
            }
          : {
              kind: 'paragraph',
              text: [`Type ${core.root} follow and a State, a session or all.`],
            },
      ],
      buttons: follows.slice(0, 5).map(({ subject }) => ({
        does: 'ask',
        label: `Stop: ${subjectWords(core, subject)}`,
        command: `unfollow ${subjectCommand(subject)}`,
      })),
      data: {
        items: follows.map(({ subject, events, ladder, time, stopped }) => ({
          subject,
          events,
          ladder,
          time,
          stopped: stopped ?? null,
        })),
      },
    };
  },
});
