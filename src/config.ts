import { z } from 'zod';

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

/** What a wrong secret is told: its form, never itself. */
const secret = (form: RegExp, expected: string) =>
  z
    .string()
    .regex(form, { error: `is not of its form (expected ${expected}; the value is not shown)` });

/** Tokens are longer, passwords in addresses stand before an @: neither is ever printed, whatever variable it is in. */
const PRESENTABLE = /^(?!xox|xapp)[^@\p{Cc}]{1,30}$/u;

/** What any other wrong value is told: itself, where it cannot be a secret put into the wrong variable. */
const shown = (expected: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    typeof input === 'string' && PRESENTABLE.test(input)
      ? `is '${input}' (expected ${expected})`
      : `is not of its form (expected ${expected}; the value is not shown)`,
});

const address = z.url({
  protocol: /^https?$/,
  ...shown('an address such as http://127.0.0.1:4000/api/'),
});

const DATABASE = 'file:… such as file:./data/vigil.db, or file::memory:';
const PORT = 'a port from 0 to 65535';
const ROOT = 'a slash and up to 32 lower-case letters, digits, - or _, such as /upr';
const SPEED = 'a number from 0.01 to 1000000';

const ENVIRONMENT = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/, shown(DATABASE))
    .default('file:./data/vigil.db'),
  SLACK_BOT_TOKEN: secret(/^xoxb-\S+$/, "a bot token that begins with 'xoxb-'").optional(),
  SLACK_APP_TOKEN: secret(/^xapp-\S+$/, "an app-level token that begins with 'xapp-'").optional(),
  SLACK_SIGNING_SECRET: secret(
    /^\S{8,}$/,
    'the signing secret of the app’s Basic Information page',
  ).optional(),
  SLACK_API_URL: address.optional(),
  DISCORD_TOKEN: secret(/^[\w.-]{20,}$/, 'the bot token of the Developer Portal').optional(),
  DISCORD_API_URL: address.optional(),
  PORT: z
    .string()
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, shown(PORT))
    .transform(Number)
    .default(3000),
  VIGIL_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,32}$/, shown(ROOT))
    .default('/upr'),
  LOG_LEVEL: z.enum(LOG_LEVELS, shown(`one of ${LOG_LEVELS.join(', ')}`)).optional(),
  VIGIL_CLOCK: z
    .string()
    .refine(isInstant, shown('an instant such as 2025-08-01T07:00:00Z'))
    .optional(),
  VIGIL_CLOCK_SPEED: z
    .string()
    .refine((value) => /^\d+(\.\d+)?$/.test(value) && isSpeed(Number(value)), shown(SPEED))
    .transform(Number)
    .optional(),
});

function isInstant(value: string): boolean {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  // Date.parse alone takes 30 February for 2 March.
  const day = z.iso.date().safeParse(value.slice(0, 10));
  return form.test(value) && day.success && !Number.isNaN(Date.parse(value));
}

const isSpeed = (speed: number): boolean => speed >= 0.01 && speed <= 1_000_000;

/** Every variable that Vigil reads; `.env.example` lists the same. */
export const VARIABLES: readonly string[] = Object.keys(ENVIRONMENT.shape);

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
  const given = Object.entries(environment).filter(
    ([name, value]) => VARIABLES.includes(name) && value !== '',
  );
  const parsed = ENVIRONMENT.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}`);
  }
  const env = parsed.data;
  const slack = slackFrom(env);
  const discord: DiscordConfig | undefined = env.DISCORD_TOKEN
    ? { token: env.DISCORD_TOKEN, ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }) }
    : undefined;
  const clock = clockFrom(env, { slack, discord });
  return {
    databaseUrl: env.DATABASE_URL,
    ...(slack && { slack }),
    ...(discord && { discord }),
    port: env.PORT,
    root: env.VIGIL_COMMAND,
    ...(env.LOG_LEVEL && { logLevel: env.LOG_LEVEL }),
    ...(clock && { clock }),
  };
}

type Environment = z.infer<typeof ENVIRONMENT>;

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
