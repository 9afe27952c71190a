import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { openDatabase } from '../../db/open.ts';
import { type Clock, shiftedClock, systemClock } from '../../src/core/clock.ts';
import type { Destination } from '../../src/core/destination.ts';
import { toleranceAt } from '../../src/reminders/planner.ts';
import { readBooks, waitingIn } from './books.ts';
import { type Child, startVigil } from './child.ts';
import type { Dice } from './dice.ts';
import { channelsOf, followsOf } from './follows.ts';
import { type Platforms, planRound, type Round } from './harm.ts';
import { type Rules, watchRules } from './rules.ts';
import { arrivalsIn } from './screens.ts';
import { judge, type Verdict } from './verdict.ts';

interface Plan {
  readonly platforms: Platforms;
  /** Of the database. */
  readonly file: string;
  readonly dice: Dice;
  /** How long the harm lasts, in milliseconds of the machine. */
  readonly lastsMs: number;
}

/** What was done. */
interface Counts {
  rounds: number;
  kills: number;
  /** Kills after which a notice stood between claim and settlement. */
  'kills in mid-delivery': number;
  stops: number;
  faults: number;
}

export interface Lived {
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<string, number>>;
  readonly rules: ReturnType<Rules['read']>;
  /** `2025-08-10 to 2025-11-20`. */
  readonly span: string;
}

const DAY_MS = 24 * 60 * 60_000;
/** Reviews of sessions 46 to 51 and their reports lie in this time. */
const FIRST_DAY = Date.parse('2024-03-01T05:00:00Z');
const LAST_DAY = Date.parse('2026-01-25T05:00:00Z');
/** Downtimes lengthen the simulated span by about as much again. */
const BUSY_SHARE = 0.55;
/** More and a second holds so much that Slack's one message a second cannot carry it. */
const MOST_DAYS_A_SECOND = 1.5;
/** How long the calm may take at most. */
const CALM_MS = 60_000;
const SETTLED_MS = 1_500;
const LOOK_MS = 40;
const AIM_MS = 3_000;

/** Lives through the harm and the calm, and judges. */
export async function live(plan: Plan): Promise<Lived> {
  const days = (LAST_DAY - FIRST_DAY) / DAY_MS;
  const daysASecond = Math.min(MOST_DAYS_A_SECOND, (days * BUSY_SHARE) / (plan.lastsMs / 1_000));
  const speed = Math.round((daysASecond * DAY_MS) / 1_000);
  const spanMs = ((plan.lastsMs / 1_000) * daysASecond * DAY_MS) / BUSY_SHARE;
  const from = Math.max(FIRST_DAY, Math.round(LAST_DAY - spanMs));
  const world = createWorld(plan, from, speed);
  await world.firstStarts();
  await world.follow(LAST_DAY);
  const end = systemClock.now() + plan.lastsMs;
  const { graceMs } = toleranceAt(speed);
  for (let left = plan.lastsMs; left > 0; left = end - systemClock.now())
    await world.live(planRound(plan.dice, graceMs, left));
  await world.calm();
  const books = await readBooks(plan.file);
  const rules = world.rules.read();
  world.rules.stop();
  return {
    verdict: judge(books, arrivalsIn(plan.platforms, world.channels, books.entries)),
    counts: { ...world.counts },
    rules,
    span: [from, world.time().now()]
      .map((at) => new Date(at).toISOString().slice(0, 10))
      .join(' to '),
  };
}

/** One database and two platforms, on which Vigil is started and ended again and again. */
function createWorld({ platforms, file, dice }: Plan, startsAt: number, speed: number) {
  const { slack, discord } = platforms;
  const channels = channelsOf(platforms);
  const rules = watchRules([slack.brokenRules, discord.brokenRules], systemClock);
  const counts: Counts = { rounds: 0, kills: 0, 'kills in mid-delivery': 0, stops: 0, faults: 0 };
  let time: Clock = shiftedClock(startsAt, speed);

  /** Starts where simulated time is now; time never runs back. */
  function start(): Child {
    time = shiftedClock(time.now(), speed);
    return startVigil({
      DATABASE_URL: `file:${file}`,
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      VIGIL_CLOCK: new Date(time.now()).toISOString(),
      VIGIL_CLOCK_SPEED: String(speed),
      LOG_LEVEL: 'warn',
      PORT: '0',
    });
  }

  async function kill(child: Child): Promise<void> {
    await child.kill();
    rules.ended();
    counts.kills += 1;
  }

  async function stop(child: Child): Promise<void> {
    await Promise.race([child.ready, child.failed]);
    await child.stop();
    rules.ended();
    counts.stops += 1;
  }

  /** Strikes at its time each harm of the round, up to its end. */
  async function strike({ harms, lastsMs }: Round): Promise<void> {
    const begun = systemClock.now();
    const until = (ms: number) => sleep(Math.max(0, begun + ms - systemClock.now()));
    for (const { afterMs, harm } of harms) {
      await until(afterMs);
      harm.strike(platforms);
      counts.faults += 1;
    }
    await until(lastsMs);
  }

  const messages = (): number =>
    channels.reduce(
      (sum, { platform, channel }) => sum + messagesIn(platforms, platform, channel),
      0,
    );

  /** Returns at once when a platform has taken a message, whose answer is then on its way. */
  async function aim(): Promise<void> {
    const before = messages();
    const end = systemClock.now() + AIM_MS;
    while (messages() === before && systemClock.now() < end) await turn();
  }

  return {
    channels,
    rules,
    counts,
    time: () => time,

    /** Killed while it makes its tables and loads the record, then left to finish. */
    async firstStarts(): Promise<void> {
      for (const ms of [dice.between(50, 400), dice.between(300, 1_200)]) {
        const child = start();
        await sleep(ms);
        await kill(child);
      }
      const child = start();
      await stop(child);
    },

    /** Written where the commands write them, so that time begins when everybody follows. */
    async follow(to: number): Promise<void> {
      const stores = openDatabase(`file:${file}`);
      const record = await stores.record.read();
      const span = { from: time.now(), to };
      for (const follow of followsOf(record, channels, dice, span)) {
        const { platform, workspace } = follow.destination;
        const place = { platform, workspace, name: workspace, kind: 'workspace' } as const;
        const { coalition } = await stores.coalitions.found(place, undefined, span.from);
        await stores.follows.save(coalition.id, follow, { at: span.from });
      }
      stores.close();
    },

    async live(round: Round): Promise<void> {
      counts.rounds += 1;
      const child = start();
      await Promise.race([strike(round), child.failed]);
      if (round.end === 'stopped') await stop(child);
      else {
        if (round.end === 'aimed') await aim();
        await kill(child);
        if (waitingIn(file).sending > 0) counts['kills in mid-delivery'] += 1;
      }
      time = shiftedClock(time.now() + Math.round(round.offMs), speed);
    },

    /** No more harm: both platforms answer a question again, and what fell due goes out to the last. */
    async calm(): Promise<void> {
      const end = systemClock.now() + CALM_MS;
      let asked = false;
      do {
        const child = start();
        await Promise.race([child.ready, child.failed]);
        if (!asked) await answers(platforms);
        asked = true;
        // A first beat, and more than one: what waits must also have been planned.
        await sleep(SETTLED_MS);
        while (waitingIn(file).waiting > 0 && systemClock.now() < end) await sleep(LOOK_MS);
        await stop(child);
        // Something may have fallen due between the look and the stop.
      } while (waitingIn(file).waiting > 0 && systemClock.now() < end);
    },
  };
}

const messagesIn = (
  { slack, discord }: Platforms,
  platform: Destination['platform'],
  channel: string,
) => (platform === 'slack' ? slack.messages(channel) : discord.messages(channel)).length;

/** After all that, a person who asks is answered. Rejects where not. */
async function answers({ slack, discord }: Platforms): Promise<void> {
  await slack.command('/upr status usa', { channel: 'C1' });
  await discord.slash('upr', 'status', { state: 'USA' });
}
