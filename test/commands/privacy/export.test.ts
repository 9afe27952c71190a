import { describe, expect, it } from 'vitest';
import { privacyExport } from '../../../commands/privacy/export.ts';
import {
  callAs,
  callFrom,
  coreOf,
  founded,
  joined,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { itemsOf, linesOf } from '../reading.ts';

describe('/upr privacy export', () => {
  it('hands out everything that is kept of who asks, as a file', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const core = coreOf(stores);

    const reply = await runAs(privacyExport, await callAs(stores, coalition, coordinator), core);

    expect(reply.audience).toBe('caller');
    expect(JSON.parse(new TextDecoder().decode(reply.file?.content))).toEqual(
      JSON.parse(
        JSON.stringify({
          exportedAt: core.clock.now(),
          ...(await stores.members.dataOf(coordinator)),
        }),
      ),
    );
  });

  it('says in short what is in it, and how it is deleted', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);

    const reply = await runAs(
      privacyExport,
      await callAs(stores, coalition, coordinator),
      coreOf(stores),
    );

    expect(itemsOf(reply)).toEqual([
      'Slack U1',
      'you: Ada, a coordinator',
      '3 lines of the log of changes',
    ]);
    expect(linesOf(reply).at(-1)).toBe('To have it deleted, type /upr privacy purge.');
  });

  it('tells nothing of anybody else', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');

    const reply = await runAs(privacyExport, await callAs(stores, coalition, ben), coreOf(stores));

    expect(new TextDecoder().decode(reply.file?.content)).not.toMatch(/Ada|"U1"/);
  });

  it('tells somebody of whom nothing is kept so, without a file', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'));

    const reply = await runAs(privacyExport, call, coreOf(stores));

    expect(reply.title).toBe('Vigil keeps nothing of you');
    expect(reply.file).toBeUndefined();
  });

  it('is for outsiders too: it is their own', async () => {
    const stores = openStores();
    await founded(stores);
    const call = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), {}, { role: 'outsider' });

    expect((await runAs(privacyExport, call, coreOf(stores))).problem).toBeUndefined();
  });
});
