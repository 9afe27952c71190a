import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { UnreachableError, UserError } from '../../core/errors.ts';
import { ERROR_CODE, socketCode } from './failures.ts';

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

/**
 * Why Vigil cannot start on Slack, in one sentence that names the variable and
 * never its value. UnreachableError where another try may do, else UserError.
 */
export function startProblem(
  error: unknown,
  token: keyof typeof TOKEN_ADVICE,
): UserError | UnreachableError {
  const cause = { cause: error };
  const said = answerOf(error);
  if (said !== undefined && TOKEN_FAULTS.has(said))
    return new UserError(`Slack refuses ${token} (${said}): ${TOKEN_ADVICE[token]}.`, cause);
  if (error instanceof WebAPIHTTPError && isRefusal(error.statusCode))
    return new UserError(`Slack answered ${said}: check SLACK_API_URL.`, cause);
  if (said !== undefined)
    return new UnreachableError(
      `Slack failed at the start (${said}): try again in a minute, or check SLACK_API_URL.`,
      cause,
    );
  const code = socketCode(error) ?? 'no answer';
  if (code === 'EADDRINUSE' || code === 'EACCES')
    return new UserError(
      `Vigil cannot listen for Slack (${code}): set PORT to a free port.`,
      cause,
    );
  return new UnreachableError(
    `Slack cannot be reached (${code}): check the network, or SLACK_API_URL.`,
    cause,
  );
}

/** Other than "too slow" and "too often", which pass. */
const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

/** What Slack answered, in a word; undefined where it did not. */
function answerOf(error: unknown): string | undefined {
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return ERROR_CODE.test(error.data.error) ? error.data.error : 'an unreadable answer';
}
