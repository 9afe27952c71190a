/** What the environment asks for, checked once at start. */
export interface Config {
  readonly databaseUrl: string;
  readonly slack?: SlackConfig;
  readonly discord?: DiscordConfig;
  readonly port: number;
  /** The root of the slash-command with its slash, `/upr`. */
  readonly root: string;
  readonly logLevel?: LogLevel;
  /** For tries and demos: where the clock starts and how fast it runs. */
  readonly clock?: { readonly startsAt?: number; readonly speed: number };
}

export interface SlackConfig {
  readonly botToken: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl?: string;
}

export interface DiscordConfig {
  readonly token: string;
  readonly apiUrl?: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment is not as it must be. The message is one line that names the variable and never its secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads one variable; throws ConfigError where the value is not of its form. */
type Read<T> = (name: string, value: string) => T;

/** What a wrong secret is told: its form, never itself. */
const secret =
  (form: RegExp, expected: string): Read<string> =>
  (name, value) => {
    if (form.test(value)) return value;
    throw new ConfigError(
      `${name} is not of its form (expected ${expected}; the value is not shown)`,
    );
  };

/** Tokens are longer, passwords in addresses stand before an @: neither is ever printed, whatever variable it is in. */
const PRESENTABLE = /^(?!xox|xapp)[^@\p{Cc}]{1,30}$/u;

/** What any other wrong value is told: itself, where it cannot be a secret put into the wrong variable. */
const text =
  (fits: (value: string) => boolean, expected: string): Read<string> =>
  (name, value) => {
    if (fits(value)) return value;
    throw new ConfigError(
      PRESENTABLE.test(value)
        ? `${name} is '${value}' (expected ${expected})`
        : `${name} is not of its form (expected ${expected}; the value is not shown)`,
    );
  };

const matching = (form: RegExp) => (value: string) => form.test(value);

const number = (fits: (value: string) => boolean, expected: string): Read<number> => {
  const read = text(fits, expected);
  return (name, value) => Number(read(name, value));
};

const isLevel = (value: string): value is LogLevel => LOG_LEVELS.some((level) => level === value);

const level: Read<LogLevel> = (name, value) => {
  const read = text(isLevel, `one of ${LOG_LEVELS.join(', ')}`)(name, value);
  return isLevel(read) ? read : 'info';
};

const address = text(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  'an address such as http://127.0.0.1:4000/api/',
);

function isInstant(value: string): boolean {
  const form = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  const day = form.exec(value)?.[1];
  if (!day || Number.isNaN(Date.parse(value))) return false;
  // Date.parse alone takes 30 February for 2 March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}

const READERS = {
  DATABASE_URL: text(matching(/^file:.+/), 'file:… such as file:./data/vigil.db, or file::memory:'),
  SLACK_BOT_TOKEN: secret(/^xoxb-\S+$/, "a bot token that begins with 'xoxb-'"),
  SLACK_APP_TOKEN: secret(/^xapp-\S+$/, "an app-level token that begins with 'xapp-'"),
  SLACK_SIGNING_SECRET: secret(
    /^\S{8,}$/,
    'the signing secret of the app’s Basic Information page',
  ),
  SLACK_API_URL: address,
  DISCORD_TOKEN: secret(/^[\w.-]{20,}$/, 'the bot token of the Developer Portal'),
  DISCORD_API_URL: address,
  PORT: number(
    (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
    'a port from 0 to 65535',
  ),
  VIGIL_COMMAND: text(
    matching(/^\/[a-z0-9_-]{1,32}$/),
    'a slash and up to 32 lower-case letters, digits, - or _, such as /upr',
  ),
  LOG_LEVEL: level,
  VIGIL_CLOCK: text(isInstant, 'an instant such as 2025-08-01T07:00:00Z'),
  VIGIL_CLOCK_SPEED: number(
    (value) => /^\d+(\.\d+)?$/.test(value) && Number(value) >= 0.01 && Number(value) <= 1_000_000,
    'a number from 0.01 to 1000000',
  ),
} as const satisfies Record<string, Read<unknown>>;

type Environment = {
  readonly [Name in keyof typeof READERS]?: ReturnType<(typeof READERS)[Name]>;
};

/** Every variable that Vigil reads; `.env.example` lists the same. */
export const VARIABLES: readonly string[] = Object.keys(READERS);

/** Terminals that say of themselves that addresses behind words can be clicked in them. */
const LINKING = /^(iTerm\.app|WezTerm|vscode|ghostty|Hyper)$/;

/** Whether the terminal draws OSC 8 links; where it does not say so, addresses are written out. */
export const drawsLinks = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  LINKING.test(environment['TERM_PROGRAM'] ?? '') ||
  Number(environment['VTE_VERSION'] ?? 0) >= 5000;

/**
 * Reads `.env` in the folder where Vigil was started, if there is one. What is
 * already set wins. Throws ConfigError where the file is there and unreadable.
 */
export function loadEnvFile(path = '.env'): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    if (code !== 'ENOENT')
      throw new ConfigError(`${path} cannot be read (${code}; expected a file of NAME=value)`);
  }
}

/** Checks the environment. Throws ConfigError with one line a person can act on. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env: Environment = Object.fromEntries(
    Object.entries(READERS).flatMap(([name, read]) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, read(name, value)]];
    }),
  );
  const slack = slackFrom(env);
  const discord: DiscordConfig | undefined = env.DISCORD_TOKEN
    ? { token: env.DISCORD_TOKEN, ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }) }
    : undefined;
  const clock = clockFrom(env, { slack, discord });
  return {
    databaseUrl: env.DATABASE_URL ?? 'file:./data/vigil.db',
    ...(slack && { slack }),
    ...(discord && { discord }),
    port: env.PORT ?? 3000,
    root: env.VIGIL_COMMAND ?? '/upr',
    ...(env.LOG_LEVEL && { logLevel: env.LOG_LEVEL }),
    ...(clock && { clock }),
  };
}

function slackFrom(env: Environment): SlackConfig | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = env;
  if (!botToken) {
    const alone = appToken ? 'SLACK_APP_TOKEN' : signingSecret ? 'SLACK_SIGNING_SECRET' : undefined;
    if (alone)
      throw new ConfigError(`SLACK_BOT_TOKEN is missing (${alone} is set; Slack needs both)`);
    return undefined;
  }
  if (!appToken && !signingSecret)
    throw new ConfigError(
      'SLACK_APP_TOKEN is missing (set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP)',
    );
  return {
    botToken,
    ...(appToken && { appToken }),
    ...(signingSecret && { signingSecret }),
    ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
  };
}

/** A false clock must never remind real people. */
function clockFrom(
  env: Environment,
  { slack, discord }: { slack: SlackConfig | undefined; discord: DiscordConfig | undefined },
): Config['clock'] {
  const set = env.VIGIL_CLOCK
    ? 'VIGIL_CLOCK'
    : env.VIGIL_CLOCK_SPEED !== undefined
      ? 'VIGIL_CLOCK_SPEED'
      : undefined;
  if (!set) return undefined;
  const real =
    slack && isReal(slack.apiUrl)
      ? 'SLACK_API_URL'
      : discord && isReal(discord.apiUrl)
        ? 'DISCORD_API_URL'
        : undefined;
  if (real)
    throw new ConfigError(
      `${set} is refused with a real platform (unset it, or point ${real} at an emulator on this machine)`,
    );
  return {
    speed: env.VIGIL_CLOCK_SPEED ?? 1,
    ...(env.VIGIL_CLOCK && { startsAt: Date.parse(env.VIGIL_CLOCK) }),
  };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const isReal = (apiUrl: string | undefined): boolean =>
  !apiUrl || !LOOPBACK.test(new URL(apiUrl).hostname);
