import { describe, expect, it } from 'vitest';
import type { Stores } from '../db/open.ts';
import type { Question } from '../src/core/adapter.ts';
import { type Caller, type Command, defineCommand } from '../src/core/command.ts';
import { type Log, silentLog } from '../src/core/log.ts';
import type { Reply } from '../src/core/reply.ts';
import { createRouter } from '../src/router.ts';
import { coreOf, founded, joined, openStores, slackAccount } from './support/coalition.ts';
import { caller } from './support/house.ts';
import { words } from './support/reading.ts';

interface World {
  readonly stores: Stores;
  readonly commands?: readonly Command[];
  readonly log?: Log;
}

function open({ stores, commands = [], log = silentLog }: World) {
  const core = coreOf(stores, { commands });
  return createRouter({ core: () => core, log, newReference: () => '7F3A' });
}

const ask = async (
  question: string | Question,
  world: World,
  person: Caller = caller(),
): Promise<Reply> =>
  open(world).answer(typeof question === 'string' ? { text: question } : question, person);

const answered = (title: string, over: Partial<Reply> = {}): Reply => ({
  title,
  tone: 'calm',
  audience: 'caller',
  blocks: [],
  ...over,
});

describe('a command about what a coalition owns', () => {
  /** Answers with who asked. */
  const write = defineCommand({
    name: 'deadline add',
    needs: 'write',
    shared: false,
    summary: 'Add one',
    examples: ['deadline add Draft'],
    options: {
      title: { kind: 'text', summary: 'A title', positional: true },
      for: { kind: 'member', summary: 'A member' },
    },
    run: async ({ who, options }) =>
      answered('added', { data: { role: who.role, known: who.person !== undefined, options } }),
  });
  const list = defineCommand({
    name: 'deadlines',
    needs: 'read',
    summary: 'All of them',
    examples: ['deadlines'],
    options: {},
    run: async ({ who, shared }) => answered('all', { data: { role: who.role, shared } }),
  });
  const link = defineCommand({
    name: 'admin link',
    needs: 'coordinate',
    shared: false,
    summary: 'Join another coalition',
    examples: ['admin link'],
    options: {},
    run: async () => answered('code', { file: { name: 'a.zip', content: new Uint8Array(1) } }),
  });
  const commands = [write, list, link];
  const EDITOR = slackAccount('U2');

  /** A coalition of T1 with a coordinator, U1, and an editor, U2. */
  const world = async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, EDITOR, 'editor', 'Bo');
    return { commands, stores };
  };
  const as = (id: string, over: Partial<Caller> = {}) =>
    caller({ account: slackAccount(id), mayManage: false, ...over });

  it('is told who asks, once that is known', async () => {
    const { data } = await ask('deadline add Draft', await world(), as('U2'));

    expect(data).toEqual({ role: 'editor', known: true, options: { title: 'Draft' } });
  });

  it('does not run for whoever may not, who is told what it takes', async () => {
    const reply = await ask('deadline add Draft', await world(), as('U3'));

    expect(words(reply)).toBe(
      'That takes an editor of Water Defenders; you are a reader. A coordinator can change your role.',
    );
    expect(reply.problem).toBe('not_allowed');
  });

  it('tells an outsider nothing, whatever they ask with', async () => {
    const outsider = as('U3', { seat: 'guest' });
    const asked = [
      'deadlines',
      'deadlines share',
      { command: 'deadlines', options: {} },
      'deadline add x',
      'admin link',
    ];

    const replies = await Promise.all(
      asked.map(async (question) => ask(question, await world(), outsider)),
    );

    expect(new Set(replies.map(words))).toEqual(
      new Set([
        'This is for members of the coalition only, and Vigil does not know you as one. A coordinator can add you.',
      ]),
    );
  });

  it('that all will see is asked for all, or not at all', async () => {
    const stores = await world();

    const list = await ask({ text: 'deadlines', forAll: true }, stores, as('U2'));
    const add = await ask({ text: 'deadline add Draft', forAll: true }, stores, as('U2'));

    expect([list.audience, list.data]).toEqual(['channel', { role: 'editor', shared: true }]);
    expect([add.problem, words(add)]).toEqual([
      'not_shared',
      'What /upr deadline add answers is for one person: it cannot be shown to a channel.',
    ]);
  });

  it('is never answered from memory: the next to ask is another', async () => {
    const desk = open(await world());

    const first = await desk.answer({ text: 'deadlines' }, as('U2'));
    const second = await desk.answer({ text: 'deadlines' }, as('U3'));

    expect([first.data, second.data]).toEqual([
      { role: 'editor', shared: false },
      { role: 'reader', shared: false },
    ]);
  });

  it('knows that the channel will see the answer', async () => {
    const { data, audience } = await ask('deadlines share', await world(), as('U2'));

    expect([data, audience]).toEqual([{ role: 'editor', shared: true }, 'channel']);
  });

  it('hands a file to nobody but who asked', async () => {
    const sharing = { ...list, run: link.run };

    const { audience, file } = await ask(
      'deadlines share',
      { ...(await world()), commands: [sharing] },
      as('U2'),
    );

    expect([audience, file?.name]).toEqual(['caller', 'a.zip']);
  });

  it('of a moment takes no past day and is not shared', async () => {
    const reply = await ask('deadline add Draft share:yes', await world(), as('U2'));

    expect([reply.problem, reply.title]).toEqual([
      'unknown_option',
      "/upr deadline add has no option 'share'.",
    ]);
  });

  it('that coordinators use is typed after the second root', async () => {
    const reply = await ask('/upr-admin link now', await world(), as('U1'));

    expect(words(reply)).toBe(
      "/upr-admin link takes no words such as 'now'.\n/upr-admin link takes nothing more. For example: /upr-admin link",
    );
  });

  it('says what may follow the beginning of a name', async () => {
    expect(words(await ask('deadline ad Draft', await world()))).toBe(
      [
        "/upr deadline has no 'ad'.",
        'Did you mean /upr deadline add Draft? /upr deadline takes add.',
        'What you can ask',
        '/upr deadline add · Add one',
        '[/upr deadline add Draft] deadline add Draft',
      ].join('\n'),
    );
  });

  it('that fails to find out who asks is answered with a reference', async () => {
    const { stores } = await world();
    const broken: Stores = {
      ...stores,
      coalitions: { ...stores.coalitions, who: () => Promise.reject(new Error('disk full')) },
    };

    expect((await ask('deadlines', { commands, stores: broken })).problem).toBe('fault');
  });

  it('offers members by name while one is typed, and their id as the value', async () => {
    const setup = await world();
    const { coalition } = (await setup.stores.coalitions.who(
      { platform: 'slack', workspace: 'T1' },
      EDITOR,
    )) ?? { coalition: undefined };
    const members = await setup.stores.members.members(coalition?.id ?? '');
    const bo = members.find(({ name }) => name === 'Bo')?.person;

    const offered = ['U1', 'U2'].map((id) =>
      open(setup).suggest('deadline add', 'for', 'b', as(id)),
    );

    // A list of people is for coordinators.
    expect(await Promise.all(offered)).toEqual([[{ label: 'Bo · editor', value: bo }], []]);
  });

  it('offers an outsider no members', async () => {
    const guest = as('U3', { seat: 'guest' });

    expect(await open(await world()).suggest('deadline add', 'for', '', guest)).toEqual([]);
  });
});

describe('a place where Vigil has been installed', () => {
  const PLACE = { platform: 'slack', workspace: 'T7', name: 'River Watch' };

  it('has a coalition, with the installer as coordinator', async () => {
    const stores = openStores();

    await open({ stores }).arrived(PLACE, { account: slackAccount('U7', 'T7'), name: 'Ada' });

    const [coalition] = await stores.coalitions.all();
    const members = await stores.members.members(coalition?.id ?? '');
    expect([coalition?.name, members.map(({ role }) => role)]).toEqual([
      'River Watch',
      ['coordinator'],
    ]);
  });

  it('has one coalition however often it is said', async () => {
    const stores = openStores();
    const desk = open({ stores });

    await desk.arrived(PLACE);
    await desk.arrived(PLACE);

    expect(await stores.coalitions.all()).toHaveLength(1);
  });

  it('holds up nobody where it cannot be written down', async () => {
    const stores = openStores();
    const logged: object[] = [];
    const failing = { ...stores.coalitions, found: () => Promise.reject(new Error('disk full')) };

    await open({
      stores: { ...stores, coalitions: failing },
      log: { ...silentLog, error: (fields) => void logged.push(fields) },
    }).arrived(PLACE);

    expect(logged).toMatchObject([{ platform: 'slack', workspace: 'T7' }]);
  });
});
