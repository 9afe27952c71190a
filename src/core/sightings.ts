import type { Adapter } from './adapter.ts';
import type { Clock } from './clock.ts';
import {
  type Account,
  accountKey,
  type Exposure,
  placeKey,
  type Seat,
} from './coalition/coalition.ts';
import { type Destination, destinationKey } from './destination.ts';
import { faultOf, type Log } from './log.ts';
import { createMemory } from './memory.ts';

/** What the platforms say of people and channels, remembered for a while. Never rejects. */
export interface Sightings {
  /** `stranger` where nobody can be asked. */
  seat(destination: Destination, account: Account): Promise<Seat>;
  /** `unknown` where nobody can be asked. */
  exposure(destination: Destination): Promise<Exposure>;
}

interface Means {
  /** By platform: those that serve. */
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSightings({ adapters, clock, log }: Means): Sightings {
  const seats = createMemory<Seat>(clock);
  const exposures = createMemory<Exposure>(clock);

  /** A failure is not remembered: the next question may find the platform well again. */
  const unlessFailed = <Answer>(asked: Promise<Answer>, otherwise: Answer, platform: string) =>
    asked.catch((error: unknown) => {
      log.warn({ platform, err: faultOf(error) }, 'a platform did not say who somebody is');
      return otherwise;
    });

  return {
    async seat(destination, account) {
      const { platform } = destination;
      const adapter = adapters.get(platform);
      if (!adapter) return 'stranger';
      const key = `${placeKey(destination)} ${accountKey(account)}`;
      const asked = seats.asked(key, () => adapter.seat(destination, account));
      return unlessFailed(asked, 'stranger', platform);
    },

    async exposure(destination) {
      const { platform } = destination;
      const adapter = adapters.get(platform);
      if (!adapter) return 'unknown';
      const asked = exposures.asked(destinationKey(destination), () =>
        adapter.exposure(destination),
      );
      return unlessFailed(asked, 'unknown', platform);
    },
  };
}
