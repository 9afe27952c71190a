import { defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { answeredAsOf, sourceData, sourcesNote } from '../src/core/record/provenance.ts';
import type { Statement } from '../src/core/record/record.ts';
import type { Reply, Text } from '../src/core/reply.ts';
import { nearWords } from '../src/core/words/spelling.ts';
import { shortened } from '../src/core/words/words.ts';
import { who } from './statements.ts';

const MOST_NEAR = 5;

/** `/upr statement us-2025-09-29-hrw`: one statement whole: who, in which role, to whom, and the link. */
export const statement = defineCommand({
  name: 'statement',
  summary: 'One statement: who said it, to whom, what it asks, and its source',
  examples: ['statement us-2025-09-29-hrw'],
  options: {
    id: {
      kind: 'statement',
      summary: 'The id that the list of statements shows',
      positional: true,
      required: true,
      example: 'us-2025-09-29-hrw',
    },
  },

  run({ options, asOf, past }, core) {
    const id = (options.id ?? '').toLowerCase();
    const found = core.record.statements.find((statement) => statement.id === id);
    if (found && edtf(found.date).last > asOf) return notYet(found, asOf);
    if (!found) return unknown(core, options.id ?? '');
    const source = core.record.source(found.source);
    const passedOn = core.record.statements.find(({ id: other }) => other === found.reshares);
    const fields: [string, string | undefined][] = [
      ['Who', who(found)],
      ['Role', found.role],
      ['To', found.addressedTo.join('; ')],
      ['Kind', found.kind],
      ['State', core.states.byCode(found.state)?.name],
      ['Topics', found.topics.join(', ')],
      ['Passes on', passedOn && `${passedOn.title} (${who(passedOn)}). Passing on is not signing.`],
    ];
    return {
      title: `${found.title} — ${dateWords(edtf(found.date))}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        { kind: 'paragraph', text: [`In our words: ${found.summary}`] },
        {
          kind: 'fields',
          fields: fields.flatMap(([label, words]) =>
            words ? [{ label, text: [words] as Text }] : [],
          ),
        },
        sourcesNote([source]),
        ...answeredAsOf(asOf, past),
      ],
      buttons: [
        {
          does: 'ask',
          label: 'All statements',
          command: `statements ${found.state}${past ? ` as-of:${asOf}` : ''}`,
        },
      ],
      data: { ...found, source: sourceData(source) },
    };
  },
});

/** An answer as of a day knows nothing of later days. */
const notYet = ({ id, state }: Statement, asOf: Day): Reply => ({
  title: `The record has no statement '${id}' as of ${dateWords(edtf(asOf))}`,
  tone: 'warning',
  audience: 'caller',
  problem: 'unknown_statement',
  blocks: [],
  buttons: [
    { does: 'ask', label: 'Statements by then', command: `statements ${state} as-of:${asOf}` },
  ],
  data: { problem: 'unknown_statement', typed: id, nearest: [] },
});

/** Statements with these words, else those whose ids are spelt alike. */
function nearest({ record }: Core, typed: string): readonly Statement[] {
  const words = typed.toLowerCase();
  const holding = record.statements.filter(({ id, title, organisations }) =>
    [id, title, ...organisations].some((text) => text.toLowerCase().includes(words)),
  );
  if (holding.length > 0) return holding.slice(0, MOST_NEAR);
  const alike = nearWords(
    words,
    record.statements.map(({ id }) => id),
  );
  return alike
    .flatMap((like) => record.statements.filter(({ id }) => id === like))
    .slice(0, MOST_NEAR);
}

function unknown(core: Core, typed: string): Reply {
  const near = nearest(core, typed);
  return {
    title: `I don't know a statement '${shortened(typed, 80)}'`,
    tone: 'warning',
    audience: 'caller',
    problem: 'unknown_statement',
    blocks: [
      near.length > 0
        ? {
            kind: 'list',
            heading: 'Did you mean',
            items: near.map(({ id, title }): Text => [{ strong: id }, ` · ${title}`]),
          }
        : {
            kind: 'paragraph',
            text: [
              `The list of statements shows each id: type ${core.root} statements and a State.`,
            ],
          },
    ],
    buttons: near.map(({ id, title }) => ({
      does: 'ask',
      label: title,
      command: `statement ${id}`,
    })),
    data: { problem: 'unknown_statement', typed, nearest: near.map(({ id }) => id) },
  };
}
