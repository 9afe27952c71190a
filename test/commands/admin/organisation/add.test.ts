import { describe, expect, it } from 'vitest';
import { adminOrganisationAdd } from '../../../../commands/admin/organisation/add.ts';
import { commands } from '../../../../commands/index.ts';
import { optionsOf } from '../../../../src/core/asking/given.ts';
import type { OptionValues } from '../../../../src/core/command.ts';
import { callAs, coreOf, founded, openStores } from '../../../support/coalition.ts';
import { fieldsOf, linesOf } from '../../reading.ts';

async function add(options: OptionValues) {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  const call = await callAs(stores, coalition, coordinator, options);
  const added = async () => stores.organisations.organisations(coalition);
  return { run: () => adminOrganisationAdd.run(call, coreOf(stores)), added };
}

describe('/upr-admin organisation add', () => {
  it('adds an organisation, and says how its people come to speak for it', async () => {
    const { run, added } = await add({
      short: 'ACLU',
      name: 'American Civil Liberties Union',
      languages: 'EN, es;zh-hant',
      ecosoc: 'special',
    });

    const reply = await run();

    expect(fieldsOf(reply)).toEqual({
      'Short name': 'ACLU',
      'Full name': 'American Civil Liberties Union',
      Languages: 'English, Spanish, Traditional Chinese',
      ECOSOC: 'special consultative status',
    });
    expect(linesOf(reply).at(-1)).toContain('/upr speak for aclu');
    expect(await added()).toMatchObject([
      { id: 'aclu', languages: ['en', 'es', 'zh-Hant'], ecosoc: 'special' },
    ]);
  });

  it('needs no more than two names, in any letters and with any markup', async () => {
    const { run, added } = await add({ short: '*حقوق*', name: '<b>جمعية</b> الحقوق' });

    await run();

    expect(await added()).toMatchObject([{ short: '*حقوق*', name: '<b>جمعية</b> الحقوق' }]);
  });

  it.each([
    ['a short name of 25 characters', { short: 'x'.repeat(25), name: 'Y' }, 'name_too_long'],
    ['a full name of 300 characters', { short: 'X', name: 'y'.repeat(300) }, 'name_too_long'],
    ['no letter', { short: '\u202e', name: 'Y' }, 'name_empty'],
    ['a word that means none', { short: 'Nobody', name: 'Y' }, 'name_reserved'],
    ['a word that means oneself', { short: 'Me', name: 'Y' }, 'name_reserved'],
    ['a word that means everybody', { short: 'all', name: 'Y' }, 'name_reserved'],
    ['a comma in the short name', { short: 'A,B', name: 'Y' }, 'name_with_comma'],
    ['a short name of signs alone', { short: '🌊', name: 'Y' }, 'name_without_letters'],
    [
      'an unknown language',
      { short: 'X', name: 'Y', languages: 'en,englisch' },
      'unknown_language',
    ],
    [
      'languages without end',
      { short: 'X', name: 'Y', languages: tags().join(',') },
      'too_many_languages',
    ],
  ])('refuses %s', async (_, options, problem) => {
    const { run, added } = await add(options);

    await expect(run()).rejects.toMatchObject({ problem });
    expect(await added()).toEqual([]);
  });
});

describe('a short name', () => {
  const flags = commands.flatMap((command) =>
    Object.entries(optionsOf(command)).flatMap(([name, { kind }]) =>
      kind === 'flag' ? [name] : [],
    ),
  );

  it.each([...new Set(flags), 'Confirm', 'con-firm'])(
    'is not %s, which beside an organisation is an option',
    async (short) => {
      const { run, added } = await add({ short, name: 'Y' });

      await expect(run()).rejects.toMatchObject({ problem: 'name_reserved' });
      expect(await added()).toEqual([]);
    },
  );
});

/** `aa`, `ab` … */
function tags(): readonly string[] {
  return [...'abcdefghijklmnopqrstuvwxy'].map((letter) => `a${letter}`);
}
