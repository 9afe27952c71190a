import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { UnreachableError } from '../../core/errors.ts';
import type { Delivery } from '../../core/notice.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Errors after which nothing more can be delivered in a channel, in words for
 * the person who set it up.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const GONE: Readonly<Record<number, string>> = {
  10003: 'the channel no longer exists',
  10004: 'the server no longer exists, or Vigil was removed from it',
  10013: 'the account no longer exists',
  50001: 'Vigil may not see the channel (it needs View Channel and Send Messages)',
  50007: 'the person does not take direct messages from Vigil',
  50008: 'the channel is not one for text',
  50013: 'Vigil may not write in the channel (it needs Send Messages)',
  50033: 'the account takes no direct messages',
  50083: 'the thread is archived',
  50278: 'the person shares no server with Vigil any more',
  160005: 'the thread is locked',
};

/** Errors of a moment, and how long to wait. */
const PASSING: Readonly<Record<number, { ms: number; reason: string }>> = {
  20016: { ms: MINUTE, reason: 'the channel is in slow mode' },
  20028: { ms: MINUTE, reason: 'too many messages in this channel' },
  20029: { ms: MINUTE, reason: 'too many messages in this server' },
  40333: { ms: 10 * MINUTE, reason: 'Discord blocks requests from this address' },
  130000: { ms: MINUTE, reason: 'Discord is overloaded' },
};

/** The connection was never made, so nothing can have been sent. */
const UNSENT = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What an error of a delivery means for it. */
export function deliveryAfter(error: unknown): Delivery {
  if (error instanceof RateLimitError) return later(waitOf(error), 'rate limit');
  if (error instanceof DiscordAPIError) return refusal(error);
  if (error instanceof HTTPError) return inDoubt(`Discord answered ${error.status}`);
  const code = codeOf(error);
  if (UNSENT.has(code)) return later(30 * SECOND, `Discord cannot be reached (${code})`);
  if (isTokenDropped(error)) return later(5 * MINUTE, BAD_TOKEN);
  // A timeout, a connection cut after the write, an answer that cannot be read.
  return inDoubt(`the answer was lost (${code || nameOf(error)})`);
}

function refusal({ code, status, message }: DiscordAPIError): Delivery {
  const reason = GONE[Number(code)];
  if (reason) return { outcome: 'gone', reason };
  const passing = PASSING[Number(code)];
  if (passing) return later(passing.ms, passing.reason);
  if (status === 401) return later(5 * MINUTE, BAD_TOKEN);
  if (status === 429) return later(MINUTE, 'rate limit');
  // A fault of ours, or one unknown: neither is a reason to end what people follow.
  return {
    outcome: 'later',
    ms: 60 * MINUTE,
    reason: `Discord refused the message: ${message} (${code})`,
    refused: true,
  };
}

/** Why Discord left a question without an answer, in a sentence. */
export function unanswered(error: unknown): UnreachableError {
  if (error instanceof UnreachableError) return error;
  const reason = (error instanceof Error && error.message) || nameOf(error);
  return new UnreachableError(`Discord did not say: ${reason}`, { cause: error });
}

const BAD_TOKEN = 'Discord refused the token (DISCORD_TOKEN)';

/** Whether the token was refused: the REST client has then dropped it, and it must be set again. */
export const isUnauthorized = (error: unknown): boolean =>
  (error instanceof DiscordAPIError && error.status === 401) || isTokenDropped(error);

const isTokenDropped = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Expected token to be set');

/**
 * Whether an answer came too late (10062 unknown interaction, 50027 its token
 * has ended) or was given already (40060): nothing is left to be done.
 */
export const isPastAnswering = (error: unknown): boolean =>
  error instanceof DiscordAPIError && [10062, 40060, 50027].includes(Number(error.code));

/** What may be logged of an error: those of the API also carry what was sent. */
export function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { failure: String(error) };
  const { name, message, stack } = error;
  return { failure: name, code: codeOf(error), message, stack };
}

/** Milliseconds; the client names the wait differently for each kind of limit. */
const waitOf = ({ timeToReset, retryAfter, sublimitTimeout }: RateLimitError): number =>
  Math.ceil(
    Math.max(0, ...[timeToReset, retryAfter, sublimitTimeout].filter((ms) => Number.isFinite(ms))),
  );

const later = (ms: number, reason: string): Delivery => ({ outcome: 'later', ms, reason });
const inDoubt = (reason: string): Delivery => ({ outcome: 'in_doubt', reason });

/** `ECONNREFUSED`, `50001`; empty where an error has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
