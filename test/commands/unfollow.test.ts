import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/core/command.ts';
import type { Reply } from '../../src/core/reply.ts';
import { slackAccount } from '../support/coalition.ts';
import { houseOn, SOMEONE } from '../support/house.ts';
import { buttonsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

const inChannel = (channel: string, over: Partial<Caller> = {}): Caller => ({
  ...SOMEONE,
  place: { ...SOMEONE.place, channel },
  ...over,
});

async function asked(caller: Caller, ...texts: readonly string[]): Promise<Reply> {
  for (const text of texts.slice(0, -1)) await house.desk.answer({ text }, caller);
  return house.desk.answer({ text: texts.at(-1) ?? '' }, caller);
}

describe('/upr unfollow', () => {
  it('tells the channel, with a way back', async () => {
    const reply = await asked(inChannel('C1'), 'follow usa', 'unfollow united states');

    expect(reply).toEqual({
      title: 'This channel no longer follows United States of America',
      tone: 'done',
      audience: 'channel',
      blocks: [],
      buttons: [{ does: 'ask', label: 'Follow again', command: 'follow USA' }],
      data: { unfollowed: 'state/USA' },
    });
    expect((await asked(inChannel('C1'), 'following')).title).toBe(
      'This channel follows nothing yet',
    );
  });

  it('stops exactly what was named, and says what is left', async () => {
    const reply = await asked(
      inChannel('C2'),
      'follow usa',
      'follow session 54',
      'follow all confirm',
      'unfollow all',
    );

    expect([reply.title, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      'This channel no longer follows everything',
      'It still follows: United States of America; UPR session 54.',
      'Follow again → follow all',
    ]);
  });

  it.each([
    ['C3', [], 'This channel does not follow Peru. It follows: nothing.'],
    [
      'C4',
      ['follow usa'],
      'This channel does not follow Peru. It follows: United States of America.',
    ],
  ])('in %s says what is followed instead: %o', async (channel, before, title) => {
    const reply = await asked(inChannel(channel), ...before, 'unfollow peru');

    expect([reply.title, reply.problem]).toEqual([title, 'not_followed']);
  });

  it('names ten of many', async () => {
    const codes = house.core.states.all.map(({ code }) => code).slice(0, 12);
    const caller = inChannel('C5');
    const reply = await asked(caller, ...codes.map((code) => `follow ${code}`), 'unfollow usa');

    expect(reply.title).toMatch(/^This channel does not follow /);
    expect(linesOf(reply)[0]).toMatch(/^It follows: Afghanistan; .*; and 2 more\.$/);
  });

  it('is refused to who may not manage the channel, and nothing changes', async () => {
    await asked(inChannel('C6'), 'follow usa');
    const other = { account: slackAccount('U8'), mayManage: false };
    const reply = await asked(inChannel('C6', other), 'unfollow usa');

    expect([reply.problem, reply.title]).toEqual([
      'not_allowed',
      'Only people who manage this channel, or editors of the coalition, can change what it follows. You can follow by direct message to me instead.',
    ]);
    expect((await asked(inChannel('C6'), 'following')).title).toBe(
      'This channel follows United States of America',
    );
  });
});
