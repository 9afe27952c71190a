import cron from 'node-cron';
import type { Clock } from '../core/clock.ts';
import { type Day, genevaDay } from '../core/edtf.ts';
import type { FollowStore } from '../core/follows.ts';
import { faultOf, type Log } from '../core/log.ts';
import type { Outbox } from '../core/notice.ts';
import type { PublicRecord } from '../core/record.ts';
import type { Mechanism } from '../core/standing.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Dispatcher } from './dispatcher.ts';
import { arranged, dueIn, toleranceAt } from './planner.ts';

/** A mark so far ahead of the clock is of another clock: a demo's, or one that was set right. */
const STRAY_MARK_MS = 60 * 60_000;

/** Keeps time: plans what has fallen due since the last beat, then has it dispatched. */
export interface Scheduler {
  /** Catches up at once, then beats. */
  start(): Promise<void>;
  /** One beat at a time: called during one, it answers with that one. Never rejects. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

interface Means {
  readonly clock: Clock;
  readonly follows: FollowStore;
  readonly outbox: Outbox;
  readonly mechanism: Mechanism;
  /** Takes over what other processes have recorded; called before the record is asked for. */
  readonly refresh?: () => Promise<void>;
  /** The record as it is now: another object when it has changed. */
  record(): PublicRecord;
  /** The record as it was at an instant of recording. */
  recordAt(instant: number): Promise<PublicRecord>;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly log: Log;
  /** How many times as fast as the machine's the clock runs; 1 unless it is a demo. */
  readonly speed?: number;
}

/** node-cron gives one UTC beat a minute, or a second for a clock that runs fast; what is due is asked of the clock. */
export function createScheduler(means: Means): Scheduler {
  const { clock, outbox, dispatcher, log, speed = 1 } = means;
  const look = createLookout(means);
  let running: Promise<void> | undefined;
  let pruned: Day | undefined;

  async function planThrough(now: number): Promise<void> {
    // Before the mark moves: what it passes over is never news again.
    await means.refresh?.();
    const mark = await outbox.plannedThrough();
    const follows = await means.follows.active();
    // Nobody to tell; nothing from before the first beat; or a mark that tells nothing.
    if (follows.length === 0 || mark === undefined || mark > now + STRAY_MARK_MS) {
      await outbox.plan({ notices: [], cancelled: [], through: now, now });
      return;
    }
    if (mark >= now) return;
    const { seen, ...sight } = await look(mark);
    const span = { ...sight, follows, from: mark, to: now, ...toleranceAt(speed) };
    const due = dueIn(span);
    const keys = due.drafts.map(({ notice }) => notice.key);
    const entry = arranged(due, span, await outbox.entered(keys, now));
    const added = await outbox.plan({ ...entry, from: mark, through: now, now });
    if (added === undefined) return;
    seen();
    if (added > 0) log.info({ added }, 'notices planned');
  }

  /** Once a day, and when Vigil starts. */
  async function prune(now: number): Promise<void> {
    const day = genevaDay(now);
    if (day === pruned) return;
    await outbox.prune(now);
    pruned = day;
  }

  async function attempt(work: () => Promise<void>, otherwise: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: faultOf(error) }, otherwise);
    }
  }

  async function beatOnce(): Promise<void> {
    const now = clock.now();
    await attempt(() => planThrough(now), 'a beat could not be planned; the next one tries again');
    // What was planned before goes out even where planning fails.
    await attempt(
      () => dispatcher.dispatch(),
      'the outbox could not be read; the next beat tries again',
    );
    await attempt(() => prune(now), 'the outbox could not be pruned; the next beat tries again');
  }

  function beat(): Promise<void> {
    running ??= beatOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  // UTC and every minute, so that no change of clocks skips a beat.
  const task = cron.createTask(speed === 1 ? '* * * * *' : '* * * * * *', beat, {
    timezone: 'UTC',
    noOverlap: true,
    suppressMissedWarning: true,
  });
  return {
    async start() {
      await beat();
      await task.start();
    },
    beat,
    async stop() {
      await task.destroy();
      await running;
    },
  };
}

interface Sight {
  readonly agenda: Agenda;
  readonly before: Agenda | undefined;
  readonly newsFrom: number;
  /** To be called once the beat is planned: from then on the record is not news. */
  seen(): void;
}

/**
 * Indexes the record once, and again only when it is replaced; then also as it
 * was somewhat before the mark: a load takes its instant before it is written,
 * and a beat that ran meanwhile moved the mark over it. Keys make it harmless.
 */
function createLookout({ mechanism, record, recordAt, speed = 1 }: Means) {
  let agenda: Agenda | undefined;
  let told: PublicRecord | undefined;
  const lookBackMs = 2 * toleranceAt(speed).lateAfterMs;
  return async (mark: number): Promise<Sight> => {
    const now = record();
    if (agenda?.record !== now) agenda = createAgenda(mechanism, now);
    const newsFrom = told === now ? mark : mark - lookBackMs;
    const before = told === now ? undefined : createAgenda(mechanism, await recordAt(newsFrom));
    const seen = (): void => {
      told = now;
    };
    return { agenda, before, newsFrom, seen };
  };
}
