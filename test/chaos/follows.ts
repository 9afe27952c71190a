import { randomUUID } from 'node:crypto';
import { edtf } from '../../src/core/dates/edtf.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Follow } from '../../src/core/follows.ts';
import type { PublicRecord } from '../../src/core/record/record.ts';
import type { Dice } from './dice.ts';
import type { Platforms } from './harm.ts';

/** A little more rungs than the default, so that there is more to lose. */
const LADDER = [90, 60, 30, 14, 7, 3, 1, 0];
const STATES_A_CHANNEL = 3;

/** Three channels on each platform. */
export function channelsOf({ slack, discord }: Platforms): readonly Destination[] {
  slack.channels.set('C3', { id: 'C3', archived: false, member: true });
  return [
    ...['C1', 'C2', 'C3'].map((channel) => ({ platform: 'slack', workspace: 'T1', channel })),
    ...[discord.channel, discord.addChannel(), discord.addChannel()].map((channel) => ({
      platform: 'discord',
      workspace: discord.guild,
      channel,
    })),
  ];
}

/** A few States each whose reviews are near; one channel of a platform also all, one also a session. */
export function followsOf(
  record: PublicRecord,
  channels: readonly Destination[],
  dice: Dice,
  span: { readonly from: number; readonly to: number },
): readonly Following[] {
  const near = statesReviewedIn(record, span);
  return channels.flatMap((destination, i) => {
    const wide = [['all'], ['upr/s50'], []][i % 3] ?? [];
    const states = dice.some(near, STATES_A_CHANNEL).map((state) => `state/${state}`);
    return [...wide, ...states].map((subject) => follow(destination, subject, span.from));
  });
}

/** The coalition is that of its place. */
type Following = Omit<Follow, 'coalition'>;

const follow = (destination: Destination, subject: string, createdAt: number): Following => ({
  id: randomUUID(),
  destination,
  subject,
  events: ['changes', 'deadlines', 'statements'],
  ladder: LADDER,
  time: '09:00',
  createdBy: destination.platform === 'slack' ? 'U1' : '100000000000000001',
  createdAt,
});

/** ISO codes of the States with a review set for a day in that time. */
function statesReviewedIn(
  { facts }: PublicRecord,
  { from, to }: { readonly from: number; readonly to: number },
): readonly string[] {
  const [first, last] = [from, to].map((at) => new Date(at).toISOString().slice(0, 10));
  const reviewed = facts
    .filter(({ kind, date }) => kind === 'scheduled' && date !== undefined)
    .filter(({ date = '' }) => edtf(date).precision === 'day')
    .filter(({ date = '' }) => date >= (first ?? '') && date <= (last ?? ''))
    .map(({ subject }) => subject.slice(-3));
  return [...new Set(reviewed)].sort();
}
