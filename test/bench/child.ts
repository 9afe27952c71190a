import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..');
const READY_MS = 20_000;
/** Those of `npm start`: what is measured is what people run. */
const START_FLAGS =
  (
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
  ).scripts.start.match(/--\S+/g) ?? [];

/** A process that serves. */
export interface Child {
  /** From its start to the line that says so. */
  readonly readyMs: number;
  /** Resident memory at that moment. */
  readonly readyMegabytes: number;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** `vigil start` as it is built and as `npm start` runs it. */
export const startVigil = (environment: Environment): Promise<Child> =>
  start([...START_FLAGS, 'dist/src/vigil.js', 'start'], environment);

/** What Vigil is compared with: `bare/slack.ts`. */
export const startBare = (file: string, environment: Environment): Promise<Child> =>
  start([join('test', 'bench', 'bare', file)], environment);

/** Starts Node, with no variables but these; rejects with what it said where it does not get ready. */
async function start(args: readonly string[], environment: Environment): Promise<Child> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (words) => {
    complaints = `${complaints}${words}`.slice(-2_000);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  let ready: number | undefined;
  for await (const line of createInterface(child.stdout)) {
    if (!/\bready\b/.test(line)) continue;
    ready = performance.now();
    break;
  }
  clearTimeout(late);
  if (ready === undefined)
    throw new Error(`${args.join(' ')} did not get ready within ${READY_MS} ms: ${complaints}`);
  const readyMegabytes = residentMegabytes(child.pid ?? 0);
  child.stdout.resume();
  return { readyMs: ready - begun, readyMegabytes, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Linux says it in a file, other systems through `ps`. */
function residentMegabytes(pid: number): number {
  const kilobytes =
    process.platform === 'linux'
      ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return Number(kilobytes) / 1_024;
}
