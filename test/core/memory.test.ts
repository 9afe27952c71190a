import { describe, expect, it } from 'vitest';
import { stillClock } from '../../src/core/clock.ts';
import { createMemory } from '../../src/core/memory.ts';

const MINUTE = 60_000;

function remembering() {
  const clock = stillClock(0);
  let count = 0;
  const ask = async (): Promise<number> => ++count;
  return { clock, ask, memory: createMemory<number>(clock) };
}

describe('what a platform has said', () => {
  it('is believed for ten minutes', async () => {
    const { clock, ask, memory } = remembering();

    const first = await memory.asked('U1', ask);
    clock.set(10 * MINUTE - 1);
    const second = await memory.asked('U1', ask);
    clock.set(10 * MINUTE);

    expect([first, second, await memory.asked('U1', ask)]).toEqual([1, 1, 2]);
  });

  it('is overtaken by what it says when it is asked anew', async () => {
    const { ask, memory } = remembering();

    await memory.asked('U1', ask);
    const now = await memory.askedNow('U1', ask);

    expect([now, await memory.asked('U1', ask)]).toEqual([2, 2]);
  });

  it('is not a failure', async () => {
    const { ask, memory } = remembering();

    await expect(memory.asked('U1', () => Promise.reject(new Error('no answer')))).rejects.toThrow(
      'no answer',
    );

    expect(await memory.asked('U1', ask)).toBe(1);
  });
});
