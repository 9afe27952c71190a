import { describe, expect, it } from 'vitest';
import { storesOf } from '../../../db/open.ts';
import { act, NOON } from '../../support/coalition.ts';
import { CHANNEL, COALITION, place } from '../../support/following.ts';
import { databaseWith, storesWith } from '../../support/stores.ts';

const OTHERS = 'other-coalition';

describe('what is decided about a channel', () => {
  it('is nothing until somebody chooses', async () => {
    const { channels } = storesWith();

    expect([
      await channels.channel(COALITION, CHANNEL),
      await channels.channels(COALITION),
    ]).toEqual([undefined, []]);
  });

  it('is remembered, each part for itself', async () => {
    const { channels } = storesWith();

    const choices = [
      await channels.choose(COALITION, CHANNEL, { organisations: ['aclu'] }, act()),
      await channels.choose(COALITION, CHANNEL, { ours: 'shown' }, act()),
      await channels.choose(COALITION, CHANNEL, { ours: 'kept_out' }, act()),
      await channels.choose(COALITION, CHANNEL, { organisations: [] }, act()),
      await channels.choose(COALITION, CHANNEL, {}, act()),
    ];

    const last = { destination: CHANNEL, ours: 'kept_out', organisations: [] };
    expect(choices).toEqual([
      { destination: CHANNEL, organisations: ['aclu'] },
      { destination: CHANNEL, ours: 'shown', organisations: ['aclu'] },
      { destination: CHANNEL, ours: 'kept_out', organisations: ['aclu'] },
      last,
      last,
    ]);
    expect(await channels.channel(COALITION, CHANNEL)).toEqual(last);
  });

  it('is of the channel and of its coalition', async () => {
    const { channels } = storesWith(COALITION, OTHERS);
    await channels.choose(COALITION, CHANNEL, { ours: 'shown' }, act());
    await channels.choose(OTHERS, place('C2'), { ours: 'kept_out' }, act());

    expect([
      await channels.channels(COALITION),
      await channels.channel(OTHERS, CHANNEL),
      await channels.channel(COALITION, place('C2')),
    ]).toEqual([
      [{ destination: CHANNEL, ours: 'shown', organisations: [] }],
      undefined,
      undefined,
    ]);
    expect(await channels.all()).toEqual([
      { coalition: COALITION, destination: CHANNEL, ours: 'shown', organisations: [] },
      { coalition: OTHERS, destination: place('C2'), ours: 'kept_out', organisations: [] },
    ]);
  });

  it('stands in the log, with what it was before', async () => {
    const client = databaseWith();
    const { channels } = storesOf(client);
    await channels.choose(COALITION, CHANNEL, { ours: 'shown' }, act({ person: 'ada' }));

    expect(
      client.prepare('SELECT at, person, action, subject, before, after FROM audit').all(),
    ).toEqual([
      {
        at: NOON,
        person: 'ada',
        action: 'channel.chosen',
        subject: 'slack/T1/C1',
        before: '{"organisations":[]}',
        after: '{"organisations":[],"ours":"shown"}',
      },
    ]);
  });
});
