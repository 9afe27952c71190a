import { isFormer } from '../../src/core/coalition/coalition.ts';
import { accountWords } from '../../src/core/coalition/member-words.ts';
import type { PersonalData } from '../../src/core/coalition/members.ts';
import { defineCommand, typedAs } from '../../src/core/command.ts';
import type { Block } from '../../src/core/reply.ts';
import { counting, withArticle } from '../../src/core/words/phrases.ts';

/** `/upr privacy export`: everything that is kept of who asks, as a file. */
export const privacyExport = defineCommand({
  name: 'privacy export',
  summary: 'Everything that Vigil keeps of you, as a file',
  examples: ['privacy export'],
  needs: 'self',
  shared: false,
  options: {},

  async run({ who }, core) {
    if (who.person === undefined) return nothingKept;
    const kept = await core.members.dataOf(who.person);
    const exportedAt = core.clock.now();
    return {
      title: 'Everything that Vigil keeps of you',
      tone: 'done',
      audience: 'caller',
      blocks: [
        {
          kind: 'paragraph',
          text: ['The file has it for spreadsheets, and once more for programs. Only you see it.'],
        },
        ...(kept.accounts.length > 0
          ? [
              {
                kind: 'list',
                heading: 'Accounts',
                items: kept.accounts.map((account) => [accountWords(account)]),
              } as const,
            ]
          : []),
        ...kept.coalitions.map(inCoalition),
        {
          kind: 'note',
          text: [`To have it deleted, type ${typedAs(core.root, 'privacy purge')}.`],
        },
      ],
      file: await core.packPersonal({ exportedAt, ...kept }),
      data: {
        accounts: kept.accounts.length,
        coalitions: kept.coalitions.map(({ coalition }) => coalition.id),
      },
    };
  },
});

/** The answer to somebody of whom there is nothing to show or delete. */
export const nothingKept = {
  title: 'Vigil keeps nothing of you',
  tone: 'calm',
  audience: 'caller',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        'You have not done anything here that is kept. What you ask is answered and forgotten.',
      ],
    },
  ],
  data: { accounts: 0, coalitions: [] },
} as const;

const FORMER = { left: 'left it', removed: 'removed from it' } as const;

function inCoalition(kept: PersonalData): Block {
  const { member, deadlines, follows, requests, log, notices } = kept;
  const role = member && (isFormer(member.role) ? FORMER[member.role] : withArticle(member.role));
  const counts = [
    ...(role ? [`you: ${member?.name ?? 'no name kept'}, ${role}`] : []),
    counted(deadlines.length, 'own deadline', 'that you added or that only you see'),
    counted(follows.length, 'follow', 'that you set up'),
    counted(requests.length, 'request', 'that you made'),
    counted(notices.length, 'notice', 'in your direct messages'),
    counted(log.length, 'line', 'of the log of changes'),
  ];
  return {
    kind: 'list',
    heading: kept.coalition.name,
    items: counts.filter((words) => words !== '').map((words) => [words]),
  };
}

const counted = (count: number, what: string, which: string): string =>
  count === 0 ? '' : `${counting(count, what)} ${which}`;
