import type { WebClient } from '@slack/web-api';
import { directAccount } from '../../core/coalition/coalition.ts';
import type { Destination } from '../../core/destination.ts';

/** The channels of people's direct messages with Vigil, as far as they have been opened. */
export interface Directs {
  /** The id that Slack posts to: `@U1` is opened first, once. Rejects as the Web API does. */
  channelOf(destination: Pick<Destination, 'channel'>): Promise<string>;
}

export function createDirects(client: WebClient): Directs {
  const opened = new Map<string, Promise<string>>();

  async function open(account: string): Promise<string> {
    const { channel } = await client.conversations.open({ users: account });
    if (channel?.id) return channel.id;
    throw new Error('conversations.open named no channel');
  }

  return {
    async channelOf(destination) {
      const account = directAccount(destination);
      if (account === undefined) return destination.channel;
      const known = opened.get(account) ?? open(account);
      opened.set(account, known);
      try {
        return await known;
      } catch (error) {
        if (opened.get(account) === known) opened.delete(account);
        throw error;
      }
    },
  };
}
