import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Source } from '../../../src/core/record/record.ts';
import { cycleOf, cycleWords, latestReading, stateNamed } from '../../../src/core/record/review.ts';
import { createStateIndex } from '../../../src/core/states/state.ts';
import { upr } from '../../../src/mechanisms/upr/index.ts';
import { PERU, recordOf, session } from '../../support/facts.ts';

const core = {
  states: createStateIndex([PERU]),
  mechanism: upr,
  record: recordOf(
    session(14, '2012-10-22/2012-11-05', { detail: '2' }),
    session(27, '2017-05-01/2017-05-12', { detail: '3' }),
    session(41, '2022-11-07/2022-11-18', { detail: '4' }),
  ),
};

const readOn = (day: string): Source => ({
  id: day,
  publisher: 'OHCHR',
  readOn: day,
  grade: 'official',
});

describe('the State of a question', () => {
  it('is found by the code that the router has checked', () => {
    expect(stateNamed(core, 'PER')).toEqual(PERU);
  });

  it.each([['XYZ'], [undefined]])('is a fault of ours where it is %s', (code) => {
    expect(() => stateNamed(core, code)).toThrow(new Error(`No State '${code}' in the record`));
  });
});

describe('the cycle of a question', () => {
  it('is the one asked for', () => {
    expect(cycleOf(core, '2', '2026-11-21')).toBe(2);
  });

  it.each([
    ['2012-10-01', 2],
    ['2012-11-05', 2],
    // Between two cycles people ask about the coming one.
    ['2012-11-06', 3],
    ['2022-11-18', 4],
    ['2026-11-21', 4],
  ])('is the one that %s falls in where none is asked for', (asOf, cycle) => {
    expect(cycleOf(core, undefined, asOf)).toBe(cycle);
  });

  it('is refused where there is none such', () => {
    expect(() => cycleOf(core, '5', '2026-11-21')).toThrow(
      new UserError('There is no cycle 5: expected 1, 2, 3, 4.'),
    );
  });

  it.each([
    [1, '1st cycle'],
    [2, '2nd cycle'],
    [3, '3rd cycle'],
    [4, '4th cycle'],
  ])('%i is said as %j', (cycle, words) => {
    expect(cycleWords(cycle)).toBe(words);
  });
});

describe('the last reading of some sources', () => {
  it('is the latest of their days', () => {
    expect(latestReading([readOn('2026-11-19'), readOn('2026-11-21'), readOn('2026-11-20')])).toBe(
      '2026-11-21',
    );
  });
});
