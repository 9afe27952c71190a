import { actOf } from '../../src/core/coalition/audit.ts';
import { keptOutOf } from '../../src/core/coalition/kept.ts';
import { accountWords } from '../../src/core/coalition/member-words.ts';
import type { Kept } from '../../src/core/coalition/members.ts';
import { defineCommand, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import type { Reply, Text } from '../../src/core/reply.ts';
import { listed } from '../../src/core/words/phrases.ts';
import { nothingKept } from './export.ts';

/** `/upr privacy purge`: says what would be deleted of who asks, and deletes it once that is confirmed. */
export const privacyPurge = defineCommand({
  name: 'privacy purge',
  summary: 'Delete what Vigil keeps of you; asks before it does',
  examples: ['privacy purge'],
  needs: 'self',
  shared: false,
  options: {
    confirm: { kind: 'flag', summary: 'Delete it now' },
  },

  async run(call, core) {
    const { person } = call.who;
    if (person === undefined) return nothingKept;
    const kept = await core.members.dataOf(person);
    // Said before anything is offered that could not be done.
    await core.members.checkPurge(person);
    if (call.options.confirm === undefined) return preview(kept, core);
    await core.members.purge(person, actOf(call, core));
    return purged(kept);
  },
});

function preview(kept: Kept, { root }: Core): Reply {
  return {
    title: 'This would delete what Vigil keeps of you',
    tone: 'warning',
    audience: 'caller',
    blocks: [
      { kind: 'list', heading: 'What goes', items: whatGoes(kept) },
      {
        kind: 'list',
        heading: 'What stays',
        items: [
          ['the lines of the log about what you did, as of “a former member”'],
          ['deadlines that you added for others, and what channels follow'],
          ...whatKeepsOut(kept),
        ],
      },
      {
        kind: 'note',
        text: [`It cannot be undone. ${typedAs(root, 'privacy export')} gives you a copy first.`],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Delete it all', command: 'privacy purge confirm' },
      { does: 'ask', label: 'A copy first', command: 'privacy export' },
    ],
    data: { accounts: kept.accounts.length, coalitions: kept.coalitions.map(idOf) },
  };
}

/** What stays of who was removed: they would be a reader again without it. */
function whatKeepsOut(kept: Kept): readonly Text[] {
  const from = keptOutOf(kept);
  return from.length === 0
    ? []
    : [
        [
          `the ids of your accounts, without a name, which keep you out of ${listed(from)}, because you were removed, until a coordinator lets you in again`,
        ],
      ];
}

const idOf = ({ coalition }: Kept['coalitions'][number]): string => coalition.id;

function whatGoes({ accounts, coalitions }: Kept): readonly Text[] {
  const members = coalitions.filter(({ member }) => member !== undefined);
  const list = (names: readonly string[]): string => names.join(', ');
  return [
    [`your accounts: ${list(accounts.map(accountWords))}, and the name kept with them`],
    ...(members.length > 0
      ? [
          [
            `your part in ${list(members.map(({ coalition }) => coalition.name))}: your role, and for whom you speak`,
          ],
        ]
      : []),
    ['deadlines that only you see'],
    ['what your direct messages with Vigil follow, and notices sent or waiting there'],
    ['requests that you made, and codes that you were given'],
  ];
}

function purged(kept: Kept): Reply {
  const from = keptOutOf(kept);
  const stays =
    from.length === 0
      ? ''
      : ` The ids of your accounts stay, without a name, and keep you out of ${listed(from)} until a coordinator lets you in again.`;
  return {
    title: 'What Vigil kept of you is deleted',
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `In the log of changes you are a former member from now on. If you do something here again that is kept, you begin anew.${stays}`,
        ],
      },
    ],
    data: { purged: true },
  };
}
