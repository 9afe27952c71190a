import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { closedForGood, startFailure } from '../../../src/adapters/discord/start-failures.ts';
import { UnreachableError, UserError } from '../../../src/core/errors.ts';

const ADDRESS = 'https://discord.com/api/v10/gateway/bot';
const TOKEN = 's3cret.token';

const answered = (status: number): HTTPError => new HTTPError(status, 'Failed', 'GET', ADDRESS, {});
const refused = (code: number, status: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'Refused' }, code, status, 'PUT', ADDRESS, {});
const coded = (code: string): Error => Object.assign(new Error('failed'), { code });
const REFUSED_TOKEN =
  'Discord refused the token: set DISCORD_TOKEN to the one shown in the Developer Portal under Bot, “Reset Token”';

describe('a start on Discord that fails', () => {
  it('never shows the token', () => {
    expect(startFailure(new Error(`bad header: Bot ${TOKEN}`), TOKEN).message).toBe(
      'Discord could not be started with DISCORD_TOKEN: bad header: Bot …',
    );
  });

  it.each([
    ['a refused token', refused(0, 401), REFUSED_TOKEN],
    ['a closed gateway', new Error('Authentication failed'), REFUSED_TOKEN],
    [
      'commands that are not taken',
      refused(50035, 400),
      'Discord could not be started with DISCORD_TOKEN: Refused',
    ],
  ])('is final after %s: only a person can help', (_, error, sentence) => {
    expect(startFailure(error, TOKEN)).toEqual(new UserError(sentence, { cause: error }));
  });

  it.each([
    ['ECONNREFUSED', coded('ECONNREFUSED')],
    ['ENOTFOUND', coded('ENOTFOUND')],
    ['UND_ERR_SOCKET', coded('UND_ERR_SOCKET')],
    ['HTTP 503', answered(503)],
    ['HTTP 429', answered(429)],
    ['no answer in time', new DOMException('aborted', 'AbortError')],
  ])('may be tried again after %s', (trouble, error) => {
    expect(startFailure(error, TOKEN)).toEqual(
      new UnreachableError(
        `Discord cannot be reached (${trouble}): check the network, and DISCORD_API_URL where it is set`,
        { cause: error },
      ),
    );
  });
});

describe('a gateway that closes for good', () => {
  it.each([
    [4004, /refused the token.*DISCORD_TOKEN/],
    [4010, /shards/],
    [4011, /shards/],
    [4012, /newer Vigil/],
    [4013, /intents/],
    [4014, /intents/],
  ])('with %i says what to do', (code, words) => {
    expect(closedForGood(code).message).toMatch(words);
  });
});
