import { type Channel, showsOurs } from '../core/coalition/channels.ts';
import {
  type Account,
  accountAt,
  directTo,
  type Exposure,
  isDirect,
  isFormer,
  placeOf,
} from '../core/coalition/coalition.ts';
import type { CoalitionStore } from '../core/coalition/coalitions.ts';
import { typedAs } from '../core/command.ts';
import { type Destination, destinationKey } from '../core/destination.ts';
import type { Follow } from '../core/follows.ts';
import type { Outbox } from '../core/notice.ts';
import { sees } from '../core/own/deadlines.ts';
import type { Reply, Span } from '../core/reply.ts';
import { type CoordinatorMeans, reachableCoordinators } from './coordinators.ts';
import type { Draft } from './rule.ts';
import { type SeatMeans, sits } from './sits.ts';
import { type ToMembersMeans, toMembersOnly } from './to-members.ts';
import { ASK_MS, within } from './within.ts';
import { withData } from './wording.ts';

export interface ExposedMeans extends ToMembersMeans, SeatMeans {
  readonly coalitions: Pick<CoalitionStore, 'who' | 'places'>;
  readonly members: CoordinatorMeans['members'] & ToMembersMeans['members'];
  readonly outbox: Pick<Outbox, 'entered'>;
  /** Who reads a channel, as far as its platform says. */
  exposure(destination: Destination): Promise<Exposure>;
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
}

interface Given {
  readonly drafts: readonly Draft[];
  readonly follows: readonly Follow[];
  readonly channels: ReadonlyMap<string, Channel>;
  /** The keys of what was told before. */
  readonly entered: ReadonlySet<string>;
  readonly now: number;
}

/**
 * The drafts as they may go out. An own thing for a channel with readers beyond
 * the coalition, of which nobody has decided, goes to whoever set the channel up,
 * with the words that decide it; and from then on as they have decided. One
 * person's messages are told what is that person's alone, while they are a member.
 */
export async function withoutExposed(means: ExposedMeans, given: Given): Promise<readonly Draft[]> {
  const { channels, entered, now } = given;
  const drafts = await toMembersOnly(means, given.drafts, entered);
  const isOpen = ({ ours, notice }: Draft): boolean =>
    ours !== undefined &&
    !entered.has(notice.key) &&
    !isDirect(notice.destination) &&
    channels.get(destinationKey(notice.destination))?.ours === undefined;
  const open = drafts.filter(isOpen);
  if (open.length === 0) return drafts;
  const told = await means.outbox.entered(open.map(instead), now);
  const asked = open.filter((draft) => !told.has(instead(draft)));
  const exposures = await exposuresOf(means, asked);
  const exposureOf = ({ notice }: Draft): Exposure =>
    exposures.get(destinationKey(notice.destination)) ?? 'unknown';
  const isExposed = (draft: Draft): boolean => !showsOurs(undefined, exposureOf(draft));
  const readdressed = await toDeciders(means, given, asked.filter(isExposed));
  const isKept = (draft: Draft): boolean =>
    !told.has(instead(draft)) && !isExposed(draft) && exposureOf(draft) !== 'direct';
  return [...drafts.filter((draft) => !isOpen(draft) || isKept(draft)), ...readdressed];
}

/** The identity of what is said instead: once, whoever it is said to. */
const instead = ({ notice }: Draft): string => `${notice.key}|undecided`;

/** Who reads the destinations, each asked of once. */
async function exposuresOf(
  { exposure }: ExposedMeans,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Exposure>> {
  const places = new Map(
    drafts.map(({ notice: { destination } }) => [destinationKey(destination), destination]),
  );
  const answers = await Promise.all(
    [...places].map(async ([key, destination]) => {
      const unknown = 'unknown' as const;
      const answer = exposure(destination).catch(() => unknown);
      return [key, await within<Exposure>(ASK_MS, answer, unknown)] as const;
    }),
  );
  return new Map(answers);
}

async function toDeciders(
  means: ExposedMeans,
  { follows }: Given,
  drafts: readonly Draft[],
): Promise<readonly Draft[]> {
  const byPlace = Map.groupBy(drafts, ({ notice }) => destinationKey(notice.destination));
  if (byPlace.size === 0) return [];
  const here = Map.groupBy(
    follows.filter(({ destination }) => byPlace.has(destinationKey(destination))),
    ({ destination }) => destinationKey(destination),
  );
  const readdressed: Draft[] = [];
  for (const [key, theirs] of byPlace) {
    const deciders = await decidersOf(means, here.get(key) ?? []);
    for (const draft of theirs) {
      const may = deciders.filter((one) => maySee(one, draft));
      const decider = await firstSeated(means, draft.notice.coalition, may);
      if (decider) readdressed.push(forDecider(means, draft, decider.account));
      else means.log.warn({ to: key }, 'an own deadline is kept out, and there is nobody to ask');
    }
  }
  return readdressed;
}

interface Decider {
  readonly account: Account;
  readonly organisation?: string | undefined;
}

const maySee = ({ organisation }: Decider, { ours }: Draft): boolean =>
  ours !== undefined &&
  sees({ organisations: organisation === undefined ? [] : [organisation] }, ours.visibility);

/** The platforms are asked only of those who are to be told. */
async function firstSeated(
  means: ExposedMeans,
  coalition: string,
  deciders: readonly Decider[],
): Promise<Decider | undefined> {
  for (const decider of deciders) if (await sits(means, coalition, decider.account)) return decider;
  return undefined;
}

/** Who set the channel up, the newest follow first, and is a member still; then its coordinators. */
async function decidersOf(
  means: ExposedMeans,
  follows: readonly Follow[],
): Promise<readonly Decider[]> {
  const deciders: Decider[] = [];
  for (const { coalition, destination, createdBy } of follows.toReversed()) {
    if (createdBy === '') continue;
    const account = accountAt(destination, createdBy);
    const known = await means.coalitions.who(placeOf(destination, account), account);
    if (known?.coalition.id === coalition && known.member && !isFormer(known.member.role))
      deciders.push({ account, organisation: known.member.organisation });
  }
  const coalition = follows[0]?.coalition;
  if (coalition === undefined) return deciders;
  const coordinators = await reachableCoordinators(means, coalition);
  return [
    ...deciders,
    ...coordinators.map(({ account, member: { organisation } }) => ({ account, organisation })),
  ];
}

function forDecider(means: ExposedMeans, draft: Draft, decider: Account): Draft {
  const { notice, batch: _, ...rest } = draft;
  const { subjects: __, ...told } = notice;
  const where: Span = { channel: notice.destination };
  return {
    ...rest,
    notice: withData({
      ...told,
      key: instead(draft),
      destination: directTo(decider),
      reply: undecided(means, notice.reply, where),
    }),
    line: [
      ...draft.line,
      ' (not shown in ',
      where,
      `: type ${typedChoice(means, 'shown')} there to show such things)`,
    ],
  };
}

const typedChoice = ({ root }: ExposedMeans, choice: Channel['ours'] & string): string =>
  typedAs(root, `admin channel ours:${choice}`);

const undecided = (means: ExposedMeans, reply: Reply, where: Span): Reply => ({
  ...reply,
  audience: 'caller',
  blocks: [
    {
      kind: 'warning',
      text: [
        'This was not posted in ',
        where,
        ', where people from outside the coalition may read. Nobody has decided yet whether own deadlines are shown there.',
      ],
    },
    {
      kind: 'list',
      heading: 'To decide, type in that channel',
      items: [
        [typedChoice(means, 'shown'), ' to show them there'],
        [typedChoice(means, 'kept_out'), ' to keep them out'],
      ],
    },
    ...reply.blocks,
  ],
});
