import type { Desk, Question, Suggestion } from './core/adapter.ts';
import { canonical, type Reading, readArguments, readStructured } from './core/asking/arguments.ts';
import type { Misnamed } from './core/asking/command-names.ts';
import { optionsOf } from './core/asking/given.ts';
import { choicesOf, readValue, type Unsure } from './core/asking/option-values.ts';
import {
  faulty,
  incompleteVerb,
  MOST_COMMAND,
  misread,
  refused,
  unknownState,
  unknownVerb,
  whichState,
  wrongValue,
} from './core/asking/problems.ts';
import { inChannelIfAsked, offeringShare } from './core/asking/sharing.ts';
import { suggestionsFor } from './core/asking/suggestions.ts';
import { today } from './core/clock.ts';
import { identify } from './core/coalition/identify.ts';
import {
  type Call,
  type Caller,
  type Command,
  type MemberCall,
  type MemberCommand,
  type OptionValues,
  typedAs,
} from './core/command.ts';
import type { Core } from './core/core.ts';
import { UserError } from './core/errors.ts';
import { faultOf, type Log } from './core/log.ts';
import { isOurs, ownSuggestionsFor } from './core/own/suggestions.ts';
import { createRecall } from './core/record/recall.ts';
import type { Reply } from './core/reply.ts';
import { cleaned } from './core/words/words.ts';

export { readSubject } from './core/asking/option-values.ts';

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
    if (error instanceof UserError) return refused(typed, error);
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
          const reply = offeringShare(replied, understood);
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

    suggest(command, option, typed, caller) {
      const none = (error: unknown): readonly Suggestion[] => {
        log.error({ command, option, err: faultOf(error) }, 'no suggestions');
        return [];
      };
      try {
        const house = core();
        const asked = house.commands.find(({ name }) => name === command);
        const options = asked ? optionsOf(asked) : {};
        const known = Object.hasOwn(options, option) ? options[option] : undefined;
        if (!known) return [];
        if (!isOurs(known)) return suggestionsFor(known, cleaned(typed), house);
        return ownSuggestionsFor(asked ?? {}, known, cleaned(typed), caller, house).catch(none);
      } catch (error) {
        return none(error);
      }
    },

    async arrived(place, installer) {
      try {
        const { coalitions, clock } = core();
        await coalitions.found({ ...place, kind: 'workspace' }, installer, clock.now());
      } catch (error) {
        const { platform, workspace } = place;
        log.error({ platform, workspace, err: faultOf(error) }, 'no coalition was founded');
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
      return forWhom(check(reading, typed, core), question, typed, core);
    case 'empty': {
      const help = core.commands.find(({ name }) => name === 'help');
      if (help) return { kind: 'asked', command: help, options: {} };
      return problem(unknownVerb(core, typed, '', []));
    }
    case 'unknown_verb':
      return problem(unknownVerb(core, typed, reading.verb, nearestLine(reading)));
    case 'incomplete_verb':
      return problem(incompleteVerb(core, typed, reading, nearestLine(reading)));
    default:
      return problem(misread(core.root, typed, reading));
  }
}

/** What is for one person only is not shown to a channel, whatever was pressed. */
function forWhom(
  understood: Understood,
  { forAll }: Question,
  typed: string,
  { root }: Core,
): Understood {
  if (!forAll || understood.kind === 'problem') return understood;
  const { command, options } = understood;
  if ('share' in optionsOf(command))
    return { ...understood, options: { ...options, share: 'yes' } };
  const words = `What ${typedAs(root, command.name)} answers is for one person: it cannot be shown to a channel.`;
  return problem(refused(typed, new UserError(words, { problem: 'not_shared' })));
}

const problem = (reply: Reply): Understood => ({ kind: 'problem', reply });
/** The nearest name, with the rest as typed. */
const nearestLine = ({ nearest, after }: Misnamed): readonly string[] =>
  nearest.slice(0, 1).map((name) => fitting(`${name} ${after}`.trim(), name));
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
  const { share, ...values } = options;
  const asOf = values['as-of'];
  const call: Call = {
    options: values,
    caller,
    asOf: asOf ?? today(core.clock),
    past: asOf !== undefined,
  };
  if (command.needs === undefined) return command.run(call, core);
  return runAsMember(command, { ...call, shared: share === 'yes' }, core);
}

/** Nothing of it runs before it is known who asks, and that they may. */
async function runAsMember(
  command: MemberCommand,
  call: Omit<MemberCall, 'who'>,
  core: Core,
): Promise<Reply> {
  const who = await identify(call.caller, command, core);
  return command.run({ ...call, who }, core);
}
