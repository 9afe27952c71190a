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
    user_not_visible: 'Vigil cannot see the person in the workspace',
    invalid_user_combination: 'the person is of another workspace and shares no channel with Vigil',
    user_disabled: 'the account of the person is deactivated',
    account_inactive: 'Vigil was removed from the workspace',
    token_revoked: 'Vigil was removed from the workspace',
    no_permission: 'Vigil has no permission to post here',
    team_not_found: 'the workspace no longer exists',
  }),
);

/**
 * Trouble with the token, the app or the whole organisation: it says nothing of
 * the channel, so it must end nothing that people follow there.
 */
const FOR_ALL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    invalid_auth: 'Slack refuses SLACK_BOT_TOKEN',
    not_authed: 'Slack refuses SLACK_BOT_TOKEN',
    token_expired: 'SLACK_BOT_TOKEN has expired',
    not_allowed_token_type: 'SLACK_BOT_TOKEN is not the token of a bot',
    missing_scope: 'the app has no permission to post',
    access_denied: 'Slack denies the app access',
    accesslimited: 'Slack limits access to the workspace',
    org_login_required: 'the workspace is moving to an organisation',
    team_added_to_org: 'the workspace is moving to an organisation',
    enterprise_is_restricted: 'the organisation does not let Vigil post',
    ekm_access_denied: 'the organisation has blocked access to its messages',
    team_access_not_granted: 'the organisation has not let Vigil into the workspace',
    two_factor_setup_required: 'the workspace asks for two-factor authentication',
    service_unavailable: 'Slack is not available',
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
export const ERROR_CODE = /^[a-z_]{1,60}$/;

const SECOND_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60 * SECOND_MS;
/** A wait for where Slack names none: 15 s, and twice as long after each attempt, up to 15 min. */
const wait = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, 15 * SECOND_MS * 2 ** Math.min(attempts, 10));

/** Until somebody may have put right what stops all deliveries. */
const FOR_ALL_MS = 10 * 60 * SECOND_MS;

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
  const forAll = troubleOf(data);
  if (forAll) return { outcome: 'later', ms: FOR_ALL_MS, reason: forAll };
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded')
    return limited(data.response_metadata?.retryAfter, attempts);
  if (IN_DOUBT.has(code) || !ERROR_CODE.test(code))
    return { outcome: 'in_doubt', reason: 'Slack failed while it took the message' };
  // A fault of this message, as far as anybody knows: others may pass.
  return { outcome: 'later', ms: wait(attempts), reason: `Slack answered ${code}`, refused: true };
}

/** As `deliveryOf`, for what failed before anything was posted: it cannot have arrived. */
export function unsentOf(error: unknown, attempts: number): Delivery {
  const delivery = deliveryOf(error, attempts);
  if (delivery.outcome !== 'in_doubt') return delivery;
  return { outcome: 'later', ms: wait(attempts), reason: delivery.reason };
}

/** Why no delivery at all can succeed now: a sentence for the log; undefined where only this one failed. */
export const troubleForAll = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? troubleOf(error.data) : undefined;

/** Slack names the scope that is missing. */
function troubleOf(data: WebAPIPlatformError['data']): string | undefined {
  const trouble = FOR_ALL.get(data.error);
  const scope = 'needed' in data && data.error === 'missing_scope' ? ` (scope ${data.needed})` : '';
  return trouble && trouble + scope;
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

/** Bad request, too large, not to be processed: said of what was sent. */
const OF_THIS_BODY: ReadonlySet<number> = new Set([400, 413, 422]);

function httpFailure(status: number, attempts: number): Delivery {
  if (status >= 500 || status === 408)
    return {
      outcome: 'in_doubt',
      reason: `Slack answered HTTP ${status}, perhaps after it took the message`,
    };
  const reason = `Slack answered HTTP ${status}`;
  return {
    outcome: 'later',
    ms: wait(attempts),
    reason,
    ...(OF_THIS_BODY.has(status) && { refused: true }),
  };
}

/** Whether the same words without blocks may pass. */
export const blocksRefused = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && BLOCK_FAULTS.has(error.data.error);

/** The system's code of a broken connection, from however deep fetch has put it. */
export function socketCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const deeper = socketCode(error.cause);
  if (deeper !== undefined) return deeper;
  return 'code' in error && typeof error.code === 'string' && /^[A-Z]/.test(error.code)
    ? error.code
    : undefined;
}
