import type { Json } from './block-kit.ts';
import type { Shown } from './screen.ts';
import type { Workspace } from './workspace.ts';

/** Who acts, and where. */
export interface Actor {
  readonly channel?: string;
  readonly user?: string;
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export const commandPayload = (
  base: Json,
  typed: string,
  { channel, user }: Required<Actor>,
  { team }: Workspace,
): Json => {
  const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  return {
    ...base,
    team_id: team,
    team_domain: 'one',
    channel_id: channel,
    channel_name: 'upr',
    user_id: user,
    user_name: 'ana',
    command,
    text,
    is_enterprise_install: 'false',
  };
};

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const clickPayload = (
  base: Json,
  message: Shown,
  action: Json,
  { channel, user }: Required<Actor>,
  { team }: Workspace,
): Json => ({
  ...base,
  type: 'block_actions',
  user: { id: user, username: 'ana', name: 'ana', team_id: team },
  team: { id: team, domain: 'one' },
  channel: { id: channel, name: 'upr' },
  container: {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel,
    is_ephemeral: message.onlyTo !== null,
  },
  // Slack does not hand ephemeral messages back.
  ...(message.onlyTo === null && {
    message: { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks },
  }),
  state: { values: {} },
  is_enterprise_install: false,
  enterprise: null,
  actions: [action],
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const submissionPayload = (
  trigger_id: string,
  view: Json,
  user: string,
  { team }: Workspace,
): Json => ({
  type: 'view_submission',
  token: 'legacy',
  api_app_id: 'A1',
  team: { id: team, domain: 'one' },
  user: { id: user, username: 'ana', name: 'ana', team_id: team },
  trigger_id,
  view,
  response_urls: [],
  is_enterprise_install: false,
  enterprise: null,
});
