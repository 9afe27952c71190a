import { describe, expect, it } from 'vitest';
import { confirm } from '../../commands/confirm.ts';
import { decline } from '../../commands/decline.ts';
import {
  discordAccount,
  founded,
  joined,
  SLACK_PLACE,
  slackAccount,
} from '../support/coalition.ts';
import { answer, asked, refusal, wantsToSpeak } from '../support/deciding.ts';
import { ADA, BO } from '../support/links.ts';
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

describe('a request of another coalition', () => {
  it.each([
    ['confirm', confirm],
    ['decline', decline],
  ])('is answered by %s exactly as one that nobody made', async (_, command) => {
    const { two, id } = await asked();
    const theirs = await refusal(two, id, { command, account: BO });
    const nobodys = await refusal(two, 'zzzzz', { command, account: BO });

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
