import type { WebClient } from '@slack/web-api';
import type { Exposure } from '../../core/coalition/coalition.ts';

/** Of more people Slack is not asked one by one. */
const MOST_READERS = 100;
/** How many are asked of at once: the first from outside ends it. */
const AT_ONCE = 20;

/**
 * Who reads a channel that its workspace has for itself: `guests` where one of
 * its people is let in from outside, which Slack tells of each person alone;
 * `unknown` where they are too many to ask. Guests cannot look for public
 * channels, and nobody else's private ones: its people are its readers.
 */
export async function readersOf(
  client: WebClient,
  channel: string,
  isFromOutside: (id: string) => Promise<boolean>,
): Promise<Exposure> {
  const people = await peopleIn(client, channel);
  if (people.length > MOST_READERS) return 'unknown';
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const outside = await Promise.all(people.slice(at, at + AT_ONCE).map(isFromOutside));
    if (outside.includes(true)) return 'guests';
  }
  return 'members';
}

/** As many as there are, or somewhat more than are asked of. https://docs.slack.dev/reference/methods/conversations.members */
async function peopleIn(client: WebClient, channel: string): Promise<readonly string[]> {
  const people: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.conversations.members({
      channel,
      limit: MOST_READERS,
      ...(cursor !== undefined && { cursor }),
    });
    people.push(...(page.members ?? []));
    // Empty on the last page.
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined && people.length <= MOST_READERS);
  return people;
}
