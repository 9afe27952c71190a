import type { APIApplicationCommandBasicOption } from 'discord.js';
import { optionsOf } from '../../core/asking/given.ts';
import { type Command, type Option, SHARED_OPTIONS } from '../../core/command.ts';

// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;

/** The longest date that anybody has to type is a span of two days. */
const DATE_CHARACTERS = 40;
const TEXT_CHARACTERS = 500;

/** The options of a subcommand: those that must be given first, as Discord wants it, and shared ones last. */
export function drawnOptions(command: Command): APIApplicationCommandBasicOption[] {
  const shared = new Set(Object.keys(SHARED_OPTIONS).filter((key) => !(key in command.options)));
  const rank = (one: { name: string; required?: boolean | undefined }): number =>
    one.required ? 0 : shared.has(one.name) ? 2 : 1;
  return Object.entries(optionsOf(command))
    .map(drawn)
    .toSorted((a, b) => rank(a) - rank(b));
}

function drawn([name, declared]: [string, Option]): APIApplicationCommandBasicOption {
  const { kind, summary, required, choices } = declared;
  const base = { name, description: summary, ...(required ? { required } : {}) };
  if (choices)
    return { ...base, type: STRING, choices: choices.map((value) => ({ name: value, value })) };
  switch (kind) {
    case 'state':
    case 'subject':
    case 'statement':
    case 'command':
    case 'member':
    case 'organisation':
    case 'deadline':
    case 'place':
      return { ...base, type: STRING, autocomplete: true };
    case 'session':
    case 'number':
      return { ...base, type: INTEGER, ...bounds(declared) };
    case 'flag':
      return { ...base, type: BOOLEAN };
    case 'date':
      return { ...base, type: STRING, max_length: DATE_CHARACTERS };
    case 'text':
      return { ...base, type: STRING, max_length: TEXT_CHARACTERS };
  }
}

const bounds = ({ kind, least, most }: Option): { min_value?: number; max_value?: number } => ({
  ...(least !== undefined ? { min_value: least } : kind === 'session' ? { min_value: 1 } : {}),
  ...(most !== undefined ? { max_value: most } : {}),
});
