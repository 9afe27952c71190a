import type { AppsManifestCreateArguments } from '@slack/web-api';
import { ADMIN } from '../../core/command.ts';
import { FormError } from '../../core/errors.ts';
import { LIMITS } from './limits.ts';

/** Where Slack posts commands and clicks to, over HTTP. */
export const EVENTS_PATH = '/slack/events';

export interface ManifestOptions {
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
  readonly socketMode: boolean;
  /** The public address of this server, `https://vigil.example.org`: needed where Slack posts to it. */
  readonly url?: string;
}

/** Typed by the SDK after https://docs.slack.dev/reference/app-manifest */
export type SlackManifest = AppsManifestCreateArguments['manifest'];

/** No scope reads messages. https://docs.slack.dev/reference/scopes */
const SCOPES = [
  /** The two commands. */
  'commands',
  /** Answers and reminders. */
  'chat:write',
  /** Opens a person's direct messages: what is for one person only. */
  'im:write',
  /** Who administers the workspace, and who is a guest or of another company. */
  'users:read',
  /** Whether a public channel is shared with other companies, and who is in it. */
  'channels:read',
  /** The same of a private channel that Vigil is in. */
  'groups:read',
  /** Tells a person's direct messages with Vigil from those between two people. */
  'im:read',
  /** Hands out exports. */
  'files:write',
] as const;

/**
 * The app as Slack's "Create an app from a manifest" takes it. Asks for the
 * least: no scope reads messages. Throws FormError on a root or address that
 * Slack would refuse.
 */
export function slackManifest({ root, socketMode, url }: ManifestOptions): SlackManifest {
  checkRoot(root);
  const address = socketMode ? undefined : eventsAddress(url);
  return {
    display_information: {
      name: 'Vigil',
      description: "Where a State's UN review stands, who has said what, and what is due next.",
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'vigil', always_online: true },
      slash_commands: commandsOf(root, address),
    },
    oauth_config: { scopes: { bot: [...SCOPES] } },
    settings: {
      interactivity: { is_enabled: true, ...(address && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}

const commandsOf = (root: string, url: string | undefined) =>
  [
    {
      command: root,
      description: "A State's UN review: status, timeline, deadlines, statements, follow",
      usage_hint: 'status peru · deadlines · follow usa · help',
    },
    {
      command: `${root}-${ADMIN}`,
      description: 'For coordinators: workspaces, organisations, members, log, export',
      usage_hint: 'link · members · organisation add · log · export',
    },
    // Slack then puts a reference in place of `@ada` or `#upr`: ids, not names, tell people and channels apart.
  ].map((command) => ({ ...command, should_escape: true, ...(url && { url }) }));

/** The longer of the two commands must fit as well. */
function checkRoot(root: string): void {
  const most = LIMITS.command - ADMIN.length - 1;
  if (!/^\/[\p{Ll}\p{N}_-]+$/u.test(root) || root.length > most)
    throw new FormError(
      `Not a slash-command: '${root}' (expected / and lower-case letters, digits, - or _, at most ${most} characters)`,
    );
}

function eventsAddress(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new FormError(
      `Not a public address: '${url ?? ''}' (expected https://, such as https://vigil.example.org; Socket Mode needs none)`,
    );
  return new URL(EVENTS_PATH, url).href;
}
