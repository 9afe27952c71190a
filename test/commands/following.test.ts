import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/reply.ts';
import { act, SLACK_PLACE, slackAccount } from '../support/coalition.ts';
import { CHANNEL, following as follow } from '../support/following.ts';
import { houseOn, SOMEONE } from '../support/house.ts';
import { buttonsOf, itemsOf, linesOf } from './reading.ts';

const house = await houseOn('2026-11-21');

/** Asks in a channel that follows what was asked there before. */
async function asked(channel: string, ...texts: readonly string[]): Promise<Reply> {
  const caller = { ...SOMEONE, place: { ...SOMEONE.place, channel } };
  for (const text of texts.slice(0, -1)) await house.desk.answer({ text }, caller);
  return house.desk.answer({ text: texts.at(-1) ?? '' }, caller);
}

/** Whose place it is that everybody asks in, once somebody has. */
const coalition = async (): Promise<string> =>
  (await house.stores.coalitions.who(SLACK_PLACE, SOMEONE.account))?.coalition.id ?? '';

describe('/upr following', () => {
  it('says how to begin, where a channel follows nothing', async () => {
    const reply = await asked('C1', 'following');

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'This channel follows nothing yet',
      'Type /upr follow and a State, a session or all.',
    ]);
  });

  it('tells by name what each follow brings, with a button to stop it', async () => {
    const reply = await asked(
      'C2',
      'follow usa',
      'follow session 54 events:statements',
      'follow all confirm ladder:7 time:8:30',
      'following',
    );

    expect([reply.title, reply.audience, ...itemsOf(reply)]).toEqual([
      'This channel has 3 follows',
      'caller',
      'everything · changes in the record, when they are recorded; reminders of deadlines and sessions; new statements · 7 days before, at 08:30 Geneva; only for dates known to the day',
      'United States of America · changes in the record, when they are recorded; reminders of deadlines and sessions; new statements · 90, 30, 14, 7, 1 and 0 days before, at 09:00 Geneva; only for dates known to the day',
      'UPR session 54 · new statements',
    ]);
    expect(buttonsOf(reply)).toEqual([
      'Stop: everything → unfollow all',
      'Stop: United States of America → unfollow USA',
      'Stop: UPR session 54 → unfollow session 54',
    ]);
  });

  it('knows nothing of other channels', async () => {
    await asked('C3', 'follow usa');

    expect((await asked('C4', 'following')).title).toBe('This channel follows nothing yet');
  });

  it('says why a follow was stopped, and how to start it', async () => {
    await asked('C5', 'follow usa events:statements');
    await house.stores.follows.stop(
      await coalition(),
      { ...SOMEONE.place, channel: 'C5' },
      'channel archived',
      act(),
    );

    expect(itemsOf(await asked('C5', 'following'))).toEqual([
      'United States of America · new statements · stopped: channel archived. Follow it again to start.',
    ]);
  });

  it('pages, where a channel follows many', async () => {
    await asked('C6', 'following');
    const ours = await coalition();
    for (const { code } of house.core.states.all)
      await house.stores.follows.save(
        ours,
        follow({ id: code, subject: `state/${code}`, destination: { ...CHANNEL, channel: 'C6' } }),
        act(),
      );
    const reply = await asked('C6', 'following page:2');

    expect([reply.title, itemsOf(reply).length, ...buttonsOf(reply).slice(0, 2)]).toEqual([
      'This channel has 193 follows (page 2 of 39)',
      5,
      '◀ Previous → following page:1',
      'Next ▶ → following page:3',
    ]);
  });

  it('is not told to guests, who are no part of the coalition', async () => {
    const guest = { ...SOMEONE, account: slackAccount('U9'), seat: 'guest' } as const;

    expect((await house.desk.answer({ text: 'following' }, guest)).problem).toBe('not_allowed');
  });

  it('gives programs every follow', async () => {
    expect((await asked('C7', 'follow usa ladder:7', 'following')).data).toEqual({
      items: [
        {
          subject: 'state/USA',
          events: ['changes', 'deadlines', 'statements'],
          ladder: [7],
          time: '09:00',
          stopped: null,
        },
      ],
    });
  });
});
