import { describe, expect, it } from 'vitest';
import { beingTyped, questionFrom } from '../../../src/adapters/console/intake.ts';

describe('a line typed in the terminal', () => {
  it.each([
    ['/upr usa', { text: '/upr usa' }],
    ['  status "south korea" ', { text: 'status "south korea"' }],
    ['   ', undefined],
  ])('%j asks %j', (line, question) => {
    expect(questionFrom(line)).toEqual(question);
  });
});

describe('a line that is being typed', () => {
  const HELP = 'help';

  it.each([
    [
      '/upr status uni',
      [
        ['status', 'uni'],
        [HELP, 'status uni'],
      ],
    ],
    [
      '/UPR Status united st',
      [
        ['status united', 'st'],
        ['status', 'united st'],
        [HELP, 'Status united st'],
      ],
    ],
    [
      'status ',
      [
        ['status', ''],
        [HELP, 'status '],
      ],
    ],
    ['/upr sta', [[HELP, 'sta']]],
    ['', [[HELP, '']]],
    [
      '/upr-admin li',
      [
        ['admin', 'li'],
        [HELP, 'admin li'],
      ],
    ],
    [
      '/upr-admin organisation drop ac',
      [
        ['admin organisation drop', 'ac'],
        ['admin organisation', 'drop ac'],
        ['admin', 'organisation drop ac'],
        [HELP, 'admin organisation drop ac'],
      ],
    ],
  ])('%j is at the end of any of %j', (line, typings) => {
    expect(beingTyped(line, '/upr')).toEqual(
      typings.map(([command, typed]) => ({ command, typed })),
    );
  });
});
