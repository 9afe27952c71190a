import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src/core/coalition/channels.ts';
import type { Account, Exposure, Place, Seat } from '../../src/core/coalition/coalition.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { destinationKey } from '../../src/core/destination.ts';
import type { Follow } from '../../src/core/follows.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Visibility } from '../../src/core/own/deadlines.ts';
import { plain } from '../../src/core/reply.ts';
import { withoutExposed } from '../../src/reminders/exposed.ts';
import type { Draft } from '../../src/reminders/rule.ts';
import { at, CHANNEL, COALITION, following, notice, place } from '../support/following.ts';

const NOW = at('2026-11-24 09:00');
const KEY = `slack/T1/C1|own/${COALITION}/d7k2@1|7`;

const own = (
  over: Partial<Draft['notice']> = {},
  visibility: Visibility = { to: 'coalition' },
): Draft => ({
  notice: notice({ key: KEY, subjects: ['state/PER'], ...over }),
  line: ['Final text — 1 Dec 2026'],
  batch: 'own',
  ours: { visibility },
});
const official: Draft = { notice: notice({ key: 'official' }), line: ['review, Peru'] };

const member = (over: Partial<Member>): Member => ({
  person: 'ada',
  role: 'coordinator',
  place: { platform: 'slack', workspace: 'T1' },
  accounts: [{ platform: 'slack', workspace: 'T1', id: 'U-ada' }],
  joinedAt: 1,
  seenAt: 1,
  ...over,
});

const placeOn = (platform: string, workspace: string): Place => ({
  platform,
  workspace,
  coalition: COALITION,
  name: '',
  kind: 'workspace',
  seeds: true,
  joinedAt: 0,
});
const PLACES = [placeOn('slack', 'T1'), placeOn('discord', 'G1')];

interface World {
  readonly exposure?: Exposure | Error;
  readonly channels?: readonly Channel[];
  readonly follows?: readonly Follow[];
  readonly entered?: readonly string[];
  /** What became of who set the channel up. */
  readonly creator?: 'member' | 'left' | 'nobody' | { readonly organisation: string };
  readonly coordinators?: readonly Member[];
  /** What platforms say of accounts, by id; all the others are members. */
  readonly seats?: Readonly<Record<string, Seat | Error>>;
}

/** The drafts as they may go out, what was asked of the platform, and what was logged. */
async function passing(drafts: readonly Draft[], world: World = {}) {
  const { exposure = 'public', channels = [], entered = [], creator = 'member' } = world;
  const asked: string[] = [];
  const warned: object[] = [];
  const coalition = { id: COALITION, name: 'Water Defenders', foundedAt: 0 };
  const standing = {
    role: creator === 'left' ? 'left' : 'editor',
    seenAt: 0,
    ...(typeof creator === 'object' ? creator : {}),
  } as const;
  const passed = await withoutExposed(
    {
      outbox: { entered: async (keys) => new Set(keys.filter((key) => entered.includes(key))) },
      coalitions: {
        who: async (where) => ({
          coalition,
          place: {
            ...where,
            coalition: COALITION,
            name: '',
            kind: 'workspace',
            seeds: true,
            joinedAt: 0,
          },
          person: 'somebody',
          ...(creator !== 'nobody' && { member: standing }),
        }),
        places: async () => PLACES,
      },
      members: { members: async () => world.coordinators ?? [], member: async () => undefined },
      seat: async (_place, { id }: Account) => {
        const seat = world.seats?.[id] ?? 'member';
        if (seat instanceof Error) throw seat;
        return seat;
      },
      exposure: async (destination) => {
        asked.push(destinationKey(destination));
        if (exposure instanceof Error) throw exposure;
        return exposure;
      },
      log: { ...silentLog, warn: (fields) => void warned.push(fields) },
      root: '/upr',
    },
    {
      drafts,
      follows: world.follows ?? [following()],
      channels: new Map(channels.map((one) => [destinationKey(one.destination), one])),
      entered: new Set(entered),
      now: NOW,
    },
  );
  const sent = passed.map(({ notice: { key, destination } }) => `${destination.channel} ${key}`);
  return { passed, sent, asked, warned };
}

describe('an own thing for a channel of which nobody has decided', () => {
  it('goes out where its readers are members', async () => {
    const draft = own();

    expect((await passing([draft], { exposure: 'members' })).passed).toEqual([draft]);
  });

  it('goes to nobody where it turns out to be one person’s messages', async () => {
    const { sent, warned } = await passing([own(), official], { exposure: 'direct' });

    expect({ sent, warned }).toEqual({ sent: ['C1 official'], warned: [] });
  });

  it.each<Exposure | Error>(['guests', 'public', 'unknown', new Error('no answer')])(
    'goes to who set the channel up where its readers are %s',
    async (exposure) => {
      expect((await passing([own()], { exposure })).sent).toEqual([`@U1 ${KEY}|undecided`]);
    },
  );

  it('brings the words that decide it, and what was to be shown', async () => {
    const { passed } = await passing([own()]);

    expect(passed[0]?.notice.reply).toMatchObject({
      title: 'In 7 days: review, Peru',
      audience: 'caller',
      blocks: [
        {
          kind: 'warning',
          text: [
            'This was not posted in ',
            { channel: CHANNEL },
            ', where people from outside the coalition may read. Nobody has decided yet whether own deadlines are shown there.',
          ],
        },
        {
          kind: 'list',
          heading: 'To decide, type in that channel',
          items: [
            ['/upr-admin channel ours:shown', ' to show them there'],
            ['/upr-admin channel ours:kept_out', ' to keep them out'],
          ],
        },
      ],
    });
  });

  it('depends on no follow then, and is in no digest', async () => {
    const { passed } = await passing([own()]);

    expect(passed[0]?.notice.subjects).toBeUndefined();
    expect(passed[0]?.batch).toBeUndefined();
  });

  it('goes to their own messages on Discord, which lie in no server', async () => {
    const destination = { platform: 'discord', workspace: 'G1', channel: 'C1' };
    const follows = [following({ destination, createdBy: '42' })];

    const { passed } = await passing([own({ destination })], { follows });

    expect(passed[0]?.notice.destination).toEqual({
      platform: 'discord',
      workspace: 'dm',
      channel: '@42',
    });
  });

  it('says in its line of a digest where it is not shown', async () => {
    const { passed } = await passing([own()]);

    expect(plain(passed[0]?.line ?? [])).toBe(
      'Final text — 1 Dec 2026 (not shown in channel C1 on Slack: type /upr-admin channel ours:shown there to show such things)',
    );
  });

  it('is told once', async () => {
    expect((await passing([own()], { entered: [`${KEY}|undecided`] })).sent).toEqual([]);
  });

  it('is asked about once a channel, however much there is', async () => {
    const other = own({ key: `${KEY} another` });

    expect((await passing([own(), other])).asked).toEqual(['slack/T1/C1']);
  });
});

describe('what needs no question to the platform', () => {
  it('is what is no own thing', async () => {
    expect(await passing([official])).toMatchObject({ passed: [official], asked: [] });
  });

  it('is what goes to a person', async () => {
    const direct = own({ destination: place('@U1') });

    expect(await passing([direct])).toMatchObject({ passed: [direct], asked: [] });
  });

  it('is a channel of which somebody has decided', async () => {
    const channels = [{ destination: CHANNEL, ours: 'shown', organisations: [] } as const];
    const draft = own();

    expect(await passing([draft], { channels })).toMatchObject({ passed: [draft], asked: [] });
  });

  it('is what was told before', async () => {
    expect((await passing([own()], { entered: [KEY] })).asked).toEqual([]);
  });
});

describe('who is told of what was kept out of a channel', () => {
  const ada = member({});

  it('is a coordinator where who set it up has left', async () => {
    const { sent } = await passing([own()], { creator: 'left', coordinators: [ada] });

    expect(sent).toEqual([`@U-ada ${KEY}|undecided`]);
  });

  it('is a coordinator where who set it up was purged', async () => {
    const follows = [following({ createdBy: '' })];

    expect((await passing([own()], { follows, coordinators: [ada] })).sent).toEqual([
      `@U-ada ${KEY}|undecided`,
    ]);
  });

  it.each<[string, Pick<World, 'creator' | 'seats'>]>([
    ['is nobody that Vigil knows', { creator: 'nobody' }],
    ['is a guest', { seats: { U1: 'guest' } }],
    ['has left the workspace', { seats: { U1: 'stranger' } }],
    ['cannot be asked of', { seats: { U1: new Error('no answer') } }],
  ])('is a coordinator where who set it up %s', async (_, world) => {
    expect((await passing([own()], { ...world, coordinators: [ada] })).sent).toEqual([
      `@U-ada ${KEY}|undecided`,
    ]);
  });

  it('is no coordinator who has left the workspace', async () => {
    const world = { creator: 'left', coordinators: [ada], seats: { 'U-ada': 'stranger' } } as const;

    expect(await passing([own()], world)).toMatchObject({
      sent: [],
      warned: [{ to: 'slack/T1/C1' }],
    });
  });

  it('is only who may see it', async () => {
    const forOne = own({}, { to: 'organisations', organisations: ['aclu'] });
    const ofAnother = { creator: { organisation: 'hrw' } };
    const alsoAda = { ...ofAnother, coordinators: [member({ organisation: 'aclu' })] };

    expect((await passing([forOne], { creator: { organisation: 'aclu' } })).sent).toEqual([
      `@U1 ${KEY}|undecided`,
    ]);
    expect((await passing([forOne], alsoAda)).sent).toEqual([`@U-ada ${KEY}|undecided`]);
    expect((await passing([forOne], ofAnother)).sent).toEqual([]);
  });

  it('is the log where there is nobody', async () => {
    expect((await passing([own()], { creator: 'left' })).warned).toEqual([{ to: 'slack/T1/C1' }]);
  });
});
