import { describe, expect, it } from 'vitest';
import { type SlackManifest, slackManifest } from '../../../src/adapters/slack/manifest.ts';
import { FormError } from '../../../src/core/errors.ts';

const manifest = (over: Partial<Parameters<typeof slackManifest>[0]> = {}) =>
  slackManifest({ root: '/upr', socketMode: true, ...over });

const commandOf = ({ features }: SlackManifest) => features?.slash_commands?.[0];

describe('vigil slack manifest', () => {
  it('has the form that Slack documents', () => {
    const { display_information, features } = manifest();

    expect(Object.keys(manifest())).toEqual([
      'display_information',
      'features',
      'oauth_config',
      'settings',
    ]);
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description?.length).toBeLessThanOrEqual(140);
    expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });

  it('asks for no right to read messages', () => {
    expect(manifest().oauth_config?.scopes?.bot).toEqual(['commands', 'chat:write', 'im:write']);
  });

  it('needs no address over Socket Mode', () => {
    expect(manifest().settings).toEqual({
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    });
    expect(commandOf(manifest())).not.toHaveProperty('url');
  });

  it('names the address for commands and buttons over HTTP', () => {
    const http = manifest({ socketMode: false, url: 'https://vigil.example.org' });

    expect(http.settings?.interactivity).toEqual({
      is_enabled: true,
      request_url: 'https://vigil.example.org/slack/events',
    });
    expect(commandOf(http)).toMatchObject({
      url: 'https://vigil.example.org/slack/events',
    });
  });

  it('bears the root that was chosen, and leaves what is typed as it is', () => {
    expect(commandOf(manifest({ root: '/upr-bot' }))).toMatchObject({
      command: '/upr-bot',
      should_escape: false,
    });
  });

  it.each(['upr', '/UPR', '/u p', `/${'u'.repeat(32)}`])('refuses the root %s', (root) => {
    expect(() => manifest({ root })).toThrow(
      new FormError(
        `Not a slash-command: '${root}' (expected / and lower-case letters, digits, - or _, at most 32 characters)`,
      ),
    );
  });

  it.each([undefined, 'vigil.example.org', 'http://vigil.example.org'])(
    'refuses %s as address over HTTP',
    (url) => {
      expect(() => manifest({ socketMode: false, ...(url && { url }) })).toThrow(FormError);
    },
  );
});
