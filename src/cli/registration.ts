import { commands } from '../../commands/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { FormError } from '../core/errors.ts';

/** `vigil slack manifest`: the app manifest as JSON. */
export async function showSlackManifest({ url }: { url?: string }): Promise<void> {
  if (url !== undefined && !/^https:\/\/[^\s/]+/.test(url))
    throw new FormError(
      `--url is '${url}' (expected a public https address such as https://vigil.example.org)`,
    );
  const { slackManifest } = await import('../adapters/slack/manifest.ts');
  const manifest = slackManifest({
    root: readConfig().root,
    socketMode: url === undefined,
    ...(url !== undefined && { url }),
  });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** `vigil discord register`: sends the derived command set, whatever is registered. */
export async function registerDiscord(): Promise<void> {
  const { discord, root } = readConfig();
  if (!discord)
    throw new ConfigError('DISCORD_TOKEN is missing (the bot token of the Developer Portal)');
  const { registerCommands } = await import('../adapters/discord/registration.ts');
  const { count } = await registerCommands({ ...discord, root, commands });
  process.stdout.write(
    `Registered ${root} with ${commands.length} sub-commands (${count} top-level).\n`,
  );
}
