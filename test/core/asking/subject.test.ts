import { describe, expect, it } from 'vitest';
import {
  covers,
  eventsWords,
  ladderWords,
  subjectCommand,
  subjectWords,
} from '../../../src/core/asking/subject.ts';
import { createStateIndex } from '../../../src/core/states/state.ts';
import { PERU } from '../../support/facts.ts';

const core = { states: createStateIndex([PERU]) };

const OF_PERU = { state: 'PER', session: 'upr/s42' };
const OF_SESSION = { state: null, session: 'upr/s42' };
const OF_COUNCIL = { state: null, session: 'hrc/s60' };

describe('a follow', () => {
  it.each([
    ['state/PER', OF_PERU, true],
    ['state/PER', OF_SESSION, false],
    ['state/USA', OF_PERU, false],
    // A session hears of what all its States share, once, not of each State's share.
    ['upr/s42', OF_SESSION, true],
    ['upr/s42', OF_PERU, false],
    ['upr/s43', OF_SESSION, false],
    ['hrc/s60', OF_COUNCIL, true],
    ['all', OF_SESSION, true],
    ['all', OF_COUNCIL, true],
    ['all', OF_PERU, false],
  ])('of %s and a deadline of %j: %s', (subject, deadline, hears) => {
    expect(covers(subject, deadline)).toBe(hears);
  });

  it.each([
    ['state/PER', 'Peru', 'PER'],
    ['state/XYZ', 'XYZ', 'XYZ'],
    ['upr/s53', 'UPR session 53', 'session 53'],
    ['all', 'everything', 'all'],
  ])('of %s is said as %j and typed as %j', (subject, words, command) => {
    expect([subjectWords(core, subject), subjectCommand(subject)]).toEqual([words, command]);
  });

  it('says what it hears of', () => {
    expect(eventsWords({ events: ['changes', 'statements'] })).toBe(
      'changes in the record, when they are recorded; new statements',
    );
  });

  it.each([
    [[90, 30, 0], '90, 30 and 0 days before, at 09:00 Geneva; only for dates known to the day'],
    [[7], '7 days before, at 09:00 Geneva; only for dates known to the day'],
  ])('with the ladder %j reminds %j', (ladder, words) => {
    expect(ladderWords({ ladder, time: '09:00' })).toBe(words);
  });
});
