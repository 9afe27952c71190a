import { subjectCommand } from '../core/asking/subject.ts';
import { accountAt, directTo } from '../core/coalition/coalition.ts';
import { destinationKey } from '../core/destination.ts';
import type { Follow } from '../core/follows.ts';
import type { Notice } from '../core/notice.ts';
import type { Reply } from '../core/reply.ts';

/**
 * One notice to each person who set up what a destination follows, oldest first:
 * it can no longer be reached. The same end is told once; who starts again makes
 * a new follow, and so another end.
 */
export function farewells(
  follows: readonly Follow[],
  reason: string,
  root: string,
  now: number,
): readonly Notice[] {
  const newest = follows.at(-1);
  if (!newest) return [];
  const { coalition, destination } = newest;
  const byPerson = Map.groupBy(follows, ({ createdBy }) => createdBy);
  return [...byPerson].flatMap(([person, theirs]): Notice[] => {
    // Whoever it was has been purged.
    if (person === '') return [];
    return [
      {
        key: `farewell/${destinationKey(destination)}/${newest.id}/${person}`,
        coalition,
        destination: directTo(accountAt(destination, person)),
        kind: 'alert',
        state: null,
        dueOn: null,
        dueAt: now,
        reply: farewell(theirs, reason, root),
      },
    ];
  });
}

const farewell = (follows: readonly Follow[], reason: string, root: string): Reply => ({
  title: 'Vigil has stopped posting in a channel that you set up',
  tone: 'warning',
  audience: 'caller',
  blocks: [
    { kind: 'paragraph', text: [`The reason: ${reason}.`] },
    {
      kind: 'list',
      heading: 'To start again, type there',
      items: follows.map(({ subject }) => [`${root} follow ${subjectCommand(subject)}`]),
    },
  ],
});
