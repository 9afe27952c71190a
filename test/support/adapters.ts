import type { Adapter } from '../../src/core/adapter.ts';
import { destinationKey } from '../../src/core/destination.ts';
import type { Delivery, Parcel } from '../../src/core/notice.ts';
import type { Reply } from '../../src/core/reply.ts';

export interface RecordingAdapter extends Adapter {
  readonly delivered: Parcel[];
  readonly told: { readonly person: string; readonly reply: Reply }[];
  /** How deliveries to a channel end from now on; `sent` unless said. */
  answer(channel: string, deliver: () => Promise<Delivery>): void;
}

/** A platform that keeps what it is given. */
export function recordingAdapter(platform = 'slack'): RecordingAdapter {
  const delivered: Parcel[] = [];
  const told: { person: string; reply: Reply }[] = [];
  const answers = new Map<string, () => Promise<Delivery>>();
  return {
    platform,
    delivered,
    told,
    answer: (channel, deliver) => answers.set(channel, deliver),
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(parcel) {
      delivered.push(parcel);
      const answer = answers.get(parcel.notice.destination.channel);
      return answer ? answer() : { outcome: 'sent', message: `m${delivered.length}` };
    },
    async tell(_destination, person, reply) {
      told.push({ person, reply });
    },
  };
}

/** `slack/T1/C1 a`: where each delivery went, and its key. */
export const deliveries = ({ delivered }: RecordingAdapter): string[] =>
  delivered.map(({ notice }) => `${destinationKey(notice.destination)} ${notice.key}`);
