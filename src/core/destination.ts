/** Where a notice goes: a channel, or a person's direct messages. */
export interface Destination {
  /** `slack`, `discord`, `console`: the id of an adapter. */
  readonly platform: string;
  /** Slack team or Discord server; `dm` for a Discord direct message. */
  readonly workspace: string;
  readonly channel: string;
}

/** `slack/T1/C1`: one text for one destination, for identities and logs. */
export const destinationKey = ({ platform, workspace, channel }: Destination): string =>
  `${platform}/${workspace}/${channel}`;

const PLATFORMS: Readonly<Record<string, string>> = {
  slack: 'Slack',
  discord: 'Discord',
  console: 'the command line',
};

/** `Slack`: as its makers write it. */
export const platformWords = (platform: string): string => PLATFORMS[platform] ?? platform;

/** `channel C1 on Slack`: what is said of a channel whose name only its platform knows. */
export const channelWords = ({ platform, channel }: Destination): string =>
  `channel ${channel} on ${platformWords(platform)}`;
