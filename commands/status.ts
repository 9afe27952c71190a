import { defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { type Day, edtf } from '../src/core/dates/edtf.ts';
import {
  ageBlocks,
  rivalBlocks,
  sourceData,
  sourcesNote,
  sourcesOf,
} from '../src/core/record/provenance.ts';
import type { Fact } from '../src/core/record/record.ts';
import { cycleOf, cycleWords, latestReading, stateNamed } from '../src/core/record/review.ts';
import type { Standing } from '../src/core/record/standing.ts';
import type { Block, Button, Text } from '../src/core/reply.ts';

/** `/upr status united states` says where a State's review stands: the headline, the three axes, sources and age. */
export const status = defineCommand({
  name: 'status',
  summary: 'Where a State’s review stands',
  examples: ['status united states', 'status israel cycle:2', 'status usa as-of:2025-11-08'],
  options: {
    state: {
      kind: 'state',
      summary: 'A State’s name or ISO code, in any UN language',
      positional: true,
      required: true,
      example: 'united states',
    },
    cycle: { kind: 'number', summary: 'UPR cycle, 1 to 4', least: 1, most: 4 },
  },

  run({ options, asOf, past }, core) {
    const state = stateNamed(core, options.state);
    const { mechanism, record } = core;
    const cycle = cycleOf(core, options.cycle, asOf);
    const standing = mechanism.standing(record, state.code, cycle, asOf);
    const named = `${state.name} — UPR ${cycleWords(cycle)}`;
    if (!standing)
      return {
        title: `${named}: no review`,
        tone: 'calm',
        audience: 'caller',
        blocks: [
          {
            kind: 'paragraph',
            text: [`The record holds no review of ${state.name} in this cycle.`],
          },
        ],
        data: { ...noReview(state.code, cycle, asOf), sources: [] },
      };
    const facts = behind(standing);
    const sources = sourcesOf(record, facts);
    return {
      title: `${named}: ${mechanism.headline(standing)}`,
      tone: standing.unverified ? 'warning' : 'calm',
      audience: 'caller',
      blocks: [
        {
          kind: 'fields',
          fields: mechanism
            .axes(record, standing)
            .map(({ label, text }) => ({ label, text: [text] })),
        },
        ...otherValues(core, facts, asOf),
        sourcesNote(sources),
        ...ageBlocks(standing.newestFact, latestReading(sources), asOf, past),
      ],
      buttons: buttons(core, standing, past),
      data: { ...dataOf(standing), sources: sources.map(sourceData) },
    };
  },
});

/** The facts that a card speaks of, each once. */
function behind({ attempts, obligations, facts }: Standing): Fact[] {
  const spoken = facts.filter(
    ({ kind }) => kind !== 'event' && kind !== 'held' && kind !== 'scheduled',
  );
  return [
    ...new Set([
      ...attempts.flatMap(({ setBy, endedBy }) => (endedBy ? [setBy, endedBy] : [setBy])),
      ...Object.values(obligations).flatMap(({ dueFact }) => dueFact ?? []),
      ...spoken,
    ]),
  ];
}

/** What sources of weight say otherwise, each with what it is about. */
function otherValues({ mechanism, record }: Core, facts: readonly Fact[], asOf: Day): Block[] {
  const blocks = facts.flatMap((fact) =>
    rivalBlocks(record, [fact], asOf).map((block) => ({ block, about: mechanism.label(fact) })),
  );
  const items = blocks.flatMap(({ block, about }) =>
    block.kind === 'list' ? block.items.map((item): Text => [`${about}: `, ...item]) : [],
  );
  return items.length > 0 ? [{ kind: 'list', heading: 'Other values given', items }] : [];
}

function buttons(core: Core, { state, cycle, asOf }: Standing, past: boolean): Button[] {
  const when = past ? ` as-of:${asOf}` : '';
  const said = core.record.statementsOn(state).some(({ date }) => edtf(date).last <= asOf);
  return [
    { does: 'ask', label: 'Timeline', command: `timeline ${state} cycle:${cycle}${when}` },
    ...(said
      ? [{ does: 'ask', label: 'Statements', command: `statements ${state}${when}` } as const]
      : []),
    { does: 'ask', label: 'Deadlines', command: `deadlines ${state}${when}` },
    { does: 'ask', label: 'Follow here', command: `follow ${state}` },
  ];
}

/** The same fields where there is no review to speak of. */
const noReview = (state: string, cycle: number, asOf: Day): object => ({
  state,
  cycle,
  stage: null,
  cooperation: null,
  obligations: { nationalReport: { status: 'unknown', due: null } },
  attempts: [],
  next: null,
  unverified: false,
  asOf,
  newestFact: null,
});

/** The fields of `vigil ask --format json` for a status. */
const dataOf = (standing: Standing): object => ({
  state: standing.state,
  cycle: standing.cycle,
  stage: standing.stage,
  cooperation: standing.cooperation,
  obligations: Object.fromEntries(
    Object.entries(standing.obligations).map(([name, { status, due }]) => [
      name,
      { status, due: due?.text ?? null },
    ]),
  ),
  attempts: standing.attempts.map(({ session, date, result }) => ({
    session: session ?? null,
    date: date?.text ?? null,
    result,
  })),
  next: standing.next ?? null,
  unverified: standing.unverified,
  asOf: standing.asOf,
  newestFact: standing.newestFact ?? null,
});
