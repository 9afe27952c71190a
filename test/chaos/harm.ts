import type { FakeDiscord } from '../support/discord/index.ts';
import type { FakeSlack } from '../support/slack/server.ts';
import type { Dice } from './dice.ts';

/** The platforms that are harmed. */
export interface Platforms {
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
}

/** Something that goes wrong while Vigil serves. */
export interface Harm {
  readonly name: string;
  strike(platforms: Platforms): void;
}

const POST = 'chat.postMessage';

/** The longest limit that is scripted, in seconds. */
export const LONGEST_LIMIT_S = 2;

const slackPost = (name: string, fault: Parameters<FakeSlack['failNext']>[1]): Harm => ({
  name: `Slack: ${name}`,
  strike: ({ slack }) => slack.failNext(POST, fault),
});

const discordPost = (name: string, fault: Parameters<FakeDiscord['failNext']>[0]): Harm => ({
  name: `Discord: ${name}`,
  strike: ({ discord }) => discord.failNext(fault),
});

const gateway = (name: string, strike: (discord: FakeDiscord) => void): Harm => ({
  name: `Discord: ${name}`,
  strike: ({ discord }) => strike(discord),
});

const socket = (name: string, strike: (connection: FakeSlack['socket']) => void): Harm => ({
  name: `Slack: ${name}`,
  strike: ({ slack }) => strike(slack.socket),
});

/**
 * What happens to deliveries and connections on real platforms. Left out:
 * `ratelimited` without a time, after which Vigil waits half a minute and more,
 * which is longer here than a round.
 */
export const HARMS: readonly Harm[] = [
  slackPost('429', { kind: 'rate_limited', seconds: 1 }),
  slackPost('ok:false internal_error', { kind: 'error', error: 'internal_error' }),
  slackPost('500 after the write', { kind: 'http_after_write', status: 500 }),
  slackPost('503 after the write', { kind: 'http_after_write', status: 503 }),
  slackPost('cut after the write', { kind: 'cut_after_write' }),
  socket('disconnect, refresh_requested', ({ disconnect }) => disconnect('refresh_requested')),
  socket('disconnect, warning', ({ disconnect }) => disconnect('warning')),
  socket('socket cut', ({ cut }) => cut()),
  discordPost('429 of the bot', { kind: 'rate_limited', scope: 'user', seconds: 1 }),
  discordPost('429 shared', { kind: 'rate_limited', scope: 'shared', seconds: 1 }),
  discordPost('429 global', { kind: 'rate_limited', scope: 'global', seconds: LONGEST_LIMIT_S }),
  discordPost('502 after the write', { kind: 'server_error', written: true }),
  discordPost('502 before the write', { kind: 'server_error', written: false }),
  discordPost('cut after the write', { kind: 'cut', written: true }),
  discordPost('cut before the write', { kind: 'cut', written: false }),
  discordPost('slow write', { kind: 'slow', ms: 700 }),
  gateway('op 7', ({ op7 }) => op7()),
  gateway('op 9, resumable', ({ invalidSession }) => invalidSession(true)),
  gateway('op 9, not resumable', ({ invalidSession }) => invalidSession(false)),
  gateway('gateway cut', ({ cut }) => cut()),
];

/** How a round ends. `aimed`: killed the moment a message has been taken. */
export const ENDS = ['killed', 'killed', 'killed', 'aimed', 'aimed', 'stopped'] as const;
export type End = (typeof ENDS)[number];

/** One life of the process, from its start to its end. */
export interface Round {
  /** From the start of the process: some end before it serves. */
  readonly lastsMs: number;
  readonly end: End;
  /** In order of time from the start of the round. */
  readonly harms: readonly { readonly afterMs: number; readonly harm: Harm }[];
  /** How long the machine stays off after it, in simulated milliseconds. */
  readonly offMs: number;
}

const HOUR_MS = 60 * 60_000;

/** `graceMs`: beyond it a notice goes into a catch-up digest. `leftMs`: until the harm ends. */
export function planRound(dice: Dice, graceMs: number, leftMs: number): Round {
  const wishedMs = dice.roll(5) === 0 ? dice.between(0, 900) : dice.between(1_500, 7_000);
  const lastsMs = Math.min(wishedMs, leftMs);
  const harms = Array.from({ length: dice.roll(6) }, () => ({
    afterMs: dice.between(0, lastsMs),
    harm: dice.pick(HARMS),
  })).sort((a, b) => a.afterMs - b.afterMs);
  return { lastsMs, end: dice.pick(ENDS), harms, offMs: downtime(dice, graceMs) };
}

/** Mostly none; else hours, or so long that one catch-up must tell it all. */
function downtime(dice: Dice, graceMs: number): number {
  const kind = dice.roll(8);
  if (kind < 5) return 0;
  return kind < 7 ? dice.between(HOUR_MS, 12 * HOUR_MS) : graceMs * dice.between(1.1, 1.6);
}
