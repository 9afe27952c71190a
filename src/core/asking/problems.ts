import { type Command, typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import type { UserError } from '../errors.ts';
import type { State } from '../record/record.ts';
import type { Block, Button, Reply, Text } from '../reply.ts';
import { listed } from '../words/phrases.ts';
import { fold } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';
import type { Misreading } from './arguments.ts';
import { following } from './command-names.ts';
import { optionsOf } from './given.ts';

/** The words of a button's command, on every platform. https://discord.com/developers/docs/components/reference */
export const MOST_COMMAND = 80;
/** What is said of a text that was not understood. */
const MOST_ECHO = 200;
const MOST_IN_TITLE = 80;
/** A headline on every platform. https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MOST_TITLE = 150;
const LINES_OF_HELP = 5;

interface Parts {
  readonly problem: string;
  readonly typed: string;
  readonly title: string;
  readonly words?: string;
  readonly lines?: readonly Text[];
  readonly buttons?: readonly Button[];
  readonly nearest?: readonly string[];
}

function problemReply({ problem, typed, title, words, lines, buttons, nearest }: Parts): Reply {
  const blocks: Block[] = [];
  if (words) blocks.push({ kind: 'paragraph', text: [words] });
  if (lines) blocks.push({ kind: 'list', heading: 'What you can ask', items: lines });
  return {
    title,
    tone: 'warning',
    audience: 'caller',
    blocks,
    ...(buttons && buttons.length > 0 && { buttons }),
    problem,
    data: { problem, typed, nearest: nearest ?? [] },
  };
}

/** Asks the same again with another State: `status GIN cycle:4`. */
export type Again = (state: State) => string;

const stateButtons = (states: readonly State[], again: Again): readonly Button[] =>
  states.map((state) => ({ does: 'ask', label: state.name, command: again(state) }));

const codesOf = (states: readonly State[]): readonly string[] => states.map(({ code }) => code);

/** "Which State do you mean by 'congo'?" */
export const whichState = (typed: string, states: readonly State[], again: Again): Reply =>
  problemReply({
    problem: 'ambiguous_state',
    typed,
    title: `Which State do you mean by '${shortened(typed, MOST_IN_TITLE)}'?`,
    words: `${listed(
      states.map(({ name, code }) => `${name} (${code})`),
      'or',
    )}?`,
    buttons: stateButtons(states, again),
    nearest: codesOf(states),
  });

/** "I don't know a State called 'Absurdistan'." */
export function unknownState(typed: string, nearest: readonly State[], again: Again): Reply {
  const near = listed(
    nearest.map(({ name }) => name),
    'or',
  );
  const question = nearest.length > 0 ? `Did you mean ${near}? ` : '';
  return problemReply({
    problem: 'unknown_state',
    typed,
    title: `I don't know a State called '${shortened(typed, MOST_IN_TITLE)}'.`,
    words: OBSERVERS.has(fold(typed))
      ? 'The Holy See and the State of Palestine are observers at the United Nations: they may speak at a review and are not reviewed themselves.'
      : `${question}You can also use a code such as USA.`,
    buttons: stateButtons(nearest, again),
    nearest: codesOf(nearest),
  });
}

/** What people call the two observer States. https://www.un.org/en/about-us/non-member-states */
const OBSERVERS: ReadonlySet<string> = new Set([
  'palestine',
  'state of palestine',
  'holy see',
  'the holy see',
  'vatican',
  'vatican city',
]);

/** Echoes the whole text, offers what is nearest, and says in five lines what can be asked. */
export function unknownVerb(
  { root, commands }: Pick<Core, 'root' | 'commands'>,
  typed: string,
  verb: string,
  nearest: readonly string[],
): Reply {
  const meant = nearest[0] ? ` — did you mean ${typedAs(root, nearest[0])}?` : '';
  return problemReply({
    problem: 'unknown_verb',
    typed,
    title: `I don't know the command '${shortened(verb, MOST_IN_TITLE)}'.`,
    words: `You typed: ${shortened(typed, MOST_ECHO)}${meant}`,
    lines: helpLines(root, commands),
    buttons: commandButtons(root, nearest),
    nearest,
  });
}

const commandButtons = (root: string, lines: readonly string[]): readonly Button[] =>
  lines.map((command) => ({ does: 'ask', label: typedAs(root, command), command }));

/** "/upr deadline takes add, edit, move or drop.", and what each does. */
export function incompleteVerb(
  { root, commands }: Pick<Core, 'root' | 'commands'>,
  typed: string,
  { verb, next }: { readonly verb: string; readonly next?: string },
  nearest: readonly string[],
): Reply {
  const begun = typedAs(root, verb);
  const takes = `takes ${listed(following(verb, commands), 'or')}.`;
  const meant = nearest[0] ? `Did you mean ${typedAs(root, nearest[0])}? ` : '';
  return problemReply({
    problem: 'incomplete_verb',
    typed,
    title:
      next === undefined
        ? `${begun} needs a word more.`
        : `${begun} has no '${shortened(next, MOST_IN_TITLE)}'.`,
    words: `${meant}${begun} ${takes}`,
    lines: commands.filter(({ name }) => name.startsWith(`${verb} `)).map(lineOfHelp(root)),
    buttons: commandButtons(root, nearest),
    nearest,
  });
}

/** The first commands, and help itself. */
function helpLines(root: string, commands: readonly Command[]): readonly Text[] {
  const help = commands.filter(({ name }) => name === 'help');
  const others = commands.filter(({ name }) => name !== 'help');
  return [...others.slice(0, LINES_OF_HELP - help.length), ...help].map(lineOfHelp(root));
}

const lineOfHelp =
  (root: string) =>
  ({ name, summary }: Command): Text => [{ strong: typedAs(root, name) }, ` · ${summary}`];

/** Options that do not fit the command: what is wrong, and what it takes. */
export function misread(
  root: string,
  typed: string,
  reading: Extract<Misreading, { readonly command: Command }>,
): Reply {
  const { kind, command } = reading;
  const [example] = command.examples;
  const names = Object.keys(optionsOf(command));
  const called = typedAs(root, command.name);
  const takes =
    names.length > 0 ? `${called} takes ${listed(names, 'and')}.` : `${called} takes nothing more.`;
  const shown = example ? ` For example: ${typedAs(root, example)}` : '';
  const nearest = kind === 'unknown_option' ? reading.nearest : [];
  const meant = nearest[0] ? `Did you mean ${nearest[0]}? ` : '';
  const title = titleOf(reading, called);
  return problemReply({ problem: kind, typed, title, words: `${meant}${takes}${shown}`, nearest });
}

function titleOf(
  reading: Extract<Misreading, { readonly command: Command }>,
  called: string,
): string {
  const { command } = reading;
  switch (reading.kind) {
    case 'option_twice':
      return `'${reading.option}' is given twice: give it once.`;
    case 'missing_value':
      return `'${reading.option}' needs a value.`;
    case 'missing_option':
      return `${called} needs '${reading.option}': ${optionsOf(command)[reading.option]?.summary}.`;
    case 'unknown_option':
      return `${called} has no option '${shortened(reading.option, MOST_IN_TITLE)}'.`;
    case 'spare_words':
      return `${called} takes no words such as '${shortened(reading.words, MOST_IN_TITLE)}'.`;
  }
}

/** A value that the option does not take. */
export function wrongValue(root: string, typed: string, command: Command, words: string): Reply {
  const [example] = command.examples;
  return problemReply({
    problem: 'wrong_value',
    typed,
    title: words,
    ...(example && { words: `For example: ${typedAs(root, example)}` }),
  });
}

/** A command's own refusal, in its words. */
export const refused = (
  typed: string,
  { message, problem }: Pick<UserError, 'message' | 'problem'>,
): Reply => {
  if (message.length <= MOST_TITLE) return problemReply({ problem, typed, title: message });
  // The first sentence is the headline, where it fits.
  const [, title, words] = /^(.+?[.?])\s(.+)$/s.exec(message) ?? [];
  return title && words && title.length <= MOST_TITLE
    ? problemReply({ problem, typed, title, words })
    : problemReply({ problem, typed, title: "I can't do that.", words: message });
};

/** The apology for a fault of ours; the reference leads to the log. */
export const faulty = (reference: string): Reply =>
  problemReply({
    problem: 'fault',
    typed: '',
    title: `Something failed on my side; nothing was saved. Error ${reference} — tell a coordinator.`,
  });
