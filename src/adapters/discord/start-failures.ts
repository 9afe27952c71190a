import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { UnreachableError, UserError } from '../../core/errors.ts';
import { codeOf, isUnauthorized } from './failures.ts';

const BAD_TOKEN =
  'Discord refused the token: set DISCORD_TOKEN to the one shown in the Developer Portal under Bot, “Reset Token”';
const BAD_INTENTS =
  'Discord refused the intents (4013 or 4014): DISCORD_TOKEN must be of an application that may use the Guilds intent';
const SHARDS =
  'Discord asks for shards (4010 or 4011): the bot of DISCORD_TOKEN is in more servers than one connection may serve';
const OLD_API = 'Discord no longer takes the API that Vigil speaks (4012): install a newer Vigil';

/**
 * Close codes after which no connection is taken any more, in words to act on.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const CLOSED: Readonly<Record<number, string>> = {
  4004: BAD_TOKEN,
  4010: SHARDS,
  4011: SHARDS,
  4012: OLD_API,
  4013: BAD_INTENTS,
  4014: BAD_INTENTS,
};

/** The same, as the client names them where they end a start. */
const SAID: Readonly<Record<string, string>> = {
  'Authentication failed': BAD_TOKEN,
  'Invalid shard': SHARDS,
  'Sharding is required': SHARDS,
  'Used an invalid API version': OLD_API,
  'Used invalid intents': BAD_INTENTS,
  'Used disallowed intents': BAD_INTENTS,
};

/** What to do when the gateway has closed for good. */
export const closedForGood = (code: number): UserError =>
  new UserError(CLOSED[code] ?? `Discord ended the connection for good (${code}): restart Vigil`);

/**
 * Why a start failed, as a sentence; never with the token in it. UnreachableError
 * where another try may do, else UserError.
 */
export function startFailure(error: unknown, token: string): UserError | UnreachableError {
  const cause = { cause: error };
  const said = error instanceof Error ? error.message : String(error);
  if (isUnauthorized(error) || codeOf(error) === 'TokenInvalid')
    return new UserError(BAD_TOKEN, cause);
  const final = SAID[said];
  if (final) return new UserError(final, cause);
  const passing = passingTrouble(error);
  if (passing)
    return new UnreachableError(
      `Discord cannot be reached (${passing}): check the network, and DISCORD_API_URL where it is set`,
      cause,
    );
  return new UserError(
    `Discord could not be started with DISCORD_TOKEN: ${said.replaceAll(token, '…')}`,
    cause,
  );
}

/** `ECONNREFUSED`, `HTTP 503`: what may be over in a moment; undefined for all else. */
function passingTrouble(error: unknown): string | undefined {
  if (error instanceof RateLimitError) return 'rate limit';
  if (error instanceof DiscordAPIError || error instanceof HTTPError)
    return error.status >= 500 || error.status === 429 ? `HTTP ${error.status}` : undefined;
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time';
  if (error.message.startsWith('Not enough sessions remaining')) return 'too many starts today';
  // The system's and the HTTP client's codes are of connections; Node's own begin with ERR_.
  const code = codeOf(error);
  return /^(E[A-Z]+|EAI_AGAIN|UND_ERR_\w+)$/.test(code) ? code : undefined;
}
