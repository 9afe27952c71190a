import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/core/coalition/coalition.ts';
import type { Person } from '../../support/slack/people.ts';
import type { Channel } from '../../support/slack/workspace.ts';
import { connected, deskThat, type Running, reply } from './running.ts';

let running: Running | undefined;
const start = async (): Promise<Running> => {
  running = await connected(deskThat(() => reply()));
  return running;
};
afterEach(async () => {
  const broken = running?.slack.brokenRules ?? [];
  await running?.stop();
  running = undefined;
  expect(broken).toEqual([]);
});

const place = (channel = 'C1') => ({ platform: 'slack', workspace: 'T1', channel });
const account = (id: string, workspace = 'T1'): Account => ({ platform: 'slack', workspace, id });

describe('what an account is in a workspace', () => {
  it.each<[string, Partial<Person>, string]>([
    ['an owner', { is: 'owner' }, 'admin'],
    ['an administrator', { is: 'admin' }, 'admin'],
    ['anybody else', {}, 'member'],
    ['somebody let in to some channels', { is: 'guest' }, 'guest'],
    ['somebody let in to one channel', { is: 'single-channel guest' }, 'guest'],
    ['somebody of another company', { team: 'T2' }, 'stranger'],
    [
      'somebody of the same organisation and of the workspace',
      { team: 'T2', teams: ['T1'] },
      'member',
    ],
    ['somebody of the same organisation only', { team: 'T2', teams: ['T3'] }, 'stranger'],
    ['a deactivated account', { is: 'deleted' }, 'stranger'],
    ['a bot', { is: 'bot' }, 'stranger'],
  ])('%s', async (_, person, seat) => {
    const { slack, adapter } = await start();
    slack.people.set('U7', { name: 'eva', team: 'T1', ...person });

    expect(await adapter.seat(place(), account('U7'))).toBe(seat);
  });

  it.each(['user_not_found', 'user_not_visible'])(
    'is stranger where Slack says %s',
    async (error) => {
      const { slack, adapter } = await start();
      slack.failNext('users.info', { kind: 'error', error });

      expect(await adapter.seat(place(), account('U1'))).toBe('stranger');
    },
  );

  it('is stranger for an account of another workspace, without asking', async () => {
    const { slack, adapter } = await start();

    expect(await adapter.seat(place(), account('U1', 'T2'))).toBe('stranger');
    expect(slack.calls.map(({ method }) => method)).not.toContain('users.info');
  });

  it('is not guessed where the app may not ask', async () => {
    const { slack, adapter } = await start();
    slack.scopes.delete('users:read');

    await expect(adapter.seat(place(), account('U1'))).rejects.toThrow('missing_scope');
  });

  it('is not guessed where Slack fails', async () => {
    const { slack, adapter } = await start();
    slack.failNext('users.info', { kind: 'rate_limited', seconds: 30 });

    await expect(adapter.seat(place(), account('U1'))).rejects.toThrow('rate');
  });
});

describe('who reads a channel', () => {
  const exposureFor = async (people: readonly string[], over: Readonly<Record<string, Person>>) => {
    const { slack, adapter } = await start();
    for (const [id, person] of Object.entries(over)) slack.people.set(id, person);
    slack.channels.set('C7', { id: 'C7', archived: false, member: true, people });
    return { slack, adapter, exposure: await adapter.exposure(place('C7')) };
  };
  const crowd = (size: number) => {
    const ids = Array.from({ length: size }, (_, index) => `UC${index}`);
    return { ids, people: Object.fromEntries(ids.map((id) => [id, { name: id, team: 'T1' }])) };
  };

  it.each<[string, Partial<Person>, string]>([
    ['somebody let in to some channels', { is: 'guest' }, 'guests'],
    ['somebody let in to one channel', { is: 'single-channel guest' }, 'guests'],
    ['somebody of another team', { team: 'T2' }, 'guests'],
    ['an administrator', { is: 'admin' }, 'members'],
    ['a bot', { is: 'bot' }, 'members'],
    [
      'an account that is no more, and was of another team',
      { team: 'T2', is: 'deleted' },
      'members',
    ],
  ])('among whom is %s', async (_, person, exposure) => {
    const eva = { U7: { name: 'eva', team: 'T1', ...person } };

    expect((await exposureFor(['U1', 'U2', 'U7', 'UBOT'], eva)).exposure).toBe(exposure);
  });

  it('is asked of each person, up to a hundred', async () => {
    const { ids, people } = crowd(99);
    const cleo = { U3: { name: 'cleo', team: 'T1', is: 'guest' } } as const;

    expect((await exposureFor([...ids, 'U1'], people)).exposure).toBe('members');
    await running?.stop();
    expect((await exposureFor([...ids, 'U3'], { ...people, ...cleo })).exposure).toBe('guests');
  });

  it('is unknown where they are more, and then nobody is asked of', async () => {
    const { ids, people } = crowd(101);

    const { slack, exposure } = await exposureFor(ids, people);

    expect(exposure).toBe('unknown');
    expect(slack.calls.map(({ method }) => method)).not.toContain('users.info');
  });

  it('is asked of a person once for all their channels', async () => {
    const { slack, adapter } = await exposureFor(['U1', 'U2'], {});

    await adapter.exposure(place('C7'));
    await adapter.seat(place(), account('U2'));
    await adapter.exposure(place('C7'));

    const asked = slack.calls.filter(({ method }) => method === 'users.info');
    // Whoever asks themselves is asked of anew.
    expect(asked.map(({ args }) => args.user)).toEqual(['U1', 'U2', 'U2']);
  });

  it('is as who asked was last seen to be', async () => {
    const { slack, adapter } = await exposureFor(['U1', 'U2'], {});
    slack.people.set('U2', { name: 'ben', team: 'T1', is: 'guest' });

    await adapter.seat(place(), account('U2'));

    expect(await adapter.exposure(place('C7'))).toBe('guests');
  });

  it.each(['conversations.members', 'users.info'])(
    'is not guessed where %s fails',
    async (method) => {
      const { slack, adapter } = await start();
      slack.failNext(method, { kind: 'rate_limited', seconds: 30 });

      await expect(adapter.exposure(place())).rejects.toThrow('rate');
    },
  );

  it.each<[string, Partial<Channel>, string]>([
    ['public', {}, 'members'],
    ['public, in which Vigil is not', { member: false }, 'members'],
    ['private', { kind: 'private' }, 'members'],
    ['private, in which Vigil is not', { kind: 'private', member: false }, 'unknown'],
    ['shared with another company', { shared: 'with another company' }, 'guests'],
    ['private and shared', { kind: 'private', shared: 'with another company' }, 'guests'],
    ['another company was asked into', { shared: 'soon' }, 'guests'],
    ['of several workspaces of one organisation', { shared: 'within the organisation' }, 'guests'],
    ['direct messages with Vigil', { kind: 'im' }, 'direct'],
    ['direct messages between two people', { kind: 'im', member: false }, 'unknown'],
    ['direct messages of several people', { kind: 'mpim' }, 'unknown'],
  ])('%s', async (_, channel, exposure) => {
    const { slack, adapter } = await start();
    slack.channels.set('C7', { id: 'C7', archived: false, member: true, ...channel });

    expect(await adapter.exposure(place('C7'))).toBe(exposure);
  });

  it.each(['channels:read', 'groups:read', 'im:read'])(
    'is unknown where the app was installed without %s',
    async (scope) => {
      const { slack, adapter } = await start();
      const kinds = {
        'channels:read': 'public',
        'groups:read': 'private',
        'im:read': 'im',
      } as const;
      const kind = kinds[scope as keyof typeof kinds];
      slack.channels.set('C7', { id: 'C7', archived: false, member: true, kind });
      slack.scopes.delete(scope);

      expect(await adapter.exposure(place('C7'))).toBe('unknown');
    },
  );

  it.each(['channel_not_found', 'not_in_channel', 'no_permission'])(
    'is unknown where Slack says %s',
    async (error) => {
      const { slack, adapter } = await start();
      slack.failNext('conversations.info', { kind: 'error', error });

      expect(await adapter.exposure(place())).toBe('unknown');
    },
  );

  it('is not guessed where Slack fails', async () => {
    const { slack, adapter } = await start();
    slack.failNext('conversations.info', { kind: 'error', error: 'internal_error' });

    await expect(adapter.exposure(place())).rejects.toThrow('internal_error');
  });
});
