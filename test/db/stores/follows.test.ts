import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/open.ts';
import { CHANNEL, following, notice, place } from '../../support/following.ts';

const MORNING = notice().dueAt;
const waiting = { cancelled: [], through: MORNING, now: MORNING };

describe('what a destination follows', () => {
  it('comes back whole', async () => {
    const { follows } = openDatabase('file::memory:');
    const chosen = following({ events: ['deadlines'], ladder: [3, 0], time: '07:30' });

    await follows.save(chosen);

    expect(await follows.at(CHANNEL)).toEqual([chosen]);
  });

  it('is one follow a subject: a second replaces the first', async () => {
    const { follows } = openDatabase('file::memory:');
    const again = following({ id: 'another', ladder: [1] });
    await follows.save(following());

    await follows.save(again);

    expect(await follows.at(CHANNEL)).toEqual([again]);
  });

  it('is its own: other channels keep theirs', async () => {
    const { follows } = openDatabase('file::memory:');
    const theirs = following({ id: 'theirs', destination: place('C2') });
    await follows.save(following());
    await follows.save(theirs);

    const removed = [
      await follows.remove(CHANNEL, 'state/PER'),
      await follows.remove(CHANNEL, 'state/PER'),
    ];

    expect(removed).toEqual([true, false]);
    expect(await follows.active()).toEqual([theirs]);
  });

  it('drops what waits once nothing is followed any more', async () => {
    const { follows, outbox } = openDatabase('file::memory:');
    await follows.save(following());
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.remove(CHANNEL, 'state/PER');

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });
});

describe('a destination that is gone', () => {
  it('is no longer active, and says why', async () => {
    const { follows } = openDatabase('file::memory:');
    await follows.save(following());

    await follows.stop(CHANNEL, 'channel archived');

    expect(await follows.active()).toEqual([]);
    expect(await follows.at(CHANNEL)).toEqual([following({ stopped: 'channel archived' })]);
  });

  it('gets nothing of what waited for it', async () => {
    const { follows, outbox } = openDatabase('file::memory:');
    await follows.save(following());
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.stop(CHANNEL, 'channel archived');

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });

  it('gets nothing that was planned while it was being stopped', async () => {
    const { follows, outbox } = openDatabase('file::memory:');
    await follows.save(following());
    await follows.stop(CHANNEL, 'channel archived');

    await outbox.plan({ ...waiting, notices: [notice()] });

    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });

  it('starts again, all of it and without what is stale, when anybody follows anything there', async () => {
    const { follows, outbox } = openDatabase('file::memory:');
    const later = following({ id: 'later', subject: 'all', createdBy: 'U2', createdAt: MORNING });
    await follows.save(following());
    await follows.stop(CHANNEL, 'channel archived');
    await outbox.plan({ ...waiting, notices: [notice()] });

    await follows.save(later);

    expect(await follows.active()).toEqual([following(), later]);
    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });
});
