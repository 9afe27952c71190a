import { PermissionFlagsBits } from 'discord.js';
import { onTestFinished } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../../src/adapters/discord/index.ts';
import type { Adapter, Desk } from '../../../src/core/adapter.ts';
import { stillClock } from '../../../src/core/clock.ts';
import type { Account } from '../../../src/core/coalition/coalition.ts';
import { type Command, defineCommand, type Option } from '../../../src/core/command.ts';
import type { Destination } from '../../../src/core/destination.ts';
import { type Log, silentLog } from '../../../src/core/log.ts';
import type { Parcel } from '../../../src/core/notice.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { type FakeDiscord, type Shown, startFakeDiscord } from '../../support/discord/index.ts';
import { SOMEBODY } from '../../support/discord/world.ts';
import type { AdapterRig, FailingRig, Seen } from '../contract.ts';

/** Two commands that say nothing by themselves: the desk of a test answers. */
export const COMMANDS: readonly Command[] = [
  defineCommand({
    name: 'status',
    summary: 'Where a review stands',
    examples: ['status usa'],
    options: {
      cycle: { kind: 'number', summary: 'Cycle of the review', least: 1, most: 4 },
      state: { kind: 'state', summary: 'State, by name or code', positional: true, required: true },
    },
    run: () => ({ title: '', tone: 'calm', audience: 'caller', blocks: [] }),
  }),
  defineCommand({
    name: 'follow',
    summary: 'Follow a State in this channel',
    examples: ['follow usa'],
    options: { subject: { kind: 'subject', summary: 'What to follow', positional: true } },
    run: () => ({ title: '', tone: 'calm', audience: 'channel', blocks: [] }),
  }),
];

/** Another that says nothing, with defaults. */
export const command = (
  options: Record<string, Option>,
  over: Partial<Pick<Command, 'name' | 'summary' | 'shared'>> = {},
): Command => ({
  name: 'status',
  summary: 'Where a review stands',
  examples: [],
  options,
  run: () => reply(),
  ...over,
});

/** A desk that answers what it is told to. */
export const deskThat = (answer: Desk['answer'], suggest: Desk['suggest'] = () => []): Desk => ({
  answer,
  suggest,
  arrived: async () => undefined,
});

/** A still instant at which the adapters under test live. */
export const NOW = Date.UTC(2026, 10, 21, 12);

/** The real adapter, not yet started, on an emulated platform. */
export const adapterOn = (discord: FakeDiscord, over: Partial<DiscordOptions> = {}): Adapter =>
  createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    root: '/upr',
    commands: COMMANDS,
    log: silentLog,
    clock: stillClock(NOW),
    ...over,
  });

/** The channel that every emulated server has. */
export const channelOf = ({ guild, channel }: FakeDiscord): Destination => ({
  platform: 'discord',
  workspace: guild,
  channel,
});

/** What an adapter has logged as wrong, beside a log to give it. */
function logbook(): { readonly log: Log; readonly wrong: string[] } {
  const wrong: string[] = [];
  const note = (_fields: object, message: string): number => wrong.push(message);
  return { wrong, log: { ...silentLog, warn: note, error: note } };
}

/** An adapter that serves, on a platform of its own; both are stopped when the test ends. */
export async function serving(
  desk: Desk,
  over: Partial<DiscordOptions> = {},
  fake: Parameters<typeof startFakeDiscord>[0] = {},
): Promise<{ discord: FakeDiscord; adapter: Adapter; wrong: string[] }> {
  const discord = await startFakeDiscord(fake);
  const { log, wrong } = logbook();
  const adapter = adapterOn(discord, { log, ...over });
  onTestFinished(async () => {
    await adapter.stop();
    await discord.stop();
  });
  await adapter.start(desk);
  return { discord, adapter, wrong };
}

/** A reply with defaults. */
export const reply = (over: Partial<Reply> = {}): Reply => ({
  title: 'Peru — UPR 4th cycle: scheduled',
  tone: 'calm',
  audience: 'caller',
  blocks: [{ kind: 'paragraph', text: ['Review: ', { strong: '7 Nov 2025' }] }],
  ...over,
});

/** A notice on its way, with defaults. */
export const parcel = (destination: Destination, over: Partial<Parcel> = {}): Parcel => ({
  id: '7b0f3f0e-5d0c-4f5e-9c61-0d4f2a3b1c11',
  attempts: 0,
  notice: {
    key: 'k1',
    coalition: 'c1',
    destination,
    kind: 'reminder',
    state: 'PER',
    dueOn: '2025-11-07',
    dueAt: 0,
    reply: reply({ title: 'Tomorrow: review, Peru', audience: 'channel' }),
  },
  ...over,
});

/** The account of somebody; of who acts where nobody is named. */
export const accountOf = (id = SOMEBODY): Account => ({ platform: 'discord', workspace: '', id });

/** A moment in which other work is done. */
export const moment = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Discord for the contract that all adapters keep. */
export const discordRig: AdapterRig = { name: 'Discord', open, openToFail: open };

async function open(desk: Desk): Promise<FailingRig> {
  const discord = await startFakeDiscord();
  discord.addMember(SOMEBODY, { permissions: PermissionFlagsBits.ManageGuild });
  const adapter = adapterOn(discord);
  await adapter.start(desk);
  const shownAs = new WeakMap<Seen, Shown>();
  const see = (shown: Shown): Seen => {
    const seen = { text: shown.text, private: shown.ephemeral, buttons: shown.buttons };
    shownAs.set(seen, shown);
    return seen;
  };
  return {
    adapter,
    channel: channelOf(discord),
    async ask(text) {
      const [command = '', ...rest] = text.split(' ');
      return see(await discord.slash('upr', command, positional(command, rest.join(' '))));
    },
    person: accountOf(),
    directSeen: async ({ id }: Account) => discord.directMessages(id).map(see),
    filesOf: async ({ id }: Account) => discord.filesOf(id),
    seenIn: async ({ channel }) => discord.messages(channel).map(see),
    async press(seen, label) {
      const shown = shownAs.get(seen);
      if (!shown) throw new Error('Not a message of this rig');
      return see(await discord.click(shown, label));
    },
    mentioned: () => discord.mentioned,
    brokenRules: () => discord.brokenRules,
    failNext: (kind) => discord.failNext(FAULTS[kind]),
    async close() {
      await adapter.stop();
      await discord.stop();
    },
  };
}

const FAULTS = {
  // A limit shared with others ends unforeseen, so the next request may follow at once.
  rate_limited: { kind: 'rate_limited', scope: 'shared', seconds: 0.01 },
  gone: { kind: 'refused', status: 403, code: 50001, message: 'Missing Access' },
  lost_answer: { kind: 'cut', written: true },
} as const;

function positional(command: string, value: string): Record<string, string> {
  const options = COMMANDS.find(({ name }) => name === command)?.options ?? {};
  const [name] = Object.entries(options).find(([, option]) => option.positional) ?? [];
  return name && value !== '' ? { [name]: value } : {};
}
