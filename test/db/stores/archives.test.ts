import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../db/archive/archive-file.ts';
import { openDatabase, type Stores } from '../../../db/open.ts';
import { createArchiveStore } from '../../../db/stores/archives.ts';
import type { Archive } from '../../../src/core/coalition/archive.ts';
import {
  ADA,
  anyArchive,
  archive,
  COALITION_ID,
  entry,
  member,
  organisation,
  ownDeadline,
  uuid,
} from '../../support/archive.ts';
import {
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  openStores,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';
import { countedStores } from '../../support/counted.ts';
import { openBare } from '../../support/database.ts';

const LATER = NOON + 60_000;
const OTHER_PLACE = { platform: 'slack', workspace: 'T2' };

/** What stays of an archive when it has been to another installation: all but the numbers of the log, and what is for its tables alone. */
const lasting = ({ log, called: _, ...rest }: Archive) => ({
  ...rest,
  log: log
    .filter(({ action }) => action !== 'coalition.imported')
    .map(({ seq: _, ...line }) => line),
});

const imported = async (stores: Stores, taken: Archive = archive()): Promise<Archive> => {
  await stores.archives.write(taken, LATER);
  return stores.archives.read(taken.coalition.id, taken.exportedAt);
};

describe('everything that a coalition owns', () => {
  it('is read whole, those things too that were dropped', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const done = act({ person: coordinator });
    await stores.organisations.add(coalition, organisation(), done);
    const { coalition: _, id: __, dateVersion: ___, createdAt: ____, ...values } = ownDeadline();
    const { id } = await stores.deadlines.add(
      coalition,
      { ...values, createdBy: coordinator },
      done,
    );
    await stores.deadlines.drop(coalition, id, act({ at: LATER }));

    const read = await stores.archives.read(coalition, LATER);

    expect(read).toMatchObject({
      format: 1,
      exportedAt: LATER,
      coalition: { id: coalition, name: 'Water Defenders' },
      places: [SLACK_PLACE],
      members: [{ person: coordinator, role: 'coordinator', accounts: [slackAccount('U1')] }],
      organisations: [{ short: 'ACLU' }],
      deadlines: [{ id, droppedAt: LATER }],
    });
    expect(read.log.at(-1)).toMatchObject({ action: 'deadline.dropped', subject: id });
  });

  it('is only what one place has brought, where that is asked for', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await joined(stores, coalition, discordAccount('9'), 'editor', 'Ben');
    const done = act({ person: coordinator, where: { ...SLACK_PLACE, channel: 'C1' } });
    await stores.organisations.add(coalition, organisation(), done);

    const ours = await stores.archives.read(coalition, LATER, SLACK_PLACE);
    const theirs = await stores.archives.read(coalition, LATER, DISCORD_PLACE);

    expect(ours.members.map(({ name }) => name)).toEqual(['Ada']);
    expect(ours.organisations.map(({ short }) => short)).toEqual(['ACLU']);
    expect(ours.log.map(({ action }) => action)).toEqual(['organisation.added']);
    expect(theirs.members.map(({ name }) => name)).toEqual(['Ben']);
    expect(theirs.organisations).toEqual([]);
    expect(theirs.log).toEqual([]);
  });

  it('takes as many statements to read whatever there is', async () => {
    const { stores, statements } = countedStores();
    const { coalition } = await founded(stores);
    const asked = () => statements(() => stores.archives.read(coalition, LATER));
    const few = await asked();
    for (let n = 0; n < 20; n += 1) {
      await joined(stores, coalition, slackAccount(`U1${n}`), 'reader', `Member ${n}`);
      await stores.organisations.add(
        coalition,
        organisation({ short: `O${n}`, name: `Organisation ${n}` }),
        act(),
      );
    }

    expect(await asked()).toBe(few);
  });

  it('is nothing of a coalition that there is not', async () => {
    await expect(openStores().archives.read(uuid(404), NOON)).rejects.toMatchObject({
      problem: 'unknown_coalition',
    });
  });
});

describe('an archive that is taken over', () => {
  it('is the same when it is read again, whatever things are called', async () => {
    await fc.assert(
      fc.asyncProperty(anyArchive, async (any) => {
        const stores = openDatabase('file::memory:');
        try {
          expect(lasting(await imported(stores, any))).toEqual(lasting(any));
        } finally {
          stores.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('says in the log that it was, after the lines that it brought', async () => {
    const { log } = await imported(openStores());

    expect(log.map(({ action, at }) => ({ action, at }))).toEqual([
      { action: 'deadline.added', at: NOON },
      { action: 'coalition.imported', at: LATER },
    ]);
  });

  it('is not deleted here because it was to be deleted there', async () => {
    const stores = openStores();
    const purgeAt = NOON + 1;
    await stores.archives.write(archive({ coalition: { ...archive().coalition, purgeAt } }), LATER);

    expect(await stores.coalitions.purgeDue(LATER)).toEqual([]);
  });

  it('is refused where the coalition is here already, and nothing changes', async () => {
    const stores = openStores();
    const before = await imported(stores);

    await expect(stores.archives.write(archive(), LATER)).rejects.toMatchObject({
      problem: 'coalition_exists',
      message: `The coalition 'Water Defenders' (${COALITION_ID}) is here already: nothing was imported. Purge it first if the archive is to stand in its place.`,
    });
    expect(await stores.archives.read(COALITION_ID, NOON)).toEqual(before);
  });

  it('is taken whole or not at all, wherever the disk fails', async () => {
    const { db, failAt, dump } = openBare();
    const { write } = createArchiveStore(db);
    const before = dump();
    const failures: string[] = [];
    for (let statement = 1; ; statement += 1) {
      failAt(statement);
      const failure = await write(archive(), LATER).then(
        () => undefined,
        (error: unknown) => String(error),
      );
      failAt(undefined);
      if (failure === undefined) break;
      failures.push(failure);
      expect(dump()).toEqual(before);
    }

    expect(failures.length).toBeGreaterThan(10);
    expect(failures.every((failure) => failure.includes('The disk failed'))).toBe(true);
    expect(dump()['own_deadlines']).toHaveLength(1);
  });
});

describe('a coalition that has lived', () => {
  /** As it is in another installation, by way of the file. */
  const moved = async (from: Stores, coalition: string): Promise<readonly Archive[]> => {
    const before = await from.archives.read(coalition, LATER);
    const after = await imported(openStores(), unpack(pack(before, '0.1.0').content));
    return [before, after];
  };
  const done = (person: string) =>
    act({ person, where: { ...SLACK_PLACE, channel: 'C1' }, at: LATER });

  it('is the same elsewhere, also where people left and were purged', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'editor', 'Ben');
    const cleo = await joined(stores, coalition, slackAccount('U3'), 'reader', 'Cleo');
    await stores.organisations.add(coalition, organisation(), done(ben));
    await stores.organisations.setDelegate(coalition, coordinator, 'aclu', done(ben));
    const { coalition: _, id: __, dateVersion: ___, createdAt: ____, ...values } = ownDeadline();
    const added = { ...values, createdBy: ben, account: slackAccount('U2') };
    const { id } = await stores.deadlines.add(coalition, added, done(ben));
    await stores.deadlines.move(coalition, id, { date: '2026-12-05', time: '15:00' }, done(ben));
    const [follow] = archive().follows;
    if (follow) await stores.follows.save(coalition, { ...follow, createdBy: 'U2' }, done(ben));
    const channel = { ...SLACK_PLACE, channel: 'C1' };
    await stores.channels.choose(coalition, channel, { ours: 'shown' }, done(ben));
    await stores.members.leave(coalition, cleo, { removed: true }, done(coordinator));
    await stores.members.purge(ben, done(ben));

    const [before, after] = await moved(stores, coalition);

    expect(before?.deadlines).toMatchObject([{ createdBy: ben, account: { id: '' } }]);
    expect(after && lasting(after)).toEqual(before && lasting(before));
  });

  it('is the same elsewhere after a place joined it, and after that left', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const guest = await founded(stores, OTHER_PLACE, slackAccount('U7', 'T2'), 'Land');
    const account = slackAccount('U7', 'T2');
    const text = 'K7QM2XPD';
    const code = { kind: 'link', text, account: slackAccount('U1') } as const;
    await stores.links.issue(coalition, code, done(coordinator));
    const { request } = await stores.links.redeem(
      guest.coalition,
      { text, as: 'link', place: OTHER_PLACE, account },
      guest.coordinator,
      act({ person: guest.coordinator, at: LATER }),
    );
    await stores.links.confirm(coalition, request.id, done(coordinator));
    const there = { ...OTHER_PLACE, channel: 'C7' };
    await stores.channels.choose(coalition, there, { ours: 'shown' }, done(coordinator));

    const [joinedBefore, joinedAfter] = await moved(stores, coalition);
    await stores.links.unlink(coalition, OTHER_PLACE, undefined, done(coordinator));
    const [leftBefore, leftAfter] = await moved(stores, coalition);

    expect(joinedBefore?.places).toHaveLength(2);
    expect(joinedAfter && lasting(joinedAfter)).toEqual(joinedBefore && lasting(joinedBefore));
    expect(leftBefore?.places).toHaveLength(1);
    expect(leftAfter && lasting(leftAfter)).toEqual(leftBefore && lasting(leftBefore));
  });
});

describe('people of an archive', () => {
  it('are who they are here, in all that speaks of them', async () => {
    const stores = openStores();
    const { coordinator } = await founded(stores, OTHER_PLACE, discordAccount('9'));
    const taken = archive({
      members: [member({ accounts: [discordAccount('9')] })],
      places: [
        ...archive().places,
        {
          ...DISCORD_PLACE,
          coalition: COALITION_ID,
          name: 'Server',
          kind: 'workspace',
          seeds: false,
          joinedAt: NOON,
        },
      ],
      deadlines: [ownDeadline({ visibility: { to: 'person', person: ADA } })],
      log: [
        entry({
          action: 'member.role',
          subject: ADA,
          before: { person: ADA },
          after: { list: [ADA, 'as it was'] },
        }),
      ],
    });

    const { members, deadlines, places, log } = await imported(stores, taken);

    expect(members.map(({ person }) => person)).toEqual([coordinator]);
    expect(places.map(({ joinedBy }) => joinedBy)).toContain(coordinator);
    expect(deadlines[0]).toMatchObject({
      createdBy: coordinator,
      visibility: { to: 'person', person: coordinator },
    });
    expect(log[0]).toMatchObject({
      person: coordinator,
      subject: coordinator,
      before: { person: coordinator },
      after: { list: [coordinator, 'as it was'] },
    });
  });

  it('are given no account of somebody here: that would be their rights everywhere', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores, OTHER_PLACE, slackAccount('U1', 'T1'));
    const taken = archive({
      members: [member({ accounts: [slackAccount('U1'), slackAccount('EVIL')] })],
    });

    await stores.archives.write(taken, LATER);

    expect(await stores.members.accounts(coordinator)).toEqual([slackAccount('U1')]);
    const evil = await stores.coalitions.who(SLACK_PLACE, slackAccount('EVIL'));
    expect(evil).toMatchObject({
      coalition: { id: COALITION_ID },
      member: { role: 'coordinator' },
    });
    expect(await stores.members.member(coalition, evil?.person ?? '')).toBeUndefined();
  });

  it('are new people where their id is somebody else’s here', async () => {
    const stores = openStores();
    const { coordinator } = await founded(stores, OTHER_PLACE, slackAccount('U9', 'T2'));

    const taken = archive({ members: [member({ person: coordinator })] });
    const { members } = await imported(stores, taken);

    expect(members).toHaveLength(1);
    expect(members[0]?.person).not.toBe(coordinator);
    expect(await stores.members.accounts(coordinator)).toEqual([slackAccount('U9', 'T2')]);
  });

  it('who are one person here have the higher of their roles', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores, OTHER_PLACE, slackAccount('U1', 'T1'));
    await joined(stores, coalition, slackAccount('U2'), 'reader');
    await stores.members.linkAccounts(
      coalition,
      slackAccount('U1'),
      slackAccount('U2'),
      act({ person: coordinator }),
    );

    const { members } = await imported(
      stores,
      archive({
        members: [
          member({ role: 'editor', joinedAt: NOON + 5 }),
          member({ person: uuid(12), accounts: [slackAccount('U2')], role: 'approver' }),
        ],
      }),
    );

    expect(members).toMatchObject([{ person: coordinator, role: 'approver', joinedAt: NOON }]);
  });
});

describe('places of an archive', () => {
  it('are taken over where nobody has done anything yet but install Vigil', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores, SLACK_PLACE, slackAccount('U7'));

    const { left } = await stores.archives.write(archive(), LATER);

    expect(left).toEqual([]);
    expect(await stores.coalitions.get(coalition)).toBeUndefined();
    expect((await stores.coalitions.who(SLACK_PLACE, slackAccount('U1')))?.coalition.id).toBe(
      COALITION_ID,
    );
  });

  it('are left to a coalition that works there, with what is posted there, and named', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores, SLACK_PLACE, slackAccount('U7'));
    await stores.organisations.add(coalition, organisation(), act());

    const { left } = await stores.archives.write(archive(), LATER);

    expect(left.map(({ name }) => name)).toEqual(['Water Slack']);
    expect(await stores.archives.read(COALITION_ID, NOON)).toMatchObject({
      places: [],
      follows: [],
      channels: [],
      deadlines: [{ id: 'd7k2' }],
    });
    expect((await stores.coalitions.who(SLACK_PLACE, slackAccount('U7')))?.coalition.id).toBe(
      coalition,
    );
  });

  it('are not reached around: what follows in direct messages of others is left out', async () => {
    const stores = openStores();
    const [follow] = archive().follows;
    if (!follow) throw new Error('no follow');
    const direct = { platform: 'discord', workspace: 'dm', channel: 'D1' };

    const { follows } = await imported(
      stores,
      archive({ follows: [{ ...follow, destination: direct, createdBy: '9' }] }),
    );

    expect(follows).toEqual([]);
  });
});
