import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startFakeDiscord } from './support/discord/index.ts';

const ENTRY = resolve('src/vigil.ts');
const folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
const environment = {
  PATH: process.env['PATH'],
  NODE_NO_WARNINGS: '1',
  DATABASE_URL: `file:${join(folder, 'vigil.db')}`,
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the `vigil` command as a person does, in a folder without `.env`. */
const vigil = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      [ENTRY, ...args],
      { cwd: folder, env: { ...environment, ...env }, maxBuffer: 10_000_000 },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

describe('vigil ask', () => {
  it('prints the reply and exits 0', async () => {
    const { code, out } = await vigil(['ask', '/upr status usa', '--as-of', '2025-08-01']);

    expect(code).toBe(0);
    expect(out).toContain(
      'United States of America — UPR 4th cycle: scheduled for 7 Nov 2025 (session 50)',
    );
    expect(out).toContain('National report: due 4 Aug 2025');
  });

  it('exits 1 with the answer that a user would get on bad input', async () => {
    const { code, out } = await vigil(['ask', '/upr status untied stattes']);

    expect(code).toBe(1);
    expect(out).toContain('United States of America');
  });

  it('prints the neutral reply as JSON, with the fields that programs rely on', async () => {
    const { code, out } = await vigil([
      'ask',
      '/upr usa',
      '--as-of',
      '2025-11-08',
      '--format',
      'json',
    ]);

    expect(code).toBe(0);
    expect((JSON.parse(out) as { data: object }).data).toMatchObject({
      state: 'USA',
      cycle: 4,
      stage: 'rescheduled',
      cooperation: 'absent',
      obligations: { nationalReport: { status: 'missed', due: '2025-08-04' } },
      attempts: [
        { session: 50, date: '2025-11-07', result: 'no_show' },
        { session: 53, date: '2026', result: 'open' },
      ],
      next: { date: '2026', precision: 'year', session: 53 },
      unverified: false,
      asOf: '2025-11-08',
      newestFact: '2025-11-07',
    });
  });

  it('takes an instant, and answers as of its day in Geneva', async () => {
    const { out } = await vigil([
      'ask',
      '/upr usa',
      '--as-of',
      '2025-11-07T23:30Z',
      '--format',
      'json',
    ]);

    expect((JSON.parse(out) as { data: { asOf: string } }).data.asOf).toBe('2025-11-08');
  });

  it.each([
    ['slack', 'blocks'],
    ['discord', 'data'],
  ])('prints the payload for %s', async (format, field) => {
    const { code, out } = await vigil(['ask', '/upr usa', '--format', format]);

    expect([code, field in (JSON.parse(out) as object)]).toEqual([0, true]);
  });

  it.each([
    [['ask'], 'missing required argument'],
    [['ask', 'usa', '--format', 'xml'], "--format is 'xml' (expected text, json, slack, discord)"],
    [['ask', 'usa', '--as-of', '2025-11'], "--as-of needs a day or an instant, not '2025-11'"],
    [['ask', 'usa', '--colour'], "unknown option '--colour'"],
    [['ask', 'usa', 'france'], 'too many arguments'],
    [
      ['simulate', '--from', '2025-05-01', '--to', '2025-05-02', '--follow', 'nowhere'],
      "--follow: Not a State, a session or all: 'nowhere'.",
    ],
    [['answer'], "unknown command 'answer'"],
  ])('exits 2 on misuse: %j', async (args, words) => {
    const { code, err } = await vigil(args);

    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('vigil simulate', () => {
  interface Line {
    readonly at: string;
    readonly kind: string;
    readonly key: string;
    readonly title: string;
    readonly dueOn: string | null;
  }
  const lines = (out: string): Line[] =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('shows the founding year: each rung once, what happened, the move, and nothing for the old date after it', async () => {
    const { code, out } = await vigil([
      'simulate',
      '--from',
      '2025-05-01',
      '--to',
      '2025-12-31',
      '--follow',
      'usa',
      '--format',
      'jsonl',
    ]);
    const notices = lines(out);
    const reminders = notices.filter(({ kind }) => kind === 'reminder');
    const moved = notices.find(({ kind }) => kind === 'moved');

    expect(code).toBe(0);
    expect(reminders.map(({ at, dueOn }) => `${at.slice(0, 10)} → ${dueOn}`)).toEqual([
      '2025-05-06 → 2025-08-04',
      '2025-07-05 → 2025-08-04',
      '2025-07-21 → 2025-08-04',
      '2025-07-28 → 2025-08-04',
      '2025-08-03 → 2025-08-04',
      '2025-08-04 → 2025-08-04',
      '2025-08-09 → 2025-11-07',
      '2025-10-08 → 2025-11-07',
      '2025-10-24 → 2025-11-07',
      '2025-10-31 → 2025-11-07',
      '2025-11-06 → 2025-11-07',
      '2025-11-07 → 2025-11-07',
    ]);
    for (const title of [
      'national report missed',
      'declined to take part',
      'absent from its review',
      'Council decision',
    ])
      expect(notices.filter((notice) => notice.title.includes(title))).toHaveLength(1);
    expect(moved?.title).toBe(
      'Moved: review, United States of America — from 7 Nov 2025 to 2026 (no day set)',
    );
    expect(reminders.filter(({ at }) => at > (moved?.at ?? ''))).toEqual([]);
    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
  });

  it('says each notice once, however follows overlap', async () => {
    const { out } = await vigil([
      'simulate',
      '--from',
      '2025-07-01',
      '--to',
      '2025-11-30',
      '--follow',
      'usa',
      '--follow',
      'session 50',
      '--follow',
      'all',
      '--format',
      'jsonl',
    ]);
    const notices = lines(out);

    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
  });

  it('tells who follows a session what becomes of its reviews', async () => {
    const { out } = await vigil([
      'simulate',
      '--from',
      '2025-11-01',
      '--to',
      '2025-11-30',
      '--follow',
      'session 50',
      '--format',
      'jsonl',
    ]);
    const titles = lines(out).map(({ title }) => title);

    expect(titles).toContain('United States of America: absent from its review');
    expect(titles).toContain(
      'Moved: review, United States of America — from 7 Nov 2025 to 2026 (no day set)',
    );
    expect(titles.filter((title) => title.endsWith('review held'))).toHaveLength(13);
  });

  it('refuses a time that ends before it begins', async () => {
    const { code, err } = await vigil([
      'simulate',
      '--from',
      '2025-05-01',
      '--to',
      '2025-04-01',
      '--follow',
      'usa',
    ]);

    expect([code, err]).toEqual([2, "vigil: --to '2025-04-01' is before --from '2025-05-01'\n"]);
  });

  it('names what it does not know', async () => {
    const { code, err } = await vigil([
      'simulate',
      '--from',
      '2025-05-01',
      '--to',
      '2025-06-01',
      '--follow',
      'Atlantis',
    ]);

    expect(code).not.toBe(0);
    expect(err).toContain('Atlantis');
  });
});

describe('the other commands of vigil', () => {
  it('check the record', async () => {
    const { code, out } = await vigil(['record', 'check']);

    expect(code).toBe(0);
    expect(out).toContain('193');
    expect(out).toContain('No faults.');
  });

  it('print a Slack manifest that names the command', async () => {
    const { code, out } = await vigil(['slack', 'manifest'], { VIGIL_COMMAND: '/upr-bot' });

    expect(code).toBe(0);
    expect(out).toContain('/upr-bot');
  });

  it('say which token is missing to register with Discord', async () => {
    expect(await vigil(['discord', 'register'])).toEqual({
      code: 1,
      out: '',
      err: 'vigil: DISCORD_TOKEN is missing (the bot token of the Developer Portal)\n',
    });
  });

  it.each([
    [[]],
    [['start']],
    [['ask']],
    [['simulate']],
    [['record', 'check']],
    [['slack', 'manifest']],
    [['discord', 'register']],
  ])('explain themselves: vigil %j --help', async (args) => {
    const { code, out } = await vigil([...args, '--help']);

    expect(code).toBe(0);
    expect(out).toContain('Usage: vigil');
  });

  it('stop at a wrong environment with one line that names the variable', async () => {
    expect(await vigil(['start'], { PORT: '99999' })).toEqual({
      code: 1,
      out: '',
      err: "vigil: PORT is '99999' (expected a port from 0 to 65535)\n",
    });
  });
});

/** `vigil start` in a process of its own; killed where it has not ended by itself within the five seconds that a service manager gives. */
interface Started {
  /** Resolves once it has said so on standard output or standard error. */
  says(words: RegExp): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** `code` is null where it had to be killed. */
  ended(): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

const PATIENCE_MS = 5_000;

function startVigil(env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [ENTRY, 'start'], {
    cwd: folder,
    env: { ...environment, DATABASE_URL: 'file::memory:', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (said.err += String(chunk)));
  const exited = once(child, 'close');
  return {
    says: (words) => vi.waitFor(() => expect(said.out + said.err).toMatch(words), 15_000),
    signal: (signal) => void child.kill(signal),
    async ended() {
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      const [code] = (await exited) as [number | null];
      clearTimeout(late);
      return { code, ...said };
    },
  };
}

/** A server that takes every request and answers none. */
async function silentServer(): Promise<{ readonly address: string; asked(): number }> {
  let requests = 0;
  const server = createServer(() => {
    requests += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/api`, asked: () => requests };
}

const TOKEN = 'a-token-of-no-bot-at-all';

describe('vigil start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'runs with no tokens and no terminal, says ready, and stops cleanly at %s',
    async (signal) => {
      const vigil = startVigil();

      await vigil.says(/is ready \(no platform, reminders only\)/);
      vigil.signal(signal);

      expect((await vigil.ended()).code).toBe(0);
    },
  );

  it('stops cleanly while a platform does not answer its start', async () => {
    const discord = await silentServer();
    const vigil = startVigil({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.address });

    await vi.waitFor(() => expect(discord.asked()).toBeGreaterThan(0), 15_000);
    vigil.signal('SIGTERM');

    expect(await vigil.ended()).toMatchObject({ code: 0, out: '' });
  });

  it('finishes its stop though it is told again and again', async () => {
    const discord = await silentServer();
    const vigil = startVigil({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.address });

    await vi.waitFor(() => expect(discord.asked()).toBeGreaterThan(0), 15_000);
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM'] as const) {
      vigil.signal(signal);
      await delay(20);
    }

    expect((await vigil.ended()).code).toBe(0);
  });

  it('says in one line which token is refused, and not the token', async () => {
    const discord = await startFakeDiscord();
    onTestFinished(() => discord.stop());
    const vigil = startVigil({
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      LOG_LEVEL: 'silent',
    });

    await vigil.says(/vigil:/);

    expect(await vigil.ended()).toEqual({
      code: 1,
      out: '',
      err: 'vigil: Discord refused the token: set DISCORD_TOKEN to the one shown in the Developer Portal under Bot, “Reset Token”\n',
    });
  });

  it('is ready without a platform that cannot be reached, and says that it is tried again', async () => {
    const vigil = startVigil({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: 'http://127.0.0.1:1/api' });

    await vigil.says(/is ready/);
    vigil.signal('SIGTERM');
    const { code, out, err } = await vigil.ended();

    expect(code).toBe(0);
    expect(out).toContain('is ready (no platform yet; discord is tried again until reached)');
    expect(err).toContain('Discord cannot be reached (ECONNREFUSED)');
    expect(err).not.toContain(TOKEN);
  });

  it('ends with what to do when a platform ends the connection for good', async () => {
    const discord = await startFakeDiscord();
    onTestFinished(() => discord.stop());
    const vigil = startVigil({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      LOG_LEVEL: 'silent',
    });
    await vigil.says(/is ready \(discord\)/);

    discord.revokeToken();

    expect(await vigil.ended()).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^vigil: Discord refused the token: set DISCORD_TOKEN .+\n$/),
    });
  });
});
