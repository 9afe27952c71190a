import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Delivery } from '../../core/notice.ts';

/** Why nothing can be delivered any more. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const GONE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    is_archived: 'the channel is archived',
    channel_not_found: 'the channel no longer exists, or Vigil cannot see it',
    not_in_channel: 'Vigil is not in the channel (type /invite there)',
    restricted_action: 'the workspace does not let Vigil post in the channel',
    restricted_action_read_only_channel: 'the channel is read-only',
    restricted_action_thread_only_channel: 'the channel takes only replies in threads',
    restricted_action_non_threadable_channel:
      'the workspace does not let Vigil post in the channel',
    restricted_action_thread_locked: 'the thread is locked',
    messages_tab_disabled: 'direct messages from Vigil are switched off',
    cannot_dm_bot: 'direct messages cannot be sent to a bot',
    user_not_found: 'the person is no longer in the workspace',
    user_disabled: 'the account of the person is deactivated',
    account_inactive: 'Vigil was removed from the workspace',
    token_revoked: 'Vigil was removed from the workspace',
    token_expired: "Vigil's access to the workspace has expired",
    invalid_auth: "Slack refuses Vigil's token",
    not_authed: "Slack refuses Vigil's token",
    not_allowed_token_type: "Slack refuses Vigil's token",
    no_permission: 'Vigil has no permission to post here',
    missing_scope: 'Vigil has no permission to post here (scope chat:write)',
    org_login_required: 'the workspace is moving to an organisation',
    ekm_access_denied: 'the organisation has blocked access to its messages',
    team_access_not_granted: 'the organisation has not let Vigil into the workspace',
    team_not_found: 'the workspace no longer exists',
  }),
);

/** "Some of the operation may have succeeded". https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const IN_DOUBT: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout']);

/** Slack refuses the blocks, not the message. */
const BLOCK_FAULTS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** Codes of sockets that never carried the request. */
const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Anything else is a whole body, which the SDK gives as code where it was not JSON: that is no answer. */
const ERROR_CODE = /^[a-z_]{1,60}$/;

const SECOND_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60 * SECOND_MS;
/** A wait for where Slack names none: 15 s, and twice as long after each attempt, up to 15 min. */
const wait = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, 15 * SECOND_MS * 2 ** Math.min(attempts, 10));

/** The reason of a delay that Slack itself asks for. */
export const RATE_LIMITED = 'Slack limits the rate';

/** How a delivery ended that threw. `attempts`: how many were begun before it. */
export function deliveryOf(error: unknown, attempts: number): Delivery {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter, attempts);
  if (error instanceof WebAPIPlatformError) return refused(error, attempts);
  if (error instanceof WebAPIHTTPError) return httpFailure(error.statusCode, attempts);
  const code = error instanceof WebAPIRequestError ? socketCode(error) : undefined;
  if (code !== undefined && UNSENT.has(code))
    return { outcome: 'later', ms: wait(attempts), reason: `Slack cannot be reached (${code})` };
  return { outcome: 'in_doubt', reason: 'the connection to Slack broke before it answered' };
}

function refused({ data }: WebAPIPlatformError, attempts: number): Delivery {
  const code = data.error;
  const gone = GONE.get(code);
  if (gone) return { outcome: 'gone', reason: gone };
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded')
    return limited(data.response_metadata?.retryAfter, attempts);
  if (IN_DOUBT.has(code) || !ERROR_CODE.test(code))
    return { outcome: 'in_doubt', reason: 'Slack failed while it took the message' };
  return { outcome: 'later', ms: wait(attempts), reason: `Slack answered ${code}` };
}

/** As long as Slack says; half a minute or more where it does not. */
const limited = (seconds: unknown, attempts: number): Delivery => ({
  outcome: 'later',
  ms:
    typeof seconds === 'number'
      ? Math.max(1, seconds) * SECOND_MS
      : Math.max(30 * SECOND_MS, wait(attempts)),
  reason: RATE_LIMITED,
});

function httpFailure(status: number, attempts: number): Delivery {
  if (status >= 500 || status === 408)
    return {
      outcome: 'in_doubt',
      reason: `Slack answered HTTP ${status}, perhaps after it took the message`,
    };
  return { outcome: 'later', ms: wait(attempts), reason: `Slack answered HTTP ${status}` };
}

/** Whether the same words without blocks may pass. */
export const blocksRefused = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && BLOCK_FAULTS.has(error.data.error);

/** The system's code of a broken connection, from however deep fetch has put it. */
function socketCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const deeper = socketCode(error.cause);
  if (deeper !== undefined) return deeper;
  return 'code' in error && typeof error.code === 'string' && /^[A-Z]/.test(error.code)
    ? error.code
    : undefined;
}

const TOKEN_FAULTS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
]);

const TOKEN_ADVICE = {
  SLACK_BOT_TOKEN:
    'copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of the app at https://api.slack.com/apps',
  SLACK_APP_TOKEN:
    'make an App-Level Token (xapp-…) with the scope connections:write in "Basic Information" of the app at https://api.slack.com/apps',
} as const;

/** One sentence on why Vigil cannot start on Slack; names the variable, never its value. */
export function startProblem(error: unknown, token: keyof typeof TOKEN_ADVICE): Error {
  return new Error(startSentence(error, token), { cause: error });
}

function startSentence(error: unknown, token: keyof typeof TOKEN_ADVICE): string {
  const said = answerOf(error);
  if (said !== undefined && TOKEN_FAULTS.has(said))
    return `Slack refuses ${token} (${said}): ${TOKEN_ADVICE[token]}.`;
  if (said !== undefined)
    return `Slack failed at the start (${said}): try again in a minute, or check SLACK_API_URL.`;
  const code = socketCode(error) ?? 'no answer';
  if (code === 'EADDRINUSE' || code === 'EACCES')
    return `Vigil cannot listen for Slack (${code}): set PORT to a free port.`;
  return `Slack cannot be reached (${code}): check the network, or SLACK_API_URL.`;
}

/** What Slack answered, in a word; undefined where it did not. */
function answerOf(error: unknown): string | undefined {
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return ERROR_CODE.test(error.data.error) ? error.data.error : 'an unreadable answer';
}
