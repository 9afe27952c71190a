import { describe, expect, it } from 'vitest';
import { accountLink } from '../../../commands/account/link.ts';
import type { Stores } from '../../../db/open.ts';
import type { Account, PlaceId } from '../../../src/core/coalition/coalition.ts';
import { MOST_TRIES } from '../../../src/core/coalition/links.ts';
import type { OptionValues } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import {
  act,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { buttonsOf, linesOf } from '../reading.ts';

const ADA = slackAccount('U1');
const DISCORD_ADA = discordAccount('7');

const link = async (
  stores: Stores,
  core: Core,
  place: PlaceId,
  account: Account,
  options: OptionValues = {},
) => accountLink.run(await callFrom(stores, place, account, options), core);

/** A coalition on Slack, and another on Discord in which Ada is nobody yet. */
async function two() {
  const stores = openStores();
  const { coalition, coordinator } = await founded(stores);
  await founded(stores, DISCORD_PLACE, discordAccount('1'), 'Forest Friends');
  return { stores, coalition, coordinator, core: coreOf(stores) };
}

describe('/upr account link without a code', () => {
  it('sends one to the direct messages of the account, and shows it nowhere else', async () => {
    const { stores, core } = await two();

    const reply = await link(stores, core, SLACK_PLACE, ADA);

    expect(JSON.stringify(reply)).not.toContain('K7QM');
    expect(core.notices).toMatchObject([
      {
        kind: 'request',
        destination: { platform: 'slack', workspace: 'T1', channel: '@U1' },
        reply: { title: 'Your code is K7QM-2XP2' },
      },
    ]);
    const only = 'Type it only yourself: whoever types it is you from then on, with your roles.';
    expect(linesOf(reply)[0]).toContain('until 12:15 Geneva time');
    expect(linesOf(core.notices[0]?.reply ?? reply)[0]).toContain(only);
  });

  it('leaves no code in the log', async () => {
    const { stores, coalition, core } = await two();

    await link(stores, core, SLACK_PLACE, ADA);

    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 50 });
    expect(entries[0]).toMatchObject({ action: 'code.issued', after: { kind: 'account' } });
    expect(JSON.stringify(entries)).not.toMatch(/K7QM|2XP2/);
  });

  it('makes a member of who was a reader without a row', async () => {
    const { stores, coalition, core } = await two();

    await link(stores, core, SLACK_PLACE, slackAccount('U9'));

    const known = await stores.coalitions.who(SLACK_PLACE, slackAccount('U9'));
    expect(known?.member?.role).toBe('reader');
    expect(await stores.members.members(coalition)).toHaveLength(2);
  });

  it.each([{}, { code: 'K7QM-2XP2' }])('keeps nothing of an outsider: %j', async (options) => {
    const { stores, coalition, core } = await two();
    const guest = await callFrom(stores, SLACK_PLACE, slackAccount('U9'), options, {
      role: 'outsider',
    });

    await expect(accountLink.run(guest, core)).rejects.toMatchObject({ problem: 'not_allowed' });
    expect(core.notices).toEqual([]);
    expect(await stores.members.members(coalition)).toHaveLength(1);
  });
});

describe('/upr account link with a code', () => {
  const peeked = async () => {
    const { stores, coalition, coordinator, core } = await two();
    await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');
    await link(stores, core, SLACK_PLACE, ADA);
    const reply = await link(stores, core, SLACK_PLACE, slackAccount('U2'), { code: 'k7qm2xp2' });
    return { stores, coordinator, core, reply };
  };

  it('says first with whom it would be one person, with which roles, and a warning', async () => {
    const { reply } = await peeked();

    expect([reply.title, reply.audience]).toEqual([
      'Make these two accounts one person?',
      'caller',
    ]);
    expect(linesOf(reply)).toEqual([
      'This account would be one person with Ada (Slack U1).',
      'What they would be together: of two roles in one coalition, the higher',
      'Water Defenders: coordinator as Slack U1, editor as Slack U2',
      'Go on only if that account is yours and you got the code there yourself. Never type a code that somebody else gave you: they would be you from then on, with your roles.',
    ]);
    expect(buttonsOf(reply)).toEqual([
      'Yes, both are mine → account link code:K7QM2XP2 confirm:yes',
    ]);
  });

  it('changes nothing before it is confirmed: the code can still be used', async () => {
    const { stores, coordinator, core } = await peeked();

    expect(await stores.members.accounts(coordinator)).toEqual([ADA]);
    expect(core.notices).toHaveLength(1);
    await link(stores, core, SLACK_PLACE, slackAccount('U2'), { code: 'K7QM2XP2', confirm: 'yes' });
    expect(await stores.members.accounts(coordinator)).toHaveLength(2);
  });

  it('counts wrong codes, though it only looks', async () => {
    const { stores, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);
    const guess = (code: string) =>
      link(stores, core, DISCORD_PLACE, DISCORD_ADA, { code }).catch(
        (error: { problem: string }) => error.problem,
      );
    for (let tried = 0; tried < MOST_TRIES; tried += 1) await guess('ZZZZ-ZZZZ');

    expect(await guess('K7QM-2XP2')).toBe('too_many_tries');
  });

  it('makes both accounts one person once confirmed, and tells both', async () => {
    const { stores, coordinator, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);

    const reply = await take(stores, core, DISCORD_ADA);

    expect(reply.title).toBe('Your accounts are one person now');
    expect(linesOf(reply)[0]).toContain('Slack U1 and Discord 7 are one person');
    expect((await stores.coalitions.who(DISCORD_PLACE, DISCORD_ADA))?.person).toBe(coordinator);
    expect(
      core.notices
        .slice(1)
        .map(({ destination, reply: said }) => [destination.channel, ...linesOf(said)]),
    ).toEqual([
      [
        '@7',
        'This account and one on Slack are one person for Vigil now, with the roles of both. If that was not you, type /upr account unlink here.',
      ],
      [
        '@U1',
        'This account and one on Discord are one person for Vigil now, with the roles of both. If that was not you, type /upr account unlink here.',
      ],
    ]);
  });

  it('takes each code once', async () => {
    const { stores, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);
    await take(stores, core, DISCORD_ADA);

    await expect(take(stores, core, discordAccount('8'))).rejects.toMatchObject({
      problem: 'used_code',
    });
  });

  it.each([{}, { confirm: 'yes' }])('does not link an account to itself: %j', async (options) => {
    const { stores, core } = await two();
    await link(stores, core, SLACK_PLACE, ADA);

    const own = link(stores, core, SLACK_PLACE, ADA, { code: 'K7QM-2XP2', ...options });

    await expect(own).rejects.toMatchObject({ problem: 'same_person' });
  });

  it.each([{}, { confirm: 'yes' }])(
    'leaves the code unused where one of them was removed: %j',
    async (options) => {
      const { stores, coalition, core } = await two();
      const ben = await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');
      await stores.members.leave(coalition, ben, { removed: true }, act());
      await link(stores, core, SLACK_PLACE, ADA);
      const typed = { code: 'K7QM-2XP2', ...options };

      const refused = callFrom(stores, SLACK_PLACE, slackAccount('U2'), typed, { role: 'reader' });

      await expect(accountLink.run(await refused, core)).rejects.toMatchObject({
        problem: 'removed_person',
      });
      expect((await take(stores, core, DISCORD_ADA)).title).toBe(
        'Your accounts are one person now',
      );
    },
  );

  it('refuses a code that there is not', async () => {
    const { stores, core } = await two();

    const guessed = link(stores, core, SLACK_PLACE, ADA, { code: 'ZZZZ-ZZZZ', confirm: 'yes' });

    await expect(guessed).rejects.toMatchObject({ problem: 'unknown_code' });
  });
});

/** Types Ada's code on Discord, and says yes. */
const take = (stores: Stores, core: Core, account: Account) =>
  link(stores, core, DISCORD_PLACE, account, { code: 'K7QM-2XP2', confirm: 'yes' });
