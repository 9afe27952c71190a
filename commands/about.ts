import { defineCommand } from '../src/core/command.ts';
import { dateWords, edtf } from '../src/core/edtf.ts';

/** `/upr about`: version, how old the record is, what Vigil keeps, and what it does not read. */
export const about = defineCommand({
  name: 'about',
  summary: 'Version, age of the record, sources and privacy',
  examples: ['about'],
  options: {},

  run({ asOf }, { record, version, states, mechanism }) {
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
            {
              label: 'Kept',
              text: [
                'the ids of channels that follow something, what they follow, the id of the account that set it up, and the notices sent there',
              ],
            },
            {
              label: 'Not kept',
              text: [
                'messages, names, questions: Vigil reads no messages, only the slash-commands typed to it',
              ],
            },
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
