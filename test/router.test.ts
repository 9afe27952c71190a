import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../db/open.ts';
import type { Question } from '../src/core/adapter.ts';
import { stillClock } from '../src/core/clock.ts';
import { type Call, type Caller, type Command, defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { edtf } from '../src/core/dates/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import { faultOf, type Log, silentLog } from '../src/core/log.ts';
import { createRecord, type Fact, type Statement } from '../src/core/record/record.ts';
import type { Deadline, Mechanism, Session } from '../src/core/record/standing.ts';
import type { Reply } from '../src/core/reply.ts';
import { createStateIndex } from '../src/core/states/state.ts';
import { createRouter, readSubject } from '../src/router.ts';
import { coreOf } from './support/coalition.ts';
import { state } from './support/facts.ts';
import { caller } from './support/house.ts';
import { words } from './support/reading.ts';

const TODAY = Date.UTC(2026, 10, 21, 12);
const CALLER: Caller = caller();
/** Public commands ask no store; whoever does has one of their own. */
const NO_STORES = openDatabase('file::memory:');
afterAll(() => NO_STORES.close());

const STATES = [
  state('GIN', 'Guinea', { askBack: ['Guinea'] }),
  state('GNB', 'Guinea-Bissau', { askBack: ['Guinea'] }),
  state('MLI', 'Mali'),
  state('MLT', 'Malta'),
  state('PER', 'Peru'),
];

const FACT: Fact = {
  id: 'upr/s53/dates',
  version: 1,
  subject: 'upr/s53',
  kind: 'session_dates',
  source: 'calendar',
  confidence: 'confirmed',
  rivals: [],
  recordedAt: 0,
  batch: 'bundle',
};

const statement = (id: string, title: string, organisation: string): Statement => ({
  id,
  state: 'PER',
  date: '2026-01-01',
  organisations: [organisation],
  title,
  kind: 'letter',
  addressedTo: [],
  summary: '',
  topics: [],
  source: 'calendar',
  confidence: 'confirmed',
  version: 1,
  recordedAt: 0,
  batch: 'bundle',
});

const session = (number: number, dates: string): Session => ({
  subject: `upr/s${number}`,
  number,
  date: edtf(dates),
  fact: FACT,
});
const SESSIONS = [
  session(52, '2026-05-04/2026-05-15'),
  session(53, '2026-11-02/2026-11-13'),
  session(54, '2027-01/2027-02'),
];

const deadline = (code: string, day: string): Deadline => ({
  id: `upr/4/${code}/review`,
  dateVersion: '1',
  state: code,
  session: null,
  what: 'Review',
  date: edtf(day),
  fact: FACT,
});

const MECHANISM: Mechanism = {
  id: 'upr',
  name: 'Universal Periodic Review',
  kinds: [],
  cycles: [4],
  cycleOn: () => 4,
  standing: () => undefined,
  headline: () => '',
  axes: () => [],
  label: () => '',
  dateOf: () => undefined,
  sessionOf: () => undefined,
  sentence: () => '',
  holdsFrom: () => undefined,
  deadlines: () => [
    deadline('PER', '2027-02-01'),
    deadline('MLI', '2026-12-01'),
    deadline('GIN', '2026-11-01'),
  ],
  session: (_, number) => SESSIONS.find((each) => each.number === number),
  sessions: () => [...SESSIONS, { ...session(63, '2026-09'), subject: 'hrc/s63' }],
};

const answered = (title: string, over: Partial<Reply> = {}): Reply => ({
  title,
  tone: 'calm',
  audience: 'caller',
  blocks: [],
  ...over,
});

/** Commands that answer with what they were called with. */
const status = defineCommand({
  name: 'status',
  summary: 'Where a review stands',
  examples: ['status peru', 'status peru cycle:4'],
  options: {
    state: { kind: 'state', summary: 'A State', positional: true, required: true },
    cycle: { kind: 'number', summary: 'A cycle', least: 1, most: 4 },
    view: { kind: 'text', summary: 'How much', choices: ['short', 'long'] },
  },
  run: ({ options, asOf, past }) => answered('status', { data: { options, asOf, past } }),
});
const follow = defineCommand({
  name: 'follow',
  summary: 'Send reminders here',
  examples: ['follow peru'],
  options: {
    subject: { kind: 'subject', summary: 'What', positional: true, required: true },
    sitting: { kind: 'session', summary: 'A session' },
    statement: { kind: 'statement', summary: 'A statement' },
    about: { kind: 'command', summary: 'A command' },
  },
  run: async ({ options }) => answered('follow', { data: { options } }),
});
const help = defineCommand({
  name: 'help',
  summary: 'What you can ask',
  examples: ['help'],
  options: {},
  run: () => answered('help'),
});

interface World {
  readonly commands?: readonly Command[];
  readonly log?: Log;
}

function open({ commands = [status, follow, help], log = silentLog }: World = {}) {
  const core: Core = {
    ...coreOf(NO_STORES),
    clock: stillClock(TODAY),
    record: createRecord({
      states: STATES,
      facts: [FACT],
      statements: [
        statement('pe-1', 'Letter on water', 'Amnesty International'),
        statement('pe-2', 'Letter on land', 'ISHR'),
      ],
      sources: [],
    }),
    mechanism: MECHANISM,
    states: createStateIndex(STATES),
    commands,
  };
  return createRouter({ core: () => core, log, newReference: () => '7F3A' });
}

/** Answers at once or after a while. */
const ask = async (question: string | Question, world: World = {}): Promise<Reply> =>
  open(world).answer(typeof question === 'string' ? { text: question } : question, CALLER);

describe('asking a question', () => {
  it('hands the command checked options and today in Geneva', async () => {
    expect(await ask('status Perú cycle:4th view:SHORT')).toEqual({
      title: 'status',
      tone: 'calm',
      audience: 'caller',
      blocks: [],
      data: {
        options: { state: 'PER', cycle: '4', view: 'short' },
        asOf: '2026-11-21',
        past: false,
      },
      buttons: [{ does: 'share', label: 'Share', command: 'status PER cycle:4 view:short' }],
    });
  });

  it('answers as of a past day', async () => {
    expect((await ask('status peru as-of:2025-11-08')).data).toEqual({
      options: { state: 'PER', 'as-of': '2025-11-08' },
      asOf: '2025-11-08',
      past: true,
    });
  });

  it('takes an instant for its Geneva day', async () => {
    expect((await ask('status peru as-of:2025-11-07T23:30Z')).data).toMatchObject({
      asOf: '2025-11-08',
    });
  });

  it('answers at once where the command does', () => {
    expect(open().answer({ text: 'status peru' }, CALLER)).not.toBeInstanceOf(Promise);
  });

  it('answers the same to options that a platform has taken apart', async () => {
    const question = { command: 'status', options: { state: 'PER', cycle: '4' } };

    expect(await ask(question)).toEqual(await ask('status peru cycle:4'));
  });

  it.each([
    ['follow peru', { subject: 'state/PER' }],
    ['follow state/PER', { subject: 'state/PER' }],
    ['follow all', { subject: 'all' }],
    ['follow Everything', { subject: 'all' }],
    ['follow session 53', { subject: 'upr/s53' }],
    ['follow s53', { subject: 'upr/s53' }],
    ['follow upr/s53', { subject: 'upr/s53' }],
    ['follow 53rd session', { subject: 'upr/s53' }],
    ['follow all sitting:S53', { subject: 'all', sitting: '53' }],
    ['follow all statement:pe-1', { subject: 'all', statement: 'pe-1' }],
    ['follow all about:/Status', { subject: 'all', about: 'status' }],
  ])('reads %j', async (typed, options) => {
    expect((await ask(typed)).data).toEqual({ options });
  });

  it('tells who asks', async () => {
    const calls: Call[] = [];
    const who = { ...help, run: (call: Call) => answered(String(calls.push(call))) };

    await ask('help', { commands: [who] });

    expect(calls).toEqual([{ options: {}, caller: CALLER, asOf: '2026-11-21', past: false }]);
  });

  it.each(['', '   ', '/upr', '\u0000'])('helps where nothing is asked: %j', async (typed) => {
    expect((await ask(typed)).title).toBe('help');
  });
});

describe('an observer State', () => {
  it.each(['Palestine', 'the Holy See'])('is said not to be reviewed: %s', async (typed) => {
    const reply = await ask(`status ${typed}`);

    expect([reply.problem, JSON.stringify(reply.blocks)]).toEqual([
      'unknown_state',
      expect.stringContaining('are not reviewed themselves'),
    ]);
  });
});

describe('sharing an answer', () => {
  it('shows it to the channel where asked to', async () => {
    const { audience, buttons } = await ask('status peru share');

    expect({ audience, buttons }).toEqual({ audience: 'channel', buttons: undefined });
  });

  it('keeps a problem to who asked', async () => {
    expect((await ask('status guinea share')).audience).toBe('caller');
  });

  it('is not offered for what asks a store, which may have done something', async () => {
    const done = { ...help, run: async () => answered('done', { tone: 'done' }) };

    expect((await ask('help', { commands: [done] })).buttons).toBeUndefined();
  });

  it('is not offered where a button cannot hold the question', async () => {
    const long = {
      ...help,
      options: { words: { kind: 'text', summary: '', positional: true } },
    } as const;

    expect((await ask(`help ${'long '.repeat(20)}`, { commands: [long] })).buttons).toBeUndefined();
  });

  it('asks the same again', async () => {
    const first = await ask('status Perú as-of:2025-11-08 cycle 4');
    const [share] = first.buttons ?? [];
    const again = share && share.does === 'share' ? share.command : '';

    expect(await ask(again)).toEqual(first);
  });
});

describe('a question that cannot be answered', () => {
  it('asks back where several States are meant', async () => {
    expect(await ask('status guinea cycle:4')).toEqual({
      title: "Which State do you mean by 'guinea'?",
      tone: 'warning',
      audience: 'caller',
      blocks: [{ kind: 'paragraph', text: ['Guinea (GIN) or Guinea-Bissau (GNB)?'] }],
      buttons: [
        { does: 'ask', label: 'Guinea', command: 'status GIN cycle:4' },
        { does: 'ask', label: 'Guinea-Bissau', command: 'status GNB cycle:4' },
      ],
      problem: 'ambiguous_state',
      data: { problem: 'ambiguous_state', typed: 'guinea', nearest: ['GIN', 'GNB'] },
    });
  });

  it('offers the nearest where there is no such State', async () => {
    expect(await ask('status malt')).toEqual({
      title: "I don't know a State called 'malt'.",
      tone: 'warning',
      audience: 'caller',
      blocks: [
        {
          kind: 'paragraph',
          text: ['Did you mean Malta or Mali? You can also use a code such as USA.'],
        },
      ],
      buttons: [
        { does: 'ask', label: 'Malta', command: 'status MLT' },
        { does: 'ask', label: 'Mali', command: 'status MLI' },
      ],
      problem: 'unknown_state',
      data: { problem: 'unknown_state', typed: 'malt', nearest: ['MLT', 'MLI'] },
    });
  });

  it('offers a bad command’s nearest, with the rest as typed, and five lines of help', async () => {
    expect(words(await ask('/upr statsu peru cycle:4'))).toBe(
      [
        "I don't know the command 'statsu'.",
        'You typed: /upr statsu peru cycle:4 — did you mean /upr status peru cycle:4?',
        'What you can ask',
        '/upr status · Where a review stands',
        '/upr follow · Send reminders here',
        '/upr help · What you can ask',
        '[/upr status peru cycle:4] status peru cycle:4',
      ].join('\n'),
    );
  });

  it('takes a strange word before a State for a command', async () => {
    const { problem, buttons } = await ask('frobnicate peru');

    expect({ problem, buttons }).toEqual({
      problem: 'unknown_verb',
      buttons: [{ does: 'ask', label: '/upr status PER', command: 'status PER' }],
    });
  });

  it.each([
    ['status peru cycle:9', "cycle takes a number from 1 to 4: '9' is not one."],
    ['status peru cycle:four', "cycle takes a number from 1 to 4: 'four' is not one."],
    ['status peru view:wide', "view takes short, long: 'wide' is none of them."],
    ['status peru as-of:2025-08', "as-of takes a day, such as 2025-11-08: '2025-08' is a month."],
    ['status peru as-of:2025', "as-of takes a day, such as 2025-11-08: '2025' is a year."],
    [
      'status peru as-of:2025-02-30',
      "as-of takes a day, such as 2025-11-08: '2025-02-30' is not one.",
    ],
    [
      'status peru as-of:2025-08-04~',
      "as-of takes a day, such as 2025-11-08: '2025-08-04~' is a guess.",
    ],
    ['status peru share:perhaps', "share takes yes or no: 'perhaps' is neither."],
    [
      'follow all sitting:first',
      "sitting takes the number of a session, such as 53: 'first' is not one.",
    ],
    ['follow session 99', 'There is no session 99 in the record: expected 52 to 54.'],
  ])('says what is wrong with the value in %j', async (typed, title) => {
    const reply = await ask(typed);

    expect([reply.title, reply.problem]).toEqual([title, 'wrong_value']);
  });

  it.each([
    [
      'status peru cycle:4 cycle:3',
      "'cycle' is given twice: give it once.\n/upr status takes state, cycle, view, as-of and share. For example: /upr status peru",
    ],
    [
      'status peru cycel:4',
      "/upr status has no option 'cycel'.\nDid you mean cycle? /upr status takes state, cycle, view, as-of and share. For example: /upr status peru",
    ],
    [
      'status peru cycle:',
      "'cycle' needs a value.\n/upr status takes state, cycle, view, as-of and share. For example: /upr status peru",
    ],
    [
      'status',
      "/upr status needs 'state': A State.\n/upr status takes state, cycle, view, as-of and share. For example: /upr status peru",
    ],
    [
      'help me',
      "/upr help takes no words such as 'me'.\n/upr help takes as-of and share. For example: /upr help",
    ],
  ])('says what is wrong with %j', async (typed, said) => {
    expect(words(await ask(typed))).toBe(said);
  });
});

describe('a command that fails', () => {
  const failing = (error: unknown): Command => ({
    ...help,
    run: () => {
      throw error;
    },
  });
  const rejecting = (error: unknown): Command => ({ ...help, run: () => Promise.reject(error) });

  it.each([
    ['at once', failing],
    ['after a while', rejecting],
  ])('by its own refusal %s is answered in its words', async (_, fail) => {
    expect(await ask('help', { commands: [fail(new UserError('There is no cycle 9.'))] })).toEqual({
      title: 'There is no cycle 9.',
      tone: 'warning',
      audience: 'caller',
      blocks: [],
      problem: 'refused',
      data: { problem: 'refused', typed: 'help', nearest: [] },
    });
  });

  it('by a long refusal has its first sentence as headline', async () => {
    const long = `There is little to say. ${'Very '.repeat(40)}little.`;

    expect(words(await ask('help', { commands: [failing(new UserError(long))] }))).toBe(
      `There is little to say.\n${'Very '.repeat(40)}little.`,
    );
  });

  it('by a long sentence is answered in its words, below a short headline', async () => {
    const long = `There is ${'very '.repeat(40)}little to say.`;

    expect(words(await ask('help', { commands: [failing(new UserError(long))] }))).toBe(
      `I can't do that.\n${long}`,
    );
  });

  it.each([
    ['at once', failing],
    ['after a while', rejecting],
  ])('by a fault %s is logged once and answered with the reference', async (_, fail) => {
    const logged: object[] = [];
    const log = { ...silentLog, error: (fields: object) => void logged.push(fields) };
    const fault = new Error('secret table missing');

    expect(await ask('help', { commands: [fail(fault)], log })).toEqual({
      title: 'Something failed on my side; nothing was saved. Error 7F3A — tell a coordinator.',
      tone: 'warning',
      audience: 'caller',
      blocks: [],
      problem: 'fault',
      data: { problem: 'fault', typed: '', nearest: [] },
    });
    expect(logged).toEqual([{ reference: '7F3A', command: 'help', err: faultOf(fault) }]);
  });
});

describe('a core that fails', () => {
  it('is answered with a reference, like any fault', () => {
    const logged: object[] = [];
    const fault = new Error('no clock');
    const desk = createRouter({
      core: () => {
        throw fault;
      },
      log: { ...silentLog, error: (fields: object) => void logged.push(fields) },
      newReference: () => '7F3A',
    });

    expect(desk.answer({ text: 'help' }, CALLER)).toMatchObject({ problem: 'fault' });
    expect(logged).toEqual([{ reference: '7F3A', command: '', err: faultOf(fault) }]);
  });
});

describe('bad input', () => {
  it.each([
    ['emoji', '😀🏳️‍🌈', 'unknown_verb', "I don't know the command '😀🏳️‍🌈'."],
    ['right-to-left text', 'غير معروف', 'unknown_verb', "I don't know the command 'غير'."],
    [
      'marks that turn direction',
      'status \u202Eurep',
      'unknown_state',
      "I don't know a State called 'urep'.",
    ],
    [
      'a mass mention',
      'status @everyone',
      'unknown_state',
      "I don't know a State called '@everyone'.",
    ],
    [
      'a channel mention',
      'status <!channel>',
      'unknown_state',
      "I don't know a State called '<!channel>'.",
    ],
    [
      'markdown',
      'status **x** [y](http://z)',
      'unknown_state',
      "I don't know a State called '**x** [y](http://z)'.",
    ],
    [
      'control characters',
      'status qq\u0000\u001B[31mzz',
      'unknown_state',
      "I don't know a State called 'qq [31mzz'.",
    ],
    [
      'half a character',
      'status qq\uD800',
      'unknown_state',
      "I don't know a State called 'qq\uFFFD'.",
    ],
    [
      'SQL',
      "status '; DROP TABLE facts; --",
      'unknown_state',
      "I don't know a State called ''; DROP TABLE facts; --'.",
    ],
    [
      'a State that does not exist',
      'status Absurdistan',
      'unknown_state',
      "I don't know a State called 'Absurdistan'.",
    ],
    [
      'an option twice',
      'status peru share share',
      'option_twice',
      "'share' is given twice: give it once.",
    ],
    [
      'a prototype’s key',
      'status peru __proto__:x',
      'unknown_state',
      "I don't know a State called 'peru __proto__:x'.",
    ],
    [
      'a built-in name',
      'status peru constructor:x',
      'unknown_option',
      "/upr status has no option 'constructor'.",
    ],
  ])('such as %s is answered', async (_, typed, problem, title) => {
    const reply = await ask(typed);

    expect([reply.problem, reply.title]).toEqual([problem, title]);
  });

  it('of 4,000 characters is echoed in part, cut at a word', async () => {
    const reply = await ask(`statsu ${'word '.repeat(800)}`);

    expect(words(reply).split('\n')[1]).toBe(
      `You typed: statsu ${'word '.repeat(38).trim()}… — did you mean /upr status?`,
    );
  });

  it('of any kind is answered, within what a header and a button hold', async () => {
    const known = fc.constantFrom(
      'status ',
      'follow ',
      'statsu ',
      'peru ',
      'guinea',
      ' cycle:',
      ' share',
      '"',
      ' as-of ',
    );
    const typed = fc
      .array(fc.oneof(known, fc.string({ unit: 'binary' })))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const { title, buttons = [] } = await ask(text);
        expect(title.length).toBeLessThanOrEqual(150);
        for (const each of buttons)
          if (each.does !== 'open') expect(each.command.length).toBeLessThanOrEqual(80);
      }),
    );
  });

  it('in options that a platform has taken apart is answered', async () => {
    const options = fc.dictionary(
      fc.constantFrom('state', 'cycle', 'as-of', 'share', '__proto__'),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('status', 'follow', 'nothing'),
        options,
        async (command, given) => {
          expect((await ask({ command, options: given })).title).not.toBe('');
        },
      ),
    );
  });
});

describe('suggestions while typing', () => {
  const desk = open();
  const suggested = (command: string, option: string, typed: string): readonly string[] => {
    const offered = desk.suggest(command, option, typed, CALLER);
    if (offered instanceof Promise) throw new Error('A store was asked');
    return offered.map(({ label, value }) => `${value}: ${label}`);
  };

  it.each([
    ['States by name', 'status', 'state', 'mal', ['MLI: Mali', 'MLT: Malta']],
    ['the States with the next dates first', 'status', 'state', '', ['MLI: Mali', 'PER: Peru']],
    ['choices', 'status', 'view', 's', ['short: short']],
    ['a session to follow', 'follow', 'subject', '53', ['upr/s53: Session 53, 2–13 Nov 2026']],
    ['a State to follow', 'follow', 'subject', 'per', ['state/PER: Peru']],
    ['everything to follow', 'follow', 'subject', 'al', ['all: Everything']],
    [
      'sessions, those to come first',
      'follow',
      'sitting',
      '',
      [
        '54: Session 54, Jan – Feb 2027',
        '53: Session 53, 2–13 Nov 2026',
        '52: Session 52, 4–15 May 2026',
      ],
    ],
    ['statements by their words', 'follow', 'statement', 'amnesty wat', ['pe-1: Letter on water']],
    ['commands', 'follow', 'about', 'st', ['status: status']],
    ['nothing for days', 'status', 'as-of', '2', []],
    ['nothing for an option that there is not', 'status', 'nothing', '', []],
    ['nothing for a command that there is not', 'nothing', 'state', '', []],
  ])('are %s', (_, command, option, typed, expected) => {
    expect(suggested(command, option, typed)).toEqual(expected);
  });

  it('are at most 25 short labels for any text', () => {
    const option = fc.constantFrom('subject', 'sitting', 'statement', 'about', 'constructor');
    fc.assert(
      fc.property(option, fc.string({ unit: 'binary' }), (name, typed) => {
        expect(suggested('follow', name, typed).length).toBeLessThanOrEqual(25);
      }),
    );
  });
});

describe('what a follow is of', () => {
  const states = createStateIndex(STATES);

  it.each([
    ['peru', 'state/PER'],
    ['session 53', 'upr/s53'],
    ['all', 'all'],
  ])('%s is %s', (typed, subject) => {
    expect(readSubject(states, typed)).toBe(subject);
  });

  it('must be one State', () => {
    expect(() => readSubject(states, 'guinea')).toThrow(
      new UserError(
        "Not a State, a session or all: 'guinea'. Did you mean Guinea or Guinea-Bissau?",
      ),
    );
  });
});
