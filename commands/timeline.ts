import { defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import {
  ageBlocks,
  citeShort,
  hedge,
  rivalWords,
  sourceData,
  sourcesOf,
} from '../src/core/record/provenance.ts';
import type { Fact } from '../src/core/record/record.ts';
import { cycleOf, cycleWords, latestReading, stateNamed } from '../src/core/record/review.ts';
import type { Text } from '../src/core/reply.ts';
import { pageOf, pageWords } from '../src/core/words/paging.ts';

const PAGE_SIZE = 8;

/** `/upr timeline united states`: what happened, newest first; each line is date · event · source. */
export const timeline = defineCommand({
  name: 'timeline',
  summary: 'What happened in a State’s review, newest first',
  examples: ['timeline united states', 'timeline israel cycle:2'],
  options: {
    state: {
      kind: 'state',
      summary: 'A State’s name or ISO code',
      positional: true,
      required: true,
      example: 'united states',
    },
    cycle: { kind: 'number', summary: 'UPR cycle, 1 to 4', least: 1, most: 4 },
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },

  run({ options, asOf, past }, core) {
    const { mechanism, record } = core;
    const state = stateNamed(core, options.state);
    const cycle = cycleOf(core, options.cycle, asOf);
    const standing = mechanism.standing(record, state.code, cycle, asOf);
    const facts = (standing?.facts ?? [])
      .filter(({ kind, knownFrom }) => kind !== 'scheduled' || knownFrom)
      .toReversed()
      .toSorted((a, b) => dayInLine(core, b).localeCompare(dayInLine(core, a)));
    const when = past ? ` as-of:${asOf}` : '';
    const page = pageOf(
      facts,
      PAGE_SIZE,
      options.page,
      (n) => `timeline ${state.code} cycle:${cycle}${when} page:${n}`,
    );
    const sources = sourcesOf(record, facts);
    return {
      title: `${state.name} — UPR ${cycleWords(cycle)}: timeline${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        page.items.length > 0
          ? {
              kind: 'list',
              items: page.items.map((fact) => line(core, fact, asOf)),
            }
          : {
              kind: 'paragraph',
              text: [
                'The record holds no dated event for this review yet. That says nothing about the review itself.',
              ],
            },
        ...ageBlocks(standing?.newestFact, latestReading(sources) || asOf, asOf, past),
      ],
      buttons: [
        ...page.buttons,
        { does: 'ask', label: 'Status', command: `status ${state.code} cycle:${cycle}${when}` },
      ],
      data: {
        state: state.code,
        cycle,
        asOf,
        newestFact: standing?.newestFact ?? null,
        items: facts.map((fact) => ({
          id: fact.id,
          kind: fact.kind,
          date: mechanism.dateOf(fact) ?? null,
          text: mechanism.sentence(record, fact),
          confidence: fact.confidence,
          source: sourceData(record.source(fact.source)),
        })),
      },
    };
  },
});

/** The last day that the date shown can mean, but not after the fact was public. */
function dayInLine({ mechanism }: Core, fact: Fact): Day {
  const on = mechanism.dateOf(fact);
  const known = mechanism.holdsFrom(fact) ?? '';
  const last = on ? edtf(on).last : known;
  return known && known < last ? known : last;
}

/** Date · event · source, and what other sources say. */
function line({ mechanism, record }: Core, fact: Fact, asOf: Day): Text {
  const on = mechanism.dateOf(fact);
  const others = rivalWords(record, fact.rivals, asOf).flatMap(({ text }): Text => ['; ', ...text]);
  return [
    { strong: on ? dateWords(edtf(on)) : 'Undated' },
    ` · ${mechanism.sentence(record, fact)} · `,
    citeShort(record.source(fact.source)),
    hedge(fact.confidence),
    ...(others.length > 0 ? [' · other values given: ', ...others.slice(1)] : []),
  ];
}
