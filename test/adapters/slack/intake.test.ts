import type { BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { asked, pressed } from '../../../src/adapters/slack/intake.ts';

const HERE = { team: 'T1', root: '/upr' };

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
  user: { id: 'U1', username: 'ana', team_id: 'T1' },
  channel: { id: 'C1', name: 'upr' },
  container: { channel_id: 'C-container', is_ephemeral: true },
  token: 'legacy',
  response_url: 'https://hooks.slack.com/1',
  trigger_id: '1',
  api_app_id: 'A1',
  ...over,
});

const command = (over: Partial<SlashCommand> = {}): SlashCommand => ({
  token: 'legacy',
  command: '/upr',
  text: 'status peru',
  response_url: 'https://hooks.slack.com/1',
  trigger_id: '1',
  user_id: 'U1',
  user_name: 'ana',
  team_id: 'T1',
  team_domain: 'one',
  channel_id: 'C1',
  channel_name: 'upr',
  api_app_id: 'A1',
  ...over,
});

describe('a command in Slack', () => {
  it('asks what follows it, for who typed it', () => {
    expect(asked(command(), HERE)).toEqual({
      question: { text: 'status peru' },
      caller: {
        place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        placeName: 'one',
        account: { platform: 'slack', workspace: 'T1', id: 'U1' },
        name: 'ana',
        mayManage: true,
      },
    });
  });

  it.each([
    ['link', 'admin link'],
    ['members role <@U2|ben> editor', 'admin members role <@U2|ben> editor'],
    ['', 'admin'],
  ])('for coordinators with %j asks %j', (text, question) => {
    expect(asked(command({ command: '/upr-admin', text }), HERE)?.question).toEqual({
      text: question,
    });
  });

  it('that is not one of the two is none of ours', () => {
    expect(
      ['/upr-bot', '/upr-adm', '/up', '/upr-admin-admin'].map((name) =>
        asked(command({ command: name }), HERE),
      ),
    ).toEqual(Array(4).fill(undefined));
  });

  it('from another workspace is by a stranger', () => {
    expect(asked(command({ team_id: 'T2', team_domain: 'two' }), HERE)?.caller).toEqual({
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      account: { platform: 'slack', workspace: 'T2', id: 'U1' },
      name: 'ana',
      seat: 'stranger',
      mayManage: false,
    });
  });
});

describe('a click in Slack', () => {
  it('asks what the button holds, for who pressed it', () => {
    expect(pressed(action(), click(), HERE)).toEqual({
      does: 'ask',
      question: { text: 'timeline PER', forAll: false },
      caller: {
        place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        placeName: 'one',
        account: { platform: 'slack', workspace: 'T1', id: 'U1' },
        name: 'ana',
        mayManage: true,
      },
      ephemeral: true,
    });
  });

  it('of somebody of another company is by a stranger, who manages nothing', () => {
    const user = { id: 'U4', username: 'dora', team_id: 'T2' };

    expect(pressed(action(), click({ user }), HERE)).toMatchObject({
      caller: {
        place: { workspace: 'T1' },
        account: { workspace: 'T2', id: 'U4' },
        seat: 'stranger',
        mayManage: false,
      },
    });
  });

  it('within one organisation leaves open what its account is in this workspace', () => {
    const user = { id: 'U4', username: 'dora', team_id: 'T2' };
    const enterprise = { id: 'E1', name: 'Org' };
    const press = pressed(action(), click({ user, enterprise }), HERE);

    expect(press).toMatchObject({ caller: { account: { workspace: 'T1', id: 'U4' } } });
    expect(press).not.toHaveProperty('caller.seat');
  });

  it('is placed by the container where Slack names no channel or team', () => {
    const { channel: _, ...bare } = click({ team: null });

    expect(pressed(action(), bare, HERE)).toMatchObject({
      caller: { place: { workspace: 'T1', channel: 'C-container' } },
    });
  });

  it.each([
    ['shares', 'share', true, true],
    ['turns a page that all see', 'show', false, true],
    ['turns a page of one person', 'show', true, false],
    ['asks below a message that all see', 'ask', false, false],
  ])('that %s says whether all will see the answer', (_, does, is_ephemeral, forAll) => {
    const container = { channel_id: 'C1', is_ephemeral };

    expect(
      pressed(
        action({ action_id: `vigil:${does}:0`, value: 'status PER' }),
        click({ container }),
        HERE,
      ),
    ).toMatchObject({ question: { text: 'status PER', forAll } });
  });

  it('on a link asks nothing', () => {
    expect(
      pressed(action({ action_id: 'vigil:open:2', url: 'https://ohchr.org' }), click(), HERE),
    ).toBe('open');
  });

  it.each([
    ['another app’s action', action({ action_id: 'other:ask:0' })],
    ['an action that does something unknown', action({ action_id: 'vigil:snooze:0' })],
    ['no number', action({ action_id: 'vigil:ask' })],
    ['no command', action({ value: '' })],
  ])('with %s is of no known button', (_, unknown) => {
    expect(pressed(unknown, click(), HERE)).toBeUndefined();
  });

  it('outside every channel is of no known button', () => {
    const { channel: _, ...bare } = click({ container: {} });

    expect(pressed(action(), bare, HERE)).toBeUndefined();
  });
});
