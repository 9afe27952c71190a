import { Command, CommanderError } from 'commander';
import { ConfigError, loadEnvFile } from './config.ts';
import { FormError, UnreachableError, UserError } from './core/errors.ts';
import { VERSION } from './version.ts';

/** The command was used wrongly: not the same as an answer that says no. */
const MISUSE = 2;

// `vigil audit export | head`: who reads has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Each command is read only when it is asked for, so that help and answers come at once.
const program = new Command('vigil')
  .description('Where a State’s UN review stands, who has said what, and what is due next')
  .version(VERSION)
  .exitOverride()
  .configureOutput({ writeErr: (words) => process.stderr.write(words) })
  .showHelpAfterError('(add --help for the options)');

program
  .command('start', { isDefault: false })
  .description(
    'run Vigil: the scheduler, the console where there is a terminal, and each platform that has its tokens',
  )
  .action(async () => (await import('./cli/start.ts')).start());

program
  .command('ask')
  .description('print the reply to a slash-command; exit 1 where it is no answer')
  .argument('<text>', 'the slash-command, such as "/upr status usa"')
  .option('--as-of <date|instant>', 'answer as of a past day, such as 2025-11-08')
  .option('--as <role>', 'ask as a reader, editor, approver or coordinator')
  .option('--coalition <id or name>', 'of this coalition (with --as)')
  .option('--place <place>', 'from this place, such as slack/T1 or slack/T1/C1')
  .option('--format <format>', 'text, json, slack or discord', 'text')
  .option('--database <url>', 'the database, such as file:./data/vigil.db (default: DATABASE_URL)')
  .action(async (text, options) => (await import('./cli/ask.ts')).ask(text, options));

program
  .command('simulate')
  .description(
    'print every notice that one destination would get in a time, through the real planner',
  )
  .requiredOption('--from <date>', 'first day, such as 2025-05-01')
  .requiredOption('--to <date>', 'last day')
  .requiredOption(
    '--follow <subject>',
    'a State, "session 50" or all; may be given more than once',
    collect,
    [],
  )
  .option('--format <format>', 'text or jsonl', 'text')
  .action(async (options) => (await import('./cli/simulate.ts')).simulateNotices(options));

program
  .command('record')
  .description('the bundled record')
  .command('check')
  .description('count what the record files hold, and fail on a fault')
  .option('--folder <path>', 'the folder of the record files (default: the bundled one)')
  .action(async (options) => (await import('./cli/record.ts')).checkTheRecord(options));

const DATABASE = [
  '--database <url>',
  'the database, such as file:./data/vigil.db (default: DATABASE_URL)',
] as const;

const coalition = program.command('coalition').description('the coalitions of a database');

coalition
  .command('list')
  .description('print every coalition, with what it owns')
  .option('--format <format>', 'text or json', 'text')
  .option(...DATABASE)
  .action(async (options) => (await import('./cli/coalition.ts')).listCoalitions(options));

coalition
  .command('export')
  .description('write everything that a coalition owns into one zip file')
  .argument('<coalition>', 'its id, the beginning of it, or its name')
  .option('--out <file>', 'where to; - for standard output (default: a new file here)')
  .option(...DATABASE)
  .action(async (typed, options) =>
    (await import('./cli/coalition.ts')).exportCoalition(typed, options),
  );

coalition
  .command('import')
  .description('take a coalition over that another Vigil has exported')
  .argument('<file>', 'the zip file')
  .option(...DATABASE)
  .action(async (file, options) =>
    (await import('./cli/coalition.ts')).importCoalition(file, options),
  );

coalition
  .command('purge')
  .description('delete a coalition and all that it owns, in seven days')
  .argument('<coalition>', 'its id, the beginning of it, or its name')
  .option('--confirm <name>', 'the name of the coalition')
  .option('--now', 'delete it at once')
  .option('--cancel', 'call the deletion off')
  .option(...DATABASE)
  .action(async (typed, options) =>
    (await import('./cli/coalition.ts')).purgeCoalition(typed, options),
  );

const person = program
  .command('person')
  .description('what is kept of one person, for who cannot ask Vigil any more');

person
  .command('export')
  .description('write everything that is kept of a person into one zip file')
  .argument('<account>', 'one of their accounts, such as slack/T1/U1 or discord/123')
  .option('--out <file>', 'where to; - for standard output (default: a new file here)')
  .option(...DATABASE)
  .action(async (typed, options) => (await import('./cli/person.ts')).exportPerson(typed, options));

person
  .command('purge')
  .description('delete what is kept of a person, with all of their accounts, at once')
  .argument('<account>', 'one of their accounts, such as slack/T1/U1 or discord/123')
  .option('--confirm <account>', 'the account once more')
  .option(...DATABASE)
  .action(async (typed, options) => (await import('./cli/person.ts')).purgePerson(typed, options));

program
  .command('audit')
  .description('who changed what')
  .command('export')
  .description('print the log of changes, oldest first, a line each')
  .option('--coalition <coalition>', 'of this one only: its id, the beginning of it, or its name')
  .option('--format <format>', 'jsonl', 'jsonl')
  .option(...DATABASE)
  .action(async (options) => (await import('./cli/audit.ts')).exportAudit(options));

program
  .command('slack')
  .description('set up Slack')
  .command('manifest')
  .description('print the app manifest to create the Slack app from')
  .option(
    '--url <url>',
    'the public address of HTTP mode, such as https://vigil.example.org; Socket Mode without it',
  )
  .action(async (options) => (await import('./cli/registration.ts')).showSlackManifest(options));

program
  .command('discord')
  .description('set up Discord')
  .command('register')
  .description('register the slash-commands with Discord (DISCORD_TOKEN)')
  .action(async () => (await import('./cli/registration.ts')).registerDiscord());

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

// Sub-commands take over what the program says of errors and exits.
for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
  command
    .exitOverride()
    .allowExcessArguments(false)
    .showHelpAfterError('(add --help for the options)');

try {
  loadEnvFile();
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** One line for a person; a stack only for a fault of ours. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSE;
  if (error instanceof FormError) {
    process.stderr.write(`vigil: ${error.message}\n`);
    return MISUSE;
  }
  const isForPeople = [ConfigError, UserError, UnreachableError].some(
    (kind) => error instanceof kind,
  );
  if (error instanceof Error && isForPeople) {
    process.stderr.write(`vigil: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(
    `vigil: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 70;
}
