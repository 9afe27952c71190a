import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readBundle } from '../../db/bundle.ts';
import { contentHash } from '../../db/content-hash.ts';
import { openDatabase } from '../../db/open.ts';
import { CHANNEL_GAP_MS } from '../../src/adapters/slack/limits.ts';
import { silentLog } from '../../src/core/log.ts';
import { RECORD_FOLDER } from '../../src/house.ts';
import { startVigil } from '../../src/main.ts';
import { startFakeDiscord } from '../support/discord/index.ts';
import { startFakeSlack } from '../support/slack/server.ts';
import { configFor } from '../support/vigil.ts';

/** One database file and one Slack, on which Vigil is started and stopped at instants of a test's choice. */
async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  const databaseUrl = `file:${join(folder, 'vigil.db')}`;
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  onTestFinished(async () => {
    await slack.stop();
    await discord.stop();
    rmSync(folder, { recursive: true });
  });
  return {
    slack,
    databaseUrl,
    async runAt(instant: string, meanwhile: () => Promise<void> = async () => undefined) {
      const clock = { startsAt: Date.parse(instant), speed: 1 };
      const vigil = await startVigil(configFor({ slack, discord, clock, databaseUrl }), silentLog);
      await meanwhile();
      await vigil.stop();
      // Slack counts a channel's messages by the second; restarts here take less.
      await setTimeout(CHANNEL_GAP_MS);
    },
    /** Everything after the line that confirms the follow. */
    notices: () =>
      slack
        .messages('C1')
        .map(({ text }) => text.split('\n')[0])
        .slice(1),
  };
}

describe('Vigil after it was down', () => {
  it('still sends a reminder within the grace, says that it is late, and sends it once', async () => {
    const { slack, runAt, notices } = await place();
    await runAt('2025-08-03T06:30:00Z', async () => {
      await slack.command('/upr follow usa');
    });

    await runAt('2025-08-03T09:00:00Z', () =>
      vi.waitFor(() => expect(notices()).toHaveLength(1), 5_000),
    );
    await runAt('2025-08-03T09:01:00Z');

    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toContain('Tomorrow: national report due, United States of America');
    expect(slack.messages('C1').at(-1)?.text).toContain('Late notice');
    expect(slack.brokenRules).toEqual([]);
  });

  it('sends one digest of what was missed beyond the grace, not a flood', async () => {
    const { slack, runAt, notices } = await place();
    await runAt('2025-05-01T06:30:00Z', async () => {
      await slack.command('/upr follow usa');
    });

    await runAt('2025-08-05T12:00:00Z', () =>
      vi.waitFor(() => expect(notices()).toHaveLength(1), 5_000),
    );
    await runAt('2025-08-05T12:01:00Z');

    expect(notices()).toHaveLength(1);
    expect(slack.messages('C1').at(-1)?.text).toContain(
      'national report due, United States of America',
    );
    expect(slack.brokenRules).toEqual([]);
  });

  it('tells followers once what a new version of the record changes', async () => {
    const { slack, runAt, notices, databaseUrl } = await place();
    await runAt('2026-11-20T10:00:00Z', async () => {
      await slack.command('/upr follow usa');
    });
    recordAnOlderBundle(databaseUrl, Date.parse('2026-11-20T10:00:30Z'));

    await runAt('2026-11-20T10:01:00Z', () =>
      vi.waitFor(() => expect(notices()).toHaveLength(1), 5_000),
    );
    await runAt('2026-11-20T10:02:00Z');

    expect(notices()).toEqual([expect.stringContaining('Correction: United States of America')]);
    expect(slack.brokenRules).toEqual([]);
  });
});

/** As if the version before had held other words for one fact: the bundled files then correct it. */
function recordAnOlderBundle(databaseUrl: string, now: number): void {
  const stores = openDatabase(databaseUrl);
  const bundle = readBundle(RECORD_FOLDER);
  const facts = bundle.facts.map((fact) =>
    fact.id === 'upr/4/USA/no-show' ? { ...fact, summary: 'Other words.' } : fact,
  );
  void stores.record.load(
    { ...bundle, facts },
    { hash: `before ${contentHash(RECORD_FOLDER)}`, now, batch: 'older' },
  );
  stores.close();
}
