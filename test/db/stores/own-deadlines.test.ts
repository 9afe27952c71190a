import type Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { drizzle } from '../../../db/drizzle.ts';
import type { Stores } from '../../../db/open.ts';
import * as schema from '../../../db/schema.ts';
import { createOwnDeadlineStore } from '../../../db/stores/own-deadlines.ts';
import {
  type OwnDate,
  type OwnDeadline,
  type OwnDeadlineChanges,
  type OwnDeadlineStore,
  ownVersionKey,
} from '../../../src/core/own/deadlines.ts';
import { act, NOON } from '../../support/coalition.ts';
import { COALITION, notice, place } from '../../support/following.ts';
import {
  forOrganisations,
  forPerson,
  ownDeadline,
  ownValues,
} from '../../support/own-deadlines.ts';
import { databaseWith, storesWith } from '../../support/stores.ts';

const OTHERS = 'other-coalition';
const LATER = NOON + 60_000;

/** The store alone, which is given the ids that it takes. */
const storeOn = (
  client: Sqlite.Database,
  newId: (length: number, isTaken: (id: string) => boolean) => string = () => 'd7k2',
): OwnDeadlineStore =>
  createOwnDeadlineStore(drizzle({ client, schema, casing: 'snake_case' }), newId);

/** What the log holds, oldest first. */
const logOf = (client: Sqlite.Database): readonly unknown[] =>
  client
    .prepare('SELECT * FROM audit ORDER BY seq')
    .all()
    .map((row) => {
      const { coalition, at, person, action, subject, before, after } = row as Record<
        string,
        string | null
      >;
      const values = [before, after].map((json) => (json ? JSON.parse(json) : null));
      return [coalition, at, person, action, subject, ...values];
    });

describe('an own deadline', () => {
  it('comes back whole, under a short id', async () => {
    const { deadlines } = storesWith();
    const values = ownValues({
      time: '09:00',
      zone: 'America/New_York',
      before: { deadline: 'upr/4/PER/review', dateVersion: 'per-set@1' },
      visibility: forOrganisations('aclu', 'hrw'),
    });

    const added = await deadlines.add(COALITION, values, act());

    expect(added).toEqual(ownDeadline({ ...values, id: added.id }));
    expect(added.id).toMatch(/^[23456789bcdfghjkmnpqrtvwxz]{4}$/);
    expect(await deadlines.get(COALITION, added.id)).toEqual(added);
  });

  it('has an id that no other of the coalition has or had', async () => {
    const deadlines = storeOn(
      databaseWith(COALITION, OTHERS),
      (_, isTaken) => ['b234', 'c234', 'd234'].find((id) => !isTaken(id)) ?? '',
    );
    const add = async (coalition: string, title: string) =>
      (await deadlines.add(coalition, ownValues({ title }), act())).id;
    await add(COALITION, 'dropped');
    await deadlines.drop(COALITION, 'b234', act());

    const ids = [await add(COALITION, 'a'), await add(COALITION, 'b'), await add(OTHERS, 'c')];

    expect(ids).toEqual(['c234', 'd234', 'b234']);
  });

  it('is one of those open, soonest first, until it is dropped', async () => {
    const { deadlines } = storesWith();
    const add = async (title: string, date: string, time?: string) =>
      deadlines.add(COALITION, ownValues({ title, date, ...(time && { time }) }), act());
    await add('month', '2026-12');
    await add('day', '2026-12-15');
    await add('hour', '2026-12-15', '09:00');
    const dropped = await add('dropped', '2026-12-01');
    await deadlines.drop(COALITION, dropped.id, act());

    expect((await deadlines.open(COALITION)).map(({ title }) => title)).toEqual([
      'hour',
      'day',
      'month',
    ]);
  });

  it('is refused where there is the same already, by its id', async () => {
    const { deadlines } = storesWith();
    const { id } = await deadlines.add(COALITION, ownValues(), act());

    await expect(deadlines.add(COALITION, ownValues(), act())).rejects.toMatchObject({
      problem: 'deadline_exists',
      message: `There is a deadline 'First draft' on 15 Dec 2026 (hour not given) already: ${id}. Give this one another title, or change that one.`,
    });
  });

  it.each<[string, Partial<OwnDeadline>]>([
    ['on another day', { date: '2026-12-16' }],
    ['at another hour', { time: '15:00' }],
    ['on another State', { subject: 'state/TCD' }],
    ['under another title', { title: 'Second draft' }],
  ])('is another one %s', async (_, over) => {
    const { deadlines } = storesWith();
    await deadlines.add(COALITION, ownValues(), act());
    await deadlines.add(COALITION, ownValues(over), act());

    expect(await deadlines.open(COALITION)).toHaveLength(2);
  });

  it('does not become the same as another one by a move or an edit', async () => {
    const { deadlines } = storesWith();
    await deadlines.add(COALITION, ownValues(), act());
    const later = await deadlines.add(COALITION, ownValues({ date: '2026-12-16' }), act());
    const other = await deadlines.add(COALITION, ownValues({ title: 'Other' }), act());
    const held = await deadlines.open(COALITION);
    const refused = { problem: 'deadline_exists' };

    await expect(
      deadlines.move(COALITION, later.id, { date: '2026-12-15' }, act()),
    ).rejects.toMatchObject(refused);
    await expect(
      deadlines.edit(COALITION, other.id, { title: 'First draft', kind: 'event' }, act()),
    ).rejects.toMatchObject(refused);
    expect(await deadlines.open(COALITION)).toEqual(held);
  });

  it('may be edited where it is the same as another one already', async () => {
    const { deadlines } = storesWith();
    await deadlines.add(COALITION, ownValues({ visibility: forPerson('ada') }), act());
    const { id } = await deadlines.add(COALITION, ownValues(), act({ person: 'ben' }));

    const edited = await deadlines.edit(COALITION, id, { kind: 'event' }, act({ person: 'ada' }));

    expect(edited).toMatchObject({ kind: 'event' });
  });

  it('does not tell who may not see it that there is the same', async () => {
    const { deadlines } = storesWith();
    await deadlines.add(COALITION, ownValues({ visibility: forPerson('ada') }), act());
    const hrws = ownValues({ visibility: forOrganisations('hrw') });
    await deadlines.add(COALITION, hrws, act({ person: 'eve', organisation: 'hrw' }));

    await deadlines.add(COALITION, ownValues(), act({ person: 'ben', organisation: 'aclu' }));

    expect(await deadlines.open(COALITION)).toHaveLength(3);
  });

  it('is of its coalition: another one neither has it nor changes it', async () => {
    const { deadlines } = storesWith(COALITION, OTHERS);
    const { id } = await deadlines.add(COALITION, ownValues(), act());

    expect([await deadlines.get(OTHERS, id), await deadlines.open(OTHERS)]).toEqual([
      undefined,
      [],
    ]);
    const none = {
      problem: 'unknown_deadline',
      message: `There is no deadline '${id}' in your coalition.`,
    };
    await expect(deadlines.edit(OTHERS, id, { title: 'x' }, act())).rejects.toMatchObject(none);
    await expect(deadlines.move(OTHERS, id, { date: '2027' }, act())).rejects.toMatchObject(none);
    await expect(deadlines.drop(OTHERS, id, act())).rejects.toMatchObject(none);
    expect(await deadlines.open(COALITION)).toMatchObject([{ id, title: 'First draft' }]);
  });
});

describe('an edit', () => {
  it('changes what is given and leaves the rest', async () => {
    const { deadlines } = storesWith();
    const added = await deadlines.add(COALITION, ownValues({ time: '09:00' }), act());

    const edited = await deadlines.edit(COALITION, added.id, { title: 'Last draft' }, act());

    expect(edited).toEqual({ ...added, title: 'Last draft' });
    expect(await deadlines.get(COALITION, added.id)).toEqual(edited);
  });

  it('ends that it comes before an official one', async () => {
    const { deadlines } = storesWith();
    const before = { deadline: 'upr/4/PER/review', dateVersion: 'per-set@1' };
    const added = await deadlines.add(COALITION, ownValues({ before }), act());
    const { before: _, ...rest } = added;

    expect(await deadlines.edit(COALITION, added.id, { before: null }, act())).toEqual(rest);
  });

  it('of nothing changes nothing, the log included', async () => {
    const client = databaseWith();
    const deadlines = storeOn(client);
    const added = await deadlines.add(COALITION, ownValues(), act());

    expect(await deadlines.edit(COALITION, added.id, {}, act())).toEqual(added);
    expect(logOf(client)).toHaveLength(1);
  });
});

/** Enters a notice that waits for the deadline as it is now; answers what waits at last. */
async function withWaiting(
  stores: Stores,
  own: OwnDeadline,
  change: () => Promise<unknown>,
): Promise<readonly string[]> {
  const mine = notice({ key: 'mine', deadline: ownVersionKey(own) });
  const other = notice({ key: 'other', destination: place('C2'), deadline: 'upr/4/PER/review@1' });
  await stores.outbox.enter([mine, other], NOON);
  await change();
  const parcels = await stores.outbox.claim(LATER, 10);
  return parcels.map((parcel) => parcel.notice.key);
}

describe('a move', () => {
  it('sets the date under a new version, and keeps the one before', async () => {
    const { deadlines } = storesWith();
    const added = await deadlines.add(COALITION, ownValues({ time: '09:00' }), act());

    const moved = await deadlines.move(
      COALITION,
      added.id,
      { date: '2027-01' },
      act({ at: LATER }),
    );

    const { time: _, ...rest } = added;
    expect(moved).toEqual({
      ...rest,
      date: '2027-01',
      dateVersion: 2,
      movedFrom: { date: '2026-12-15', time: '09:00' },
      movedAt: LATER,
    });
  });

  it('renews what the deadline comes before, where that is given', async () => {
    const { deadlines } = storesWith();
    const before = { deadline: 'upr/4/PER/review', dateVersion: 'per-set@1' };
    const { id } = await deadlines.add(COALITION, ownValues({ before }), act());
    const renewed = { ...before, dateVersion: 'per-set@2' };

    const moves = [
      await deadlines.move(COALITION, id, { date: '2026-12-16' }, act()),
      await deadlines.move(COALITION, id, { date: '2026-12-17', before: renewed }, act()),
    ];

    expect(moves.map((moved) => moved.before)).toEqual([before, renewed]);
  });

  it('cancels what waits for the old date, and nothing else', async () => {
    const stores = storesWith();
    const own = await stores.deadlines.add(COALITION, ownValues(), act());

    const waits = await withWaiting(stores, own, async () =>
      stores.deadlines.move(COALITION, own.id, { date: '2027-01-15' }, act()),
    );

    expect(waits).toEqual(['other']);
  });
});

describe('the date before, which a move or another audience keeps', () => {
  /** Changed in this order; `beat` is what a scheduler does in between. */
  async function kept(...steps: readonly ('beat' | OwnDate | OwnDeadlineChanges)[]) {
    const { deadlines, outbox } = storesWith();
    let now = NOON;
    const beat = () => outbox.plan({ notices: [], cancelled: [], through: now, now });
    await beat();
    now += 1_000;
    const { id } = await deadlines.add(COALITION, ownValues(), act({ at: now }));
    for (const step of steps) {
      now += 1_000;
      if (step === 'beat') await beat();
      else if ('date' in step) await deadlines.move(COALITION, id, step, act({ at: now }));
      else await deadlines.edit(COALITION, id, step, act({ at: now }));
    }
    return (await deadlines.get(COALITION, id))?.movedFrom;
  }
  const toChad = { subject: 'state/TCD' };
  const forOne = { visibility: forPerson('p1') };

  it('is the last one that a beat has seen', async () => {
    const [to16, to17] = [{ date: '2026-12-16' }, { date: '2026-12-17' }];

    expect(await kept('beat', to16)).toEqual({ date: '2026-12-15' });
    expect(await kept('beat', to16, to17)).toEqual({ date: '2026-12-15' });
    expect(await kept('beat', to16, 'beat', to17)).toEqual({ date: '2026-12-16' });
    expect(await kept(to16, to17)).toBeUndefined();
  });

  it('says that it was told to others, until a beat has seen what they are told now', async () => {
    const to16 = { date: '2026-12-16' };
    const before = { date: '2026-12-15', readdressed: true };

    expect(await kept('beat', toChad)).toEqual(before);
    expect(await kept('beat', forOne)).toEqual(before);
    expect(await kept('beat', toChad, to16)).toEqual(before);
    expect(await kept('beat', to16, forOne)).toEqual(before);
    expect(await kept('beat', toChad, 'beat', to16)).toEqual({ date: '2026-12-15' });
    expect(await kept(toChad)).toBeUndefined();
  });

  it('is none after an edit of anything else', async () => {
    expect(await kept('beat', { title: 'Last draft', kind: 'other' })).toBeUndefined();
    expect(await kept('beat', { title: 'Last draft', subject: 'state/PER' })).toBeUndefined();
  });
});

describe('an edit of what it serves', () => {
  it('cancels what waits, which was written for those who follow what it served', async () => {
    const stores = storesWith();
    const own = await stores.deadlines.add(COALITION, ownValues(), act());

    const waits = await withWaiting(stores, own, async () =>
      stores.deadlines.edit(COALITION, own.id, { subject: 'state/TCD' }, act()),
    );

    expect(waits).toEqual(['other']);
  });
});

describe('an edit of who may see it', () => {
  it('cancels what waits, which was written for those who could see it before', async () => {
    const stores = storesWith();
    const own = await stores.deadlines.add(COALITION, ownValues(), act());

    const waits = await withWaiting(stores, own, async () =>
      stores.deadlines.edit(COALITION, own.id, { visibility: forPerson('p1') }, act()),
    );

    expect(waits).toEqual(['other']);
  });
});

describe('a drop', () => {
  it('ends the deadline for good', async () => {
    const { deadlines } = storesWith();
    const { id } = await deadlines.add(COALITION, ownValues(), act());

    const dropped = await deadlines.drop(COALITION, id, act({ at: LATER }));

    expect([dropped.droppedAt, await deadlines.open(COALITION)]).toEqual([LATER, []]);
    await expect(deadlines.drop(COALITION, id, act())).rejects.toMatchObject({
      problem: 'unknown_deadline',
    });
  });

  it('cancels what waits for it, and nothing else', async () => {
    const stores = storesWith();
    const own = await stores.deadlines.add(COALITION, ownValues(), act());

    const waits = await withWaiting(stores, own, async () =>
      stores.deadlines.drop(COALITION, own.id, act()),
    );

    expect(waits).toEqual(['other']);
  });
});

describe('the log of own deadlines', () => {
  it('tells who changed what, from what to what', async () => {
    const client = databaseWith();
    const deadlines = storeOn(client);
    const by = act({ person: 'ada' });
    await deadlines.add(COALITION, ownValues(), by);
    await deadlines.edit(COALITION, 'd7k2', { title: 'Last draft', kind: 'other' }, by);
    await deadlines.move(COALITION, 'd7k2', { date: '2027-01-15', time: '09:00' }, by);
    await deadlines.drop(COALITION, 'd7k2', act());

    const all = { kind: 'other', subject: 'state/PER', visibility: { to: 'coalition' } };
    expect(logOf(client)).toEqual([
      [
        COALITION,
        NOON,
        'ada',
        'deadline.added',
        'd7k2',
        null,
        { ...all, kind: 'drafting', title: 'First draft', date: '2026-12-15' },
      ],
      [
        COALITION,
        NOON,
        'ada',
        'deadline.edited',
        'd7k2',
        { title: 'First draft', kind: 'drafting' },
        { title: 'Last draft', kind: 'other' },
      ],
      [
        COALITION,
        NOON,
        'ada',
        'deadline.moved',
        'd7k2',
        { date: '2026-12-15' },
        { date: '2027-01-15', time: '09:00' },
      ],
      [
        COALITION,
        NOON,
        null,
        'deadline.dropped',
        'd7k2',
        { ...all, title: 'Last draft', date: '2027-01-15', time: '09:00' },
        null,
      ],
    ]);
  });

  it('says of what is not for all only who may see it: every coordinator reads it', async () => {
    const client = databaseWith();
    const deadlines = storeOn(client);
    const visibility = forOrganisations('aclu');
    await deadlines.add(COALITION, ownValues({ title: 'Secret', visibility }), act());
    await deadlines.edit(COALITION, 'd7k2', { title: 'Most secret' }, act());
    await deadlines.move(COALITION, 'd7k2', { date: '2027-01-15' }, act());
    await deadlines.edit(
      COALITION,
      'd7k2',
      { title: 'Open', visibility: { to: 'coalition' } },
      act(),
    );

    expect(logOf(client)).toEqual([
      [COALITION, NOON, null, 'deadline.added', 'd7k2', null, { visibility }],
      [COALITION, NOON, null, 'deadline.edited', 'd7k2', {}, {}],
      [COALITION, NOON, null, 'deadline.moved', 'd7k2', {}, {}],
      [
        COALITION,
        NOON,
        null,
        'deadline.edited',
        'd7k2',
        { visibility },
        { visibility: { to: 'coalition' } },
      ],
    ]);
  });
});

describe('the machine room', () => {
  it('finds every coalition’s that fall between two days, both inclusive', async () => {
    const { deadlines } = storesWith(COALITION, OTHERS);
    for (const [coalition, date] of [
      [COALITION, '2026-11-30'],
      [COALITION, '2026-12-01'],
      [OTHERS, '2026-12-31'],
      [COALITION, '2027-01-01'],
    ] as const)
      await deadlines.add(coalition, ownValues({ date }), act());
    const dropped = await deadlines.add(OTHERS, ownValues({ date: '2026-12-15' }), act());
    await deadlines.drop(OTHERS, dropped.id, act());

    const found = await deadlines.falling('2026-12-01', '2026-12-31');

    expect(found.map(({ coalition, date }) => [coalition, date])).toEqual([
      [COALITION, '2026-12-01'],
      [OTHERS, '2026-12-31'],
    ]);
  });

  it('finds by the Geneva day', async () => {
    const { deadlines } = storesWith();
    const late = { date: '2026-12-01', time: '20:00', zone: 'America/New_York' };
    await deadlines.add(COALITION, ownValues(late), act());

    expect(await deadlines.falling('2026-12-01', '2026-12-01')).toEqual([]);
    expect(await deadlines.falling('2026-12-02', '2026-12-02')).toMatchObject([late]);
  });

  it('finds every coalition’s that were moved or dropped after one instant and up to another', async () => {
    const { deadlines } = storesWith(COALITION, OTHERS);
    const add = async (coalition: string, title: string) =>
      (await deadlines.add(coalition, ownValues({ title }), act())).id;
    await add(COALITION, 'untouched');
    const moved = await add(COALITION, 'moved');
    const dropped = await add(OTHERS, 'dropped');
    const early = await add(OTHERS, 'moved before');
    await deadlines.move(OTHERS, early, { date: '2027-01-01' }, act({ at: NOON }));
    await deadlines.move(COALITION, moved, { date: '2027-01-02' }, act({ at: NOON + 1 }));
    await deadlines.drop(OTHERS, dropped, act({ at: LATER }));

    const found = await deadlines.changed(NOON, LATER);

    expect(found.map(({ title }) => title)).toEqual(['dropped', 'moved']);
  });

  it('forgets two years later what was dropped, and never what stands', async () => {
    const YEAR = 366 * 24 * 60 * 60_000;
    const client = databaseWith();
    const deadlines = storeOn(client, () => 'd7k2');
    const others = storeOn(client, () => 'k7d2');
    await others.add(COALITION, ownValues({ title: 'stands' }), act());
    await deadlines.add(COALITION, ownValues(), act());
    await deadlines.drop(COALITION, 'd7k2', act());

    await deadlines.prune(NOON + 2 * YEAR);
    const kept = await deadlines.get(COALITION, 'd7k2');
    await deadlines.prune(NOON + 2 * YEAR + 1);

    expect(kept?.droppedAt).toBe(NOON);
    expect(await deadlines.get(COALITION, 'd7k2')).toBeUndefined();
    expect(await deadlines.open(COALITION)).toHaveLength(1);
  });
});
