import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import {
  a,
  DAY_MS,
  deliver,
  emptyOutbox,
  enter,
  keysOf,
  later,
  MORNING,
  YEAR_MS,
} from '../../support/outbox.ts';

describe('what was settled long ago', () => {
  const settled = async (over: Partial<Notice> = {}) => {
    const outbox = emptyOutbox();
    await enter(outbox, { ...a, ...over });
    await deliver(outbox, MORNING, { outcome: 'sent' });
    return outbox;
  };

  it('keeps its words for ninety days, and its key for longer', async () => {
    const outbox = await settled();

    await outbox.prune(later(90 * DAY_MS));
    const kept = await outbox.all();
    await outbox.prune(later(90 * DAY_MS + 1));

    expect([kept, await outbox.all()]).toEqual([[a], []]);
    expect(await enter(outbox, a)).toBe(0);
  });

  it.each([
    ['is forgotten after two years', '2025-11-07', []],
    ['is kept while its date is still to come', '2030', ['a']],
  ])('%s', async (_, dueOn, kept) => {
    const outbox = await settled({ dueOn });

    await outbox.prune(later(2 * YEAR_MS + 1));

    expect([...(await outbox.entered(['a'], later(2 * YEAR_MS)))]).toEqual(kept);
  });

  it('is not what still waits, however old', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);

    await outbox.prune(later(3 * YEAR_MS));

    expect(await keysOf(outbox, later(3 * YEAR_MS))).toEqual(['a']);
  });
});
