import { createHash } from 'node:crypto';
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { type Command, type Option, SHARED_OPTIONS } from '../../core/command.ts';
import { checkCommand } from './command-ceilings.ts';
import { idOf } from './connection.ts';
import { startFailure } from './start-failures.ts';

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody;

// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
const SUBCOMMAND = 1;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types
const CHAT_INPUT = 1;
// https://discord.com/developers/docs/resources/application#application-object-application-integration-types
const GUILD_INSTALL = 0;
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types
const IN_GUILD = 0;
const IN_BOT_DM = 1;

/** The longest date that anybody has to type is a span of two days. */
const DATE_CHARACTERS = 40;
const TEXT_CHARACTERS = 500;

/**
 * The commands as Discord registers them: one command named for the root, a
 * subcommand for each. Everybody may use it: what only managers may do is
 * checked when it is done. Throws FormError where a ceiling is passed.
 */
export function discordCommands(root: string, commands: readonly Command[]): Body[] {
  const body: Body = {
    type: CHAT_INPUT,
    name: root.replace(/^\//, ''),
    description: 'UN reviews of States: where they stand, who has said what, what is due',
    options: commands.map(subcommand),
    integration_types: [GUILD_INSTALL],
    contexts: [IN_GUILD, IN_BOT_DM],
  };
  checkCommand(body);
  return [body];
}

function subcommand({ name, summary, options }: Command): APIApplicationCommandSubcommandOption {
  const drawn = Object.entries({ ...SHARED_OPTIONS, ...options }).map(option);
  // Shared options last, and Discord wants those that must be given first.
  const shared = new Set(Object.keys(SHARED_OPTIONS).filter((key) => !(key in options)));
  const rank = (one: { name: string; required?: boolean | undefined }): number =>
    one.required ? 0 : shared.has(one.name) ? 2 : 1;
  return {
    type: SUBCOMMAND,
    name,
    description: summary,
    options: drawn.toSorted((a, b) => rank(a) - rank(b)),
  };
}

function option([name, declared]: [string, Option]): APIApplicationCommandBasicOption {
  const { kind, summary, required, choices } = declared;
  const base = { name, description: summary, ...(required ? { required } : {}) };
  if (choices)
    return { ...base, type: STRING, choices: choices.map((value) => ({ name: value, value })) };
  switch (kind) {
    case 'state':
    case 'subject':
    case 'statement':
    case 'command':
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

/** Identifies a set of commands of an application: changes when either does. */
export const hashOf = (application: string, body: readonly Body[]): string =>
  createHash('sha256')
    .update(`${application}\n${JSON.stringify(body)}`)
    .digest('hex');

/** Registers the set where it differs from what Discord lists; answers whether it did. */
export async function registerAt(
  rest: REST,
  application: string,
  body: readonly Body[],
): Promise<boolean> {
  const route = Routes.applicationCommands(application);
  if (digest(await rest.get(route)) === digest(body)) return false;
  await rest.put(route, { body });
  return true;
}

/**
 * For `vigil discord register`; `count` is of top-level commands. Rejects with one
 * sentence on what Discord refused, or FormError where a ceiling is passed.
 */
export async function registerCommands(options: {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly root: string;
  readonly commands: readonly Command[];
}): Promise<{ readonly registered: boolean; readonly count: number }> {
  const body = discordCommands(options.root, options.commands);
  const rest = new REST(options.apiUrl ? { api: options.apiUrl } : {}).setToken(options.token);
  try {
    const id = idOf(await rest.get(Routes.currentApplication()));
    return { registered: await registerAt(rest, id, body), count: body.length };
  } catch (error) {
    throw startFailure(error, options.token);
  }
}

const COMPARED = [
  'type',
  'name',
  'description',
  'required',
  'autocomplete',
  'value',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'contexts',
  'integration_types',
  'default_member_permissions',
  'choices',
  'options',
];

/** What matters of a listed command: Discord adds ids, versions and defaults to what was registered. */
const digest = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const entries = new Map(Object.entries(inner));
    return Object.fromEntries(
      COMPARED.map((key) => [key, entries.get(key)]).filter(([, held]) => !isDefault(held)),
    );
  });

const isDefault = (held: unknown): boolean =>
  held === undefined ||
  held === null ||
  held === false ||
  (Array.isArray(held) && held.length === 0);
