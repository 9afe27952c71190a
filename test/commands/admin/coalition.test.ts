import { describe, expect, it } from 'vitest';
import { adminCoalition } from '../../../commands/admin/coalition.ts';
import type { Stores } from '../../../db/open.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import {
  ACLU,
  act,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { ADA, BO, confirmed, redeem, twoCoalitions } from '../../support/links.ts';
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

  it('shows what it has asked of another and nobody has answered, with how to take it back', async () => {
    const two = await twoCoalitions();
    const { request } = await redeem(two, { as: 'merge' });
    const call = await callFrom(two.stores, DISCORD_PLACE, BO);
    const waiting = await runAs(adminCoalition, call, coreOf(two.stores));
    await two.stores.links.takeBack(two.forest, request.id, act({ person: two.bo }));
    const after = await runAs(adminCoalition, call, coreOf(two.stores));

    expect(linesOf(waiting).slice(-2)).toEqual([
      'Asked of others',
      `${request.id} · to join Water Defenders with all places, asked on 22 Nov 2026, waits until 29 Nov 2026; to take it back: /upr decline ${request.id}`,
    ]);
    expect(linesOf(after)).not.toContain('Asked of others');
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

  it('tells two apart who ask and have no name', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await stores.organisations.add(coalition, ACLU, act());
    const nameless = async (id: string): Promise<string> => {
      const account = slackAccount(id);
      const entry = { role: 'reader', place: SLACK_PLACE } as const;
      const { person } = await stores.members.enrol(coalition, { account }, entry, act());
      const asking = { person, account, organisation: 'aclu' };
      const request = await stores.links.askToSpeak(coalition, asking, act());
      return `${request.id} · a member without a name (${person.slice(0, 8)}) asks to speak for ACLU, asked on 22 Nov 2026, waits until 29 Nov 2026`;
    };
    const waiting = [await nameless('U2'), await nameless('U3')];

    expect(linesOf(await ask(stores))).toEqual(expect.arrayContaining(waiting));
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
