import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/core/clock.ts';
import { startFakeDiscord } from '../support/discord/index.ts';
import { startFakeSlack } from '../support/slack/server.ts';
import { createDice } from './dice.ts';
import { type Lived, live } from './life.ts';
import type { Row } from './verdict.ts';

/**
 * `npm run chaos`: Vigil as it is built, in a process of its own, reminds
 * channels of an emulated Slack and Discord over simulated months, while a
 * seeded plan kills it, and fails the platforms under it. At the end everything
 * that fell due must stand in its channel. `-- --short` in less than a minute,
 * `-- --seed 7`, `-- --minutes 10`. The plan is the seed's; at what instruction
 * a kill falls is the machine's, so that the same seed need not fail twice.
 */
const SHORT_MS = 20_000;
const SHORT_SEED = 1;
const MINUTE_MS = 60_000;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
  },
});
const seed = numberOf('--seed', values.seed ?? String(values.short ? SHORT_SEED : freshSeed()));
const lastsMs = values.short ? SHORT_MS : numberOf('--minutes', values.minutes) * MINUTE_MS;

build();
const folder = mkdtempSync(join(tmpdir(), 'vigil-chaos-'));
const platforms = { slack: await startFakeSlack(), discord: await startFakeDiscord() };
process.stdout.write(`seed ${seed}\n`);
const begun = systemClock.now();
try {
  const file = join(folder, 'vigil.db');
  report(await live({ platforms, file, dice: createDice(seed), lastsMs }));
} finally {
  await platforms.slack.stop();
  await platforms.discord.stop();
  rmSync(folder, { recursive: true });
}

function report({ verdict, counts, rules, span }: Lived): void {
  say('\n| channel | due | arrived | in a catch-up | catch-ups | repeats |');
  say('| --- | --- | --- | --- | --- | --- |');
  for (const row of [...verdict.rows, totalOf(verdict.rows)])
    say(
      `| ${[row.place, row.due, row.arrived, row.caughtUp, row.digests, row.repeats].join(' | ')} |`,
    );
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  const seconds = Math.round((systemClock.now() - begun) / 1_000);
  say(`\n${told.join(', ')}; ${span} in ${seconds} s`);
  if (rules.excused.length > 0)
    say(`rules that a kill breaks by itself: ${rules.excused.length} (${tally(rules.excused)})`);
  const differences = [
    ...verdict.differences,
    ...rules.broken.map((rule) => `a rule of the platform was broken: ${rule}`),
  ];
  if (differences.length === 0) {
    say('every promise was kept');
    return;
  }
  say(`\n${differences.length} promises were broken; seed ${seed}:`);
  for (const difference of differences.slice(0, 20)) say(`- ${difference}`);
  process.exitCode = 1;
}

function totalOf(rows: readonly Row[]): Row {
  const sum = (count: (row: Row) => number): number =>
    rows.reduce((total, row) => total + count(row), 0);
  return {
    place: 'all',
    due: sum(({ due }) => due),
    arrived: sum(({ arrived }) => arrived),
    caughtUp: sum(({ caughtUp }) => caughtUp),
    digests: sum(({ digests }) => digests),
    repeats: sum(({ repeats }) => repeats),
  };
}

function tally(lines: readonly string[]): string {
  const counted = Map.groupBy(lines, (line) => line);
  return [...counted].map(([line, { length }]) => `${length} × ${line}`).join('; ');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function numberOf(option: string, typed: string): number {
  const value = Number(typed);
  if (typed !== '' && Number.isFinite(value) && value > 0) return value;
  throw new Error(`${option} is '${typed}' (expected a number above 0)`);
}

function freshSeed(): number {
  return (systemClock.now() % 1_000_000) + 1;
}

/** What is harmed is what is built, and built from what lies here. */
function build(): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('Not built (expected `npm run build` to succeed)');
}
