import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { coalitionFigures } from './coalition.ts';
import { coreFigures } from './core.ts';
import { discordThroughput } from './discord.ts';
import type { Effort, Figure } from './figure.ts';
import { slackThroughput } from './slack.ts';
import { startFigures } from './start.ts';

/**
 * `npm run bench` prints what Vigil takes, as one table for the README;
 * `-- --short` in less than a minute, with less certainty. Fails only where
 * something could not be measured: a busy machine is no fault of the code.
 */
const WHOLE: Effort = { rounds: 7, seconds: 5, starts: 11, repeats: 20, coalitions: 10_000 };
const SHORT: Effort = { rounds: 3, seconds: 1, starts: 5, repeats: 3, coalitions: 1_000 };

const { values } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
const effort = values.short ? SHORT : WHOLE;

build();
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
const databaseUrl = `file:${join(folder, 'vigil.db')}`;
try {
  print('figure', 'measured', 'target', 'ok');
  print('---', '---', '---', '---');
  await figures(async () => [await slackThroughput(effort, databaseUrl)]);
  await figures(async () => [await discordThroughput(effort, databaseUrl)]);
  await figures(() => coreFigures(effort));
  await figures(() => coalitionFigures(effort.coalitions));
  await figures(() => startFigures(effort, databaseUrl));
  process.stdout.write(
    `\nNode ${process.versions.node}, ${availableParallelism()} cores, ${process.platform} ${process.arch}; ` +
      `medians of ${effort.rounds} rounds under load and ${effort.starts} starts, both sides in turns.\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Prints rows as soon as they are measured. */
async function figures(measure: () => Promise<readonly Figure[]>): Promise<void> {
  try {
    for (const { name, measured, target, ok } of await measure())
      print(name, measured, target, ok ? 'yes' : 'no');
  } catch (error) {
    process.stderr.write(`Not measured: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

function print(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** What is measured is what is built, and built from what lies here. */
function build(): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('Not built (expected `npm run build` to succeed)');
}
