import type { AppsManifestCreateArguments } from '@slack/web-api';
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

/**
 * The app as Slack's "Create an app from a manifest" takes it. Asks for the
 * least: no scope reads messages. Throws FormError on a root or address that
 * Slack would refuse.
 */
export function slackManifest({ root, socketMode, url }: ManifestOptions): SlackManifest {
  if (!/^\/[\p{Ll}\p{N}_-]+$/u.test(root) || root.length > LIMITS.command)
    throw new FormError(
      `Not a slash-command: '${root}' (expected / and lower-case letters, digits, - or _, at most ${LIMITS.command} characters)`,
    );
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
      slash_commands: [
        {
          command: root,
          description: "A State's UN review: status, timeline, deadlines, statements, follow",
          usage_hint: 'status peru · deadlines · follow usa · help',
          should_escape: false,
          ...(address && { url: address }),
        },
      ],
    },
    oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:write'] } },
    settings: {
      interactivity: { is_enabled: true, ...(address && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}

function eventsAddress(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new FormError(
      `Not a public address: '${url ?? ''}' (expected https://, such as https://vigil.example.org; Socket Mode needs none)`,
    );
  return new URL(EVENTS_PATH, url).href;
}
