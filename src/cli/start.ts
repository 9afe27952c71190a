import { type Console, createConsole } from '../adapters/console/index.ts';
import { type Config, drawsLinks, readConfig } from '../config.ts';
import type { Log } from '../core/log.ts';
import { createLog } from '../log.ts';
import { startVigil, type Vigil } from '../main.ts';
import { VERSION } from '../version.ts';

/** What is still to be written gets this long; a stop before it takes 4.4 s, and both may take five. */
const LEAVE_MS = 400;

/**
 * `vigil start`: serves until SIGINT, SIGTERM or the end of the console. Rejects
 * with what a person must do where a platform refuses, at the start or later.
 */
export async function start(): Promise<void> {
  const config = readConfig();
  const ended = new AbortController();
  // Every one is caught: the second Ctrl-C must not cut short what the first began.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
  try {
    await serve(config, ended);
  } catch (error) {
    if (!ended.signal.aborted || error !== ended.signal.reason) throw error;
  } finally {
    // What a platform's SDK leaves behind (timers, sockets) must not keep the process.
    setTimeout(() => process.exit(), LEAVE_MS).unref();
  }
}

async function serve(config: Config, ended: AbortController): Promise<void> {
  const { signal } = ended;
  const seated = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const console = seated ? consoleOf(config.root, () => ended.abort()) : undefined;
  const plainLog = createLog(config.logLevel ?? (seated ? 'warn' : 'info'));
  const log = console ? logAside(plainLog, console) : plainLog;
  const vigil = await startVigil(config, log, {
    signal,
    ...(console && { terminal: () => console }),
  });
  const ready = () => process.stdout.write(`Vigil ${VERSION} is ready (${whoServes(vigil)}).\n`);
  if (console) console.aside(ready);
  else ready();
  try {
    await Promise.race([vigil.dead, endOf(signal)]);
  } finally {
    await vigil.stop();
  }
}

/** Lines of the log go above what is being typed. */
function logAside(log: Log, { aside }: Console): Log {
  const above =
    (level: keyof Log): Log[keyof Log] =>
    (fields, message) =>
      aside(() => log[level](fields, message));
  return {
    debug: above('debug'),
    info: above('info'),
    warn: above('warn'),
    error: above('error'),
  };
}

/** `console, discord; slack is tried again until it can be reached`. */
function whoServes({ serving, awaited }: Vigil): string {
  const now = serving().join(', ') || 'no platform, reminders only';
  const later = awaited();
  if (later.length === 0) return now;
  const verb = later.length === 1 ? 'is' : 'are';
  return `${serving().join(', ') || 'no platform yet'}; ${later.join(', ')} ${verb} tried again until reached`;
}

const endOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const consoleOf = (root: string, onClose: () => void) =>
  createConsole({
    input: process.stdin,
    output: process.stdout,
    terminal: {
      colour: process.stdout.hasColors(),
      links: drawsLinks(),
      columns: process.stdout.columns,
      root,
    },
    greeting: greeting(root),
    onClose,
  });

const greeting = (root: string): string =>
  `Vigil ${VERSION} — where a State’s UN review stands, who has said what,
and what is due next.

Try:
  ${root} status united states
  ${root} status usa as-of:2025-11-08
  ${root} follow all

To connect Slack: npm run vigil -- slack manifest, then SLACK_BOT_TOKEN and
SLACK_APP_TOKEN in .env. To connect Discord: DISCORD_TOKEN in .env.
The README has both step by step. exit or Ctrl-D stops Vigil.`;
