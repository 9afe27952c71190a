import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A day per second, from five weeks before the US review of 2025: its reminders fall due within the test. */
const FAST_CLOCK = {
  VIGIL_CLOCK: '2025-10-01T12:00:00Z',
  VIGIL_CLOCK_SPEED: '86400',
};

/** Nothing is left running where a test run is broken off. */
const LIFE_MS = 5 * 60_000;

/**
 * The product as it is built, as a process of its own, in an empty folder: what
 * is set on this machine and what stands in its .env is not seen. Resolves when
 * it says that it is ready; rejects with what it wrote where it ends before.
 */
export async function startVigil(
  environment: Readonly<Record<string, string>>,
): Promise<{ stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-peers-'));
  const child = spawn(process.execPath, [await binary(), 'start'], {
    cwd: folder,
    env: { ...environment, ...FAST_CLOCK },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIFE_MS,
  });
  await ready(child);
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
      await rm(folder, { recursive: true });
    },
  };
}

/** What `vigil <arguments>` prints. */
export async function vigil(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [await binary(), ...args], { env: {} });
  const written = collect(child);
  await ended(child);
  return written();
}

/** Named by package.json, built by `npm ci`. */
async function binary(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    bin: { vigil: string };
  };
  return join(ROOT, manifest.bin.vigil);
}

async function ready(child: ChildProcess): Promise<void> {
  const written = collect(child);
  const said = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => written().includes('ready') && resolve());
  });
  const gone = once(child, 'close').then(() => {
    throw new Error(`Vigil ended before it was ready: ${written()}`);
  });
  await Promise.race([said, gone]);
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (words: string) => {
      text += words;
    });
  return () => text;
}

/** Resolves with the end of the process; rejects where it did not end well. */
async function ended(child: ChildProcess): Promise<void> {
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
  if (code !== 0) throw new Error(`Vigil ended with ${String(code)}, expected 0`);
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks again and again until the answer is there; the test's own time limit ends it. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
