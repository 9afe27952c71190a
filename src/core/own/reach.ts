import { subjectCommand, subjectWords } from '../asking/subject.ts';
import { showsOurs } from '../coalition/channels.ts';
import { type Exposure, isDirect } from '../coalition/coalition.ts';
import { typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import { type Destination, destinationKey } from '../destination.ts';
import { counting } from '../words/phrases.ts';
import { isDay, ownDate } from './dates.ts';
import { isHeardBy, isSeenIn, type OwnDeadline } from './deadlines.ts';

/** Where an own deadline is reminded of. */
export interface Reach {
  /** Channels that follow what it serves and may show it. */
  readonly reminded: readonly Destination[];
  /** Those that follow it, and from which it is kept out. */
  readonly keptOut: readonly Destination[];
}

/** Asks who reads a channel only where nobody has chosen for it. */
export async function reachOf(core: Core, own: OwnDeadline): Promise<Reach> {
  const [follows, channels] = await Promise.all([
    core.follows.of(own.coalition),
    core.channels.channels(own.coalition),
  ]);
  const chosen = new Map(
    channels.map((channel) => [destinationKey(channel.destination), channel] as const),
  );
  const asking = follows.filter(
    ({ subject, events, stopped, destination }) =>
      stopped === undefined &&
      events.includes('deadlines') &&
      // A person's messages are no channel of the coalition.
      !isDirect(destination) &&
      isHeardBy(subject)(own),
  );
  const places = new Map(
    asking.map(({ destination }) => [destinationKey(destination), destination] as const),
  );
  const judged = await Promise.all(
    [...places].map(async ([key, destination]) => {
      const channel = chosen.get(key);
      const exposure: Exposure =
        channel?.ours === undefined ? await core.exposure(destination) : 'unknown';
      const shown = showsOurs(channel, exposure) && isSeenIn(channel)(own);
      return { destination, shown, isChannel: exposure !== 'direct' };
    }),
  );
  const which = (wanted: boolean): readonly Destination[] =>
    judged
      .filter(({ shown, isChannel }) => isChannel && shown === wanted)
      .map(({ destination }) => destination);
  return { reminded: which(true), keptOut: which(false) };
}

/** Where reminders go, or that they go nowhere and what to type: `this channel and 2 others, which follow Peru`. */
export async function reachWords(core: Core, own: OwnDeadline, here: Destination): Promise<string> {
  if (!isDay(ownDate(own)))
    return `none until a day is set: type ${typedAs(core.root, `deadline move ${own.id}`)} and a date.`;
  if (own.visibility.to === 'person') return 'to you alone, by direct message.';
  const { reminded, keptOut } = await reachOf(core, own);
  const follow = typedAs(core.root, `follow ${subjectCommand(own.subject)}`);
  const subject = subjectWords(core, own.subject);
  if (reminded.length === 0 && keptOut.length === 0)
    return `in no channel, because none follows ${subject} or everything. Type ${follow} in the channel that is to be reminded.`;
  const out =
    keptOut.length === 0
      ? ''
      : ` Kept out of ${channelsWords(keptOut.length)} that may have other readers: a coordinator can change that with ${typedAs(core.root, 'admin channel')} there.`;
  if (reminded.length === 0) return `in no channel.${out}`;
  return `in ${remindedWords(reminded, here)}.${out}`;
}

function remindedWords(reminded: readonly Destination[], here: Destination): string {
  const isHere = reminded.some((one) => destinationKey(one) === destinationKey(here));
  if (!isHere) return channelsWords(reminded.length);
  const others = reminded.length - 1;
  return others === 0 ? 'this channel' : `this channel and ${channelsWords(others, 'other ')}`;
}

const channelsWords = (count: number, which = ''): string => counting(count, `${which}channel`);
