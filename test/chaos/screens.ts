import { type Destination, destinationKey } from '../../src/core/destination.ts';
import { wordsOnScreen } from '../support/slack/screen.ts';
import type { Entry } from './books.ts';
import type { Platforms } from './harm.ts';

/** A message as a channel shows it. */
export interface Arrival {
  readonly place: string;
  /** The platform's id of it. */
  readonly message: string;
  /** Of which notice; undefined where none says that it is its. */
  readonly key: string | undefined;
  readonly text: string;
}

/** Everything that the channels show, oldest first in each. */
export function arrivalsIn(
  platforms: Platforms,
  channels: readonly Destination[],
  entries: readonly Entry[],
): readonly Arrival[] {
  const owners = new Map(entries.map(({ message, place, key }) => [`${place} ${message}`, key]));
  return channels.flatMap((channel) => {
    const place = destinationKey(channel);
    return channel.platform === 'slack'
      ? onSlack(platforms, channel).map((shown) => ({ place, ...shown }))
      : platforms.discord.messages(channel.channel).map(({ id, text }) => ({
          place,
          message: id,
          // A message of Discord does not say of which notice it is: the outbox must.
          key: owners.get(`${place} ${id}`),
          text,
        }));
  });
}

const onSlack = ({ slack }: Platforms, { channel }: Destination): Omit<Arrival, 'place'>[] =>
  slack.messages(channel).map(({ ts, text, blocks, metadata }) => ({
    message: ts,
    key: keyIn(metadata),
    text: `${text}\n${wordsOnScreen(blocks)}`,
  }));

function keyIn(metadata: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const payload = metadata?.event_payload;
  return typeof payload === 'object' && payload !== null && 'key' in payload
    ? String(payload.key)
    : undefined;
}
