import type { Database } from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { storesOf } from '../../../db/open.ts';
import { DEFAULT_LADDER, EVENTS } from '../../../src/core/follows.ts';
import { act } from '../../support/coalition.ts';
import { CHANNEL, COALITION, following, notice, place } from '../../support/following.ts';
import { databaseWith, storesWith } from '../../support/stores.ts';

const MORNING = notice().dueAt;
const waiting = { cancelled: [], through: MORNING, now: MORNING };

describe('what a destination follows', () => {
  it('comes back whole', async () => {
    const { follows } = storesWith();
    const chosen = following({ events: ['deadlines'], ladder: [3, 0], time: '07:30' });

    await follows.save(COALITION, chosen, act());

    expect(await follows.at(COALITION, CHANNEL)).toEqual([chosen]);
  });

  it('is one follow a subject: a second replaces the first', async () => {
    const { follows } = storesWith();
    const again = following({ id: 'another', ladder: [1] });
    await follows.save(COALITION, following(), act());

    await follows.save(COALITION, again, act());

    expect(await follows.at(COALITION, CHANNEL)).toEqual([again]);
  });

  it('is its own: other channels keep theirs', async () => {
    const { follows } = storesWith();
    const theirs = following({ id: 'theirs', destination: place('C2') });
    await follows.save(COALITION, following(), act());
    await follows.save(COALITION, theirs, act());

    const removed = [
      await follows.remove(COALITION, CHANNEL, 'state/PER', act()),
      await follows.remove(COALITION, CHANNEL, 'state/PER', act()),
    ];

    expect(removed).toEqual([true, false]);
    expect(await follows.active()).toEqual([theirs]);
  });

  it('drops what waits once nothing is followed any more', async () => {
    const { follows, outbox } = storesWith();
    await follows.save(COALITION, following(), act());
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.remove(COALITION, CHANNEL, 'state/PER', act());

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });
});

describe('direct messages', () => {
  it.each([
    { platform: 'slack', workspace: 'T1', channel: 'D123' },
    { platform: 'slack', workspace: 'T1', channel: '@U123' },
    { platform: 'discord', workspace: 'dm', channel: '123' },
  ])('stand in the log without whose they are: %j', async (destination) => {
    const { follows, audit } = storesWith();
    const done = act({ where: destination });
    await follows.save(COALITION, following({ destination }), done);
    await follows.stop(COALITION, destination, 'gone', done);
    await follows.remove(COALITION, destination, 'state/PER', done);

    const { entries } = await audit.page(COALITION, {}, { offset: 0, limit: 9 });
    expect(entries.map(({ action }) => action)).toEqual([
      'follow.removed',
      'follow.stopped',
      'follow.saved',
    ]);
    expect(JSON.stringify(entries)).not.toContain('123');
    expect(entries.map(({ where }) => where?.channel)).toEqual(['dm', 'dm', 'dm']);
  });
});

describe('a destination that is gone', () => {
  it('is no longer active, and says why', async () => {
    const { follows } = storesWith();
    await follows.save(COALITION, following(), act());

    await follows.stop(COALITION, CHANNEL, 'channel archived', act());

    expect(await follows.active()).toEqual([]);
    expect(await follows.at(COALITION, CHANNEL)).toEqual([
      following({ stopped: 'channel archived' }),
    ]);
  });

  it('gets nothing of what waited for it', async () => {
    const { follows, outbox } = storesWith();
    await follows.save(COALITION, following(), act());
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.stop(COALITION, CHANNEL, 'channel archived', act());

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });

  it('gets nothing that was planned while it was being stopped', async () => {
    const { follows, outbox } = storesWith();
    await follows.save(COALITION, following(), act());
    await follows.stop(COALITION, CHANNEL, 'channel archived', act());

    await outbox.plan({ ...waiting, notices: [notice()] });

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });

  it('starts again, all of it and without what is stale, when anybody follows anything there', async () => {
    const { follows, outbox } = storesWith();
    const later = following({ id: 'later', subject: 'all', createdBy: 'U2', createdAt: MORNING });
    await follows.save(COALITION, following(), act());
    await follows.stop(COALITION, CHANNEL, 'channel archived', act());
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.save(COALITION, later, act());

    expect(await follows.active()).toEqual([following(), later]);
    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });
});

describe('the log of what is followed', () => {
  /** `follow.saved state/PER`: what stands in it, oldest first. */
  const logOf = (client: Database): unknown[] =>
    client.prepare("SELECT action || ' ' || subject FROM audit ORDER BY seq").pluck().all();

  it('tells each change once, with where and by whom it was made', async () => {
    const client = databaseWith();
    const { follows } = storesOf(client);
    const mine = act({ person: 'p1', organisation: 'aclu', where: CHANNEL });

    await follows.save(COALITION, following(), mine);
    await follows.save(COALITION, following({ ladder: [7] }), mine);
    await follows.stop(COALITION, CHANNEL, 'channel archived', act());
    await follows.stop(COALITION, CHANNEL, 'channel archived', act());
    await follows.remove(COALITION, CHANNEL, 'state/PER', mine);
    await follows.remove(COALITION, CHANNEL, 'state/PER', mine);

    expect(logOf(client)).toEqual([
      'follow.saved state/PER',
      'follow.saved state/PER',
      'follow.stopped slack/T1/C1',
      'follow.removed state/PER',
    ]);
  });

  it('says what a follow was before and is after, and names no account', async () => {
    const client = databaseWith();
    const { follows } = storesOf(client);
    await follows.save(COALITION, following({ createdBy: 'U-secret' }), act({ person: 'p1' }));

    await follows.save(COALITION, following({ createdBy: 'U-secret', ladder: [7] }), act());

    const last = client.prepare('SELECT * FROM audit ORDER BY seq DESC').get();
    const kept = { destination: 'slack/T1/C1', events: EVENTS, time: '09:00' };
    expect(last).toMatchObject({ person: null, at: act().at });
    expect(JSON.parse(wordOf(last, 'before'))).toEqual({ ...kept, ladder: DEFAULT_LADDER });
    expect(JSON.parse(wordOf(last, 'after'))).toEqual({ ...kept, ladder: [7] });
    expect(JSON.stringify(client.prepare('SELECT * FROM audit').all())).not.toContain('secret');
  });

  it('is written with the change or not at all', async () => {
    const client = databaseWith();
    client.exec(
      "CREATE TRIGGER no_log BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    const { follows } = storesOf(client);

    await expect(follows.save(COALITION, following(), act())).rejects.toThrow('full');

    expect(await follows.active()).toEqual([]);
  });
});

describe('what two coalitions follow', () => {
  const THEIRS = 'theirs';
  const theirs = following({ id: 'theirs', coalition: THEIRS, destination: place('C2') });

  async function both() {
    const stores = storesWith(COALITION, THEIRS);
    await stores.follows.save(COALITION, following(), act());
    await stores.follows.save(THEIRS, theirs, act());
    return stores.follows;
  }

  it('is seen by each alone', async () => {
    const follows = await both();

    expect(await follows.of(COALITION)).toEqual([following()]);
    expect(await follows.of(THEIRS)).toEqual([theirs]);
    expect(await follows.at(THEIRS, CHANNEL)).toEqual([]);
  });

  it('is changed by neither for the other, though it knows every id', async () => {
    const follows = await both();

    expect(await follows.remove(THEIRS, CHANNEL, 'state/PER', act())).toBe(false);
    await follows.stop(THEIRS, CHANNEL, 'nothing there', act());
    await expect(follows.save(THEIRS, following({ ladder: [1] }), act())).rejects.toThrow();

    expect(await follows.active()).toEqual([following(), theirs]);
  });

  it('belongs to who saves it, whatever the follow says', async () => {
    const { follows } = storesWith(COALITION, THEIRS);

    await follows.save(COALITION, theirs, act());
    await follows.save(COALITION, theirs, act());

    expect(await follows.active()).toEqual([{ ...theirs, coalition: COALITION }]);
  });
});

const wordOf = (row: unknown, column: string): string =>
  String((row as Record<string, unknown>)[column]);
