import { describe, expect, it } from 'vitest';
import { adminOrganisationEdit } from '../../../../commands/admin/organisation/edit.ts';
import type { OptionValues } from '../../../../src/core/command.ts';
import { ACLU, act, callAs, coreOf, founded, openStores } from '../../../support/coalition.ts';
import { fieldsOf } from '../../reading.ts';

async function edit(options: OptionValues) {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  await stores.organisations.add(coalition, { ...ACLU, ecosoc: 'special' }, act());
  const call = await callAs(stores, coalition, coordinator, options);
  return () => adminOrganisationEdit.run(call, coreOf(stores));
}

describe('/upr-admin organisation edit', () => {
  it('changes what is said, and leaves the rest', async () => {
    const run = await edit({ organisation: 'american civil liberties union', languages: 'en,es' });

    const reply = await run();

    expect(fieldsOf(reply)).toEqual({
      'Short name': 'ACLU',
      'Full name': 'American Civil Liberties Union',
      Languages: 'English, Spanish',
      ECOSOC: 'special consultative status',
    });
  });

  it('takes away what is none', async () => {
    const run = await edit({ organisation: 'aclu', languages: 'none', ecosoc: 'none' });

    expect(fieldsOf(await run())).toMatchObject({
      Languages: 'not said',
      ECOSOC: 'no status said',
    });
  });

  it('asks what is to be changed', async () => {
    const run = await edit({ organisation: 'aclu' });

    await expect(run()).rejects.toMatchObject({
      problem: 'nothing_given',
      message: expect.stringContaining('/upr-admin organisation edit aclu languages:en,fr'),
    });
  });

  it('says so where nothing is different', async () => {
    const run = await edit({ organisation: 'aclu', short: 'ACLU' });

    expect((await run()).title).toBe('Nothing has changed: ACLU is so already');
  });

  it('gives no short name that is an option beside it', async () => {
    const run = await edit({ organisation: 'aclu', short: 'confirm' });

    await expect(run()).rejects.toMatchObject({
      problem: 'name_reserved',
      message:
        "No organisation can be called 'confirm': where organisations are named, the word stands for something else. Type another short name.",
    });
  });

  it('names the nearest of one that there is not', async () => {
    const run = await edit({ organisation: 'aclo', short: 'X' });

    await expect(run()).rejects.toMatchObject({
      problem: 'unknown_organisation',
      message: expect.stringContaining('ACLU'),
    });
  });
});
