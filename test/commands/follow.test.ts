import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/core/command.ts';
import type { Follow } from '../../src/core/follows.ts';
import type { Delivery } from '../../src/core/notice.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { House } from '../../src/house.ts';
import { recordingAdapter } from '../support/adapters.ts';
import { act, SLACK_PLACE, slackAccount } from '../support/coalition.ts';
import { houseOn, SOMEONE } from '../support/house.ts';
import { buttonsOf, linesOf } from './reading.ts';

const house = await houseOn('2025-08-01');
const platform = recordingAdapter();
house.adapters.set('slack', platform);

let channels = 0;
/** Somebody in a channel that no other test asks in. */
const inChannel = (over: Partial<Caller> = {}): Caller => {
  channels += 1;
  return { ...SOMEONE, place: { ...SOMEONE.place, channel: `C-${channels}` }, ...over };
};

const ask = async (text: string, caller: Caller = inChannel()): Promise<Reply> =>
  house.desk.answer({ text }, caller);

/** Whose place it is that everybody asks in. */
const coalition = async (): Promise<string> =>
  (await house.stores.coalitions.who(SLACK_PLACE, SOMEONE.account))?.coalition.id ?? '';

const saved = async (caller: Caller): Promise<readonly Follow[]> =>
  house.stores.follows.at(await coalition(), caller.place);

/** The replies that a channel was sent. */
const posted = ({ place }: Caller): readonly Reply[] =>
  platform.delivered
    .filter(({ notice }) => notice.destination.channel === place.channel)
    .map(({ notice }) => notice.reply);

const endingWith = (delivery: Delivery): Caller => {
  const caller = inChannel();
  platform.answer(caller.place.channel, async () => delivery);
  return caller;
};

describe('/upr follow', () => {
  it('tells who asked that it is done', async () => {
    const reply = await ask('follow united states');

    expect(reply).toEqual({
      title: 'This channel now follows United States of America',
      tone: 'done',
      audience: 'caller',
      blocks: [{ kind: 'paragraph', text: ['The channel was told what will arrive.'] }],
      buttons: [{ does: 'ask', label: 'Stop', command: 'unfollow USA' }],
      data: {
        followed: 'state/USA',
        ladder: [90, 30, 14, 7, 1, 0],
        time: '09:00',
        events: ['changes', 'deadlines', 'statements'],
      },
    });
  });

  it('tells the channel what will arrive, and what comes next', async () => {
    const caller = inChannel();
    await ask('follow united states', caller);
    const [reply] = posted(caller);

    expect(reply && [reply.title, reply.audience, ...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      'This channel now follows United States of America',
      'channel',
      'Arrives: changes in the record, when they are recorded; reminders of deadlines and sessions; new statements',
      'Reminders: 90, 30, 14, 7, 1 and 0 days before, at 09:00 Geneva; only for dates known to the day',
      'Next: National report, United States of America, 4 Aug 2025',
      'Stop → unfollow USA',
    ]);
  });

  it('tells the channel what will not arrive', async () => {
    const caller = inChannel();
    await ask('follow usa events:statements', caller);

    expect(posted(caller).flatMap(linesOf)).toEqual([
      'Arrives: new statements',
      'Does not arrive: changes, deadlines',
      'Next: National report, United States of America, 4 Aug 2025',
    ]);
  });

  it('says where no date is known to the day', async () => {
    const caller = inChannel();
    await ask('follow ukraine', caller);

    expect(posted(caller).flatMap(linesOf)).toContain('Next: none dated');
  });

  it.each([
    ['follow session 50', 'UPR session 50', 'Next: National report, UPR session 50, 4 Aug 2025'],
    ['follow all confirm', 'everything', 'Next: National report, UPR session 50, 4 Aug 2025'],
  ])('%s follows it', async (text, words, next) => {
    const caller = inChannel();

    expect((await ask(text, caller)).title).toBe(`This channel now follows ${words}`);
    expect(posted(caller).flatMap(linesOf)).toContain(next);
  });

  it('keeps what was asked for, and who asked by id', async () => {
    const caller = inChannel({ account: slackAccount('U7') });
    await ask('follow usa ladder:"1, 30 7" time:8:30 events:deadlines,changes', caller);

    expect(await saved(caller)).toMatchObject([
      {
        subject: 'state/USA',
        ladder: [30, 7, 1],
        time: '08:30',
        events: ['changes', 'deadlines'],
        coalition: await coalition(),
        createdBy: 'U7',
        createdAt: house.clock.now(),
      },
    ]);
  });

  it('of the same State again takes the place of the old', async () => {
    const caller = inChannel();
    await ask('follow usa', caller);
    await ask('follow usa ladder:7', caller);

    expect(await saved(caller)).toMatchObject([{ subject: 'state/USA', ladder: [7] }]);
  });

  it.each([
    [
      'ladder:soon',
      "I can't read 'soon' as a ladder: type up to 12 numbers of days from 0 to 365, such as ladder:30,7,1.",
    ],
    [
      'ladder:400',
      "I can't read '400' as a ladder: type up to 12 numbers of days from 0 to 365, such as ladder:30,7,1.",
    ],
    [
      'time:9',
      "I can't read '9' as a clock time: type hours and minutes from 00:00 to 23:59, Geneva time, such as time:08:30.",
    ],
    [
      'time:24:00',
      "I can't read '24:00' as a clock time: type hours and minutes from 00:00 to 23:59, Geneva time, such as time:08:30.",
    ],
    [
      'events:deadlines,mentions',
      "I don't know the events 'mentions': choose from changes, deadlines, statements.",
    ],
    ['events:","', "I don't know the events ',': choose from changes, deadlines, statements."],
  ])('with %s is refused with what is allowed, and nothing is saved', async (option, title) => {
    const caller = inChannel();
    const reply = await ask(`follow usa ${option}`, caller);

    expect([reply.title, reply.problem, await saved(caller)]).toEqual([title, 'refused', []]);
  });

  it('is refused to who may not manage the channel, with a way that is open', async () => {
    const caller = inChannel({ account: slackAccount('U8'), mayManage: false });
    const reply = await ask('follow usa', caller);

    expect([reply.problem, reply.title]).toEqual([
      'not_allowed',
      'Only people who manage this channel, or editors of the coalition, can change what it follows. You can follow by direct message to me instead.',
    ]);
    expect([await saved(caller), posted(caller)]).toEqual([[], []]);
  });

  it('is refused to guests, who are no part of the coalition', async () => {
    const caller = inChannel({ account: slackAccount('U9'), seat: 'guest' });

    expect([(await ask('follow usa', caller)).problem, await saved(caller)]).toEqual([
      'not_allowed',
      [],
    ]);
  });
});

describe('a channel that this Vigil cannot post in', () => {
  it('is said not to have been told', async () => {
    const other = await houseOn('2025-08-01');

    const reply = await other.desk.answer({ text: 'follow usa' }, SOMEONE);

    expect(linesOf(reply)[0]).toBe(
      'It is saved. The command line itself posts nothing, so the channel was not told: tell it yourself. Reminders and alerts arrive while Vigil runs.',
    );
  });
});

describe('a channel that people from outside may read', () => {
  const exposed = async (): Promise<House> => {
    const other = await houseOn('2025-08-01');
    other.adapters.set('slack', { ...recordingAdapter(), exposure: async () => 'guests' });
    return other;
  };

  const WARNED = [
    'The channel was told what will arrive.',
    'This channel is read by guests, or people of other workspaces, as well: own deadlines are kept out of it until a coordinator chooses.',
  ];

  it('is told of to who follows', async () => {
    const reply = await (await exposed()).desk.answer({ text: 'follow usa' }, SOMEONE);

    expect([...linesOf(reply), ...buttonsOf(reply)]).toEqual([...WARNED, 'Stop → unfollow USA']);
  });

  it('lets a coordinator choose at once', async () => {
    const coordinator: Caller = { ...SOMEONE, as: { role: 'coordinator' } };
    const reply = await (await exposed()).desk.answer({ text: 'follow usa' }, coordinator);

    expect([...linesOf(reply), ...buttonsOf(reply)]).toEqual([
      ...WARNED,
      'Show ours here → admin channel ours:shown',
      'Keep ours out → admin channel ours:kept_out',
      'Stop → unfollow USA',
    ]);
  });

  it('is not told of where deadlines are not asked for', async () => {
    const { desk } = await exposed();

    expect(buttonsOf(await desk.answer({ text: 'follow usa events:changes' }, SOMEONE))).toEqual([
      'Stop → unfollow USA',
    ]);
  });

  it.each(['shown', 'kept_out'])('is not told of once %s was chosen', async (choice) => {
    const { desk } = await exposed();
    const coordinator = { ...SOMEONE, seat: 'admin' } as const;
    await desk.arrived({ ...SLACK_PLACE, name: 'Water Defenders' }, coordinator);
    await desk.answer({ text: `admin channel ours:${choice}` }, coordinator);

    expect(buttonsOf(await desk.answer({ text: 'follow usa' }, SOMEONE))).toEqual([
      'Stop → unfollow USA',
    ]);
  });
});

describe('following everything', () => {
  it('is warned of, with counts, before it is done', async () => {
    const caller = inChannel();
    const reply = await ask('follow all', caller);
    const { reminders, alerts } = reply.data as { reminders: number; alerts: number };

    expect([reply.title, reply.tone, linesOf(reply)]).toEqual([
      'Following everything is much',
      'warning',
      [
        `By the record of the past 365 days this channel would have had about ${reminders} reminders and ${alerts} alerts, on all 193 States. Following single States or sessions brings less. To follow everything all the same, add confirm.`,
      ],
    ]);
    expect(reminders).toBeGreaterThan(20);
    expect(alerts).toBeGreaterThan(50);
    expect(await saved(caller)).toEqual([]);
  });

  it('counts only the events asked for', async () => {
    expect((await ask('follow all events:deadlines')).data).toMatchObject({ alerts: 0 });
    expect((await ask('follow all events:statements,changes')).data).toMatchObject({
      reminders: 0,
    });
  });

  it('is done by the button, with all that was asked', async () => {
    const caller = inChannel();
    const [button] = buttonsOf(await ask('follow all ladder:"30, 7" time:8:30', caller));
    expect(button).toBe('Follow everything → follow all ladder:30,7 time:08:30 confirm');

    await ask('follow all ladder:30,7 time:08:30 confirm', caller);
    expect(await saved(caller)).toMatchObject([
      {
        subject: 'all',
        ladder: [30, 7],
        time: '08:30',
        events: ['changes', 'deadlines', 'statements'],
      },
    ]);
  });

  it('has no button where the question is too long for one', async () => {
    const ladder = '365,364,363,362,361,360,359,358,357,356,355,354';
    const reply = await ask(`follow all ladder:${ladder} time:08:30 events:changes,deadlines`);

    expect(buttonsOf(reply).filter((button) => button.includes('confirm'))).toEqual([]);
  });
});

describe('a channel that Vigil cannot post in', () => {
  const GONE: Delivery = { outcome: 'gone', reason: 'not in the channel' };
  const REFUSED =
    "I can't post in this channel yet, so nothing was saved: not in the channel. Invite me to the channel, or give me the right to write in it, then ask again.";

  it('gets no follow, and says what to do', async () => {
    const caller = endingWith(GONE);
    const reply = await ask('follow usa', caller);

    expect([
      reply.problem,
      [[reply.title, ...linesOf(reply)].join(' ')],
      await saved(caller),
    ]).toEqual(['cannot_post', [REFUSED], []]);
  });

  it('keeps the follow that it had before', async () => {
    const caller = inChannel();
    await ask('follow usa ladder:30', caller);
    platform.answer(caller.place.channel, async () => GONE);
    await ask('follow usa ladder:7', caller);

    expect(await saved(caller)).toMatchObject([{ subject: 'state/USA', ladder: [30] }]);
  });

  it('stays stopped where it was stopped', async () => {
    const caller = inChannel();
    await ask('follow usa', caller);
    await house.stores.follows.stop(await coalition(), caller.place, 'channel archived', act());
    platform.answer(caller.place.channel, async () => GONE);
    await ask('follow peru', caller);

    expect(await saved(caller)).toMatchObject([
      { subject: 'state/USA', stopped: 'channel archived' },
    ]);
  });
});

describe('a channel that was not surely told', () => {
  it.each<[string, Delivery, string]>([
    [
      'is to be told later',
      { outcome: 'later', ms: 1_000, reason: 'busy' },
      'It is saved. The channel could not be told just now, so tell it yourself.',
    ],
    [
      'may have been told',
      { outcome: 'in_doubt', reason: 'no answer' },
      'It is saved. The channel has probably been told; look whether it has.',
    ],
  ])('because it %s follows all the same, and who asked knows', async (_, delivery, said) => {
    const caller = endingWith(delivery);
    const reply = await ask('follow usa', caller);

    expect([reply.title, linesOf(reply)]).toEqual([
      'This channel now follows United States of America',
      [said],
    ]);
    expect(await saved(caller)).toMatchObject([{ subject: 'state/USA' }]);
  });
});
