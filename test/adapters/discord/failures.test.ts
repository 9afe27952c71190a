import { DiscordAPIError, HTTPError, type RateLimitData, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { deliveryAfter, unanswered } from '../../../src/adapters/discord/failures.ts';
import { UnreachableError } from '../../../src/core/errors.ts';

const URL_OF_IT = 'https://discord.com/api/v10/channels/1/messages';

const refusal = (code: number, status = 403): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'Refused' }, code, status, 'POST', URL_OF_IT, {});

const limit = (over: Partial<RateLimitData>): RateLimitError =>
  new RateLimitError({
    timeToReset: 0,
    retryAfter: 0,
    sublimitTimeout: 0,
    limit: 5,
    method: 'POST',
    hash: 'h',
    url: URL_OF_IT,
    route: '/channels/:id/messages',
    majorParameter: '1',
    global: false,
    scope: 'user',
    ...over,
  });

const coded = (code: string, message = 'failed'): Error =>
  Object.assign(new Error(message), { code });

describe('a delivery that Discord refuses', () => {
  it.each([10003, 10004, 10013, 50001, 50007, 50008, 50013, 50033, 50083, 50278, 160005])(
    'is gone with %i',
    (code) => {
      expect(deliveryAfter(refusal(code)).outcome).toBe('gone');
    },
  );

  it.each([
    [20016, 403, 'the channel is in slow mode'],
    [20028, 429, 'too many messages in this channel'],
    [130000, 503, 'Discord is overloaded'],
  ])('waits a minute with %i', (code, status, reason) => {
    expect(deliveryAfter(refusal(code, status))).toEqual({ outcome: 'later', ms: 60_000, reason });
  });

  it('waits for the token to be put right', () => {
    expect(deliveryAfter(refusal(0, 401))).toEqual({
      outcome: 'later',
      ms: 300_000,
      reason: 'Discord refused the token (DISCORD_TOKEN)',
    });
  });

  it('ends nothing that people follow for a fault of ours, and holds up no other message', () => {
    expect(deliveryAfter(refusal(50035, 400))).toEqual({
      outcome: 'later',
      ms: 3_600_000,
      reason: 'Discord refused the message: Refused (50035)',
      refused: true,
    });
  });

  it.each([
    [{ timeToReset: 1_200.4 }, 1_201],
    [{ retryAfter: 2_050 }, 2_050],
    [{ sublimitTimeout: 3_000, timeToReset: Number.POSITIVE_INFINITY }, 3_000],
  ])('waits as long as the limit says: %o', (over, ms) => {
    expect(deliveryAfter(limit(over))).toEqual({ outcome: 'later', ms, reason: 'rate limit' });
  });
});

describe('a delivery whose answer does not come', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is tried later when nothing was sent: %s',
    (code) => {
      expect(deliveryAfter(coded(code))).toEqual({
        outcome: 'later',
        ms: 30_000,
        reason: `Discord cannot be reached (${code})`,
      });
    },
  );

  it.each([
    [
      'the connection was closed',
      coded('UND_ERR_SOCKET', 'other side closed'),
      'the answer was lost (UND_ERR_SOCKET)',
    ],
    ['it was reset', coded('ECONNRESET'), 'the answer was lost (ECONNRESET)'],
    ['time ran out', new DOMException('aborted', 'AbortError'), 'the answer was lost (20)'],
    [
      'the answer made no sense',
      new SyntaxError('Unexpected end'),
      'the answer was lost (SyntaxError)',
    ],
    [
      'the server failed',
      new HTTPError(502, 'Bad Gateway', 'POST', URL_OF_IT, {}),
      'Discord answered 502',
    ],
  ])('is in doubt when %s', (_why, error, reason) => {
    expect(deliveryAfter(error)).toEqual({ outcome: 'in_doubt', reason });
  });
});

describe('a question that Discord leaves without an answer', () => {
  it('says why in one sentence, and what the sentence is of', () => {
    const cause = refusal(10004, 404);

    expect(unanswered(cause)).toEqual(
      new UnreachableError('Discord did not say: Refused', { cause }),
    );
  });

  it('says so where it was not asked because of a limit', () => {
    expect(unanswered(limit({})).message).toBe(
      'Discord did not say: RateLimitError[/channels/:id/messages]',
    );
  });

  it('says what was said already', () => {
    const said = new UnreachableError('Discord does not tell of the server 1 now');

    expect(unanswered(said)).toBe(said);
  });
});
