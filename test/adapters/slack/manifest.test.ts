import { describe, expect, it } from 'vitest';
import { type SlackManifest, slackManifest } from '../../../src/adapters/slack/manifest.ts';
import { FormError } from '../../../src/core/errors.ts';
import { BOT_SCOPES } from '../../support/slack/workspace.ts';

const manifest = (over: Partial<Parameters<typeof slackManifest>[0]> = {}) =>
  slackManifest({ root: '/upr', socketMode: true, ...over });

const commandsOf = ({ features }: SlackManifest) => features?.slash_commands ?? [];

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

  it('asks for what it uses, and for no right to read messages', () => {
    expect(manifest().oauth_config?.scopes?.bot).toEqual([...BOT_SCOPES]);
    expect(BOT_SCOPES.filter((scope) => scope.endsWith(':history'))).toEqual([]);
  });

  it('needs no address over Socket Mode', () => {
    expect(manifest().settings).toEqual({
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    });
    expect(commandsOf(manifest()).filter((command) => 'url' in command)).toEqual([]);
  });

  it('names the address for commands and buttons over HTTP', () => {
    const http = manifest({ socketMode: false, url: 'https://vigil.example.org' });

    expect(http.settings?.interactivity).toEqual({
      is_enabled: true,
      request_url: 'https://vigil.example.org/slack/events',
    });
    expect(commandsOf(http).map(({ url }) => url)).toEqual(
      Array(2).fill('https://vigil.example.org/slack/events'),
    );
  });

  it('bears the root that was chosen, and has people and channels put in as references', () => {
    expect(
      commandsOf(manifest({ root: '/upr-bot' })).map(({ command, should_escape }) => [
        command,
        should_escape,
      ]),
    ).toEqual([
      ['/upr-bot', true],
      ['/upr-bot-admin', true],
    ]);
  });

  it('says in the client what each command is for', () => {
    for (const { description, usage_hint } of commandsOf(manifest())) {
      expect(description.length).toBeLessThanOrEqual(2_000);
      expect(usage_hint).toMatch(/ · /);
    }
  });

  it('takes a root with which the longer command just fits', () => {
    const longest = `/${'u'.repeat(25)}`;

    expect(commandsOf(manifest({ root: longest })).map(({ command }) => command.length)).toEqual([
      26, 32,
    ]);
  });

  it.each(['upr', '/UPR', '/u p', `/${'u'.repeat(26)}`])('refuses the root %s', (root) => {
    expect(() => manifest({ root })).toThrow(
      new FormError(
        `Not a slash-command: '${root}' (expected / and lower-case letters, digits, - or _, at most 26 characters)`,
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
