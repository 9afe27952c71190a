import { directTo } from '../core/coalition/coalition.ts';
import type { CoalitionStore } from '../core/coalition/coalitions.ts';
import type { LinkStore } from '../core/coalition/links.ts';
import type { Member, MemberStore } from '../core/coalition/members.ts';
import { typedAs } from '../core/command.ts';
import { type Day, dayWords, genevaDay } from '../core/dates/edtf.ts';
import { faultOf, type Log } from '../core/log.ts';
import type { Notice, Outbox } from '../core/notice.ts';
import type { OwnDeadlineStore } from '../core/own/deadlines.ts';
import type { Reply } from '../core/reply.ts';
import { reachableCoordinators } from './coordinators.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A coordinator of whom Vigil has not heard for so long is named to the others. */
export const SILENT_MS = 60 * DAY_MS;

export interface HousekeepingMeans {
  readonly coalitions: Pick<CoalitionStore, 'get' | 'places' | 'purgeDue' | 'purge'>;
  readonly members: Pick<MemberStore, 'members' | 'silent' | 'named'>;
  readonly links: Pick<LinkStore, 'prune'>;
  readonly deadlines: Pick<OwnDeadlineStore, 'prune'>;
  readonly outbox: Pick<Outbox, 'enter' | 'prune'>;
  readonly log: Log;
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
}

/** What Vigil does by itself, whoever asks for nothing. */
export interface Housekeeping {
  /** Called at every beat: purges what is due at once, and does the rest once a day. Never rejects. */
  keep(now: number): Promise<void>;
}

export function createHousekeeping(means: HousekeepingMeans): Housekeeping {
  const { coalitions, links, outbox, deadlines, log } = means;
  const daily: readonly (readonly [string, (now: number) => Promise<void>])[] = [
    ['the outbox could not be pruned', (now) => outbox.prune(now)],
    ['codes and requests could not be pruned', (now) => links.prune(now)],
    ['own deadlines could not be pruned', (now) => deadlines.prune(now)],
    ['silent coordinators could not be named', (now) => nameSilent(means, now)],
  ];
  const doneOn = new Map<string, Day>();

  async function attempt(work: () => Promise<void>, otherwise: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: faultOf(error) }, `${otherwise}; the next beat tries again`);
    }
  }

  async function purgeDue(now: number): Promise<void> {
    for (const { id } of await coalitions.purgeDue(now)) {
      await coalitions.purge(id, now);
      log.info({ coalition: id }, 'a coalition has been purged, as its coordinators asked');
    }
  }

  return {
    async keep(now) {
      await attempt(() => purgeDue(now), 'a coalition could not be purged');
      const day = genevaDay(now);
      for (const [otherwise, work] of daily.filter(([name]) => doneOn.get(name) !== day))
        await attempt(async () => {
          await work(now);
          doneOn.set(otherwise, day);
        }, otherwise);
    },
  };
}

/** Entered before it is noted: after a crash in between it is entered again, and sent once by its key. */
async function nameSilent(means: HousekeepingMeans, now: number): Promise<void> {
  const { members, outbox, log } = means;
  for (const { coalition, member } of await members.silent(now - SILENT_MS)) {
    const told = await outbox.enter(await silenceNotices(means, coalition, member, now), now);
    await members.named(coalition, member.person, { at: now });
    log.info({ coalition, told }, 'a silent coordinator is named to the others');
  }
}

async function silenceNotices(
  means: HousekeepingMeans,
  coalition: string,
  silent: Member,
  now: number,
): Promise<readonly Notice[]> {
  const name = (await means.coalitions.get(coalition))?.name ?? 'your coalition';
  const others = (await reachableCoordinators(means, coalition)).filter(
    ({ member }) => member.person !== silent.person,
  );
  return others.map(({ member, account }) => ({
    key: `silent/${coalition}/${silent.person}@${silent.seenAt}/${member.person}`,
    coalition,
    destination: directTo(account),
    kind: 'alert',
    state: null,
    dueOn: null,
    dueAt: now,
    reply: silence(silent, name, means.root),
  }));
}

function silence({ name, seenAt }: Member, coalition: string, root: string): Reply {
  return {
    title: 'A coordinator has not used Vigil for 60 days',
    tone: 'calm',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          { strong: name ?? 'A coordinator whose name is not known' },
          `, who coordinates ${coalition} with you, was last here on ${dayWords(seenAt)}.`,
        ],
      },
      {
        kind: 'paragraph',
        text: [
          `Nothing changes by itself, and you are told this once. ${typedAs(root, 'admin members')} lists the members and their roles.`,
        ],
      },
    ],
  };
}
