import { describe, expect, it } from 'vitest';
import type { Who } from '../../../src/core/coalition/rights.ts';
import type { OwnDeadlineValues } from '../../../src/core/own/deadlines.ts';
import { deadlineCalled } from '../../../src/core/own/lookup.ts';
import { act } from '../../support/coalition.ts';
import { refusal, world } from '../../support/looking-up.ts';
import { ownValues } from '../../support/own-deadlines.ts';

describe('an own deadline that is named', () => {
  const values = (who: Who, over: Partial<OwnDeadlineValues> = {}): OwnDeadlineValues =>
    ownValues({
      date: '2026-12-01',
      title: 'Joint submission',
      createdBy: who.person ?? '',
      account: who.account,
      ...over,
    });

  it('is found by id and by title', async () => {
    const { stores, core, who, mine } = await world();
    const { id } = await stores.deadlines.add(mine.coalition, values(who), act());

    const found = await Promise.all(
      [id, id.toUpperCase(), 'joint submission'].map((typed) => deadlineCalled(core, who, typed)),
    );

    expect(found.map((deadline) => deadline.id)).toEqual([id, id, id]);
  });

  it('must be told by id from another of the same title', async () => {
    const { stores, core, who, mine } = await world();
    const one = await stores.deadlines.add(mine.coalition, values(who), act());
    const two = await stores.deadlines.add(
      mine.coalition,
      values(who, { date: '2027-01-15' }),
      act(),
    );

    expect(await refusal(deadlineCalled(core, who, 'Joint submission'))).toEqual([
      'ambiguous_deadline',
      `2 deadlines are called 'Joint submission'. Type the id of one: ${one.id} (1 Dec 2026 (hour not given)) or ${two.id} (15 Jan 2027 (hour not given)).`,
    ]);
  });

  it('that somebody else alone may see is answered as one that there is not', async () => {
    const { stores, core, who, mine, add } = await world();
    const person = await add(mine.coalition);
    const hidden = await stores.deadlines.add(
      mine.coalition,
      values(who, { visibility: { to: 'person', person } }),
      act(),
    );

    const [byId, byTitle] = await Promise.all(
      [hidden.id, 'Joint submission'].map((typed) => refusal(deadlineCalled(core, who, typed))),
    );

    expect([byId?.[0], byTitle?.[0]]).toEqual(['unknown_deadline', 'unknown_deadline']);
    expect(byTitle?.[1]).not.toContain('Did you mean');
  });
});
