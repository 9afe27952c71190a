import { dateWords, edtf, genevaDay, genevaTime } from '../core/edtf.ts';
import type { Notice } from '../core/notice.ts';
import { plain, type Reply, type Text } from '../core/reply.ts';
import type { Draft } from './rule.ts';
import { withData } from './wording.ts';

/** Alerts of one batch that a destination gets one by one; more become one digest. */
const ALERTS_APART = 10;

/** Puts the alerts of a batch that are too many for one destination into one list. */
export function gathered(audience: string, drafts: readonly Draft[]): Draft[] {
  const batches = Map.groupBy(drafts, ({ batch }) => batch);
  return [...batches].flatMap(([batch, together]): Draft[] => {
    const [first] = together;
    if (!first || batch === undefined || together.length <= ALERTS_APART) return together;
    const title = `${together.length} updates of the record`;
    const notice = digest(first, together, {
      key: `${audience}|digest|${batch}@${first.notice.dueAt}`,
      dueAt: first.notice.dueAt,
      reply: listing(title, together),
    });
    return [{ notice, line: [title], batch }];
  });
}

/** All that a destination should have had long ago, as one notice that says so. */
export function caughtUp(audience: string, drafts: readonly Draft[], to: number): Notice[] {
  const [first] = drafts;
  if (!first) return [];
  const since = Math.min(...drafts.map(({ notice }) => notice.dueAt));
  const reply = listing('Catch-up: what could not go out in time', drafts);
  const warning = `Late notice: these were to go out from ${instantWords(since)} on.`;
  return [
    digest(first, drafts, {
      key: `${audience}|catch-up|${to}`,
      dueAt: to,
      reply: { ...reply, blocks: [{ kind: 'warning', text: [warning] }, ...reply.blocks] },
    }),
  ];
}

/** Says in the message that it is late, and when it was to go out. Once, however often it is asked. */
export function labelledLate(notice: Notice): Notice {
  const { reply, dueAt } = notice;
  const words = `Late notice: this was to go out at ${instantWords(dueAt)}.`;
  const said = reply.blocks.some(
    (block) => block.kind === 'warning' && plain(block.text).startsWith('Late notice: '),
  );
  if (said) return notice;
  const warning = { kind: 'warning', text: [words] } as const;
  return { ...notice, reply: { ...reply, blocks: [warning, ...reply.blocks] } };
}

const instantWords = (at: number): string =>
  `${genevaTime(at)} Geneva, ${dateWords(edtf(genevaDay(at)))}`;

function digest(
  first: Draft,
  drafts: readonly Draft[],
  parts: Pick<Notice, 'key' | 'dueAt' | 'reply'>,
): Notice {
  const { destination, state } = first.notice;
  const sameState = drafts.every(({ notice }) => notice.state === state);
  return withData({
    ...parts,
    destination,
    kind: 'digest',
    state: sameState ? state : null,
    dueOn: null,
  });
}

/** Several rungs of one deadline are one line. */
function listing(title: string, drafts: readonly Draft[]): Reply {
  const lines = new Map<string, Text>(drafts.map(({ line }) => [plain(line), line]));
  return {
    title,
    tone: 'calm',
    audience: 'channel',
    blocks: [{ kind: 'list', items: [...lines.values()] }],
  };
}
