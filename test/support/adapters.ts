import type { Adapter } from '../../src/core/adapter.ts';
import { destinationKey } from '../../src/core/destination.ts';
import type { Delivery, Parcel } from '../../src/core/notice.ts';

export interface RecordingAdapter extends Adapter {
  readonly delivered: Parcel[];
  /** How deliveries to a channel end from now on; `sent` unless said. */
  answer(channel: string, deliver: () => Promise<Delivery>): void;
}

/** A platform that keeps what it is given. */
export function recordingAdapter(platform = 'slack'): RecordingAdapter {
  const delivered: Parcel[] = [];
  const answers = new Map<string, () => Promise<Delivery>>();
  return {
    platform,
    delivered,
    answer: (channel, deliver) => answers.set(channel, deliver),
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(parcel) {
      delivered.push(parcel);
      const answer = answers.get(parcel.notice.destination.channel);
      return answer ? answer() : { outcome: 'sent', message: `m${delivered.length}` };
    },
    seat: async () => 'member',
    exposure: async () => 'members',
  };
}

/** `slack/T1/C1 a`: where each delivery went, and its key. */
export const deliveries = ({ delivered }: RecordingAdapter): string[] =>
  delivered.map(({ notice }) => `${destinationKey(notice.destination)} ${notice.key}`);
