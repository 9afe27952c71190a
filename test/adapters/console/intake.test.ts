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
  it.each([
    ['/upr status uni', { command: 'status', typed: 'uni' }],
    ['/UPR Status united st', { command: 'status', typed: 'united st' }],
    ['status ', { command: 'status', typed: '' }],
    ['/upr sta', { command: 'help', typed: 'sta' }],
    ['sta', { command: 'help', typed: 'sta' }],
    ['', { command: 'help', typed: '' }],
  ])('%j is at %j', (line, typing) => {
    expect(beingTyped(line, '/upr')).toEqual(typing);
  });
});
