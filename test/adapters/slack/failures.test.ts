import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import {
  blocksRefused,
  deliveryOf,
  troubleForAll,
  unsentOf,
} from '../../../src/adapters/slack/failures.ts';

const answered = (error: string, retryAfter?: number): WebAPIPlatformError =>
  new WebAPIPlatformError({
    ok: false,
    error,
    response_metadata: retryAfter === undefined ? {} : { retryAfter },
  });

/** What fetch throws when a socket fails. */
const broken = (code: string): WebAPIRequestError =>
  new WebAPIRequestError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
  );

describe('a failed delivery to Slack', () => {
  it.each([
    'is_archived',
    'channel_not_found',
    'not_in_channel',
    'restricted_action',
    'token_revoked',
    'account_inactive',
    'no_permission',
    'messages_tab_disabled',
    'team_not_found',
    'user_not_found',
    'user_not_visible',
    'user_disabled',
    'cannot_dm_bot',
    'invalid_user_combination',
  ])('with %s is the last', (error) => {
    expect(deliveryOf(answered(error), 0).outcome).toBe('gone');
  });

  it.each([
    ['invalid_auth', 'Slack refuses SLACK_BOT_TOKEN'],
    ['not_authed', 'Slack refuses SLACK_BOT_TOKEN'],
    ['token_expired', 'SLACK_BOT_TOKEN has expired'],
    ['missing_scope', 'the app has no permission to post'],
    ['org_login_required', 'the workspace is moving to an organisation'],
    ['team_access_not_granted', 'the organisation has not let Vigil into the workspace'],
  ])('with %s, which says nothing of the channel, waits ten minutes', (error, reason) => {
    expect(deliveryOf(answered(error), 0)).toEqual({ outcome: 'later', ms: 600_000, reason });
    expect(troubleForAll(answered(error))).toBe(reason);
  });

  it.each(['is_archived', 'invalid_blocks', 'ratelimited'])(
    'with %s is no trouble of all channels',
    (error) => {
      expect(troubleForAll(answered(error))).toBeUndefined();
    },
  );

  it.each([
    ['invalid_blocks', answered('invalid_blocks'), 'Slack answered invalid_blocks'],
    ['a name that nobody knows yet', answered('brand_new'), 'Slack answered brand_new'],
    ['HTTP 413', new WebAPIHTTPError(413, 'Too Large', {}, ''), 'Slack answered HTTP 413'],
  ])('with %s is refused as this message, and others may pass', (_, error, reason) => {
    expect(deliveryOf(error, 0)).toEqual({ outcome: 'later', ms: 15_000, reason, refused: true });
  });

  it.each(['fatal_error', 'internal_error', 'request_timeout', '<html>Bad gateway</html>'])(
    'with %s may have arrived',
    (error) => {
      expect(deliveryOf(answered(error), 0)).toEqual({
        outcome: 'in_doubt',
        reason: 'Slack failed while it took the message',
      });
    },
  );

  it.each([
    ['a 429', new WebAPIRateLimitedError(3), 3_000],
    ['200 ratelimited, with a time', answered('ratelimited', 9), 9_000],
    ['200 ratelimited, without', answered('ratelimited'), 30_000],
    ['a limit on messages', answered('message_limit_exceeded'), 30_000],
  ])('with %s waits as long as Slack says, or half a minute', (_, error, ms) => {
    expect(deliveryOf(error, 0)).toEqual({ outcome: 'later', ms, reason: 'Slack limits the rate' });
  });

  it.each([
    [
      'a page that is not there',
      new WebAPIHTTPError(404, 'Not Found', {}, ''),
      'Slack answered HTTP 404',
    ],
    ['a refused connection', broken('ECONNREFUSED'), 'Slack cannot be reached (ECONNREFUSED)'],
    ['an unknown host', broken('ENOTFOUND'), 'Slack cannot be reached (ENOTFOUND)'],
    [
      'a connection that takes too long to open',
      broken('UND_ERR_CONNECT_TIMEOUT'),
      'Slack cannot be reached (UND_ERR_CONNECT_TIMEOUT)',
    ],
  ])('with %s was not taken, and is tried again', (_, error, reason) => {
    expect(deliveryOf(error, 0)).toEqual({ outcome: 'later', ms: 15_000, reason });
  });

  it.each([
    ['HTTP 500', new WebAPIHTTPError(500, 'Internal Server Error', {}, '')],
    ['HTTP 503', new WebAPIHTTPError(503, 'Service Unavailable', {}, '')],
    ['a socket that broke', broken('UND_ERR_SOCKET')],
    ['a connection that was reset', broken('ECONNRESET')],
    ['no answer in time', new WebAPIRequestError(new DOMException('timed out', 'TimeoutError'))],
    ['an answer that broke off', new TypeError('terminated')],
    ['anything else', 'a text'],
  ])('with %s may have arrived', (_, error) => {
    expect(deliveryOf(error, 0).outcome).toBe('in_doubt');
  });

  it.each([
    [0, 15_000],
    [1, 30_000],
    [5, 480_000],
    [6, 900_000],
    [1_000, 900_000],
  ])('waits longer after %i attempts, a quarter of an hour at most', (attempts, ms) => {
    expect(deliveryOf(broken('ECONNREFUSED'), attempts)).toMatchObject({ ms });
  });

  it('is tried without blocks only where Slack refuses the blocks', () => {
    expect(
      ['invalid_blocks', 'msg_blocks_too_long', 'is_archived'].map((error) =>
        blocksRefused(answered(error)),
      ),
    ).toEqual([true, true, false]);
  });

  it('before anything was posted never counts as perhaps arrived', () => {
    const errors = [broken('ECONNRESET'), answered('fatal_error'), answered('user_not_found')];

    expect(errors.map((error) => unsentOf(error, 0).outcome)).toEqual(['later', 'later', 'gone']);
  });
});
