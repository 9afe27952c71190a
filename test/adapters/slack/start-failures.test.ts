import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { startProblem } from '../../../src/adapters/slack/start-failures.ts';
import { UnreachableError, UserError } from '../../../src/core/errors.ts';

const answered = (error: string): WebAPIPlatformError =>
  new WebAPIPlatformError({ ok: false, error, response_metadata: {} });

/** What fetch throws when a socket fails. */
const broken = (code: string): WebAPIRequestError =>
  new WebAPIRequestError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
  );

describe('a failed start on Slack', () => {
  it('never repeats what the cause says of a token', () => {
    const cause = answered('invalid_auth');

    expect(startProblem(cause, 'SLACK_BOT_TOKEN').message).toContain(
      'SLACK_BOT_TOKEN (invalid_auth)',
    );
    expect(startProblem(cause, 'SLACK_BOT_TOKEN').cause).toBe(cause);
  });

  it('tells a fault of Slack from one of the network', () => {
    const errors = [
      new WebAPIHTTPError(503, '', {}, ''),
      new WebAPIRateLimitedError(3),
      answered('<html>'),
      broken('ENOTFOUND'),
      undefined,
    ];

    expect(errors.map((error) => startProblem(error, 'SLACK_APP_TOKEN').message)).toEqual([
      'Slack failed at the start (HTTP 503): try again in a minute, or check SLACK_API_URL.',
      'Slack failed at the start (ratelimited): try again in a minute, or check SLACK_API_URL.',
      'Slack failed at the start (an unreadable answer): try again in a minute, or check SLACK_API_URL.',
      'Slack cannot be reached (ENOTFOUND): check the network, or SLACK_API_URL.',
      'Slack cannot be reached (no answer): check the network, or SLACK_API_URL.',
    ]);
  });

  it.each([
    ['a refused token', answered('token_revoked')],
    ['a port in use', Object.assign(new Error('listen'), { code: 'EADDRINUSE' })],
    ['a page that is not there', new WebAPIHTTPError(404, 'Not Found', {}, '')],
  ])('is final with %s: only a person can help', (_, error) => {
    expect(startProblem(error, 'SLACK_BOT_TOKEN')).toBeInstanceOf(UserError);
  });

  it.each([
    ['a refused connection', broken('ECONNREFUSED')],
    ['an unknown host', broken('ENOTFOUND')],
    ['no answer in time', new WebAPIRequestError(new DOMException('timed out', 'TimeoutError'))],
    ['HTTP 503', new WebAPIHTTPError(503, '', {}, '')],
    ['too many calls', new WebAPIRateLimitedError(3)],
    ['a fault of Slack', answered('internal_error')],
  ])('may be tried again after %s', (_, error) => {
    expect(startProblem(error, 'SLACK_BOT_TOKEN')).toBeInstanceOf(UnreachableError);
  });
});
