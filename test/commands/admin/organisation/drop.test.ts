import { describe, expect, it } from 'vitest';
import { adminOrganisationDrop } from '../../../../commands/admin/organisation/drop.ts';
import {
  ACLU,
  act,
  callAs,
  coreOf,
  founded,
  joined,
  openStores,
  slackAccount,
} from '../../../support/coalition.ts';
import { forOrganisations, ownValues } from '../../../support/own-deadlines.ts';
import { buttonsOf, linesOf } from '../../reading.ts';

async function withDelegate() {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  const { id } = await stores.organisations.add(coalition, ACLU, act());
  const ben = await joined(stores, coalition, slackAccount('U2'));
  await stores.organisations.setDelegate(coalition, ben, id, act());
  return { stores, coalition, coordinator };
}

describe('/upr-admin organisation drop', () => {
  it('says first what ends with it', async () => {
    const { stores, coalition, coordinator } = await withDelegate();
    const call = await callAs(stores, coalition, coordinator, { organisation: 'ACLU' });

    const reply = await adminOrganisationDrop.run(call, coreOf(stores));

    expect(linesOf(reply)[0]).toContain('1 person speaks for it, and will speak for nobody');
    expect(buttonsOf(reply)).toEqual(['Drop ACLU → admin organisation drop aclu confirm']);
    expect(await stores.organisations.organisations(coalition)).toHaveLength(1);
  });

  it('does it once confirmed', async () => {
    const { stores, coalition, coordinator } = await withDelegate();
    const call = await callAs(stores, coalition, coordinator, {
      organisation: 'aclu',
      confirm: 'yes',
    });

    const reply = await adminOrganisationDrop.run(call, coreOf(stores));

    expect(reply.title).toBe('ACLU is no member organisation any more');
    expect(await stores.organisations.organisations(coalition)).toEqual([]);
  });

  it('tells who waits to speak for it that they wait in vain', async () => {
    const { stores, coalition, coordinator } = await withDelegate();
    const cy = await joined(stores, coalition, slackAccount('U3'));
    const { id } = await stores.links.askToSpeak(
      coalition,
      { person: cy, account: slackAccount('U3'), organisation: 'aclu' },
      act({ person: cy }),
    );
    const options = { organisation: 'aclu', confirm: 'yes' };
    const core = coreOf(stores);

    await adminOrganisationDrop.run(await callAs(stores, coalition, coordinator, options), core);

    expect(core.notices).toMatchObject([
      {
        key: `request/${coalition}/${id}/told`,
        coalition,
        destination: { channel: '@U3' },
        reply: {
          title: 'Your request to speak for ACLU has ended',
          blocks: [
            {
              text: [
                'ACLU is no member organisation of Water Defenders any more: it was dropped before anybody had answered. Nothing has changed for you.',
              ],
            },
          ],
        },
      },
    ]);
  });

  it('is refused while deadlines are for it alone, which are counted and not named', async () => {
    const { stores, coalition, coordinator } = await withDelegate();
    const values = ownValues({ title: 'Secret', visibility: forOrganisations('aclu') });
    await stores.deadlines.add(coalition, values, act());
    const options = { organisation: 'aclu', confirm: 'yes' };
    const call = await callAs(stores, coalition, coordinator, options);

    const refused = adminOrganisationDrop.run(call, coreOf(stores));

    await expect(refused).rejects.toMatchObject({
      problem: 'organisation_in_use',
      message:
        'ACLU cannot be dropped while 1 own deadline is for it alone. Who speaks for it sees it, and can drop it or show it to others first. /upr speak for aclu makes a coordinator one who does.',
    });
  });
});
