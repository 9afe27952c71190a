import { describe, expect, it } from 'vitest';
import { faultOf } from '../../src/core/log.ts';

describe('a fault in the log', () => {
  it('says what failed and where', () => {
    const fault = new TypeError('no such table');

    expect(faultOf(fault)).toEqual({
      name: 'TypeError',
      message: 'no such table',
      stack: fault.stack,
    });
  });

  it.each([
    ['SQLITE_BUSY', 'SQLITE_BUSY'],
    [50001, '50001'],
  ])('says the code %j of a platform or a library', (code, said) => {
    expect(faultOf(Object.assign(new Error('failed'), { code })).code).toBe(said);
  });

  it('says nothing of what hangs on it: that can hold tokens and people’s words', () => {
    const fault = Object.assign(new Error('failed'), {
      code: { token: 'secret' },
      config: { headers: { authorization: 'secret' } },
      cause: new Error('secret'),
    });

    expect(Object.keys(faultOf(fault))).toEqual(['name', 'message', 'stack']);
  });

  it.each([
    ['a string', 'thrown', { name: 'string', message: 'thrown' }],
    ['nothing', undefined, { name: 'undefined', message: 'undefined' }],
  ])('is told also where %s was thrown', (_, thrown, told) => {
    expect(faultOf(thrown)).toEqual(told);
  });
});
