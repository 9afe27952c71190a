import type { Follow } from '../core/follows.ts';
import type { Reply } from '../core/reply.ts';
import { subjectCommand } from '../core/subject.ts';

/** What the person who set up follows is told when their destination can no longer be reached. */
export function farewell(follows: readonly Follow[], reason: string, root: string): Reply {
  return {
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
  };
}
