import { describe, expect, it } from 'vitest';
import { createRecent } from '../../../src/adapters/slack/recent.ts';

describe('the memory of what Slack has sent', () => {
  it('knows the last so many, and forgets the oldest first', () => {
    const recent = createRecent(2);

    for (const id of ['a', 'b', 'c']) recent.add(id);

    expect(['a', 'b', 'c'].map(recent.has)).toEqual([false, true, true]);
  });

  it('takes what has no id for new each time', () => {
    const recent = createRecent(2);

    recent.add('');
    recent.add(undefined);

    expect([recent.has(''), recent.has(undefined)]).toEqual([false, false]);
  });
});
