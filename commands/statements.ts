import { canonical } from '../src/core/asking/arguments.ts';
import { MOST_COMMAND } from '../src/core/asking/problems.ts';
import { type Command, defineCommand, type OptionValues } from '../src/core/command.ts';
import { type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { answeredAsOf, citeShort, sourceData } from '../src/core/record/provenance.ts';
import type { Statement } from '../src/core/record/record.ts';
import type { Block, Button, Text } from '../src/core/reply.ts';
import { type Page, pageOf, pageWords } from '../src/core/words/paging.ts';

const PAGE_SIZE = 5;

/** `/upr statements united states org:aclu`: who has said what, newest first. */
export const statements: Command = defineCommand({
  name: 'statements',
  summary: 'Who has said what about a State’s review',
  examples: ['statements united states', 'statements usa org:aclu since:2025-11-01'],
  options: {
    state: {
      kind: 'state',
      summary: 'A State’s name or ISO code; none for all',
      positional: true,
      example: 'united states',
    },
    org: { kind: 'text', summary: 'Part of an organisation’s name', example: 'amnesty' },
    type: {
      kind: 'text',
      summary: 'Part of the kind: joint statement, letter, press release',
      example: 'letter',
    },
    since: { kind: 'date', summary: 'Only from this day on', example: '2025-11-01' },
    search: {
      kind: 'text',
      summary: 'Words in the title, summary or topics',
      example: 'universality',
    },
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },

  run({ options, asOf, past }, core) {
    const { record } = core;
    const state = core.states.byCode(options.state ?? '');
    const found = (state ? record.statementsOn(state.code) : record.statements).filter(
      (statement) => matches(statement, options, asOf),
    );
    const page = pageOf(found, PAGE_SIZE, options.page, (n) =>
      asking(options, past ? asOf : undefined, n),
    );
    const count = found.length === 1 ? '1 statement' : `${found.length} statements`;
    return {
      title: `${count}${state ? ` on ${state.name}` : ''}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        page.items.length > 0
          ? {
              kind: 'list',
              items: page.items.map((statement) =>
                line(statement, record.source(statement.source)),
              ),
            }
          : {
              kind: 'paragraph',
              text: [
                'No statement in the record matches. That says nothing about what was said: nobody has entered it.',
              ],
            },
        {
          kind: 'note',
          text: [
            'Summaries are ours; opinions and predictions are those of who spoke. The words themselves are behind the links.',
          ],
        },
        ...typedOn(page),
        ...answeredAsOf(asOf, past),
      ],
      buttons: [...page.buttons.filter(fits), ...page.items.map(readButton)],
      data: {
        asOf,
        page: page.number,
        pages: page.of,
        items: found.map(({ id, date, organisations, title, kind, source }) => ({
          id,
          date,
          organisations,
          title,
          kind,
          source: sourceData(record.source(source)),
        })),
      },
    };
  },
});

/** The same question for another page. */
const asking = (options: OptionValues, asOf: Day | undefined, page: number): string =>
  canonical(statements, { ...options, ...(asOf && { 'as-of': asOf }), page: String(page) });

const fits = (button: Button): boolean =>
  button.does === 'open' || button.command.length <= MOST_COMMAND;

/** A long question does not fit into a button: its other pages must be typed. */
const typedOn = ({ number, of, buttons }: Page<Statement>): Block[] =>
  buttons.every(fits)
    ? []
    : [
        {
          kind: 'note',
          text: [`For another page ask the same with page:${number < of ? number + 1 : 1}`],
        },
      ];

function matches(statement: Statement, options: OptionValues, asOf: Day): boolean {
  const holds = (wanted: string | undefined, ...texts: readonly string[]): boolean =>
    wanted === undefined || texts.some((text) => text.toLowerCase().includes(wanted.toLowerCase()));
  const date = edtf(statement.date);
  return (
    date.last <= asOf &&
    (options.since === undefined || date.last >= options.since) &&
    holds(options.org, ...statement.organisations) &&
    holds(options.type, statement.kind) &&
    holds(options.search, statement.title, statement.summary, ...statement.topics)
  );
}

const line = (statement: Statement, source: Parameters<typeof citeShort>[0]): Text => [
  { strong: dateWords(edtf(statement.date)) },
  ` · ${who(statement)}: ${statement.title} (${statement.kind}). ${statement.summary} · `,
  citeShort(source),
];

/** `ACLU (Jamil Dakwar)`. */
export const who = ({ organisations, speaker }: Statement): string =>
  speaker && !organisations.includes(speaker)
    ? `${organisations.join(', ')} (${speaker})`
    : organisations.join(', ');

const readButton = (statement: Statement): Button => ({
  does: 'ask',
  label: `Read: ${statement.organisations[0] ?? statement.title}`,
  command: `statement ${statement.id}`,
});
