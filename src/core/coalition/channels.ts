import type { Destination } from '../destination.ts';
import type { Act } from './audit.ts';
import type { Exposure } from './coalition.ts';

/** What a coalition has decided about one of its channels. */
export interface Channel {
  readonly destination: Destination;
  /** Whether own things may be posted there; absent while nobody has chosen. */
  readonly ours?: 'shown' | 'kept_out';
  /** The organisations that everybody who reads the channel is of. */
  readonly organisations: readonly string[];
}

export interface ChannelStore {
  channel(coalition: string, destination: Destination): Promise<Channel | undefined>;
  channels(coalition: string): Promise<readonly Channel[]>;
  /** Remembers what is given, and leaves the rest as it was. */
  choose(
    coalition: string,
    destination: Destination,
    choice: Partial<Pick<Channel, 'ours' | 'organisations'>>,
    act: Act,
  ): Promise<Channel>;

  // The machine room.
  all(): Promise<readonly (Channel & { readonly coalition: string })[]>;
}

/** Whether own things may be posted: where Vigil knows of readers beyond the coalition, only once somebody has chosen so. */
export const showsOurs = (
  channel: Pick<Channel, 'ours'> | undefined,
  exposure: Exposure,
): boolean => channel?.ours === 'shown' || (channel?.ours === undefined && !isExposed(exposure));

/** Readers beyond the coalition. What the platform does not say is not held to be safe. */
export const isExposed = (exposure: Exposure): boolean =>
  exposure === 'guests' || exposure === 'public' || exposure === 'unknown';
