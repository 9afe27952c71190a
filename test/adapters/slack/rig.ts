import type { Desk } from '../../../src/core/adapter.ts';
import { stillClock } from '../../../src/core/clock.ts';
import type { Shown } from '../../support/slack/screen.ts';
import { buttonsOf, readAloud } from '../../support/slack/screen.ts';
import type { Fault } from '../../support/slack/workspace.ts';
import type { AdapterRig, FailingRig, Seen } from '../contract.ts';
import { connected, MORNING } from './running.ts';

const FAULTS: Readonly<Record<'rate_limited' | 'gone' | 'lost_answer', Fault>> = {
  rate_limited: { kind: 'rate_limited', seconds: 2 },
  gone: { kind: 'error', error: 'is_archived' },
  lost_answer: { kind: 'http_after_write', status: 500 },
};

/** Slack over one of its transports, for the contract of all adapters. */
const rigOver = (transport: 'socket' | 'http'): AdapterRig => {
  const open = (desk: Desk) => openOver(transport, desk);
  return { name: `slack over ${transport}`, open, openToFail: open };
};

async function openOver(transport: 'socket' | 'http', desk: Desk): Promise<FailingRig> {
  const clock = stillClock(MORNING);
  const { slack, adapter, stop } = await connected(desk, { transport, clock });
  const shown = new Map<Seen, Shown>();
  const seen = (message: Shown): Seen => {
    const each = {
      text: readAloud(message.text),
      private: message.onlyTo !== null,
      buttons: buttonsOf(message).map(({ label }) => label),
    };
    shown.set(each, message);
    return each;
  };
  return {
    adapter,
    channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    person: { platform: 'slack', workspace: 'T1', id: 'U1' },
    ask: async (text) => seen(await slack.command(`/upr ${text}`)),
    seenIn: async ({ channel }) => slack.messages(channel).map(seen),
    directSeen: async ({ id }) => slack.messages(`D-${id}`).map(seen),
    filesOf: async ({ id }) => slack.files.filter(({ channel }) => channel === `D-${id}`),
    async press(before, label) {
      const message = shown.get(before);
      if (!message) throw new Error(`'${before.text}' is not on the screen`);
      return seen(await slack.click(message, label));
    },
    failNext(kind) {
      slack.failNext('chat.postMessage', FAULTS[kind]);
      clock.set(clock.now() + 60_000);
    },
    mentioned: slack.mentioned,
    brokenRules: () => slack.brokenRules,
    close: stop,
  };
}

export const slackRig: AdapterRig = rigOver('socket');
export const slackHttpRig: AdapterRig = rigOver('http');
