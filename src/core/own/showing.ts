import { type Channel, isExposed, showsOurs } from '../coalition/channels.ts';
import type { Exposure } from '../coalition/coalition.ts';
import { may, type Who } from '../coalition/rights.ts';
import type { MemberCall } from '../command.ts';
import type { Core } from '../core.ts';
import type { Destination } from '../destination.ts';
import type { Block, Button } from '../reply.ts';
import { isSeenBy, isSeenIn, type OwnDeadline } from './deadlines.ts';

/** Who reads a channel, as the end of a sentence. */
export const READERS: Readonly<Record<Exposure, string>> = {
  direct: 'one person alone',
  members: 'people of this workspace or server only',
  guests: 'guests, or people of other workspaces, as well',
  public: 'whoever joins this server',
  unknown: 'people whom Vigil cannot know, because the platform does not say',
};

/** What a channel may show of the coalition's own. */
export interface Showing {
  /** Absent while nobody has decided anything about it. */
  readonly channel?: Channel;
  readonly shows: boolean;
  /** Who reads it, where people from outside may and nobody has chosen: then somebody is asked to. */
  readonly undecided?: Exposure;
}

/** The platform is asked who reads the channel only where nobody has chosen. */
export async function showingOf(
  core: Pick<Core, 'channels' | 'exposure'>,
  coalition: string,
  destination: Destination,
): Promise<Showing> {
  const channel = await core.channels.channel(coalition, destination);
  const known = channel && { channel };
  if (channel?.ours !== undefined) return { ...known, shows: channel.ours === 'shown' };
  const exposure = await core.exposure(destination);
  return {
    ...known,
    shows: showsOurs(channel, exposure),
    ...(isExposed(exposure) && { undecided: exposure }),
  };
}

/** Own deadlines for an answer, and whether a choice about its channel is to be asked for. */
export interface Shown {
  readonly own: readonly OwnDeadline[];
  readonly undecided?: Exposure;
}

/**
 * The open own deadlines that an answer may tell of: what who asks sees, and
 * where all the channel gets the answer, what of it the channel may show. One
 * person's are never shown to a channel.
 */
export async function ownShown(
  { who, caller, shared }: Pick<MemberCall, 'who' | 'caller' | 'shared'>,
  core: Core,
): Promise<Shown> {
  if (who.role === 'outsider') return { own: [] };
  const seen = (await core.deadlines.open(who.coalition.id)).filter(isSeenBy(who));
  if (!shared) return { own: seen };
  const { channel, shows, undecided } = await showingOf(core, who.coalition.id, caller.place);
  const fitting = seen.filter(isSeenIn(channel));
  if (shows) return { own: fitting };
  // Said of all that is open, not of what was asked for: the warning tells no outsider what there is on a State.
  return { own: [], ...(undecided && fitting.length > 0 && { undecided }) };
}

/** Said where own things would be posted, and nobody has chosen whether they may. */
export const undecidedWarning = (exposure: Exposure): Block => ({
  kind: 'warning',
  text: [
    `This channel is read by ${READERS[exposure]}: own deadlines are kept out of it until a coordinator chooses.`,
  ],
});

/** The two ways to choose, for who may. */
export const choicesFor = (who: Pick<Who, 'role' | 'mayManage'>): readonly Button[] =>
  may(who, 'coordinate') ? CHOICES : [];

export const CHOICES: readonly Button[] = [
  { does: 'ask', label: 'Show ours here', command: 'admin channel ours:shown' },
  { does: 'ask', label: 'Keep ours out', command: 'admin channel ours:kept_out' },
];
