import { directTo, isDirect } from '../core/coalition/coalition.ts';
import { type Destination, destinationKey } from '../core/destination.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, type Follow } from '../core/follows.ts';
import type { Notice } from '../core/notice.ts';
import { ownDate } from '../core/own/dates.ts';
import { isHeardBy, isSeenIn, type OwnDeadline, type Visibility } from '../core/own/deadlines.ts';
import type { Reply } from '../core/reply.ts';
import { type Audience, listens, stateIn, subjectsFollowed } from './coverage.ts';
import type { Sayings } from './own-wording.ts';
import type { Beat, Draft } from './rule.ts';
import { withData } from './wording.ts';

/** A beat, as the rules of own things look at it. */
export interface OwnView extends Beat {
  readonly sayings: Sayings;
  readonly byCoalition: ReadonlyMap<string, readonly Audience[]>;
}

/** Who is told, and the ladder that they asked for. */
export interface Listener extends Pick<Follow, 'ladder' | 'time'> {
  readonly destination: Destination;
  readonly key: string;
  /** Absent for a person, who has not followed anything to be told of what is theirs. */
  readonly follow?: Follow;
}

/** One person's goes to that person; anything else to the channels that follow its subject and may show it. */
export function listenersOf(view: OwnView, deadline: OwnDeadline): readonly Listener[] {
  const { coalition, visibility, account } = deadline;
  if (visibility.to === 'person') {
    const destination = directTo(account);
    const key = destinationKey(destination);
    return [{ destination, key, ladder: DEFAULT_LADDER, time: DEFAULT_TIME }];
  }
  return channelsOf(view, coalition).flatMap(({ destination, key, follows }) => {
    if (!isSeenIn(view.ours.channels.get(key))(deadline)) return [];
    return follows
      .filter((follow) => isHeardBy(follow.subject)(deadline))
      .map((follow) => ({
        destination,
        key,
        ladder: follow.ladder,
        time: follow.time,
        follow,
      }));
  });
}

/** Those of a coalition's channels that follow something, and from which own things are not kept out. */
export const channelsOf = (
  { byCoalition, ours }: OwnView,
  coalition: string,
): readonly Audience[] =>
  (byCoalition.get(coalition) ?? []).filter(
    ({ destination, key }) =>
      // A person's messages are no channel of the coalition: they would outlast the membership.
      !isDirect(destination) && ours.channels.get(key)?.ours !== 'kept_out',
  );

export const hears = ({ follow }: Listener, at: number): boolean =>
  follow === undefined || listens(follow, ['deadlines'], at);

/** What a notice says of the deadline for programs. */
export const ownSubject = (deadline: OwnDeadline): Pick<Notice, 'state' | 'dueOn'> => ({
  state: stateIn(deadline.subject),
  dueOn: ownDate(deadline).text,
});

/** What is said in full, and as one line of a digest. */
export interface Written {
  readonly reply: Reply;
  readonly line: string;
}

type Parts = Pick<Notice, 'key' | 'kind' | 'deadline' | 'dueAt' | 'state' | 'dueOn'>;

/** A notice of an own thing, for the follows that ask for it; none where it is one person's. */
export function ownDraft(
  { coalition, visibility, about }: OwnAbout,
  {
    destination,
    follows,
  }: { readonly destination: Destination; readonly follows: readonly Follow[] },
  parts: Parts,
  { reply, line }: Written,
  batch: 'due' | 'changed',
): Draft {
  const subjects = subjectsFollowed(follows);
  const notice = withData({
    ...parts,
    coalition,
    destination,
    ...(subjects.length > 0 && { subjects }),
    reply,
  });
  return {
    notice: { ...notice, reply: { ...notice.reply, data: { ...notice.reply.data, about } } },
    line: [line],
    batch: `own/${coalition}/${batch}`,
    ours: { visibility },
  };
}

interface OwnAbout {
  readonly coalition: string;
  readonly visibility: Visibility;
  /** What it was when it was told: said again where it is no longer reminded of. */
  readonly about: string;
}
