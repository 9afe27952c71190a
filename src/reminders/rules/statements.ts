import { dateWords, edtf, genevaDay } from '../../core/dates/edtf.ts';
import type { Follow } from '../../core/follows.ts';
import { citeShort } from '../../core/record/provenance.ts';
import type { Statement } from '../../core/record/record.ts';
import type { Reply, Text } from '../../core/reply.ts';
import type { Agenda } from '../agenda.ts';
import { type Audience, listens, subjectsFollowed } from '../coverage.ts';
import type { Draft, Rule } from '../rule.ts';
import { standingBlocks, withData } from '../wording.ts';

/** Statements on one State that were recorded together, told together. */
interface Group {
  readonly state: string;
  readonly batch: string;
  readonly at: number;
  readonly statements: readonly Statement[];
}

/** One alert a State for the statements that were recorded together. */
export const statements: Rule = ({ agenda, audiences, newsFrom, to }) => {
  const groups = groupsIn(agenda.statements(newsFrom, to));
  if (groups.length === 0) return [];
  return audiences.flatMap((audience) =>
    groups.flatMap((group) => {
      const asking = askingFor(audience, group);
      return asking.length === 0 ? [] : [draft(agenda, audience, asking, group)];
    }),
  );
};

function groupsIn(recorded: readonly Statement[]): Group[] {
  const together = Map.groupBy(recorded, ({ state, batch }) => `${state} ${batch}`);
  return [...together.values()].flatMap((here) =>
    here[0]
      ? [{ state: here[0].state, batch: here[0].batch, at: here[0].recordedAt, statements: here }]
      : [],
  );
}

const askingFor = ({ follows }: Audience, { state, at }: Group): readonly Follow[] =>
  follows.filter(
    (follow) =>
      (follow.subject === 'all' || follow.subject === `state/${state}`) &&
      listens(follow, ['statements'], at),
  );

function draft(
  agenda: Agenda,
  { key, coalition, destination }: Audience,
  asking: readonly Follow[],
  group: Group,
): Draft {
  const { state, batch, at } = group;
  const corrected = group.statements.every(({ version }) => version > 1);
  const count = group.statements.length;
  const what = `${count === 1 ? 'Statement' : `${count} statements`}${corrected ? ' corrected' : ''}`;
  const title = `${what}: ${agenda.stateName(state)}`;
  return {
    notice: withData({
      key: `${key}|statements/${state}|${batch}@${at}`,
      coalition,
      destination,
      kind: corrected ? 'correction' : 'alert',
      state,
      subjects: subjectsFollowed(asking),
      dueOn: null,
      dueAt: at,
      reply: reply(agenda, group, title),
    }),
    line: [title],
    batch,
  };
}

const reply = (agenda: Agenda, { state, statements, at }: Group, title: string): Reply => ({
  title,
  tone: 'calm',
  audience: 'channel',
  blocks: [
    { kind: 'list', items: statements.map((statement) => item(agenda, statement)) },
    ...standingBlocks(agenda, state, '', genevaDay(at)),
  ],
  buttons: [
    { does: 'ask', label: 'Statements', command: `statements ${state}` },
    { does: 'ask', label: 'Status', command: `status ${state}` },
  ],
});

/** `7 Nov 2025 · A Rights Group: Title (source)`; what was said stays behind the link. */
const item = ({ record }: Agenda, statement: Statement): Text => [
  statement.version > 1 ? 'Corrected: ' : '',
  `${dateWords(edtf(statement.date))} · ${statement.organisations.join(', ')}: ${statement.title} (`,
  citeShort(record.source(statement.source)),
  ')',
];
