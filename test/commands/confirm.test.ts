import { describe, expect, it } from 'vitest';
import { confirm } from '../../commands/confirm.ts';
import { decline } from '../../commands/decline.ts';
import {
  ACLU,
  act,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  discordAccount,
  founded,
  joined,
  NOON,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from '../support/coalition.ts';
import { answer, asked, refusal, wantsToSpeak } from '../support/deciding.ts';
import { ADA, BO, issue } from '../support/links.ts';
import { linesOf } from './reading.ts';

describe('confirming a link', () => {
  it('joins the place, and says what has become of it', async () => {
    const { two, id } = await asked();
    const { reply } = await answer(two, id);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Forest Watch has joined Water Defenders',
      'Its places, people, organisations, own deadlines and follows are part of Water Defenders now. Its people are readers; a coordinator can change what each may do.',
    ]);
    expect((await two.stores.coalitions.places(two.water)).map(({ name }) => name)).toEqual([
      'Forest Watch',
      'Water Defenders',
    ]);
  });

  it('tells who asked, and who coordinated what has joined', async () => {
    const { two, id } = await asked();
    await joined(two.stores, two.forest, discordAccount('2'), 'coordinator', 'Cy');
    const { notices } = await answer(two, id);

    expect(
      notices.map(({ key, coalition, destination, reply }) => [
        key.replace(/\/[0-9a-f-]{36}$/, '/…'),
        coalition,
        destination.channel,
        reply.title,
      ]),
    ).toEqual([
      [
        `request/${two.water}/${id}/told`,
        two.water,
        '@1',
        'Forest Watch has joined Water Defenders',
      ],
      [
        `request/${two.water}/${id}/told/…`,
        two.water,
        '@2',
        'Forest Watch has joined Water Defenders',
      ],
    ]);
  });

  it('happens once: the second click hears by whom and when', async () => {
    const { two, id } = await asked();
    await answer(two, id);

    expect(await refusal(two, id)).toMatchObject({
      problem: 'already_decided',
      message: 'This was already confirmed by Ada on 22 Nov 2026. Nothing was changed.',
    });
  });

  it('is for coordinators there', async () => {
    const { two, id } = await asked();
    await joined(two.stores, two.water, slackAccount('U2'), 'approver');

    expect(await refusal(two, id, { account: slackAccount('U2') })).toMatchObject({
      problem: 'not_allowed',
    });
  });

  it('is not for who asks', async () => {
    const { two, id } = await asked();

    expect(await refusal(two, id, { account: BO })).toMatchObject({ problem: 'unknown_request' });
    expect(await two.stores.coalitions.get(two.forest)).toBeDefined();
  });

  it('may be done from another coalition of the same coordinator', async () => {
    const { two, id } = await asked();
    const place = { ...SLACK_PLACE, workspace: 'T3' };
    await founded(two.stores, place, slackAccount('U9', 'T3'), 'Third');
    const { reply } = await answer(two, id, { place });

    expect(reply.title).toBe('Forest Watch has joined Water Defenders');
  });
});

describe('a link whose asker no longer coordinates', () => {
  it('ends with the yes, and all who had heard of it are told', async () => {
    const { two, id } = await asked();
    const cy = await joined(two.stores, two.forest, discordAccount('2'), 'coordinator', 'Cy');
    await two.stores.members.setRole(two.forest, two.bo, 'editor', act({ person: cy }));
    const core = coreOf(two.stores);
    const call = await callFrom(two.stores, SLACK_PLACE, ADA, { request: id });

    await expect(runAs(confirm, call, core)).rejects.toMatchObject({
      problem: 'asker_not_coordinator',
    });
    expect(
      core.notices.map(({ coalition, destination, reply }) => [
        coalition,
        destination.channel,
        reply.title,
        ...linesOf(reply),
      ]),
    ).toEqual(
      ['@1', '@2'].map((channel) => [
        two.forest,
        channel,
        'Forest Watch does not join Water Defenders',
        'It was confirmed, but whoever asked no longer coordinates Forest Watch: nothing has changed on either side, and the request has ended. One of its coordinators can ask again with a new code.',
      ]),
    );
  });
});

describe('what waited when a coalition joins another', () => {
  /** Cy waits to speak for ACLU in Forest Watch, Ada for it to let Water Defenders in, Forest Watch for Third to let it in. */
  async function waitings() {
    const { two, id } = await asked('merge');
    const { links, organisations } = two.stores;
    const third = await founded(
      two.stores,
      { ...SLACK_PLACE, workspace: 'T3' },
      slackAccount('U9', 'T3'),
      'Third',
    );
    const cy = await joined(two.stores, two.forest, discordAccount('2'), 'reader', 'Cy');
    const dee = await joined(two.stores, two.forest, discordAccount('3'), 'coordinator', 'Dee');
    const { id: organisation } = await organisations.add(two.forest, ACLU, act());
    const speak = await links.askToSpeak(
      two.forest,
      { person: cy, account: discordAccount('2'), organisation },
      act({ person: cy }),
    );
    await links.issue(
      two.forest,
      { kind: 'link', text: 'K7QM-2XPF', account: BO },
      act({ person: two.bo }),
    );
    const back = { text: 'K7QM-2XPF', as: 'merge', place: SLACK_PLACE, account: ADA } as const;
    const mutual = await links.redeem(two.water, back, two.ada, act({ person: two.ada }));
    await issue(two.stores, third, NOON, 'K7QM-2XPG');
    const away = { text: 'K7QM-2XPG', as: 'merge', place: DISCORD_PLACE } as const;
    const elsewhere = await links.redeem(
      two.forest,
      { ...away, account: discordAccount('3') },
      dee,
      act({ person: dee }),
    );
    return { two, id, speak, mutual: mutual.request, elsewhere: elsewhere.request, third };
  }

  it('has ended, and who asked is told why', async () => {
    const { two, id, elsewhere, mutual } = await waitings();
    const { notices } = await answer(two, id);
    const ended = notices.filter(({ key }) => !key.startsWith(`request/${two.water}/${id}/`));

    expect(new Set(ended.map(({ coalition, reply }) => `${coalition} ${reply.title}`))).toEqual(
      new Set([`${two.water} Forest Watch has joined Water Defenders`]),
    );
    expect(
      Object.fromEntries(
        ended.map(({ destination, reply }) => [destination.channel, linesOf(reply)]),
      ),
    ).toEqual({
      '@2': [
        'Nobody had answered your request to speak for ACLU yet, and it has ended with that. To ask those who can confirm it in Water Defenders: /upr speak for aclu.',
      ],
      '@3': [
        `It had asked to join another coalition too, and nobody there had answered yet: request ${elsewhere.id} has ended.`,
      ],
      '@U1': [
        `The request the other way round, ${mutual.id}, has ended: there is nothing left to join.`,
      ],
    });
  });

  it('says so at its buttons, also to who may not decide here any more', async () => {
    const { two, id, speak, elsewhere, third } = await waitings();
    await answer(two, id);
    const dee = discordAccount('3');

    expect(await refusal(two, speak.id, { account: dee, over: { role: 'reader' } })).toMatchObject({
      problem: 'already_decided',
      message: expect.stringContaining('the coalition that was asked has joined another one'),
    });
    expect(
      await two.stores.links.confirm(third.coalition, elsewhere.id, act()).catch(String),
    ).toContain('Forest Watch has joined another coalition before anybody answered');
  });
});

describe('a request of another coalition', () => {
  it.each([
    ['confirm', confirm],
    ['decline', decline],
  ])('is answered by %s exactly as one that nobody made', async (_, command) => {
    const { two, id } = await asked();
    const place = { ...SLACK_PLACE, workspace: 'T3' };
    const account = slackAccount('U9', 'T3');
    await founded(two.stores, place, account, 'Third');
    const theirs = await refusal(two, id, { command, place, account });
    const nobodys = await refusal(two, 'zzzzz', { command, place, account });

    expect(theirs).toMatchObject({ problem: 'unknown_request' });
    expect((theirs as Error).message.replace(id, 'zzzzz')).toBe((nobodys as Error).message);
  });

  it('is answered so to a guest of its own place too', async () => {
    const { two, id } = await asked();
    const guest = { account: slackAccount('U8'), over: { role: 'outsider' } } as const;

    expect(await refusal(two, id, guest)).toMatchObject({ problem: 'unknown_request' });
  });
});

describe('a wish to speak for an organisation', () => {
  it.each([
    ['a coordinator', ADA],
    ['somebody who speaks for it', slackAccount('U3')],
  ])('is confirmed by %s', async (_, account) => {
    const { two, id, speaks } = await wantsToSpeak();
    const { reply, notices } = await answer(two, id, { account });

    expect([reply.title, await speaks()]).toEqual(['Cy speaks for ACLU now', true]);
    expect(notices).toMatchObject([{ destination: { channel: '@U2' } }]);
  });

  it('is not confirmed by who has it', async () => {
    const { two, id, speaks } = await wantsToSpeak();

    expect(await refusal(two, id, { account: slackAccount('U2') })).toMatchObject({
      problem: 'own_request',
      message: 'You asked this yourself: somebody else has to confirm it. A coordinator can.',
    });
    expect(await speaks()).toBe(false);
  });

  it('is not confirmed by another member', async () => {
    const { two, id, speaks } = await wantsToSpeak();
    await joined(two.stores, two.water, slackAccount('U4'), 'approver');

    expect(await refusal(two, id, { account: slackAccount('U4') })).toMatchObject({
      problem: 'not_allowed',
    });
    expect(await speaks()).toBe(false);
  });

  it('stands in the log with who confirmed it, though they had done nothing before', async () => {
    const { two, id } = await wantsToSpeak();
    const admin = slackAccount('U7');
    await answer(two, id, { account: admin, over: { role: 'coordinator', name: 'Eve' } });
    const { entries } = await two.stores.audit.page(
      two.water,
      { action: 'delegate.confirmed' },
      { offset: 0, limit: 1 },
    );
    const known = await two.stores.coalitions.who(SLACK_PLACE, admin);

    expect(entries).toMatchObject([{ person: known?.person }]);
  });
});
