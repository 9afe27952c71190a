import { setTimeout as delay } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import type { Destination } from '../../core/destination.ts';
import type { Log } from '../../core/log.ts';
import type { Delivery, Parcel } from '../../core/notice.ts';
import type { Reply } from '../../core/reply.ts';
import { blocksRefused, deliveryOf, RATE_LIMITED, troubleForAll } from './failures.ts';
import { CHANNEL_GAP_MS } from './limits.ts';
import { render, type SlackMessage } from './render.ts';

/** Between two lines about the same trouble of all channels. */
const ALARM_GAP_MS = 10 * 60_000;

/** Posts what nobody asked for just now: notices, and words to one person. */
export interface Postbox {
  deliver(parcel: Parcel): Promise<Delivery>;
  tell(destination: Destination, person: string, reply: Reply): Promise<void>;
}

export function createPostbox(client: WebClient, log: Log, clock: Clock): Postbox {
  /** Channel → the instant before which Slack wants no message there. */
  const closedUntil = new Map<string, number>();
  const turn = createTurns(CHANNEL_GAP_MS);
  let silentUntil = 0;

  /** Once for all the channels that it meets, and again while it lasts. */
  function alarm(trouble: string | undefined): void {
    if (trouble === undefined || clock.now() < silentUntil) return;
    silentUntil = clock.now() + ALARM_GAP_MS;
    log.error({ platform: 'slack' }, `nothing can be posted on Slack: ${trouble}`);
  }

  async function post(
    channel: string,
    message: Partial<SlackMessage> & { text: string },
    key?: string,
  ) {
    // Sources are read in the message; a preview of each would bury the next one.
    const quiet = { unfurl_links: false, unfurl_media: false };
    const metadata = key && { metadata: { event_type: 'vigil_notice', event_payload: { key } } };
    return turn(channel, () =>
      client.chat.postMessage({ channel, ...message, ...quiet, ...metadata }),
    );
  }

  /** The words alone where Slack refuses the blocks: they carry the whole meaning. */
  async function postWhole(channel: string, reply: Reply, key?: string): Promise<Delivery> {
    const { blocks, ...words } = render({ ...reply, audience: 'channel' });
    try {
      return sent(await post(channel, { ...words, blocks }, key));
    } catch (error) {
      if (!blocksRefused(error)) throw error;
      log.error({ platform: 'slack', key }, 'Slack refused the blocks of a message; sent as text');
      return sent(await post(channel, words, key));
    }
  }

  return {
    async deliver({ notice, attempts, inDoubtSince }) {
      const { channel } = notice.destination;
      const closedMs = (closedUntil.get(channel) ?? 0) - clock.now();
      if (closedMs > 0) return { outcome: 'later', ms: closedMs, reason: RATE_LIMITED };
      closedUntil.delete(channel);
      const reply =
        inDoubtSince === undefined ? notice.reply : repeated(notice.reply, inDoubtSince);
      try {
        return await postWhole(channel, reply, notice.key);
      } catch (error) {
        alarm(troubleForAll(error));
        const delivery = deliveryOf(error, attempts);
        if (delivery.outcome === 'later' && delivery.reason === RATE_LIMITED)
          closedUntil.set(channel, clock.now() + delivery.ms);
        return delivery;
      }
    },

    async tell({ workspace }, person, reply) {
      try {
        const { channel } = await client.conversations.open({ users: person });
        if (!channel?.id) throw new Error('conversations.open named no channel');
        await postWhole(channel.id, reply);
      } catch (error) {
        const { reason } = { reason: 'unknown', ...deliveryOf(error, 0) };
        log.warn({ platform: 'slack', workspace, reason }, 'a person could not be told');
      }
    },
  };
}

const sent = ({ ts }: { ts?: string }): Delivery => ({
  outcome: 'sent',
  ...(ts && { message: ts }),
});

/** Slack has no idempotency key for messages, so a repeat says that it may be one. */
const repeated = (reply: Reply, since: number): Reply => ({
  ...reply,
  title: `Possible repeat: ${reply.title}`,
  blocks: [
    ...reply.blocks,
    {
      kind: 'note',
      text: ['Slack did not confirm an earlier attempt, at ', { instant: since }, '.'],
    },
  ],
});

/** Does one thing at a time in a channel, at least a gap apart; channels do not wait for each other. */
function createTurns(gapMs: number): <T>(channel: string, work: () => Promise<T>) => Promise<T> {
  const free = new Map<string, Promise<unknown>>();
  return (channel, work) => {
    const mine = Promise.resolve(free.get(channel)).then(work);
    const after = Promise.allSettled([mine]).then(() => delay(gapMs, undefined, { ref: false }));
    free.set(channel, after);
    void after.then(() => free.get(channel) === after && free.delete(channel));
    return mine;
  };
}
