import { FormError } from '../../core/errors.ts';
import { COMMAND_NAME, LIMITS } from './limits.ts';

/** What every level of a command has. */
interface Part {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly Part[] | undefined;
  readonly choices?:
    | readonly { readonly name: string; readonly value: string | number }[]
    | undefined;
}

/**
 * Throws FormError where a command passes a ceiling, by name: Discord itself
 * would refuse it with a path of numbers.
 */
export function checkCommand(command: Part): void {
  check(command.name, command);
  most(`/${command.name}`, 'characters in all', charactersOf(command), LIMITS.commandTotal);
}

function check(path: string, part: Part): void {
  const { name, description, options = [], choices = [] } = part;
  const place = `/${path}`;
  if (!COMMAND_NAME.test(name) || name !== name.toLowerCase())
    throw new FormError(
      `Not a name that Discord takes: '${name}' in ${place} (expected 1 to ${LIMITS.commandName} lower-case letters, digits, - or _)`,
    );
  if (description === '')
    throw new FormError(`No summary for ${place} (Discord asks for 1 to 100 characters)`);
  most(place, 'characters of summary', description.length, LIMITS.commandDescription);
  most(place, 'options', options.length, LIMITS.commandOptions);
  most(place, 'choices', choices.length, LIMITS.commandChoices);
  for (const choice of choices)
    most(place, `characters in the choice '${choice.name}'`, choice.name.length, LIMITS.choiceName);
  const twice = options.find((one, i) => options.findIndex((other) => other.name === one.name) < i);
  if (twice) throw new FormError(`'${twice.name}' stands twice in ${place}`);
  for (const inner of options) check(`${path} ${inner.name}`, inner);
}

function most(place: string, what: string, found: number, allowed: number): void {
  if (found > allowed)
    throw new FormError(`${place} has ${found} ${what} (Discord takes at most ${allowed})`);
}

/** Names, descriptions and values, as Discord counts them towards 8,000. */
function charactersOf(part: Part): number {
  const { name, description, options = [], choices = [] } = part;
  const inner = options.reduce((sum, one) => sum + charactersOf(one), 0);
  const values = choices.reduce((sum, one) => sum + one.name.length + String(one.value).length, 0);
  return name.length + description.length + inner + values;
}
