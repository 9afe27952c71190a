import {
  eventsWords,
  ladderWords,
  subjectCommand,
  subjectWords,
} from '../src/core/asking/subject.ts';
import { defineCommand, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import type { Follow } from '../src/core/follows.ts';
import type { Button, Text } from '../src/core/reply.ts';
import { pageOf, pageWords } from '../src/core/words/paging.ts';

/** One row of buttons fits beside the pages'. */
const PAGE_SIZE = 5;

/** `/upr following`: what this channel follows, and what each follow brings. */
export const following = defineCommand({
  name: 'following',
  summary: 'What this channel follows',
  examples: ['following'],
  options: {
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },

  needs: 'read',

  async run({ caller, options, who }, core) {
    const follows = byName(core, await core.follows.at(who.coalition.id, caller.place));
    const page = pageOf(follows, PAGE_SIZE, options.page, (n) => `following page:${n}`);
    return {
      title: titleOf(core, follows) + pageWords(page),
      tone: 'calm',
      audience: 'caller',
      blocks: [
        follows.length > 0
          ? {
              kind: 'list',
              items: page.items.map(
                (follow): Text => [
                  { strong: subjectWords(core, follow.subject) },
                  ` · ${eventsWords(follow)}${follow.events.includes('deadlines') ? ` · ${ladderWords(follow)}` : ''}`,
                  follow.stopped ? ` · stopped: ${follow.stopped}. Follow it again to start.` : '',
                ],
              ),
            }
          : {
              kind: 'paragraph',
              text: [`Type ${typedAs(core.root, 'follow')} and a State, a session or all.`],
            },
      ],
      buttons: [
        ...page.buttons,
        ...page.items.map(
          ({ subject }): Button => ({
            does: 'ask',
            label: `Stop: ${subjectWords(core, subject)}`,
            command: `unfollow ${subjectCommand(subject)}`,
          }),
        ),
      ],
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

/** A long list is looked through by name. */
const byName = (core: Core, follows: readonly Follow[]): readonly Follow[] =>
  follows.toSorted((a, b) =>
    subjectWords(core, a.subject).localeCompare(subjectWords(core, b.subject)),
  );

/** One is named, several are counted. */
function titleOf(core: Core, [first, ...others]: readonly Follow[]): string {
  if (!first) return 'This channel follows nothing yet';
  if (others.length === 0) return `This channel follows ${subjectWords(core, first.subject)}`;
  return `This channel has ${others.length + 1} follows`;
}
