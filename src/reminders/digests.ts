import { dayWords, genevaTime } from '../core/dates/edtf.ts';
import type { Notice } from '../core/notice.ts';
import { plain, type Reply, type Text } from '../core/reply.ts';
import type { Draft } from './rule.ts';
import { withData } from './wording.ts';

/** Alerts of one batch that a destination gets one by one; more become one digest. */
const ALERTS_APART = 10;

/**
 * Words and addresses of the lines in one message: what every platform shows
 * whole. Beyond its ceilings a renderer cuts, and what is cut would be lost.
 */
const LISTING_CHARACTERS = 2_000;

/** Puts the alerts of a batch that are too many for one destination into one list. */
export function gathered(audience: string, drafts: readonly Draft[]): Draft[] {
  const batches = Map.groupBy(drafts, ({ batch }) => batch);
  return [...batches].flatMap(([batch, together]): Draft[] => {
    const [first] = together;
    if (!first || batch === undefined || together.length <= ALERTS_APART) return together;
    const what = first.ours ? "notices of the coalition's own deadlines" : 'updates of the record';
    const title = `${together.length} ${what}`;
    const [shown = [], ...hidden] = partsOf(linesOf(together));
    const more = hidden.flat().length;
    const notice = digest(first, together, {
      key: `${audience}|digest|${batch}@${first.notice.dueAt}`,
      dueAt: first.notice.dueAt,
      reply: listing(title, more > 0 ? [...shown, [`and ${more} more`]] : shown),
    });
    return [{ notice, line: [title], batch, tells: noticesOf(together) }];
  });
}

/** All that a destination should have had long ago, told together: in one notice, or as few as hold it. */
export function caughtUp(audience: string, drafts: readonly Draft[], to: number): Draft[] {
  const [first] = drafts;
  if (!first) return [];
  const since = Math.min(...drafts.map(({ notice }) => notice.dueAt));
  const warning = `Late notice: these were to go out from ${instantWords(since)} on.`;
  const parts = partsOf(linesOf(drafts));
  return parts.map((lines, i) => {
    const which = parts.length > 1 ? ` (${i + 1} of ${parts.length})` : '';
    const reply = listing(`Catch-up: what could not go out in time${which}`, lines);
    const notice = digest(first, drafts, {
      key: `${audience}|catch-up|${to}${i > 0 ? `|${i + 1}` : ''}`,
      dueAt: to,
      reply: { ...reply, blocks: [{ kind: 'warning', text: [warning] }, ...reply.blocks] },
    });
    return { notice, line: [reply.title], ...(i === 0 ? { tells: noticesOf(drafts) } : {}) };
  });
}

const noticesOf = (drafts: readonly Draft[]): readonly Notice[] =>
  drafts.map(({ notice }) => notice);

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

const instantWords = (at: number): string => `${genevaTime(at)} Geneva, ${dayWords(at)}`;

function digest(
  first: Draft,
  drafts: readonly Draft[],
  parts: Pick<Notice, 'key' | 'dueAt' | 'reply'>,
): Notice {
  const { coalition, destination, state } = first.notice;
  const subjects = new Set(drafts.flatMap(({ notice }) => notice.subjects ?? []));
  const sameState = drafts.every(({ notice }) => notice.state === state);
  return withData({
    ...parts,
    coalition,
    destination,
    kind: 'digest',
    state: sameState ? state : null,
    ...(subjects.size > 0 ? { subjects: [...subjects] } : {}),
    dueOn: null,
  });
}

const listing = (title: string, items: readonly Text[]): Reply => ({
  title,
  tone: 'calm',
  audience: 'channel',
  blocks: [{ kind: 'list', items }],
});

/** Several rungs of one deadline are one line. */
const linesOf = (drafts: readonly Draft[]): Text[] => [
  ...new Map(drafts.map(({ line }) => [plain(line), line])).values(),
];

/** As few parts as hold the lines, in their order; a line that is too long by itself is a part of its own. */
function partsOf(lines: readonly Text[]): Text[][] {
  const parts: Text[][] = [];
  let room = 0;
  for (const line of lines) {
    const length = charactersOf(line);
    if (length > room) {
      parts.push([]);
      room = LISTING_CHARACTERS;
    }
    parts.at(-1)?.push(line);
    room -= length;
  }
  return parts;
}

const charactersOf = (line: Text): number =>
  line.reduce(
    (sum, span) => sum + (typeof span === 'object' && 'url' in span ? span.url.length : 0),
    plain(line).length,
  );
