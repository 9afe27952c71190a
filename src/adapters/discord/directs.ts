import { type REST, Routes } from 'discord.js';
import { directAccount } from '../../core/coalition/coalition.ts';
import type { Destination } from '../../core/destination.ts';
import type { Delivery } from '../../core/notice.ts';
import { idOf } from './connection.ts';

/** Where messages are posted: `@123` is an account's direct messages, opened when they are first needed. */
export interface Directs {
  channelOf(destination: Destination): Promise<string>;
}

export function createDirects(rest: REST): Directs {
  const opened = new Map<string, string>();
  return {
    async channelOf(destination) {
      const account = directAccount(destination);
      if (account === undefined) return destination.channel;
      const known = opened.get(account);
      if (known !== undefined) return known;
      const body = { recipient_id: account };
      const channel = idOf(await rest.post(Routes.userChannels(), { body }));
      opened.set(account, channel);
      return channel;
    },
  };
}

/** Before an opening that was not answered is tried again. */
const PAUSE_MS = 30_000;

/** A delivery that failed before anything was sent: a lost answer is then no doubt about the notice. */
export const unsent = (delivery: Delivery): Delivery =>
  delivery.outcome === 'in_doubt'
    ? { outcome: 'later', ms: PAUSE_MS, reason: delivery.reason }
    : delivery;
