import { describe, expect, it } from 'vitest';
import { directTo } from '../../../src/core/coalition/coalition.ts';
import type { Parcel } from '../../../src/core/notice.ts';
import type { FakeDiscord } from '../../support/discord/index.ts';
import { accountOf, deskThat, NOW, parcel, reply, serving } from './rig.ts';

const MINUTE = 60_000;
const OPEN = 'POST /users/@me/channels';
const DESK = deskThat(() => reply());

describe('a notice to one person on Discord', () => {
  const PERSON = accountOf('100000000000000042');
  const word = (over: Partial<Parcel> = {}) => parcel(directTo(PERSON), over);

  it('reaches them in direct messages, which are opened once', async () => {
    const { discord, adapter } = await serving(DESK);

    const outcomes = [
      await adapter.deliver(word({ id: 'first' })),
      await adapter.deliver(word({ id: 'second' })),
    ].map(({ outcome }) => outcome);

    expect(outcomes).toEqual(['sent', 'sent']);
    expect(discord.directMessages(PERSON.id)).toHaveLength(2);
    expect(discord.calls.filter((call) => call === OPEN)).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is one message when its answer was lost and it is tried again', async () => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'cut', written: true });

    const first = await adapter.deliver(word());
    const second = await adapter.deliver(word({ attempts: 1, inDoubtSince: NOW - MINUTE }));

    expect([first.outcome, second.outcome]).toEqual(['in_doubt', 'sent']);
    expect(discord.directMessages(PERSON.id)).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is in no doubt where only the opening was not answered', async () => {
    const { discord, adapter } = await serving(DESK);
    discord.failNext({ kind: 'cut', written: true }, OPEN);

    const first = await adapter.deliver(word());
    const second = await adapter.deliver(word());

    expect([first.outcome, second.outcome]).toEqual(['later', 'sent']);
    expect(discord.directMessages(PERSON.id)).toHaveLength(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each<[string, (discord: FakeDiscord) => void, string]>([
    [
      'takes none',
      (discord) => discord.refuseDirectMessages(PERSON.id),
      'the person does not take direct messages from Vigil',
    ],
    [
      'has left the last common server',
      (discord) => discord.kick(PERSON.id),
      'the person shares no server with Vigil any more',
    ],
    [
      'has deleted their account',
      (discord) => discord.deleteAccount(PERSON.id),
      'the account no longer exists',
    ],
  ])('is gone where the person %s', async (_what, happen, reason) => {
    const { discord, adapter } = await serving(DESK);
    happen(discord);

    expect(await adapter.deliver(word())).toEqual({ outcome: 'gone', reason });
    expect(discord.brokenRules).toEqual([]);
  });

  it('carries no file, whatever its reply does', async () => {
    const { discord, adapter } = await serving(DESK);
    const file = { name: 'coalition.zip', content: new Uint8Array(3) };
    const { notice } = word();

    await adapter.deliver(word({ notice: { ...notice, reply: reply({ file }) } }));

    expect(discord.directMessages(PERSON.id).map(({ files }) => files)).toEqual([[]]);
    expect(discord.brokenRules).toEqual([]);
  });
});
