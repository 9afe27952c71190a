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
