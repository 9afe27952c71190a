import { createHash } from 'node:crypto';
import {
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Command } from '../../core/command.ts';
import { checkCommand } from './command-ceilings.ts';
import { drawnOptions } from './command-options.ts';
import { namesOf, type Path, pathOf } from './command-paths.ts';
import { idOf } from './connection.ts';
import { LIMITS } from './limits.ts';
import { cut } from './markdown.ts';
import { startFailure } from './start-failures.ts';

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody;
type Inner = APIApplicationCommandSubcommandGroupOption | APIApplicationCommandSubcommandOption;

// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types
const CHAT_INPUT = 1;
// https://discord.com/developers/docs/resources/application#application-object-application-integration-types
const GUILD_INSTALL = 0;
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types
const IN_GUILD = 0;
const IN_BOT_DM = 1;
/** https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
const MANAGE_GUILD = '32';

/** Everybody may use it: what only some may do is checked when it is done. */
const OPEN = {
  description: 'UN reviews of States: where they stand, who has said what, what is due',
  contexts: [IN_GUILD, IN_BOT_DM],
};
/** Shown to who manages the server, who may show it to others in its settings; rights are checked all the same. */
const ADMINISTRATIVE = {
  description: 'For coordinators: the places, people and organisations of the coalition',
  contexts: [IN_GUILD],
  default_member_permissions: MANAGE_GUILD,
};

/** A command and where it stands. */
interface Placed {
  readonly path: Path;
  readonly command: Command;
}

/**
 * The commands as Discord registers them: one named for the root, and `upr-admin`
 * for coordinators where there are commands for them; each a subcommand, in a
 * group where its name has two words. Throws FormError where a ceiling is passed.
 */
export function discordCommands(root: string, commands: readonly Command[]): Body[] {
  const names = namesOf(root, commands);
  const placed = commands.map((command) => ({ command, path: pathOf(command.name, names) }));
  const bodies = [...Map.groupBy(placed, ({ path }) => path.top)].map(([name, below]) => ({
    type: CHAT_INPUT,
    name,
    ...(name === root.replace(/^\//, '') ? OPEN : ADMINISTRATIVE),
    options: optionsBelow(below),
    integration_types: [GUILD_INSTALL],
  }));
  for (const body of bodies) checkCommand(body);
  return bodies;
}

/** Subcommands and groups of them, in the order of the commands. */
function optionsBelow(placed: readonly Placed[]): Inner[] {
  // What stands in no group stands alone, so that a name used twice is found.
  const grouped = Map.groupBy(placed, ({ path, command }) => path.group ?? command);
  return [...grouped.values()].flatMap((those): Inner[] => {
    const subcommands = those.map(subcommand);
    const group = those[0]?.path.group;
    if (group === undefined) return subcommands;
    const inside = those.map(({ path }) => path.subcommand).join(', ');
    const description = cut(`${group}: ${inside}`, LIMITS.commandDescription);
    return [{ type: SUBCOMMAND_GROUP, name: group, description, options: subcommands }];
  });
}

const subcommand = ({ path, command }: Placed): APIApplicationCommandSubcommandOption => ({
  type: SUBCOMMAND,
  name: path.subcommand,
  description: command.summary,
  options: drawnOptions(command),
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
