import { describe, expect, it } from 'vitest';
import { adminCoalition } from '../../../commands/admin/coalition.ts';
import type { Stores } from '../../../db/open.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import {
  act,
  callFrom,
  coreOf,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { ADA, confirmed, redeem, twoCoalitions } from '../../support/links.ts';
import { buttonsOf, linesOf } from '../reading.ts';

const DAY_MS = 24 * 60 * 60_000;

const ask = async (stores: Stores, options: OptionValues = {}, account = ADA) =>
  runAs(adminCoalition, await callFrom(stores, SLACK_PLACE, account, options), coreOf(stores));

describe('the coalition', () => {
  it('is shown with its places and what it holds', async () => {
    const two = await twoCoalitions();
    await confirmed(two);
    await two.stores.coalitions.found(
      { platform: 'discord', workspace: 'dm:1', name: 'Direct messages', kind: 'direct' },
      { account: discordAccount('1') },
      NOON,
    );
    const reply = await ask(two.stores);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Water Defenders',
      'Founded: 22 Nov 2026',
      'Holds: 2 places and 2 people',
      'Places',
      'Water Defenders (Slack workspace), since 22 Nov 2026',
      'Forest Watch (Discord server), since 22 Nov 2026',
      "1 person's direct messages",
    ]);
  });

  it('shows what waits for an answer, with the buttons for it', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two);
    const reply = await ask(two.stores);

    expect(linesOf(reply)).toContain(
      `${request.id} · Forest Watch asks to join with one place, asked on 22 Nov 2026, waits until 29 Nov 2026`,
    );
    expect(buttonsOf(reply)).toEqual([
      `Confirm ${request.id} → confirm ${request.id}`,
      `Decline ${request.id} → decline ${request.id}`,
    ]);
  });

  it('says when it is deleted, and how to call that off', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await stores.coalitions.setPurge(coalition, NOON + 7 * DAY_MS, act());

    expect(linesOf(await ask(stores))[0]).toBe(
      'All of it is deleted on 29 Nov 2026. To call that off: /upr-admin purge cancel.',
    );
  });

  it('is renamed', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const reply = await ask(stores, { name: '  مدافعو  الماء <b>' });

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'The coalition is called مدافعو الماء <b> now',
      'It was called Water Defenders.',
    ]);
    expect((await stores.coalitions.get(coalition))?.name).toBe('مدافعو الماء <b>');
  });

  it('keeps its name where the new one is too long', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);

    await expect(ask(stores, { name: 'x'.repeat(300) })).rejects.toMatchObject({
      problem: 'name_too_long',
    });
    expect((await stores.coalitions.get(coalition))?.name).toBe('Water Defenders');
  });

  it('is for its coordinators', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, slackAccount('U2'), 'approver');

    await expect(ask(stores, {}, slackAccount('U2'))).rejects.toMatchObject({
      problem: 'not_allowed',
    });
  });
});
