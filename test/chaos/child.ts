import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** A stop may take 5 s; a busy machine gets a little more. */
const STOP_MS = 7_000;

/** `vigil start` as it is built, in a process of its own. */
export interface Child {
  readonly ready: Promise<void>;
  /** Rejects where it ends by itself, with what it said; never resolves. */
  readonly failed: Promise<never>;
  /** Kill -9; resolves once nothing of it runs any more. */
  kill(): Promise<void>;
  /** SIGTERM. Rejects where it does not end in time, or not with 0. */
  stop(): Promise<void>;
}

/** Starts Vigil with no variables but these. */
export function startVigil(environment: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, ['dist/src/vigil.js', 'start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const ready = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  // Whoever waits for it still hears of it; nobody need.
  failed.promise.catch(() => undefined);
  let said = '';
  let wanted = false;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => {
      said = `${said}${words}`.slice(-4_000);
      if (/ is ready \(/.test(words)) ready.resolve();
    });
  void exited.then(([code, signal]) => {
    if (!wanted) failed.reject(new Error(`Vigil ended by itself with ${code ?? signal}: ${said}`));
  });
  return {
    ready: ready.promise,
    failed: failed.promise,
    async kill() {
      wanted = true;
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      wanted = true;
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.kill('SIGTERM');
      const [code, signal] = await exited;
      clearTimeout(late);
      if (code !== 0)
        throw new Error(`SIGTERM ended Vigil with ${signal ?? code}, not with 0 in time: ${said}`);
    },
  };
}
