import { optionsOf } from '../src/core/asking/given.ts';
import {
  ADMIN,
  type Command,
  defineCommand,
  isAdministrative,
  type Option,
  typedAs,
} from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import type { Block, Button, Reply, Text } from '../src/core/reply.ts';
import { nearWords } from '../src/core/words/spelling.ts';
import { shortened } from '../src/core/words/words.ts';

const MOST_NEAREST = 3;

/** `/upr help`, `/upr help status`, `/upr help admin`: derived from the commands' own declarations. */
export const help = defineCommand({
  name: 'help',
  summary: 'What you can ask, and how to type it',
  examples: ['help', 'help status'],
  options: {
    command: { kind: 'command', summary: 'One command', positional: true, example: 'status' },
  },

  run({ options }, core) {
    const asked = options.command;
    if (asked === undefined) return overview(core);
    const command = core.commands.find(({ name }) => name === asked);
    if (command) return helpOn(core, command);
    if (begunWith(asked, core).length > 0) return helpOnGroup(core, asked);
    return unknownCommand(core, asked);
  },
});

/** A heading, and which commands stand below it: each below the first that takes it. */
const GROUPS: readonly { readonly heading: string; takes(command: Command): boolean }[] = [
  { heading: 'For coordinators', takes: ({ name }) => isAdministrative(name) },
  { heading: 'Follow', takes: ({ name }) => /^(un)?follow/.test(name) },
  { heading: 'Ask', takes: ({ name, needs }) => isQuestion(name, needs) },
  {
    heading: 'People and privacy',
    takes: ({ name, needs }) => isAboutVigil(name) || needs === 'self' || needs === 'speak',
  },
  { heading: 'Your coalition', takes: () => true },
];

/** Official deadlines are for everybody; members see the coalition's own among them. */
const isQuestion = (name: string, needs: Command['needs']): boolean =>
  name === 'deadlines' || (needs === undefined && !isAboutVigil(name));

const isAboutVigil = (name: string): boolean => name === 'help' || name === 'about';

/** The order in which they are shown. */
const SHOWN = ['Ask', 'Follow', 'Your coalition', 'People and privacy', 'For coordinators'];

function overview(core: Core): Reply {
  return {
    title: `What you can ask ${core.root}`,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      ...lists(core),
      {
        kind: 'paragraph',
        text: [
          `${core.root} and a State’s name is short for ${core.root} status. Answers take as-of:2025-11-08 (how it stood that day) and share (show it to the channel). ${typedAs(core.root, 'help follow')} shows how one is typed.`,
        ],
      },
      {
        kind: 'note',
        text: [
          'Slash-commands do not work inside Slack threads. In a private Slack channel invite Vigil first.',
        ],
      },
    ],
    data: dataOf(core.commands),
  };
}

const dataOf = (commands: readonly Command[]): object => ({
  commands: commands.map(({ name, summary }) => ({ name, summary })),
});

/** What coordinators use is many, and of use to few: one line says where it is. */
function lists({ root, commands }: Core): readonly Block[] {
  const headingOf = (command: Command) => GROUPS.find(({ takes }) => takes(command))?.heading;
  return SHOWN.flatMap((heading): readonly Block[] => {
    const mine = commands.filter((command) => headingOf(command) === heading);
    if (mine.length === 0) return [];
    const isAdmin = mine.some(({ name }) => isAdministrative(name));
    return [{ kind: 'list', heading, items: isAdmin ? [adminLine(root)] : mine.map(lineOf(root)) }];
  });
}

const adminLine = (root: string): Text => [
  { strong: typedAs(root, ADMIN) },
  ` · Places, organisations, members, log, export: ${typedAs(root, `${ADMIN} help`)} lists them`,
];

const lineOf =
  (root: string) =>
  ({ name, summary }: Command): Text => [{ strong: typedAs(root, name) }, ` · ${summary}`];

const begunWith = (words: string, { commands }: Core): readonly Command[] =>
  commands.filter(({ name }) => name.startsWith(`${words} `));

/** All that begin with the same words: `admin`, `deadline`. */
function helpOnGroup(core: Core, words: string): Reply {
  const { root } = core;
  const commands = begunWith(words, core);
  const begun = typedAs(root, words);
  const [first] = commands;
  return {
    title: `What you can do with ${begun}`,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      { kind: 'list', items: commands.map(lineOf(root)) },
      {
        kind: 'note',
        text: [
          `${typedAs(root, `help ${first?.name ?? ''}`)} shows how one is typed.${words === ADMIN ? ' Coordinators use these; who else asks is told so.' : ''}`,
        ],
      },
    ],
    data: dataOf(commands),
  };
}

function unknownCommand(core: Core, asked: string): Reply {
  const names = core.commands.map(({ name }) => name);
  const nearest = nearWords(asked, names).slice(0, MOST_NEAREST);
  const buttons = nearest.map(
    (name): Button => ({ does: 'ask', label: typedAs(core.root, name), command: `help ${name}` }),
  );
  return {
    title: `There is no command '${shortened(asked, 80)}'`,
    tone: 'warning',
    audience: 'caller',
    problem: 'unknown_command',
    blocks: lists(core),
    ...(buttons.length > 0 && { buttons }),
    data: { ...dataOf(core.commands), nearest },
  };
}

function helpOn(core: Core, command: Command): Reply {
  const { name, summary, examples } = command;
  const { root } = core;
  const all = Object.entries(optionsOf(command));
  const others = begunWith(name, core);
  return {
    title: `${typedAs(root, name)} · ${summary}`,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      {
        kind: 'list',
        heading: 'Examples',
        items: examples.map((example): Text => [typedAs(root, example)]),
      },
      ...listOf('Options', all.map(optionLine)),
      ...listOf('More', others.map(lineOf(root))),
      ...listOf('Words', name === 'status' ? WORDS : []),
    ],
    data: { command: name, examples, options: all.map(([option]) => option) },
  };
}

const listOf = (heading: string, items: readonly Text[]): readonly Block[] =>
  items.length > 0 ? [{ kind: 'list', heading, items }] : [];

function optionLine([name, option]: readonly [string, Option]): Text {
  const { summary, kind, positional, required, choices } = option;
  const typed = positional || kind === 'flag' ? name : `${name}:…`;
  const one = choices ? `: ${choices.join(', ')}` : '';
  return [{ strong: typed }, ` · ${summary}${one}${required ? ' (needed)' : ''}`];
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
