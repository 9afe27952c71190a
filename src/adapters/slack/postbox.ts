import { setTimeout as delay } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import type { Destination } from '../../core/destination.ts';
import type { Log } from '../../core/log.ts';
import type { Delivery, Parcel } from '../../core/notice.ts';
import type { Reply } from '../../core/reply.ts';
import type { Directs } from './directs.ts';
import { blocksRefused, deliveryOf, RATE_LIMITED, troubleForAll, unsentOf } from './failures.ts';
import { CHANNEL_GAP_MS } from './limits.ts';
import { render, type SlackMessage } from './render.ts';

/** Between two lines about the same trouble of all channels. */
const ALARM_GAP_MS = 10 * 60_000;

/** Posts what nobody asked for just now. */
export interface Postbox {
  /** Never rejects. */
  deliver(parcel: Parcel): Promise<Delivery>;
}

export interface PostboxParts {
  readonly client: WebClient;
  readonly directs: Directs;
  readonly log: Log;
  readonly clock: Clock;
}

export function createPostbox({ client, directs, log, clock }: PostboxParts): Postbox {
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
    key: string,
  ) {
    // Sources are read in the message; a preview of each would bury the next one.
    const quiet = { unfurl_links: false, unfurl_media: false };
    const metadata = { event_type: 'vigil_notice', event_payload: { key } };
    return turn(channel, () =>
      client.chat.postMessage({ channel, ...message, ...quiet, metadata }),
    );
  }

  /** The words alone where Slack refuses the blocks: they carry the whole meaning. */
  async function postWhole(
    { workspace, channel }: Destination,
    reply: Reply,
    key: string,
  ): Promise<Delivery> {
    const { blocks, ...words } = render({ ...reply, audience: 'channel' }, workspace);
    try {
      return sent(await post(channel, { ...words, blocks }, key));
    } catch (error) {
      if (!blocksRefused(error)) throw error;
      log.error({ platform: 'slack', key }, 'Slack refused the blocks of a message; sent as text');
      return sent(await post(channel, words, key));
    }
  }

  async function deliverTo(
    channel: string,
    { notice, attempts, inDoubtSince }: Parcel,
  ): Promise<Delivery> {
    const closedMs = (closedUntil.get(channel) ?? 0) - clock.now();
    if (closedMs > 0) return { outcome: 'later', ms: closedMs, reason: RATE_LIMITED };
    closedUntil.delete(channel);
    const reply = inDoubtSince === undefined ? notice.reply : repeated(notice.reply, inDoubtSince);
    try {
      return await postWhole({ ...notice.destination, channel }, reply, notice.key);
    } catch (error) {
      alarm(troubleForAll(error));
      const delivery = deliveryOf(error, attempts);
      if (delivery.outcome === 'later' && delivery.reason === RATE_LIMITED)
        closedUntil.set(channel, clock.now() + delivery.ms);
      return delivery;
    }
  }

  return {
    async deliver(parcel) {
      let channel: string;
      try {
        channel = await directs.channelOf(parcel.notice.destination);
      } catch (error) {
        alarm(troubleForAll(error));
        return unsentOf(error, parcel.attempts);
      }
      return deliverTo(channel, parcel);
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
