import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, drawsLinks, loadEnvFile, readConfig, VARIABLES } from '../src/config.ts';

// Made up, and in two pieces, so that scanners for secrets do not take them for real ones.
const BOT = `xoxb-${'1234567890-abcdefghij'.repeat(2)}`;
const APP = `xapp-${'1-A0123456789-abcdef'.repeat(3)}`;
const SIGNING = '0123456789abcdef'.repeat(2);
const DISCORD = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GaBcDe', 'x'.repeat(38)].join('.');
const LOCAL = 'http://127.0.0.1:4000/api/';

const slack = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };

/** What a person reads when the environment is refused. */
function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The environment was taken');
}

describe('an empty environment', () => {
  const DEFAULTS = { databaseUrl: 'file:./data/vigil.db', port: 3000, root: '/upr' };

  it('has a default for all that is needed', () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  it.each(VARIABLES)('is the same with an empty %s', (name) => {
    expect(readConfig({ [name]: '' })).toEqual(DEFAULTS);
  });

  it('is not disturbed by variables of others', () => {
    expect(readConfig({ HOME: '/somewhere', NODE_ENV: 'loud', UPR: '1' })).toEqual(DEFAULTS);
  });
});

describe('a right value', () => {
  it.each([
    ['DATABASE_URL', { DATABASE_URL: 'file:/var/lib/vigil.db' }, 'file:/var/lib/vigil.db'],
    ['PORT', { PORT: '0' }, 0],
    ['PORT', { PORT: '65535' }, 65_535],
    ['VIGIL_COMMAND', { VIGIL_COMMAND: '/un-watch' }, '/un-watch'],
    ['LOG_LEVEL', { LOG_LEVEL: 'debug' }, 'debug'],
  ])('of %s is taken from %j', (name, environment, value) => {
    const { databaseUrl, port, root, logLevel } = readConfig(environment);

    expect(
      { DATABASE_URL: databaseUrl, PORT: port, VIGIL_COMMAND: root, LOG_LEVEL: logLevel }[name],
    ).toBe(value);
  });
});

describe('Slack', () => {
  it('is in Socket Mode with an app-level token', () => {
    expect(readConfig(slack).slack).toEqual({ botToken: BOT, appToken: APP });
  });

  it('is in HTTP mode with a signing secret', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SIGNING }).slack).toEqual({
      botToken: BOT,
      signingSecret: SIGNING,
    });
  });

  it('can be an emulator', () => {
    expect(readConfig({ ...slack, SLACK_API_URL: LOCAL }).slack?.apiUrl).toBe(LOCAL);
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: BOT },
      'SLACK_APP_TOKEN is missing (set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP)',
    ],
    [
      { SLACK_APP_TOKEN: APP },
      'SLACK_BOT_TOKEN is missing (SLACK_APP_TOKEN is set; Slack needs both)',
    ],
    [
      { SLACK_SIGNING_SECRET: SIGNING },
      'SLACK_BOT_TOKEN is missing (SLACK_SIGNING_SECRET is set; Slack needs both)',
    ],
  ])('is refused by half, case %#', (environment, message) => {
    expect(refusal(environment)).toBe(message);
  });
});

describe('Discord', () => {
  it('needs its token only', () => {
    expect(readConfig({ DISCORD_TOKEN: DISCORD }).discord).toEqual({ token: DISCORD });
  });

  it('can be an emulator', () => {
    const environment = { DISCORD_TOKEN: DISCORD, DISCORD_API_URL: LOCAL };

    expect(readConfig(environment).discord).toEqual({ token: DISCORD, apiUrl: LOCAL });
  });
});

describe('a wrong value', () => {
  it.each([
    [
      { DATABASE_URL: './data/vigil.db' },
      "DATABASE_URL is './data/vigil.db' (expected file:… such as file:./data/vigil.db, or file::memory:)",
    ],
    [
      { DATABASE_URL: 'postgres://vigil:password@db/vigil' },
      'DATABASE_URL is not of its form (expected file:… such as file:./data/vigil.db, or file::memory:; the value is not shown)',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxp-1234' },
      "SLACK_BOT_TOKEN is not of its form (expected a bot token that begins with 'xoxb-'; the value is not shown)",
    ],
    [
      { SLACK_APP_TOKEN: BOT },
      "SLACK_APP_TOKEN is not of its form (expected an app-level token that begins with 'xapp-'; the value is not shown)",
    ],
    [
      { SLACK_SIGNING_SECRET: 'short' },
      'SLACK_SIGNING_SECRET is not of its form (expected the signing secret of the app’s Basic Information page; the value is not shown)',
    ],
    [
      { SLACK_API_URL: 'slack' },
      "SLACK_API_URL is 'slack' (expected an address such as http://127.0.0.1:4000/api/)",
    ],
    [
      { DISCORD_TOKEN: `Bot ${DISCORD}` },
      'DISCORD_TOKEN is not of its form (expected the bot token of the Developer Portal; the value is not shown)',
    ],
    [
      { DISCORD_API_URL: 'ftp://127.0.0.1' },
      "DISCORD_API_URL is 'ftp://127.0.0.1' (expected an address such as http://127.0.0.1:4000/api/)",
    ],
    [{ PORT: '65536' }, "PORT is '65536' (expected a port from 0 to 65535)"],
    [{ PORT: '-1' }, "PORT is '-1' (expected a port from 0 to 65535)"],
    [{ PORT: ' ' }, "PORT is ' ' (expected a port from 0 to 65535)"],
    [{ PORT: '0x50' }, "PORT is '0x50' (expected a port from 0 to 65535)"],
    [
      { VIGIL_COMMAND: 'upr' },
      "VIGIL_COMMAND is 'upr' (expected a slash and up to 32 lower-case letters, digits, - or _, such as /upr)",
    ],
    [
      { LOG_LEVEL: 'loud' },
      "LOG_LEVEL is 'loud' (expected one of fatal, error, warn, info, debug, silent)",
    ],
    [
      { VIGIL_CLOCK: '2025-08-01' },
      "VIGIL_CLOCK is '2025-08-01' (expected an instant such as 2025-08-01T07:00:00Z)",
    ],
    [
      { VIGIL_CLOCK: '2025-02-30T07:00:00Z' },
      "VIGIL_CLOCK is '2025-02-30T07:00:00Z' (expected an instant such as 2025-08-01T07:00:00Z)",
    ],
    [
      { VIGIL_CLOCK_SPEED: '0' },
      "VIGIL_CLOCK_SPEED is '0' (expected a number from 0.01 to 1000000)",
    ],
    [
      { VIGIL_CLOCK_SPEED: 'fast' },
      "VIGIL_CLOCK_SPEED is 'fast' (expected a number from 0.01 to 1000000)",
    ],
  ])('is named with what was expected, case %#', (environment, message) => {
    expect(refusal(environment)).toBe(message);
  });

  it('is told in one line', () => {
    expect(refusal({ LOG_LEVEL: 'info\nPORT=1' })).toBe(
      'LOG_LEVEL is not of its form (expected one of fatal, error, warn, info, debug, silent; the value is not shown)',
    );
  });

  it('never shows a secret, whatever variable it was put into', () => {
    const secret = fc.oneof(
      fc.stringMatching(/^xox[a-z]-[0-9]{6,}-[0-9A-Za-z]{6,}$/),
      fc.stringMatching(/^xapp-1-[0-9A-Za-z]{8,}$/),
      fc.stringMatching(/^[0-9a-f]{32}$/),
      fc.stringMatching(/^[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,38}$/),
      fc.stringMatching(/^(https?|postgres):\/\/[a-z]{1,8}:[a-z0-9]{6,12}@[a-z]{3,8}\/$/),
    );
    const environment = fc.dictionary(fc.constantFrom(...VARIABLES), secret, { minKeys: 1 });
    fc.assert(
      fc.property(environment, (given) => {
        let message = '';
        try {
          readConfig(given);
        } catch (error) {
          message = String(error);
        }

        const shown = Object.values(given).filter((value) => message.includes(value));
        expect(shown).toEqual([]);
      }),
    );
  });
});

describe('a clock that is set', () => {
  it('starts where and runs as fast as it is told', () => {
    const environment = { VIGIL_CLOCK: '2025-08-01T07:00:00+02:00', VIGIL_CLOCK_SPEED: '3600' };

    expect(readConfig(environment).clock).toEqual({
      startsAt: Date.parse('2025-08-01T05:00:00Z'),
      speed: 3600,
    });
  });

  it('runs at the pace of the machine unless told', () => {
    expect(readConfig({ VIGIL_CLOCK: '2025-08-01T07:00Z' }).clock).toEqual({
      startsAt: Date.parse('2025-08-01T07:00:00Z'),
      speed: 1,
    });
  });

  it('can only be faster', () => {
    expect(readConfig({ VIGIL_CLOCK_SPEED: '60' }).clock).toEqual({ speed: 60 });
  });

  it.each([LOCAL, 'http://localhost:4000/', 'http://[::1]:4000/'])(
    'is taken with an emulator at %s',
    (address) => {
      const environment = { ...slack, SLACK_API_URL: address, VIGIL_CLOCK_SPEED: '60' };

      expect(readConfig(environment).clock).toEqual({ speed: 60 });
    },
  );

  it.each([
    [
      { ...slack, VIGIL_CLOCK: '2025-08-01T07:00:00Z' },
      'VIGIL_CLOCK is refused with a real platform (unset it, or point SLACK_API_URL at an emulator on this machine)',
    ],
    [
      { ...slack, SLACK_API_URL: 'https://slack.com/api/', VIGIL_CLOCK_SPEED: '60' },
      'VIGIL_CLOCK_SPEED is refused with a real platform (unset it, or point SLACK_API_URL at an emulator on this machine)',
    ],
    [
      { ...slack, SLACK_API_URL: 'http://127.0.0.1.example.org/', VIGIL_CLOCK_SPEED: '60' },
      'VIGIL_CLOCK_SPEED is refused with a real platform (unset it, or point SLACK_API_URL at an emulator on this machine)',
    ],
    [
      { ...slack, SLACK_API_URL: LOCAL, DISCORD_TOKEN: DISCORD, VIGIL_CLOCK_SPEED: '60' },
      'VIGIL_CLOCK_SPEED is refused with a real platform (unset it, or point DISCORD_API_URL at an emulator on this machine)',
    ],
  ])('never reminds real people, case %#', (environment, message) => {
    expect(refusal(environment)).toBe(message);
  });
});

describe('the file .env', () => {
  it('need not be there', () => {
    expect(() => loadEnvFile(join(tmpdir(), 'nowhere', '.env'))).not.toThrow();
  });

  it('is named where it cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
    try {
      expect(() => loadEnvFile(folder)).toThrow(
        /cannot be read \(\w+; expected a file of NAME=value\)$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('links in a terminal', () => {
  it.each([
    [{}, false],
    [{ TERM_PROGRAM: 'tmux' }, false],
    [{ TERM_PROGRAM: 'WezTerm' }, true],
    [{ VTE_VERSION: '4600' }, false],
    [{ VTE_VERSION: '7600' }, true],
  ])('are drawn where it says so: %j', (environment, drawn) => {
    expect(drawsLinks(environment)).toBe(drawn);
  });
});
