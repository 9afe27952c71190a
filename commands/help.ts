import { type Command, defineCommand, SHARED_OPTIONS } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import type { Reply, Text } from '../src/core/reply.ts';
import { shortened } from '../src/core/words.ts';

/** `/upr help`, `/upr help status`: derived from the commands' own declarations. */
export const help = defineCommand({
  name: 'help',
  summary: 'What you can ask, and how to type it',
  examples: ['help', 'help status'],
  options: {
    command: { kind: 'command', summary: 'One command', positional: true, example: 'status' },
  },

  run({ options }, core) {
    const asked = options.command?.toLowerCase();
    const command = core.commands.find(({ name }) => name === asked);
    if (command) return helpOn(core, command);
    return {
      title: asked
        ? `There is no command '${shortened(options.command ?? '', 80)}'`
        : `What you can ask ${core.root}`,
      tone: asked ? 'warning' : 'calm',
      audience: 'caller',
      ...(asked && { problem: 'unknown_command' }),
      blocks: [
        {
          kind: 'list',
          items: core.commands.map(
            ({ name, summary, examples }): Text => [
              { strong: `${core.root} ${name}` },
              ` · ${summary}. Example: ${core.root} ${examples[0]}`,
            ],
          ),
        },
        {
          kind: 'paragraph',
          text: [
            `${core.root} and a State’s name is short for ${core.root} status. Any answer takes as-of:2025-11-08 (how it stood that day) and share (show it to the channel).`,
          ],
        },
        {
          kind: 'note',
          text: [
            'Slash-commands do not work inside Slack threads. In a private Slack channel invite Vigil first.',
          ],
        },
      ],
      data: { commands: core.commands.map(({ name, summary }) => ({ name, summary })) },
    };
  },
});

function helpOn(core: Core, { name, summary, examples, options }: Command): Reply {
  const all = Object.entries({ ...options, ...SHARED_OPTIONS });
  return {
    title: `${core.root} ${name} · ${summary}`,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      {
        kind: 'list',
        heading: 'Examples',
        items: examples.map((example): Text => [`${core.root} ${example}`]),
      },
      {
        kind: 'list',
        heading: 'Options',
        items: all.map(([option, { summary: what, kind, ...rest }]): Text => {
          const typed =
            'positional' in rest && rest.positional
              ? option
              : kind === 'flag'
                ? option
                : `${option}:…`;
          return [
            { strong: typed },
            ` · ${what}${'required' in rest && rest.required ? ' (needed)' : ''}`,
          ];
        }),
      },
      ...(name === 'status' ? [{ kind: 'list', heading: 'Words', items: WORDS } as const] : []),
    ],
    data: { command: name, examples, options: all.map(([option]) => option) },
  };
}

/** What the words of a status card mean; the same for every State. */
const WORDS: readonly Text[] = [
  ['scheduled', 'A date or session is set and has not passed.'],
  ['rescheduled', 'An earlier date was not kept and another is set.'],
  ['report missed', 'A source says that the national report did not come in by its deadline.'],
  ['declined', 'The State said that it would not take part.'],
  ['absent', 'A source says that the State’s delegation did not appear.'],
  ['resumed', 'A review took place after a refusal or an absence.'],
  [
    'no source has been read',
    'The date has passed and nobody has entered what happened. Vigil does not guess.',
  ],
  [
    'as reported, tentative, from memory',
    'Press or little-known sites only; not confirmed after the fact; general knowledge without a source.',
  ],
].map(([word = '', meaning = '']): Text => [{ strong: word }, ` · ${meaning}`]);
