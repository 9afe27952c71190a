import type { BlockAction, ButtonAction } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { pressed } from '../../../src/adapters/slack/intake.ts';

const action = (over: Partial<ButtonAction> = {}): ButtonAction => ({
  type: 'button',
  action_id: 'vigil:ask:0',
  block_id: 'b0',
  action_ts: '1',
  text: { type: 'plain_text', text: 'Timeline' },
  value: 'timeline PER',
  ...over,
});

const click = (over: Partial<BlockAction> = {}): BlockAction => ({
  type: 'block_actions',
  actions: [],
  team: { id: 'T1', domain: 'one' },
  user: { id: 'U1', username: 'ana', team_id: 'T-home' },
  channel: { id: 'C1', name: 'upr' },
  container: { channel_id: 'C-container', is_ephemeral: true },
  token: 'legacy',
  response_url: 'https://hooks.slack.com/1',
  trigger_id: '1',
  api_app_id: 'A1',
  ...over,
});

describe('a click in Slack', () => {
  it('asks what the button holds, for who pressed it', () => {
    expect(pressed(action(), click())).toEqual({
      does: 'ask',
      question: { text: 'timeline PER' },
      caller: {
        place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        person: 'U1',
        mayManage: true,
      },
      ephemeral: true,
    });
  });

  it('is placed by the person and the container where Slack names no team or channel', () => {
    const { channel: _, ...bare } = click({ team: null });

    expect(pressed(action(), bare)).toMatchObject({
      caller: { place: { workspace: 'T-home', channel: 'C-container' } },
    });
  });

  it('on a link asks nothing', () => {
    expect(pressed(action({ action_id: 'vigil:open:2', url: 'https://ohchr.org' }), click())).toBe(
      'open',
    );
  });

  it.each([
    ['another app’s action', action({ action_id: 'other:ask:0' })],
    ['an action that does something unknown', action({ action_id: 'vigil:snooze:0' })],
    ['no number', action({ action_id: 'vigil:ask' })],
    ['no command', action({ value: '' })],
  ])('with %s is of no known button', (_, unknown) => {
    expect(pressed(unknown, click())).toBeUndefined();
  });
});
