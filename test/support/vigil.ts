import { onTestFinished } from 'vitest';
import type { Config } from '../../src/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { startVigil, type Vigil } from '../../src/main.ts';
import { type FakeDiscord, startFakeDiscord } from './discord/index.ts';
import { type FakeSlack, startFakeSlack } from './slack/server.ts';

/** The whole product, started as `vigil start` does, beside an emulated Slack and Discord. */
export interface Everything {
  readonly vigil: Vigil;
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
}

/** `clock`: where it starts, and how many times as fast as the machine's it runs. */
export async function everything(
  clock: { readonly startsAt: number; readonly speed: number },
  databaseUrl = 'file::memory:',
): Promise<Everything> {
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  const vigil = await startVigil(configFor({ slack, discord, clock, databaseUrl }), silentLog);
  onTestFinished(async () => {
    await vigil.stop();
    await slack.stop();
    await discord.stop();
  });
  return { vigil, slack, discord };
}

export const configFor = (parts: {
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
  readonly clock: { readonly startsAt: number; readonly speed: number };
  readonly databaseUrl: string;
}): Config => ({
  databaseUrl: parts.databaseUrl,
  port: 0,
  root: '/upr',
  clock: parts.clock,
  slack: {
    botToken: parts.slack.tokens.bot,
    appToken: parts.slack.tokens.app,
    apiUrl: parts.slack.apiUrl,
  },
  discord: { token: parts.discord.token, apiUrl: parts.discord.apiUrl },
});
