import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { directTo } from '../../../src/core/coalition/coalition.ts';
import { UnreachableError } from '../../../src/core/errors.ts';
import type { FakeDiscord } from '../../support/discord/index.ts';
import { accountOf, channelOf, deskThat, reply, serving } from './rig.ts';

const { Administrator, ManageChannels, ManageGuild } = PermissionFlagsBits;
const DESK = deskThat(() => reply());
const ADA = accountOf('100000000000000042');
const MEMBER = 'GET /guilds/:guild/members/:user';

describe('what an account is in a Discord server', () => {
  const seatAfter = async (happen: (discord: FakeDiscord) => void, account = ADA) => {
    const { discord, adapter } = await serving(DESK);
    happen(discord);
    const seat = await adapter.seat(channelOf(discord), account);
    expect(discord.brokenRules).toEqual([]);
    return seat;
  };

  it.each([
    ['an administrator by a role with Manage Server', ManageGuild, 'admin'],
    ['an administrator by a role with Administrator', Administrator, 'admin'],
    ['a member with any other role', ManageChannels, 'member'],
    ['a member without a role', undefined, 'member'],
  ])('is %s', async (_what, permissions, seat) => {
    const person = permissions === undefined ? {} : { permissions };

    expect(await seatAfter((discord) => discord.addMember(ADA.id, person))).toBe(seat);
  });

  it.each([
    ['a guest, as all the world can be', undefined, 'guest'],
    ['a guest with any other role', ManageChannels, 'guest'],
    ['an administrator still', ManageGuild, 'admin'],
  ])('is %s, in a server that is listed in Server Discovery', async (_what, permissions, seat) => {
    const { discord, adapter } = await serving(DESK);
    discord.addMember(ADA.id, permissions === undefined ? {} : { permissions });
    discord.discover();

    await expect.poll(() => adapter.seat(channelOf(discord), ADA)).toBe(seat);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is an administrator where it owns the server', async () => {
    const { discord, adapter } = await serving(DESK);

    expect(await adapter.seat(channelOf(discord), accountOf(discord.owner))).toBe('admin');
    expect(discord.brokenRules).toEqual([]);
  });

  it.each<[string, (discord: FakeDiscord) => void]>([
    ['it never was a member', () => undefined],
    [
      'it was removed',
      (discord) => {
        discord.addMember(ADA.id, { permissions: ManageGuild });
        discord.kick(ADA.id);
      },
    ],
    ['it was deleted', (discord) => discord.deleteAccount(ADA.id)],
  ])('is a stranger where %s', async (_why, happen) => {
    expect(await seatAfter(happen)).toBe('stranger');
  });

  it('is a stranger where it is of another platform, and Discord is not asked', async () => {
    const { discord, adapter } = await serving(DESK);
    const slack = { platform: 'slack', workspace: 'T1', id: 'U1' };

    expect(await adapter.seat(channelOf(discord), slack)).toBe('stranger');
    expect(discord.calls).not.toContain(MEMBER);
  });

  it('is a member of its own direct messages, and of nobody else’s', async () => {
    const { adapter } = await serving(DESK);

    expect([
      await adapter.seat(directTo(ADA), ADA),
      await adapter.seat(directTo(ADA), accountOf('43')),
    ]).toEqual(['member', 'stranger']);
  });

  it.each<[string, (discord: FakeDiscord) => void]>([
    [
      'Discord fails',
      (discord) => {
        for (let i = 0; i < 2; i++)
          discord.failNext({ kind: 'server_error', written: false }, MEMBER);
      },
    ],
    ['nothing is told of the server', (discord) => discord.removeBot()],
  ])('is not said where %s', async (_why, happen) => {
    const { discord, adapter } = await serving(DESK);
    happen(discord);

    await expect
      .poll(() => adapter.seat(channelOf(discord), ADA).catch((error: unknown) => error))
      .toBeInstanceOf(UnreachableError);
    expect(discord.brokenRules).toEqual([]);
  });
});

describe('who reads a channel on Discord', () => {
  const exposureOf = async (channel: (discord: FakeDiscord) => string) => {
    const { discord, adapter } = await serving(DESK);
    const exposure = await adapter.exposure({ ...channelOf(discord), channel: channel(discord) });
    expect(discord.brokenRules).toEqual([]);
    return exposure;
  };

  it.each<[string, (discord: FakeDiscord) => string, string]>([
    ['whoever joins, where everybody may view it', ({ channel }) => channel, 'public'],
    [
      'members, where not everybody may',
      (discord) => discord.addChannel({ hidden: true }),
      'members',
    ],
    ['whoever reads its parent, where it is a thread', (discord) => discord.addThread(), 'public'],
    [
      'whoever reads its parent, where that is hidden',
      (discord) => discord.addThread(discord.addChannel({ hidden: true })),
      'members',
    ],
    [
      'who was let in, where it is a private thread',
      (discord) => discord.addThread(discord.channel, { isPrivate: true }),
      'members',
    ],
    ['not known, where there is none', () => '1', 'unknown'],
    [
      'not known, where it is of another server',
      (discord) => discord.addGuild().channel,
      'unknown',
    ],
    [
      'not known, where Vigil may not see it',
      (discord) => {
        discord.forbid('2', 50001);
        return '2';
      },
      'unknown',
    ],
  ])('is %s', async (_who, channel, exposure) => {
    expect(await exposureOf(channel)).toBe(exposure);
  });

  it('is one person in direct messages, opened or not', async () => {
    const { adapter } = await serving(DESK);

    expect([
      await adapter.exposure(directTo(ADA)),
      await adapter.exposure({ platform: 'discord', workspace: 'dm', channel: '77' }),
    ]).toEqual(['direct', 'direct']);
  });
});

describe('arriving in a Discord server', () => {
  const listening = async () => {
    const arrivals: unknown[] = [];
    const arrived = async (...told: unknown[]): Promise<void> => void arrivals.push(told);
    const { discord } = await serving({ ...DESK, arrived });
    const arrival = (workspace: string, name: string, owner: string) => [
      { platform: 'discord', workspace, name },
      { account: accountOf(owner) },
    ];
    return { discord, arrivals, arrival };
  };

  it('is told of at the start, with who owns the server', async () => {
    const { discord, arrivals, arrival } = await listening();

    expect(arrivals).toEqual([arrival(discord.guild, 'Coalition', discord.owner)]);
    expect(discord.messages()).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is told of when Vigil is installed while it runs, and nothing is posted there', async () => {
    const { discord, arrivals, arrival } = await listening();

    const { guild, channel } = discord.addGuild({ name: 'Riverkeepers', owner: '7' });

    await expect.poll(() => arrivals.at(-1)).toEqual(arrival(guild, 'Riverkeepers', '7'));
    expect(discord.messages(channel)).toEqual([]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is told of again after an outage, in which it may have been founded by its id alone', async () => {
    const { discord, arrivals, arrival } = await listening();

    discord.outage();
    discord.recovery();

    const once = arrival(discord.guild, 'Coalition', discord.owner);
    await expect.poll(() => arrivals).toEqual([once, once]);
    expect(discord.brokenRules).toEqual([]);
  });
});
