import { createConsole } from '../adapters/console/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { startVigil } from '../main.ts';
import { VERSION } from '../version.ts';

/** `vigil start`: serves until SIGINT, SIGTERM or the end of the console. */
export async function start(): Promise<void> {
  const config = readConfig();
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const log = createLog(config.logLevel ?? (terminal ? 'warn' : 'info'));
  const ended = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.resolve());
  const vigil = await startVigil(
    config,
    log,
    terminal ? () => Promise.resolve(consoleOf(config.root, () => ended.resolve())) : undefined,
  );
  const serving =
    vigil.platforms.length > 0 ? vigil.platforms.join(', ') : 'no platform, reminders only';
  process.stdout.write(`Vigil ${VERSION} is ready (${serving}).\n`);
  await ended.promise;
  await vigil.stop();
  // What a platform's SDK leaves behind (timers, sockets) must not keep the process.
  process.exit(0);
}

const consoleOf = (root: string, onClose: () => void) =>
  createConsole({
    input: process.stdin,
    output: process.stdout,
    terminal: {
      colour: process.stdout.hasColors(),
      links: process.stdout.hasColors(256),
      columns: process.stdout.columns,
      root,
    },
    greeting: greeting(root),
    onClose,
  });

const greeting = (root: string): string =>
  `Vigil ${VERSION} — where a State’s UN review stands, who has said what, and what is due next.

Try:
  ${root} status united states
  ${root} status usa as-of:2025-11-08
  ${root} follow all

To connect Slack: npm run vigil -- slack manifest, then SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env
To connect Discord: DISCORD_TOKEN in .env. The README has both step by step. Ctrl-D stops Vigil.`;
