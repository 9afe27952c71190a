import type { Channel } from '../../src/core/coalition/channels.ts';
import { type Destination, destinationKey } from '../../src/core/destination.ts';
import type { Follow } from '../../src/core/follows.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import { type Ours, ownKey } from '../../src/reminders/ours.ts';
import { planned } from './beats.ts';
import { CHANNEL, following, recordWith } from './following.ts';

const NO_RECORD = recordWith([]);
export const FOR_TWO = { to: 'organisations', organisations: ['aclu', 'hrw'] } as const;
export const FOR_ADA = { to: 'person', person: 'person-1' } as const;

interface Given {
  readonly follows?: readonly Follow[];
  readonly channels?: readonly Channel[];
  readonly day?: string;
}

/** What goes out on a day, by default a week before the day of the builder. */
export const onDay = (
  falling: OwnDeadline | readonly OwnDeadline[],
  { follows = [following()], channels = [], day = '2026-11-24' }: Given = {},
) =>
  planned({
    record: NO_RECORD,
    follows,
    own: {
      falling: [falling].flat(),
      channels: byKey(channels),
      short: (_coalition, id) => id.toUpperCase(),
    },
    from: `${day} 00:00`,
    to: `${day} 23:59`,
  }).notices;

/** Half an hour of a day on which something was moved, given to others or dropped at noon. */
export const noon = (
  changed: OwnDeadline,
  follows: readonly Follow[] = [following()],
  own: Partial<Ours> = {},
) =>
  planned({
    record: NO_RECORD,
    follows,
    own: { changed: [changed], ...own },
    from: '2026-11-22 11:50',
    to: '2026-11-22 12:20',
  }).notices;

/** What a channel was reminded of, as the outbox answers. */
export const toldIn = (reminded: OwnDeadline, { follows, day }: Given = {}): Partial<Ours> => {
  const told = onDay(reminded, { ...(follows && { follows }), ...(day && { day }) }).map(
    ({ deadline = '', subjects = [], ...notice }) => ({ ...notice, deadline, subjects }),
  );
  return { told: new Map([[ownKey(reminded), told]]) };
};

export const byKey = (channels: readonly Channel[]) =>
  new Map(channels.map((channel) => [destinationKey(channel.destination), channel]));
export const channel = (over: Partial<Channel> = {}): Channel => ({
  destination: CHANNEL,
  organisations: [],
  ...over,
});
export const channelsOf = (notices: readonly { readonly destination: Destination }[]): string[] => [
  ...new Set(notices.map(({ destination }) => destinationKey(destination))),
];
