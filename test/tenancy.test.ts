import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { openDatabase, type Stores } from '../db/open.ts';
import type { Archive } from '../src/core/coalition/archive.ts';
import type { Act } from '../src/core/coalition/audit.ts';
import type { Seat } from '../src/core/coalition/coalition.ts';
import type { Caller } from '../src/core/command.ts';
import { genevaInstant } from '../src/core/dates/edtf.ts';
import { silentLog } from '../src/core/log.ts';
import { type House, openHouse } from '../src/house.ts';
import { recordingAdapter } from './support/adapters.ts';
import { ACLU, act, founded, joined, NOON, slackAccount } from './support/coalition.ts';
import { following, notice } from './support/following.ts';
import { ownValues } from './support/own-deadlines.ts';

/**
 * Two coalitions with the same names, codes and ids. Whatever is done in the
 * one, with whatever ids of the other, the other stays as it is, and nothing of
 * it is seen: every text of it says SECRET.
 */
interface Twins {
  readonly path: string;
  readonly stores: Stores;
  readonly ours: Held;
  readonly theirs: Held;
}

/** Ids of one of them. Those of deadlines, organisations and requests are the same in both. */
interface Held {
  readonly coalition: string;
  readonly workspace: string;
  readonly coordinator: string;
  readonly editor: string;
}

const DEADLINE = 'd7k2';
const REQUEST = 'k7qm2';
const ORGANISATION = 'aclu';
const CODE = 'K7QM2XPD';
/** An official date, of which both were told. */
const VERSION = 'upr/4/PER/review@1';
/** Removed from both, and purged. */
const REMOVED = slackAccount('U3');
const CHANNEL = { platform: 'slack', channel: 'C1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-tenancy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function twins(): Promise<Twins> {
  const path = join(folder, 'vigil.db');
  const stores = openDatabase(`file:${path}`);
  const ours = await fill(stores, 'T1');
  const archive = await stores.archives.read(ours.coalition, NOON);
  const { twin, theirs } = twinOf(archive, ours);
  await stores.archives.write(twin, NOON);
  const editorAccount = slackAccount('U2', 'T2');
  await stores.links.askToSpeak(
    theirs.coalition,
    { person: theirs.editor, account: editorAccount, organisation: ORGANISATION },
    act(),
  );
  await stores.links.issue(
    theirs.coalition,
    { kind: 'link', text: CODE, account: slackAccount('U1', 'T2') },
    act({ person: theirs.coordinator }),
  );
  // The same ids, which nobody would get by chance.
  withClient(path, (client) => client.prepare('update requests set id = ?').run(REQUEST));
  await stores.outbox.enter([noticeFor(theirs, 'SECRET notice')], NOON);
  return { path, stores, ours, theirs };
}

async function fill(stores: Stores, workspace: string): Promise<Held> {
  const place = { platform: 'slack', workspace };
  const { coalition, coordinator } = await founded(stores, place);
  const editor = await joined(stores, coalition, slackAccount('U2', workspace), 'editor', 'Ben');
  const done = act({ person: coordinator, where: { ...CHANNEL, workspace } });
  await stores.organisations.add(coalition, ACLU, done);
  await stores.deadlines.add(
    coalition,
    ownValues({
      title: 'Common text',
      subject: 'state/USA',
      place,
      createdBy: coordinator,
      account: slackAccount('U1', workspace),
    }),
    done,
  );
  await stores.channels.choose(coalition, { ...CHANNEL, workspace }, { ours: 'shown' }, done);
  const { coalition: _, ...follow } = following({ destination: { ...CHANNEL, workspace } });
  await stores.follows.save(coalition, follow, done);
  withClient(join(folder, 'vigil.db'), (client) =>
    client.prepare('update own_deadlines set id = ?').run(DEADLINE),
  );
  const gone = await joined(stores, coalition, REMOVED);
  await stores.members.leave(coalition, gone, { removed: true }, done);
  await stores.members.purge(gone, done);
  return { coalition, workspace, coordinator, editor };
}

/** The same again for another workspace; every text of it says SECRET. */
function twinOf(archive: Archive, ours: Held): { readonly twin: Archive; readonly theirs: Held } {
  const [coalition, coordinator, editor] = [randomUUID(), randomUUID(), randomUUID()];
  const replaced = [
    [ours.coalition, coalition],
    [ours.coordinator, coordinator],
    [ours.editor, editor],
    [archive.follows[0]?.id ?? '', randomUUID()],
    ['"T1"', '"T2"'],
    ['Water Defenders', 'SECRET Defenders'],
    ['Common text', 'SECRET text'],
    ['American Civil', 'SECRET Civil'],
    ['Ada', 'SECRET Ada'],
    ['Ben', 'SECRET Ben'],
  ].reduce((text, [from = '', to = '']) => text.replaceAll(from, to), JSON.stringify(archive));
  const twin = JSON.parse(replaced) as Archive;
  return { twin, theirs: { coalition, workspace: 'T2', coordinator, editor } };
}

const noticeFor = ({ coalition, workspace }: Held, title: string) =>
  notice({
    key: `slack/${workspace}/C1|waits`,
    coalition,
    deadline: VERSION,
    destination: { ...CHANNEL, workspace },
    dueAt: NOON,
    reply: { title, tone: 'calm', audience: 'channel', blocks: [] },
  });

function withClient<Answer>(path: string, work: (client: Sqlite.Database) => Answer): Answer {
  const client = new Sqlite(path);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

/** Every row that a coalition owns, table by table. */
function rowsOf(path: string, coalition: string): Readonly<Record<string, unknown[]>> {
  return withClient(path, (client) => {
    const tables = client
      .prepare("select name from sqlite_master where type = 'table'")
      .pluck()
      .all() as string[];
    const owned = tables.filter((table) =>
      client.prepare(`select 1 from pragma_table_info(?) where name = 'coalition'`).get(table),
    );
    return Object.fromEntries(
      owned.map((table) => [
        table,
        client.prepare(`select * from ${table} where coalition = ?`).all(coalition),
      ]),
    );
  });
}

type Doing = (stores: Stores, ours: Held, theirs: Held) => Promise<unknown>;
const doneBy = ({ coordinator }: Held): Act => act({ person: coordinator });
const placeOf = ({ workspace }: Held) => ({ platform: 'slack', workspace });
const channelOf = ({ workspace }: Held) => ({ ...CHANNEL, workspace });
/** What the scheduler and the command line do for all coalitions; no person is answered from it. */
const MACHINE_ROOM = 'machine room';

/**
 * Every method of every store, done for our coalition with what is theirs. A
 * method that is not here fails the test below.
 */
const METHODS: {
  readonly [Store in keyof Omit<Stores, 'close' | 'record'>]: {
    readonly [Method in keyof Stores[Store]]: Doing | typeof MACHINE_ROOM;
  };
} = {
  coalitions: {
    who: (stores, ours) => stores.coalitions.who(placeOf(ours), slackAccount('U1', 'T2')),
    found: (stores, ours) =>
      stores.coalitions.found(
        { ...placeOf(ours), name: 'Again', kind: 'workspace' },
        { account: slackAccount('U1', 'T2') },
        NOON,
      ),
    get: (stores, ours) => stores.coalitions.get(ours.coalition),
    places: (stores, ours) => stores.coalitions.places(ours.coalition),
    holdings: (stores, ours) => stores.coalitions.holdings(ours.coalition),
    rename: (stores, ours) => stores.coalitions.rename(ours.coalition, 'Ours', doneBy(ours)),
    useDirect: (stores, ours, theirs) =>
      stores.coalitions.useDirect(ours.coalition, placeOf(theirs), doneBy(ours)),
    setPurge: (stores, ours) => stores.coalitions.setPurge(ours.coalition, NOON + 1, doneBy(ours)),
    purge: (stores, ours) => stores.coalitions.purge(ours.coalition),
    all: MACHINE_ROOM,
    inventory: MACHINE_ROOM,
    purgeDue: MACHINE_ROOM,
  },
  members: {
    members: (stores, ours) => stores.members.members(ours.coalition),
    member: (stores, ours, theirs) => stores.members.member(ours.coalition, theirs.coordinator),
    names: async (stores, ours) => [...(await stores.members.names(ours.coalition))],
    enrol: (stores, ours) =>
      stores.members.enrol(
        ours.coalition,
        { account: REMOVED, name: 'New' },
        { role: 'reader', place: placeOf(ours) },
        doneBy(ours),
      ),
    seen: (stores, ours, theirs) =>
      stores.members.seen(ours.coalition, theirs.coordinator, 'Renamed', NOON + 1),
    setRole: (stores, ours, theirs) =>
      stores.members.setRole(ours.coalition, theirs.editor, 'coordinator', doneBy(ours)),
    leave: (stores, ours, theirs) =>
      stores.members.leave(ours.coalition, theirs.editor, { removed: true }, doneBy(ours)),
    linkAccounts: (stores, ours) =>
      stores.members.linkAccounts(
        ours.coalition,
        slackAccount('U1'),
        slackAccount('U2'),
        doneBy(ours),
      ),
    unlinkAccount: (stores, ours) =>
      stores.members.unlinkAccount(ours.coalition, slackAccount('U2'), doneBy(ours)),
    accounts: (stores, ours) => stores.members.accounts(ours.coordinator),
    memberships: (stores, ours) => stores.members.memberships(ours.coordinator),
    personOf: (stores) => stores.members.personOf(slackAccount('U1')),
    dataOf: (stores, ours) => stores.members.dataOf(ours.coordinator),
    purge: (stores, ours) => stores.members.purge(ours.editor, doneBy(ours)),
    checkPurge: (stores, ours) => stores.members.checkPurge(ours.editor),
    silent: MACHINE_ROOM,
    named: (stores, ours, theirs) =>
      stores.members.named(ours.coalition, theirs.coordinator, doneBy(ours)),
  },
  organisations: {
    organisations: (stores, ours) => stores.organisations.organisations(ours.coalition),
    organisation: (stores, ours) => stores.organisations.organisation(ours.coalition, ORGANISATION),
    add: (stores, ours) =>
      stores.organisations.add(
        ours.coalition,
        { short: 'HRW', name: 'Human Rights Watch', languages: [] },
        doneBy(ours),
      ),
    edit: (stores, ours) =>
      stores.organisations.edit(ours.coalition, ORGANISATION, { name: 'Other' }, doneBy(ours)),
    drop: (stores, ours) => stores.organisations.drop(ours.coalition, ORGANISATION, doneBy(ours)),
    setDelegate: (stores, ours, theirs) =>
      stores.organisations.setDelegate(ours.coalition, theirs.editor, ORGANISATION, doneBy(ours)),
  },
  links: {
    issue: (stores, ours) =>
      stores.links.issue(
        ours.coalition,
        { kind: 'link', text: 'BBBBBBBB', account: slackAccount('U1') },
        doneBy(ours),
      ),
    redeem: (stores, ours) =>
      stores.links.redeem(
        ours.coalition,
        { text: 'WRNGWRNG', as: 'link', place: placeOf(ours), account: slackAccount('U1') },
        ours.coordinator,
        doneBy(ours),
      ),
    peekAccount: (stores, ours) =>
      stores.links.peekAccount(
        ours.coalition,
        { text: CODE, place: placeOf(ours), account: slackAccount('U1') },
        NOON,
      ),
    redeemAccount: (stores, ours) =>
      stores.links.redeemAccount(
        ours.coalition,
        { text: CODE, place: placeOf(ours), account: slackAccount('U1') },
        doneBy(ours),
      ),
    askToSpeak: (stores, ours) =>
      stores.links.askToSpeak(
        ours.coalition,
        { person: ours.editor, account: slackAccount('U2'), organisation: ORGANISATION },
        doneBy(ours),
      ),
    request: (stores, ours) => stores.links.request(ours.coalition, REQUEST),
    waiting: (stores, ours) => stores.links.waiting(ours.coalition, NOON),
    confirm: (stores, ours) => stores.links.confirm(ours.coalition, REQUEST, doneBy(ours)),
    decline: (stores, ours) => stores.links.decline(ours.coalition, REQUEST, doneBy(ours)),
    asked: (stores, ours) => stores.links.asked(ours.coalition),
    takeBack: (stores, ours) => stores.links.takeBack(ours.coalition, REQUEST, doneBy(ours)),
    unlink: (stores, ours, theirs) =>
      stores.links.unlink(ours.coalition, placeOf(theirs), undefined, doneBy(ours)),
    prune: MACHINE_ROOM,
  },
  deadlines: {
    add: (stores, ours) =>
      stores.deadlines.add(
        ours.coalition,
        {
          title: 'Another',
          kind: 'other',
          subject: 'state/USA',
          date: '2026-12-02',
          visibility: { to: 'coalition' },
          place: placeOf(ours),
          createdBy: ours.editor,
          account: slackAccount('U2'),
        },
        doneBy(ours),
      ),
    get: (stores, ours) => stores.deadlines.get(ours.coalition, DEADLINE),
    open: (stores, ours) => stores.deadlines.open(ours.coalition),
    edit: (stores, ours) =>
      stores.deadlines.edit(ours.coalition, DEADLINE, { title: 'Edited' }, doneBy(ours)),
    move: (stores, ours) =>
      stores.deadlines.move(ours.coalition, DEADLINE, { date: '2026-12-05' }, doneBy(ours)),
    drop: (stores, ours) => stores.deadlines.drop(ours.coalition, DEADLINE, doneBy(ours)),
    falling: MACHINE_ROOM,
    changed: MACHINE_ROOM,
    prune: MACHINE_ROOM,
  },
  channels: {
    channel: (stores, ours, theirs) => stores.channels.channel(ours.coalition, channelOf(theirs)),
    channels: (stores, ours) => stores.channels.channels(ours.coalition),
    choose: (stores, ours, theirs) =>
      stores.channels.choose(ours.coalition, channelOf(theirs), { ours: 'kept_out' }, doneBy(ours)),
    all: MACHINE_ROOM,
  },
  audit: {
    page: (stores, ours, theirs) =>
      stores.audit.page(ours.coalition, { person: theirs.coordinator }, { offset: 0, limit: 99 }),
    note: (stores, ours) =>
      stores.audit.note(
        ours.coalition,
        { action: 'coalition.exported', subject: ours.coalition },
        doneBy(ours),
      ),
    all: MACHINE_ROOM,
  },
  archives: {
    read: (stores, ours, theirs) => stores.archives.read(ours.coalition, NOON, placeOf(theirs)),
    write: async (stores, ours) =>
      stores.archives.write(
        { ...(await stores.archives.read(ours.coalition, NOON)), places: [] },
        NOON,
      ),
  },
  follows: {
    save: (stores, ours, theirs) => {
      const { coalition: _, ...follow } = following({ destination: channelOf(theirs) });
      return stores.follows.save(ours.coalition, { ...follow, id: randomUUID() }, doneBy(ours));
    },
    remove: (stores, ours, theirs) =>
      stores.follows.remove(ours.coalition, channelOf(theirs), 'state/PER', doneBy(ours)),
    at: (stores, ours, theirs) => stores.follows.at(ours.coalition, channelOf(theirs)),
    of: (stores, ours) => stores.follows.of(ours.coalition),
    stop: (stores, ours, theirs) =>
      stores.follows.stop(ours.coalition, channelOf(theirs), 'gone', doneBy(ours)),
    active: MACHINE_ROOM,
  },
  outbox: {
    plan: (stores, ours) =>
      stores.outbox.plan({
        notices: [noticeFor(ours, 'ours')],
        cancelled: [],
        through: NOON,
        now: NOON,
      }),
    enter: (stores, ours) => stores.outbox.enter([noticeFor(ours, 'ours')], NOON),
    plannedThrough: MACHINE_ROOM,
    entered: MACHINE_ROOM,
    told: (stores, ours) => stores.outbox.told(ours.coalition, [VERSION]),
    claim: MACHINE_ROOM,
    settle: MACHINE_ROOM,
    prune: MACHINE_ROOM,
    all: MACHINE_ROOM,
  },
};

const NAMES = Object.entries(METHODS).flatMap(([store, methods]) =>
  Object.entries(methods).map(([method, doing]) => ({
    name: `${store}.${method}`,
    doing: doing as Doing,
  })),
);

describe('a store', () => {
  it('has no method that is not driven here', async () => {
    const { close: _, record: __, ...stores } = openDatabase('file::memory:');
    const there = Object.entries(stores).flatMap(([store, methods]) =>
      Object.keys(methods).map((method) => `${store}.${method}`),
    );

    expect(NAMES.map(({ name }) => name).toSorted()).toEqual(there.toSorted());
  });

  it.each(NAMES.filter(({ doing }) => (doing as unknown) !== MACHINE_ROOM))(
    'does with $name nothing to another coalition, and shows nothing of it',
    async ({ doing }) => {
      const { path, stores, ours, theirs } = await twins();
      const before = rowsOf(path, theirs.coalition);

      const answer = await doing(stores, ours, theirs).catch((error: unknown) => String(error));

      expect(JSON.stringify(answer) ?? '').not.toContain('SECRET');
      expect(rowsOf(path, theirs.coalition)).toEqual(before);
      expect(before.own_deadlines?.length).toBe(1);
      stores.close();
    },
  );
});

/** Lines for each command, with every id of theirs; names in small letters, so that an echo is told from a leak. */
const LINES: Readonly<Record<string, (theirs: Held) => readonly string[]>> = {
  status: () => ['status usa'],
  timeline: () => ['timeline usa'],
  statements: () => ['statements usa'],
  statement: () => ['statement usa-2025-aclu-1'],
  session: () => ['session 53'],
  help: () => ['help', 'help admin'],
  about: () => ['about'],
  deadlines: () => ['deadlines', 'deadlines usa', 'deadlines mine', 'deadlines usa share'],
  follow: () => ['follow peru', 'follow all confirm'],
  unfollow: () => ['unfollow peru'],
  following: () => ['following'],
  'deadline add': () => ['deadline add "New" date:2026-12-09 for:usa'],
  'deadline edit': () => [
    `deadline edit ${DEADLINE} title:New`,
    'deadline edit "secret text" kind:other',
  ],
  'deadline move': () => [`deadline move ${DEADLINE} date:2026-12-09`],
  'deadline drop': () => [`deadline drop ${DEADLINE} confirm`],
  confirm: () => [`confirm ${REQUEST}`],
  decline: () => [`decline ${REQUEST}`],
  organisations: () => ['organisations'],
  'speak for': () => [`speak for ${ORGANISATION}`, 'speak for nobody'],
  account: () => ['account', 'account coalition:secret'],
  'account link': () => [
    'account link',
    `account link code:${CODE}`,
    `account link code:${CODE} confirm:yes`,
  ],
  'account unlink': () => ['account unlink confirm'],
  leave: ({ editor }) => ['leave confirm', `leave successor:${editor} confirm`],
  'privacy export': () => ['privacy export'],
  'privacy purge': () => ['privacy purge confirm'],
  'admin link': () => ['admin link', 'admin link code:WRNGWRNG'],
  'admin merge': () => ['admin merge code:WRNGWRNG'],
  'admin unlink': () => ['admin unlink place:slack/T2 data:keep confirm'],
  'admin coalition': () => ['admin coalition', 'admin coalition name:Taken'],
  'admin purge': () => ['admin purge', 'admin purge confirm:"secret defenders"'],
  'admin members': ({ editor, coordinator }) => [
    'admin members',
    `admin members member:${editor} role:coordinator`,
    `admin members member:${coordinator} remove`,
  ],
  'admin organisation add': () => ['admin organisation add HRW name:"Human Rights Watch"'],
  'admin organisation edit': () => [`admin organisation edit ${ORGANISATION} name:Other`],
  'admin organisation drop': () => [`admin organisation drop ${ORGANISATION} confirm`],
  'admin channel': () => ['admin channel', 'admin channel ours:shown'],
  'admin log': ({ editor }) => ['admin log', `admin log member:${editor}`],
  'admin export': () => ['admin export'],
};

const caller = (workspace: string, account: Caller['account'], seat: Seat): Caller => ({
  place: { ...CHANNEL, workspace },
  account,
  name: 'Somebody',
  seat,
  mayManage: seat === 'member' || seat === 'admin',
});

/** Nobody of them is of the second coalition, and each knows all ids of it. */
const OUTSIDERS: Readonly<Record<string, Caller>> = {
  'a guest in their workspace': caller('T2', slackAccount('U8', 'T2'), 'guest'),
  'a person of another workspace in their shared channel': caller(
    'T2',
    slackAccount('U1', 'T9'),
    'stranger',
  ),
  'an account of the same id in the other workspace': caller(
    'T2',
    slackAccount('U1', 'T1'),
    'stranger',
  ),
  'the coordinator of ours': caller('T1', slackAccount('U1', 'T1'), 'admin'),
  'somebody who writes to Vigil on Discord': {
    place: { platform: 'discord', workspace: 'dm', channel: 'D1' },
    account: { platform: 'discord', workspace: '', id: 'U1' },
    mayManage: true,
  },
};

async function opened(): Promise<{ house: House; path: string; theirs: Held }> {
  const { path, stores, theirs } = await twins();
  stores.close();
  const house = await openHouse(
    {
      databaseUrl: `file:${path}`,
      port: 0,
      root: '/upr',
      clock: { startsAt: genevaInstant('2026-11-22', '12:00'), speed: 0 },
    },
    silentLog,
  );
  house.adapters.set('slack', recordingAdapter('slack'));
  house.adapters.set('discord', recordingAdapter('discord'));
  return { house, path, theirs };
}

describe('an outsider who knows every id', () => {
  it('is driven through every command', () => {
    expect(Object.keys(LINES).toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  it.each(Object.keys(OUTSIDERS))('learns and changes nothing as %s', async (who) => {
    const { house, path, theirs } = await opened();
    const asker = OUTSIDERS[who] as Caller;
    const before = rowsOf(path, theirs.coalition);

    const said: string[] = [];
    for (const line of Object.values(LINES).flatMap((lines) => lines(theirs))) {
      const reply = await house.desk.answer({ text: line }, asker);
      said.push(`${line} → ${JSON.stringify(reply)}`);
    }

    expect(said.filter((words) => words.split(' → ')[1]?.includes('SECRET'))).toEqual([]);
    expect(rowsOf(path, theirs.coalition)).toEqual(before);
    house.stores.close();
  });

  it.each(Object.keys(OUTSIDERS))('is offered nothing to complete as %s', async (who) => {
    const { house } = await opened();
    const options = commands.flatMap(({ name, options: known }) =>
      Object.keys(known).map((option) => ({ name, option })),
    );

    const offered = await Promise.all(
      options.map(({ name, option }) =>
        house.desk.suggest(name, option, '', OUTSIDERS[who] as Caller),
      ),
    );

    expect(JSON.stringify(offered)).not.toContain('SECRET');
    house.stores.close();
  });
});

describe('a member of theirs', () => {
  it('sees with the same lines what outsiders do not, so that the test above can fail', async () => {
    const { house } = await opened();
    const coordinator = caller('T2', slackAccount('U1', 'T2'), 'member');

    const replies = await Promise.all(
      ['deadlines', 'organisations', 'admin members', 'admin log', 'admin coalition'].map((text) =>
        house.desk.answer({ text }, coordinator),
      ),
    );

    expect(replies.map((reply) => JSON.stringify(reply).includes('SECRET'))).toEqual(
      replies.map(() => true),
    );
    house.stores.close();
  });
});
