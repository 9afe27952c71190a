import { describe, expect, it } from 'vitest';
import { ownVersionKey } from '../../../src/core/own/deadlines.ts';
import { act, NOON } from '../../support/coalition.ts';
import { notice } from '../../support/following.ts';
import { ownScene, type Scene } from '../../support/own-scene.ts';
import { buttonsOf, linesOf } from '../reading.ts';

async function withOne(options = ''): Promise<Scene & { readonly id: string }> {
  const scene = await ownScene();
  await scene.ask('ben', `deadline add "First draft" for:PER date:2026-12-01 ${options}`);
  const [own] = await scene.kept();
  return { ...scene, id: own?.id ?? '' };
}

describe('/upr deadline drop', () => {
  it('first shows what would end, with a button that ends it', async () => {
    const { ask, kept, id } = await withOne();

    const reply = await ask('ben', `deadline drop ${id}`);

    expect([reply.title, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      "End 'First draft'?",
      'When: 1 Dec 2026 (hour not given)',
      'For: Peru',
      'Seen by: all of the coalition',
      `Id: ${id}`,
      'Nobody who sees it will see it any more, and reminders of it end. This cannot be taken back.',
      `End it → deadline drop ${id} confirm`,
    ]);
    expect(await kept()).toHaveLength(1);
  });

  it('ends it, and what waits for it', async () => {
    const { ask, kept, id, stores, coalition } = await withOne();
    const [own] = await kept();
    const waits = notice({
      coalition,
      dueAt: NOON,
      ...(own && { deadline: ownVersionKey(own) }),
    });
    await stores.outbox.enter([waits], NOON);

    const reply = await ask('ben', `deadline drop ${id} confirm`);

    expect([reply.title, ...linesOf(reply), reply.data]).toEqual([
      'Ended: First draft',
      'It was due 1 Dec 2026 (hour not given).',
      { dropped: id },
    ]);
    expect([await kept(), await stores.outbox.claim(NOON + 60_000, 10)]).toEqual([[], []]);
  });

  it('of what was dropped finds nothing any more', async () => {
    const { ask, id } = await withOne();
    await ask('ben', `deadline drop ${id} confirm`);

    expect((await ask('ben', `deadline drop ${id} confirm`)).problem).toBe('unknown_deadline');
  });

  it('is refused to readers', async () => {
    const { ask, kept, id } = await withOne();

    expect((await ask('rea', `deadline drop ${id} confirm`)).problem).toBe('not_allowed');
    expect(await kept()).toHaveLength(1);
  });

  it('ends what only who asks may see, whatever their role is', async () => {
    const { ask, kept, id, stores, coalition, people } = await withOne('seen-by:me');
    await stores.members.leave(coalition, people.ben, { removed: false }, act());

    const listed = await ask('ben', 'deadlines mine');
    const reply = await ask('ben', `deadline drop ${id} confirm`);

    expect(linesOf(listed).join()).toContain(`ours (${id}), seen by you alone`);
    expect(reply.title).toBe('Ended: First draft');
    expect(await kept()).toEqual([]);
    expect(await stores.members.member(coalition, people.ben)).toBeUndefined();
  });

  it.each(['seen-by:aclu', 'seen-by:me'])(
    'answers an id of one that is %s exactly as one that does not exist',
    async (options) => {
      const { ask, kept, id } = await withOne(options);
      const asked = async (typed: string) =>
        JSON.stringify(await ask('eve', `deadline drop ${typed} confirm`)).replaceAll(
          typed,
          'xxxx',
        );

      expect(await asked(id)).toBe(await asked(id === '2222' ? '3333' : '2222'));
      expect(await kept()).toHaveLength(1);
    },
  );
});
