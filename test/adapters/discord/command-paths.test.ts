import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameAt, namesOf, pathOf } from '../../../src/adapters/discord/command-paths.ts';

const names = (...all: readonly string[]) =>
  namesOf(
    '/upr',
    all.map((name) => ({ name })),
  );

describe('the name of a command on Discord', () => {
  it.each([
    ['status', { top: 'upr', subcommand: 'status' }],
    ['deadline add', { top: 'upr', group: 'deadline', subcommand: 'add' }],
    ['admin link', { top: 'upr-admin', subcommand: 'link' }],
    ['admin organisation add', { top: 'upr-admin', group: 'organisation', subcommand: 'add' }],
  ])('is taken apart: %s', (name, path) => {
    expect(pathOf(name, names(name))).toEqual(path);
  });

  it.each([
    ['account', 'account link', { top: 'upr', group: 'account', subcommand: 'show' }],
    ['admin', 'admin link', { top: 'upr-admin', subcommand: 'show' }],
    [
      'admin members',
      'admin members role',
      { top: 'upr-admin', group: 'members', subcommand: 'show' },
    ],
  ])('that also begins another stands beside it as show: %s, %s', (name, other, path) => {
    expect(pathOf(name, names(name, other))).toEqual(path);
  });

  it('is put together again as it was, whatever the others', () => {
    const word = fc.constantFrom('account', 'add', 'deadline', 'link', 'show');
    const line = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));
    const name = fc.oneof(
      line,
      line.map((words) => `admin ${words}`),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (all) => {
        const known = names(...all);
        // What begins others is called show: another of that name is refused at registration.
        const shown = all.filter((one) => !all.includes(`${one} show`));

        expect(shown.map((one) => nameAt(pathOf(one, known), known))).toEqual(shown);
      }),
    );
  });

  it('has no more words than there are levels', () => {
    expect(() => pathOf('deadline add official', names('deadline add official'))).toThrow(
      "'deadline add official' has more words than Discord has levels (a group and a subcommand after /upr or /upr-admin)",
    );
  });
});
