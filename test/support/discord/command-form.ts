import { type Checker, createChecker, type Json, refuseProblems } from './form.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;
const STRING = 3;
const INTEGER = 4;
const NUMBER = 10;

/**
 * Throws 50035 where Discord would not take a list of chat-input commands.
 * https://discord.com/developers/docs/interactions/application-commands
 */
export function checkCommands(commands: readonly Json[]): void {
  const checker = createChecker();
  if (commands.length > 100)
    checker.say('', 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
  for (const [i, command] of commands.entries()) {
    checkNamed(checker, `${i}`, command);
    checkOffer(checker, `${i}`, command);
    checkOptions(checker, `${i}`, command.options, TOP);
    if (sizeOf(command) > 8_000)
      checker.say(`${i}`, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  }
  checkUnique(checker, '', commands);
  refuseProblems(checker.problems);
}

function checkNamed(checker: Checker, path: string, { name, description }: Json): void {
  if (!NAME.test(String(name)) || String(name) !== String(name).toLowerCase())
    checker.say(`${path}.name`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  checker.length(`${path}.description`, description, 1, 100);
}

/** To whom and where a command is offered. */
function checkOffer(checker: Checker, path: string, command: Json): void {
  const { contexts, default_member_permissions: permissions } = command;
  if (permissions !== undefined && permissions !== null && !/^\d+$/.test(String(permissions)))
    checker.say(`${path}.default_member_permissions`, 'PERMISSIONS_TYPE', 'Not permissions');
  if (!Array.isArray(contexts)) return;
  for (const [i, context] of contexts.entries())
    checker.oneOf(`${path}.contexts.${i}`, context, [0, 1, 2]);
}

/** What may stand in what: groups in a command only, subcommands in a command or a group. */
const TOP = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const IN_GROUP = [1];
const IN_SUBCOMMAND = [3, 4, 5, 6, 7, 8, 9, 10, 11];

function checkOptions(
  checker: Checker,
  path: string,
  value: unknown,
  allowed: readonly number[],
): void {
  const options = checker.list(`${path}.options`, value, 25);
  let optional = false;
  for (const [i, option] of options.entries()) {
    const here = `${path}.options.${i}`;
    checkNamed(checker, here, option);
    checker.oneOf(`${here}.type`, option.type, allowed);
    if (option.required === true && optional)
      checker.say(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    if (option.required !== true) optional = true;
    if (option.type === GROUP) checkOptions(checker, here, option.options, IN_GROUP);
    else if (option.type === SUBCOMMAND) checkOptions(checker, here, option.options, IN_SUBCOMMAND);
    else checkValue(checker, here, option);
  }
  checkKinds(checker, path, options);
  checkUnique(checker, `${path}.options`, options);
}

/** Subcommands stand alone: a command with them can take no values of its own. */
function checkKinds(checker: Checker, path: string, options: readonly Json[]): void {
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP).length;
  if (nested > 0 && nested < options.length)
    checker.say(
      `${path}.options`,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
}

function checkValue(checker: Checker, path: string, option: Json): void {
  const { type, autocomplete, min_value: least, max_value: most, max_length: length } = option;
  const choices = checker.list(`${path}.choices`, option.choices, 25);
  for (const [i, choice] of choices.entries()) {
    checker.length(`${path}.choices.${i}.name`, choice.name, 1, 100);
    if (type === STRING) checker.length(`${path}.choices.${i}.value`, choice.value, 1, 100);
  }
  if (autocomplete === true && choices.length > 0)
    checker.say(
      `${path}.autocomplete`,
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'May not be set with choices',
    );
  if (autocomplete === true && type !== STRING && type !== INTEGER && type !== NUMBER)
    checker.say(
      `${path}.autocomplete`,
      'APPLICATION_COMMAND_AUTOCOMPLETE_TYPE',
      'Not for this type',
    );
  if ((least !== undefined || most !== undefined) && type !== INTEGER && type !== NUMBER)
    checker.say(path, 'APPLICATION_COMMAND_BOUNDS_TYPE', 'min_value and max_value are for numbers');
  if (length !== undefined && (type !== STRING || Number(length) < 1 || Number(length) > 6_000))
    checker.say(`${path}.max_length`, 'NUMBER_TYPE_MAX', 'A string of 1 to 6000');
}

function checkUnique(checker: Checker, path: string, parts: readonly Json[]): void {
  const names = parts.map(({ name }) => name);
  if (new Set(names).size < names.length)
    checker.say(
      path || 'name',
      'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
      'Option name must be unique',
    );
}

/** Name, description and values, all the way down. */
function sizeOf(part: Json): number {
  const { name, description, options, choices } = part;
  const inner = Array.isArray(options)
    ? options.reduce<number>((sum, one: Json) => sum + sizeOf(one), 0)
    : 0;
  const values = Array.isArray(choices)
    ? choices.reduce<number>(
        (sum, one: Json) => sum + String(one.name).length + String(one.value).length,
        0,
      )
    : 0;
  return String(name ?? '').length + String(description ?? '').length + inner + values;
}
