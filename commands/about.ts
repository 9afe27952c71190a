import { defineCommand, typedAs } from '../src/core/command.ts';
import { dateWords, edtf } from '../src/core/dates/edtf.ts';
import type { Text } from '../src/core/reply.ts';

/** What the tables hold, in the order in which it comes to be: docs of the schema say the rest. */
const KEPT: readonly Text[] = [
  [
    'of people who do something that is kept (join, follow, add, decide), and of nobody else: the ids of their accounts, their display name as given, when they joined and the day on which they were last heard of',
  ],
  ['roles, organisations, and who speaks for which'],
  ['workspaces, servers and channels: their ids, their names, and what was decided about them'],
  [
    'own deadlines: what was typed, who added them and who may see them; dropped ones for two years',
  ],
  ['what channels follow, and the account that set it up'],
  [
    'codes for linking: a digest only, good for 15 minutes and deleted within a day; requests: until 90 days after they are over',
  ],
  [
    'the log of changes: who changed what, when and where, by id and not by name, as long as the coalition is there',
  ],
  [
    'of who was removed from a coalition and then had what is kept of them deleted: the ids of their accounts, without a name, which keep them out until a coordinator lets them in again',
  ],
  ['notices that were sent: their words for 90 days, and that they were sent for two years'],
];

const NOT_KEPT: readonly Text[] = [
  ['messages: Vigil reads none, only the commands typed to it'],
  ['questions, and who asked them'],
  ['passwords and tokens: none is in the database or in what Vigil logs'],
];

/** `/upr about`: version, how old the record is, what Vigil keeps, and what it does not read. */
export const about = defineCommand({
  name: 'about',
  summary: 'Version, age of the record, sources and privacy',
  examples: ['about'],
  options: {},

  run({ asOf }, { record, version, states, mechanism, root }) {
    const sources = record.sources;
    const readOn = sources.reduce(
      (latest, source) => (source.readOn > latest ? source.readOn : latest),
      '',
    );
    const official = sources.filter(({ grade }) => grade === 'official').length;
    return {
      title: `Vigil ${version}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        {
          kind: 'fields',
          fields: [
            {
              label: 'Answers on',
              text: [
                `the ${mechanism.name} of ${states.all.length} States, cycles ${mechanism.cycles[0]} to ${mechanism.cycles.at(-1)}`,
              ],
            },
            {
              label: 'Record',
              text: [
                `${record.facts.length} facts and ${record.statements.length} statements from ${sources.length} sources, ${official} of them official`,
              ],
            },
            { label: 'Read up to', text: [readOn ? dateWords(edtf(readOn)) : 'nothing read yet'] },
          ],
        },
        { kind: 'list', heading: 'What is kept', items: KEPT },
        { kind: 'list', heading: 'What is not kept', items: NOT_KEPT },
        {
          kind: 'paragraph',
          text: [
            `It is kept in the database of whoever runs this Vigil, and sent to nobody. To have all that is kept of you as a file, type ${typedAs(root, 'privacy export')}; to have it deleted, ${typedAs(root, 'privacy purge')}. A coordinator has the coalition’s exported with ${typedAs(root, 'admin export')}, and deleted with ${typedAs(root, 'admin purge')}.`,
          ],
        },
        {
          kind: 'note',
          text: [
            'Vigil is not a service of the United Nations. Every card names its sources: open them before you rely on a date.',
          ],
        },
      ],
      data: {
        version,
        asOf,
        facts: record.facts.length,
        statements: record.statements.length,
        sources: sources.length,
        readOn,
      },
    };
  },
});
