import type { Json } from './block-kit.ts';
import type { Person } from './people.ts';
import type { Shown } from './screen.ts';
import type { Workspace } from './workspace.ts';

/** Who acts, and where. */
export interface Actor {
  readonly channel?: string;
  readonly user?: string;
}

/** Somebody whom a test has not described is a plain member. */
const personOf = (user: string, { people, team }: Workspace): Person =>
  people.get(user) ?? { name: user.toLowerCase(), team };

/**
 * Whom Slack lets use the app's command: people of other companies are told
 * that it is none. https://github.com/slackapi/bolt-python/issues/767
 */
export function mayType(typed: string, user: string, workspace: Workspace): boolean {
  const { team, teams = [] } = personOf(user, workspace);
  const [command = ''] = typed.split(/\s/);
  const isOfPlace = team === workspace.team || teams.includes(workspace.team);
  return workspace.commands.has(command) && isOfPlace;
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export const commandPayload = (
  base: Json,
  typed: string,
  { channel, user }: Required<Actor>,
  workspace: Workspace,
): Json => {
  const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  return {
    ...base,
    team_id: workspace.team,
    team_domain: 'one',
    channel_id: channel,
    channel_name: 'upr',
    user_id: user,
    user_name: personOf(user, workspace).name,
    command,
    text: escapedFor(text, workspace),
    is_enterprise_install: 'false',
  };
};

/**
 * "Escape channels, users, and links sent to your app", as the manifest asks:
 * `@ana` becomes `<@U1|ana>`, `#upr` `<#C1|upr>`.
 */
function escapedFor(text: string, { people }: Workspace): string {
  const named = new Map([...people].map(([id, { name }]) => [name, id]));
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(?<![\w<|])https?:\/\/\S+/g, (url) => `<${url}>`)
    .replace(/(?<![\w/])#upr\b/g, '<#C1|upr>')
    .replace(/(?<!\w)@(here|channel|everyone)\b/g, '<!$1>')
    .replace(/(?<!\w)@(\w+)/g, (typed, name: string) =>
      named.has(name) ? `<@${named.get(name)}|${name}>` : typed,
    );
}

/**
 * The team is the workspace in which the app is installed; the user's may be another.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * https://github.com/slackapi/java-slack-sdk/issues/1041
 */
export const clickPayload = (
  base: Json,
  message: Shown,
  action: Json,
  { channel, user }: Required<Actor>,
  workspace: Workspace,
): Json => ({
  ...base,
  type: 'block_actions',
  user: userOf(user, workspace),
  team: { id: workspace.team, domain: 'one' },
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
  workspace: Workspace,
): Json => ({
  type: 'view_submission',
  token: 'legacy',
  api_app_id: 'A1',
  team: { id: workspace.team, domain: 'one' },
  user: userOf(user, workspace),
  trigger_id,
  view,
  response_urls: [],
  is_enterprise_install: false,
  enterprise: null,
});

function userOf(id: string, workspace: Workspace): Json {
  const { name, team } = personOf(id, workspace);
  return { id, username: name, name, team_id: team };
}
