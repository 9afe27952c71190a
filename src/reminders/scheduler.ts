import cron from 'node-cron';
import type { Clock } from '../core/clock.ts';
import type { FollowStore } from '../core/follows.ts';
import { faultOf, type Log } from '../core/log.ts';
import type { Outbox } from '../core/notice.ts';
import type { PublicRecord } from '../core/record/record.ts';
import type { Mechanism } from '../core/record/standing.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type ExposedMeans, withoutExposed } from './exposed.ts';
import type { Housekeeping } from './housekeeping.ts';
import { isNothing, type Ours, type OursMeans, oursIn } from './ours.ts';
import { arranged, dueIn, type Plan, type Span, toleranceAt } from './planner.ts';

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

export interface SchedulerMeans extends Omit<OursMeans, 'outbox'>, Omit<ExposedMeans, 'outbox'> {
  readonly clock: Clock;
  readonly follows: Pick<FollowStore, 'active'>;
  readonly outbox: Outbox;
  readonly mechanism: Mechanism;
  /** Takes over what other processes have recorded; called before the record is asked for. */
  readonly refresh?: () => Promise<void>;
  /** The record as it is now: another object when it has changed. */
  record(): PublicRecord;
  /** The record as it was at an instant of recording. */
  recordAt(instant: number): Promise<PublicRecord>;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly housekeeping: Housekeeping;
  readonly log: Log;
  /** How many times as fast as the machine's the clock runs; 1 unless it is a demo. */
  readonly speed?: number;
}

/** node-cron gives one UTC beat a minute, or a second for a clock that runs fast; what is due is asked of the clock. */
export function createScheduler(means: SchedulerMeans): Scheduler {
  const { clock, outbox, dispatcher, housekeeping, log, speed = 1 } = means;
  const look = createLookout(means);
  const lookBackMs = lookBackAt(speed);
  let running: Promise<void> | undefined;

  async function planThrough(now: number): Promise<void> {
    // Before the mark moves: what it passes over is never news again.
    await means.refresh?.();
    const mark = await outbox.plannedThrough();
    const follows = await means.follows.active();
    // Nothing from before the first beat, or a mark that tells nothing.
    if (mark === undefined || mark > now + STRAY_MARK_MS) return passOver(now);
    if (mark >= now) return;
    const ours = await oursIn(means, { follows, since: mark - lookBackMs, to: now });
    // Nobody to tell.
    if (follows.length === 0 && isNothing(ours)) return passOver(now);
    const { seen, ...sight } = await look(mark);
    const span = { ...sight, follows, ours, from: mark, to: now, ...toleranceAt(speed) };
    const entry = await fresh(span);
    const added = await outbox.plan({ ...entry, from: mark, through: now, now });
    if (added === undefined) return;
    seen();
    if (added > 0) log.info({ added }, 'notices planned');
  }

  const passOver = async (now: number): Promise<void> =>
    void (await outbox.plan({ notices: [], cancelled: [], through: now, now }));

  /** What of a span has not been told before, as it may go out. */
  async function fresh(span: Span & { readonly ours: Ours }): Promise<Plan> {
    const { follows, ours, to: now } = span;
    const { drafts, cancelled } = dueIn(span);
    const keys = drafts.map(({ notice }) => notice.key);
    const entered = await outbox.entered(keys, now);
    const { channels } = ours;
    const given = { drafts, follows, channels, entered, now };
    return arranged({ drafts: await withoutExposed(means, given), cancelled }, span, entered);
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
    await housekeeping.keep(now);
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

/** So long before the mark something may have its instant that was written only after it. */
const lookBackAt = (speed: number): number => 2 * toleranceAt(speed).lateAfterMs;

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
function createLookout({ mechanism, record, recordAt, speed = 1 }: SchedulerMeans) {
  let agenda: Agenda | undefined;
  let told: PublicRecord | undefined;
  const lookBackMs = lookBackAt(speed);
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
