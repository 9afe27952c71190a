import type { Desk, Question } from './core/adapter.ts';
import { canonical, type Reading, readArguments, readStructured } from './core/arguments.ts';
import { today } from './core/clock.ts';
import type { Caller, Command, OptionValues } from './core/command.ts';
import type { Core } from './core/core.ts';
import { UserError } from './core/errors.ts';
import { optionsOf } from './core/given.ts';
import { faultOf, type Log } from './core/log.ts';
import { choicesOf, readValue, type Unsure } from './core/option-values.ts';
import {
  faulty,
  MOST_COMMAND,
  misread,
  refused,
  unknownState,
  unknownVerb,
  whichState,
  wrongValue,
} from './core/problems.ts';
import { createRecall } from './core/recall.ts';
import type { Reply } from './core/reply.ts';
import { suggestionsFor } from './core/suggestions.ts';
import { cleaned } from './core/words.ts';

export { readSubject } from './core/option-values.ts';

export interface RouterParts {
  /** Asked at each question, because the record is replaced whole when it changes. */
  readonly core: () => Core;
  readonly log: Log;
  /** Short enough to be read out over the telephone: `7F3A`. */
  readonly newReference: () => string;
}

/** A question as the command gets it, or the reply that says why it does not. */
type Understood =
  | { readonly kind: 'asked'; readonly command: Command; readonly options: OptionValues }
  | { readonly kind: 'problem'; readonly reply: Reply };

/** Finds the command, checks its options, and turns whatever goes wrong into a Reply. */
export function createRouter({ core, log, newReference }: RouterParts): Desk {
  const recall = createRecall(core);
  const failed = (error: unknown, command: string, typed: string): Reply => {
    if (error instanceof UserError) return refused(typed, error.message);
    const reference = newReference();
    log.error({ reference, command, err: faultOf(error) }, 'a command failed');
    return faulty(reference);
  };

  return {
    answer(question, caller) {
      let typed = '';
      let command = '';
      try {
        const known = recall.find(question);
        if (known) return known;
        typed = echo(question);
        const house = core();
        const understood = understand(question, typed, house);
        if (understood.kind === 'problem') return understood.reply;
        command = understood.command.name;
        const replied = run(understood.command, understood.options, caller, house);
        if (!(replied instanceof Promise)) {
          const reply = finished(replied, understood);
          recall.keep(question, reply);
          return reply;
        }
        return replied.then(
          (reply) => inChannelIfAsked(reply, understood.options),
          (error: unknown) => failed(error, command, typed),
        );
      } catch (error) {
        return failed(error, command, typed);
      }
    },

    suggest(command, option, typed) {
      try {
        const house = core();
        const asked = house.commands.find(({ name }) => name === command);
        const known = asked && optionsOf(asked)[option];
        return known ? suggestionsFor(known, cleaned(typed), house) : [];
      } catch (error) {
        log.error({ command, option, err: faultOf(error) }, 'no suggestions');
        return [];
      }
    },
  };
}

const echo = (question: Question): string =>
  'text' in question
    ? cleaned(question.text)
    : cleaned([question.command, ...Object.values(question.options)].join(' '));

function understand(question: Question, typed: string, core: Core): Understood {
  const reading =
    'text' in question
      ? readArguments(question.text, core.commands, core.root)
      : readStructured(question.command, question.options, core.commands);
  switch (reading.kind) {
    case 'command':
      return check(reading, typed, core);
    case 'empty': {
      const help = core.commands.find(({ name }) => name === 'help');
      if (help) return { kind: 'asked', command: help, options: {} };
      return problem(unknownVerb(core, typed, '', []));
    }
    case 'unknown_verb': {
      const after = typed.slice(typed.indexOf(reading.verb) + reading.verb.length);
      const nearest = reading.nearest.slice(0, 1).map((verb) => fitting(`${verb}${after}`, verb));
      return problem(unknownVerb(core, typed, reading.verb, nearest));
    }
    default:
      return problem(misread(core.root, typed, reading));
  }
}

const problem = (reply: Reply): Understood => ({ kind: 'problem', reply });
const fitting = (command: string, shorter: string): string =>
  command.length <= MOST_COMMAND ? command : shorter;

/** Checks every value; the first that does not fit is answered. */
function check(
  reading: Extract<Reading, { kind: 'command' }>,
  typed: string,
  core: Core,
): Understood {
  const { command, options } = reading;
  const known = optionsOf(command);
  const values: Record<string, string> = {};
  for (const [name, given] of Object.entries(options)) {
    const option = known[name];
    if (!option) continue;
    const checked = readValue(name, option, given, core);
    if (checked.kind === 'wrong')
      return problem(wrongValue(core.root, typed, command, checked.words));
    if (checked.kind === 'unsure') return problem(unsure(reading, name, checked.found, core));
    if (checked.value !== undefined) values[name] = checked.value;
  }
  return { kind: 'asked', command, options: values };
}

/** Asks back which State is meant, or says that there is none. */
function unsure(
  { command, options, short }: Extract<Reading, { kind: 'command' }>,
  name: string,
  found: Unsure,
  core: Core,
): Reply {
  const typed = options[name] ?? '';
  const again = ({ code }: { readonly code: string }): string =>
    fitting(canonical(command, { ...options, [name]: code }), canonical(command, { [name]: code }));
  if (found.kind === 'several') return whichState(typed, found.states, again);
  const [verb = '', ...rest] = typed.split(' ');
  // `frobnicate usa`: a State follows, so the first word was meant for a command.
  const after = core.states.find(rest.join(' '));
  if (short && (after.kind !== 'none' || choicesOf(found).length === 0)) {
    const meant = after.kind === 'one' ? [again(after.state)] : [];
    return unknownVerb(core, typed, verb, meant);
  }
  return unknownState(typed, found.nearest, again);
}

function run(
  command: Command,
  options: OptionValues,
  caller: Caller,
  core: Core,
): Reply | Promise<Reply> {
  const { share: _, ...values } = options;
  const asOf = values['as-of'];
  return command.run(
    { options: values, caller, asOf: asOf ?? today(core.clock), past: asOf !== undefined },
    core,
  );
}

/** Shows the answer to the channel where asked to, else offers to. */
function finished(
  reply: Reply,
  { command, options }: { command: Command; options: OptionValues },
): Reply {
  const shown = inChannelIfAsked(reply, options);
  if (shown.problem !== undefined || shown.audience === 'channel') return shown;
  const { share: _, ...rest } = options;
  const again = canonical(command, rest);
  if (again.length > MOST_COMMAND) return shown;
  const button = { does: 'share', label: 'Share', command: again } as const;
  return { ...shown, buttons: [...(shown.buttons ?? []), button] };
}

/** A refusal stays private, whatever was asked. Sharing asks again, so what does something is never offered for it. */
const inChannelIfAsked = (reply: Reply, { share }: OptionValues): Reply =>
  share === 'yes' && reply.problem === undefined ? { ...reply, audience: 'channel' } : reply;
