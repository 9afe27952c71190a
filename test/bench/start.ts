import { startFakeDiscord } from '../support/discord/index.ts';
import { freePort, startFakeSlack } from '../support/slack/server.ts';
import { startBare, startVigil } from './child.ts';
import { type Effort, type Figure, inTurns, median, medianRatio, rounded } from './figure.ts';

/**
 * From the start to the word ready, both platforms connected, against a script
 * that imports the same SDKs and opens the same database and does nothing.
 */
export async function startFigures({ starts }: Effort, databaseUrl: string): Promise<Figure[]> {
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  const once = async (begin: () => ReturnType<typeof startVigil>) => {
    const child = await begin();
    await child.stop();
    return child;
  };
  try {
    const vigil = async () =>
      startVigil({
        DATABASE_URL: databaseUrl,
        SLACK_BOT_TOKEN: slack.tokens.bot,
        SLACK_SIGNING_SECRET: slack.tokens.signingSecret,
        SLACK_API_URL: slack.apiUrl,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        PORT: String(await freePort()),
      });
    const bare = () => startBare('start.js', { DATABASE_FILE: databaseUrl.replace('file:', '') });
    // Registers the commands; no later start does.
    await once(vigil);
    const begun = await inTurns(starts, { vigil: () => once(vigil), bare: () => once(bare) });
    if (slack.brokenRules.length + discord.brokenRules.length > 0)
      throw new Error(`Broken rules: ${[...slack.brokenRules, ...discord.brokenRules].join('; ')}`);
    return [
      comparison('Start to ready, both platforms, against only importing the SDKs', 'ms', 1.5, {
        vigil: begun.vigil.map(({ readyMs }) => readyMs),
        bare: begun.bare.map(({ readyMs }) => readyMs),
      }),
      comparison('Memory at ready, against the same script', 'MB', 1.3, {
        vigil: begun.vigil.map(({ readyMegabytes }) => readyMegabytes),
        bare: begun.bare.map(({ readyMegabytes }) => readyMegabytes),
      }),
    ];
  } finally {
    await slack.stop();
    await discord.stop();
  }
}

function comparison(
  name: string,
  unit: string,
  most: number,
  values: { readonly vigil: readonly number[]; readonly bare: readonly number[] },
): Figure {
  const ratio = medianRatio(values);
  return {
    name,
    measured: `${rounded(ratio)} (${rounded(median(values.vigil))} ${unit} to ${rounded(median(values.bare))} ${unit})`,
    target: `≤ ${most}`,
    ok: ratio <= most,
  };
}
