import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/core/adapter.ts';
import { stillClock } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import { createSightings } from '../../src/core/sightings.ts';
import { recordingAdapter } from '../support/adapters.ts';
import { slackAccount } from '../support/coalition.ts';
import { CHANNEL, place } from '../support/following.ts';

const MINUTE_MS = 60_000;
const ADA = slackAccount('U1');

function open(over: Partial<Adapter> = {}, log: Log = silentLog) {
  const asked: string[] = [];
  const clock = stillClock(0);
  const adapter: Adapter = {
    ...recordingAdapter(),
    async seat({ channel }, { id }) {
      asked.push(`${channel} ${id}`);
      return 'admin';
    },
    async exposure({ channel }) {
      asked.push(channel);
      return 'guests';
    },
    ...over,
  };
  const adapters = new Map([['slack', adapter]]);
  return { asked, clock, adapters, sightings: createSightings({ adapters, clock, log }) };
}

describe('what a platform says of people and channels', () => {
  it('is passed on', async () => {
    const { sightings } = open();

    expect([await sightings.seat(CHANNEL, ADA), await sightings.exposure(CHANNEL)]).toEqual([
      'admin',
      'guests',
    ]);
  });

  it('is asked once for all channels of a place, and for all who ask at the same time', async () => {
    const { sightings, asked } = open();

    await Promise.all([sightings.seat(CHANNEL, ADA), sightings.seat(place('C2'), ADA)]);

    expect(asked).toEqual(['C1 U1']);
  });

  it('is asked for each person and each channel', async () => {
    const { sightings, asked } = open();

    await sightings.seat(CHANNEL, slackAccount('U2'));
    await sightings.seat(CHANNEL, ADA);
    await sightings.exposure(CHANNEL);
    await sightings.exposure(place('C2'));

    expect(asked).toEqual(['C1 U2', 'C1 U1', 'C1', 'C2']);
  });

  it('is believed for ten minutes', async () => {
    const { sightings, asked, clock } = open();

    await sightings.seat(CHANNEL, ADA);
    clock.set(10 * MINUTE_MS - 1);
    await sightings.seat(CHANNEL, ADA);
    const before = asked.length;
    clock.set(10 * MINUTE_MS);
    await sightings.seat(CHANNEL, ADA);

    expect([before, asked.length]).toEqual([1, 2]);
  });

  it('is asked again after the clock was set back', async () => {
    const { sightings, asked, clock } = open();

    clock.set(MINUTE_MS);
    await sightings.seat(CHANNEL, ADA);
    clock.set(0);
    await sightings.seat(CHANNEL, ADA);

    expect(asked).toHaveLength(2);
  });

  it('is the least where there is no such platform', async () => {
    const { sightings, adapters } = open();
    adapters.clear();

    expect([await sightings.seat(CHANNEL, ADA), await sightings.exposure(CHANNEL)]).toEqual([
      'stranger',
      'unknown',
    ]);
  });

  it('is the least where the platform fails, which is logged without names and soon asked again', async () => {
    const logged: object[] = [];
    const answers = [Promise.reject(new Error('503')), Promise.resolve('member' as const)];
    const { sightings } = open(
      { seat: () => answers.shift() ?? Promise.reject(new Error('asked too often')) },
      { ...silentLog, warn: (fields) => void logged.push(fields) },
    );

    expect([await sightings.seat(CHANNEL, ADA), await sightings.seat(CHANNEL, ADA)]).toEqual([
      'stranger',
      'member',
    ]);
    expect(logged).toEqual([
      { platform: 'slack', err: expect.objectContaining({ message: '503' }) },
    ]);
  });
});
