import { describe, expect, it } from 'vitest';
import type { OwnDeadline } from '../../../src/core/own/deadlines.ts';
import { ownVersionKey } from '../../../src/core/own/deadlines.ts';
import { act } from '../../support/coalition.ts';
import { COALITION, notice } from '../../support/following.ts';
import { finalText } from '../../support/ours.ts';
import { enter, MORNING } from '../../support/outbox.ts';
import { storesWith } from '../../support/stores.ts';

/** A reminder of it, planned when it stood as given. */
const reminderOf = (deadline: OwnDeadline) =>
  notice({ key: 'a rung', deadline: ownVersionKey(deadline) });

async function added() {
  const stores = storesWith(COALITION, 'theirs');
  const deadline = await stores.deadlines.add(COALITION, finalText(), act());
  return { ...stores, deadline };
}

describe('a reminder of an own deadline', () => {
  it('is entered while its date stands', async () => {
    const { outbox, deadline } = await added();

    expect(await enter(outbox, reminderOf(deadline))).toBe(1);
  });

  it('is not entered where the date moved while it was planned', async () => {
    const { outbox, deadlines, deadline } = await added();
    await deadlines.move(COALITION, deadline.id, { date: '2026-12-05' }, act());

    expect(await enter(outbox, reminderOf(deadline))).toBe(0);
    expect(await outbox.claim(MORNING, 10)).toEqual([]);
  });

  it('is not entered where it was dropped while it was planned', async () => {
    const { outbox, deadlines, deadline } = await added();
    await deadlines.drop(COALITION, deadline.id, act());

    expect(await enter(outbox, reminderOf(deadline))).toBe(0);
  });

  it('is not entered for another coalition', async () => {
    const { outbox, deadline } = await added();

    expect(await enter(outbox, { ...reminderOf(deadline), coalition: 'theirs' })).toBe(0);
  });
});
