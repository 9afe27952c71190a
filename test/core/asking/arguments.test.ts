import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, readArguments, readStructured } from '../../../src/core/asking/arguments.ts';
import type { Command, Option } from '../../../src/core/command.ts';

const STATE: Option = { kind: 'state', summary: 'A State', positional: true };

const command = (name: string, options: Record<string, Option> = {}): Command => ({
  name,
  summary: `${name}, in short`,
  examples: [name],
  options,
  run: () => ({ title: name, tone: 'calm', audience: 'caller', blocks: [] }),
});

const STATUS = command('status', {
  state: { ...STATE, required: true },
  cycle: { kind: 'number', summary: 'A cycle' },
});
const STATEMENTS = command('statements', {
  state: STATE,
  org: { kind: 'text', summary: 'An organisation' },
  search: { kind: 'text', summary: 'Words' },
});
const ABOUT = command('about');
const NOTE = command('note', { words: { kind: 'text', summary: 'Words', positional: true } });
const COMMANDS = [STATUS, STATEMENTS, ABOUT, NOTE];

const TITLE = { title: { kind: 'text', summary: 'A title', positional: true } } as const;
const WITH_SEVERAL_WORDS = [
  ...COMMANDS,
  command('help', { command: { kind: 'command', summary: 'One command', positional: true } }),
  command('deadlines', { state: STATE }),
  command('deadline add', TITLE),
  command('deadline edit', TITLE),
  command('account'),
  command('account link'),
  command('admin link'),
  command('admin organisation add', TITLE),
  command('admin organisation drop', TITLE),
];

/** What is read, with the command by name. */
function read(typed: string, root?: string, commands: readonly Command[] = COMMANDS): object {
  const reading = readArguments(typed, commands, root);
  return 'command' in reading ? { ...reading, command: reading.command.name } : reading;
}

const asked = (name: string, options: object, short = false): object => ({
  kind: 'command',
  command: name,
  options,
  short,
});

describe('typing a command', () => {
  it.each([
    ['status usa', { state: 'usa' }],
    ['status united states', { state: 'united states' }],
    ['STATUS usa', { state: 'usa' }],
    ['/status usa', { state: 'usa' }],
    ['/upr status usa', { state: 'usa' }],
    ['upr status usa', { state: 'usa' }],
    ['  status \t usa  ', { state: 'usa' }],
    ['status\nusa\u0000', { state: 'usa' }],
    ['\u200Estatus \u2068us\u00ADa\u2069', { state: 'usa' }],
    ['status united states cycle:4', { state: 'united states', cycle: '4' }],
    ['status cycle:4 united states', { state: 'united states', cycle: '4' }],
    ['status united cycle:4 states', { state: 'united states', cycle: '4' }],
    ['status usa cycle=4', { state: 'usa', cycle: '4' }],
    ['status usa cycle: 4', { state: 'usa', cycle: '4' }],
    ['status usa cycle 4', { state: 'usa', cycle: '4' }],
    ['status usa Cycle：4', { state: 'usa', cycle: '4' }],
    ['status usa --cycle 4', { state: 'usa', cycle: '4' }],
    ['status usa --cycle=4', { state: 'usa', cycle: '4' }],
    ['status usa —cycle 4', { state: 'usa', cycle: '4' }],
    ['status usa as-of:2025-08-01', { state: 'usa', 'as-of': '2025-08-01' }],
    ['status usa as_of=2025-08-01', { state: 'usa', 'as-of': '2025-08-01' }],
    ['status usa asof 2025-08-01', { state: 'usa', 'as-of': '2025-08-01' }],
    ['status usa as of 2025-08-01', { state: 'usa', 'as-of': '2025-08-01' }],
    ['status usa share', { state: 'usa', share: 'yes' }],
    ['status share usa', { state: 'usa', share: 'yes' }],
    ['status usa share:no', { state: 'usa', share: 'no' }],
    ['status usa --share', { state: 'usa', share: 'yes' }],
    ['status state:usa', { state: 'usa' }],
    ['status state:united states cycle:4', { state: 'united states', cycle: '4' }],
    ["status cote d'ivoire", { state: "cote d'ivoire" }],
    ['status cote d’ivoire', { state: 'cote d’ivoire' }],
    ['status "share"', { state: 'share' }],
    ['status 12:30', { state: '12:30' }],
    ['status <!channel>', { state: '<!channel>' }],
    ['status https://ohchr.org/usa', { state: 'https://ohchr.org/usa' }],
  ])('reads %j', (typed, options) => {
    expect(read(typed)).toEqual(asked('status', options));
  });

  it.each(['"', '“ ”', '„ “', '‘ ’', "' '", '« »', '» «'])(
    'holds words together in %s',
    (marks) => {
      const [open = '', close = open] = marks.split(' ');

      expect(read(`statements usa org:${open}Human Rights Watch${close}`)).toEqual(
        asked('statements', { state: 'usa', org: 'Human Rights Watch' }),
      );
    },
  );

  it('leaves a colon in free words alone', () => {
    expect(read('note water: a right')).toEqual(asked('note', { words: 'water: a right' }));
  });

  it('takes a State alone for its status', () => {
    expect(read('united states cycle:4')).toEqual(
      asked('status', { state: 'united states', cycle: '4' }, true),
    );
  });

  it('strips the root that it was given', () => {
    expect(read('/upr-bot status usa', '/upr-bot')).toEqual(asked('status', { state: 'usa' }));
  });

  it('is empty where only the root is typed', () => {
    expect(['', '  ', '/upr', '\u0007'].map((typed) => read(typed))).toEqual(
      Array.from({ length: 4 }, () => ({ kind: 'empty' })),
    );
  });
});

describe('a command whose name has several words', () => {
  const readAll = (typed: string): object => read(typed, '/upr', WITH_SEVERAL_WORDS);

  it.each([
    ['deadline add Draft', 'deadline add', { title: 'Draft' }],
    ['Deadline  ADD Draft', 'deadline add', { title: 'Draft' }],
    ['deadlines peru', 'deadlines', { state: 'peru' }],
    ['account', 'account', {}],
    ['account link', 'account link', {}],
    ['admin link', 'admin link', {}],
    ['/upr admin link', 'admin link', {}],
    ['/upr-admin link', 'admin link', {}],
    ['upr-admin LINK', 'admin link', {}],
    ['/upr-admin organisation add ACLU', 'admin organisation add', { title: 'ACLU' }],
    ['/upr-admin', 'help', { command: 'admin' }],
    ['/upr admin', 'help', { command: 'admin' }],
    ['/upr-admin help', 'help', { command: 'admin' }],
    ['/upr-admin help organisation add', 'help', { command: 'admin organisation add' }],
    ['help deadline add', 'help', { command: 'deadline add' }],
  ])('is read from %j', (typed, name, options) => {
    expect(readAll(typed)).toEqual(asked(name, options));
  });

  it.each([
    ['deadline', { verb: 'deadline', after: '', nearest: ['deadlines'] }],
    ['deadline peru', { verb: 'deadline', next: 'peru', after: 'peru', nearest: ['deadlines'] }],
    [
      'deadline ad Draft',
      { verb: 'deadline', next: 'ad', after: 'Draft', nearest: ['deadline add'] },
    ],
    ['deadline "add"', { verb: 'deadline', after: '"add"', nearest: ['deadlines'] }],
    ['account lnik', { verb: 'account', next: 'lnik', after: '', nearest: ['account link'] }],
    [
      'account frobnicate',
      { verb: 'account', next: 'frobnicate', after: 'frobnicate', nearest: [] },
    ],
    ['/upr-admin lnik', { verb: 'admin', next: 'lnik', after: '', nearest: ['admin link'] }],
    [
      'admin organization',
      {
        verb: 'admin',
        next: 'organization',
        after: '',
        nearest: ['admin organisation add', 'admin organisation drop'],
      },
    ],
    ['admin organisation', { verb: 'admin organisation', after: '', nearest: [] }],
    [
      'admin organisation dorp ACLU',
      {
        verb: 'admin organisation',
        next: 'dorp',
        after: 'ACLU',
        nearest: ['admin organisation drop'],
      },
    ],
  ])('is begun only by %j', (typed, begun) => {
    expect(readAll(typed)).toEqual({ kind: 'incomplete_verb', ...begun });
  });

  it.each([
    ['dedline add Draft', { verb: 'dedline add', after: 'Draft', nearest: ['deadline add'] }],
    ['deadlines add Draft', { verb: 'deadlines add', after: 'Draft', nearest: ['deadline add'] }],
    ['deadlin usa', { verb: 'deadlin', after: 'usa', nearest: ['deadlines', 'deadline'] }],
    ['amdin', { verb: 'amdin', after: '', nearest: ['admin'] }],
    [
      'organisation add X',
      { verb: 'organisation add', after: 'X', nearest: ['admin organisation add'] },
    ],
    ['link', { verb: 'link', after: '', nearest: ['account link', 'admin link'] }],
  ])('is nearest to %j', (typed, near) => {
    expect(readAll(typed)).toEqual({ kind: 'unknown_verb', ...near });
  });

  it.each(['united states', 'south sudan', 'peru cycle:4'])('is not seen in %j', (typed) => {
    expect(readAll(typed)).toMatchObject({ command: 'status', short: true });
  });

  it('is asked again by its whole name', () => {
    const again = canonical(command('deadline add', TITLE), { title: 'First draft' });

    expect([again, readAll(again)]).toEqual([
      'deadline add "First draft"',
      asked('deadline add', { title: 'First draft' }),
    ]);
  });

  it('never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      'admin',
      'deadline',
      'add',
      'organisation',
      'help',
      '/upr-admin',
      '"x"',
      ':',
      '--',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary' }))), (typed) => {
        expect(readAll(typed.join(' '))).toHaveProperty('kind');
      }),
    );
  });
});

describe('a command of a moment', () => {
  const NOW = { ...command('note add', TITLE), shared: false } as const;

  it('does not take a past day', () => {
    expect(read('note add x as-of:2025-11-08', '/upr', [NOW])).toEqual({
      kind: 'unknown_option',
      command: 'note add',
      option: 'as-of',
      nearest: [],
    });
  });

  it('leaves "as of" in its words', () => {
    expect(read('note add Report as of May', '/upr', [NOW])).toEqual(
      asked('note add', { title: 'Report as of May' }),
    );
  });
});

describe('mistyping a command', () => {
  it.each([
    [
      'statsu usa cycle:4',
      { kind: 'unknown_verb', verb: 'statsu', after: 'usa cycle:4', nearest: ['status'] },
    ],
    [
      'statsu "share"',
      { kind: 'unknown_verb', verb: 'statsu', after: '"share"', nearest: ['status'] },
    ],
    ['abot', { kind: 'unknown_verb', verb: 'abot', after: '', nearest: ['about'] }],
    ['status usa cycle:3 cycle:4', { kind: 'option_twice', command: 'status', option: 'cycle' }],
    ['status usa state:fra', { kind: 'option_twice', command: 'status', option: 'state' }],
    ['status usa share share', { kind: 'option_twice', command: 'status', option: 'share' }],
    [
      'status usa cycl:4',
      { kind: 'unknown_option', command: 'status', option: 'cycl', nearest: ['cycle'] },
    ],
    [
      'status usa --verbose',
      { kind: 'unknown_option', command: 'status', option: 'verbose', nearest: [] },
    ],
    ['status usa cycle:', { kind: 'missing_value', command: 'status', option: 'cycle' }],
    ['status usa --cycle', { kind: 'missing_value', command: 'status', option: 'cycle' }],
    ['status usa cycle share:yes', { kind: 'missing_value', command: 'status', option: 'cycle' }],
    ['status usa cycle:""', { kind: 'missing_value', command: 'status', option: 'cycle' }],
    ['status', { kind: 'missing_option', command: 'status', option: 'state' }],
    ['status cycle:4', { kind: 'missing_option', command: 'status', option: 'state' }],
    ['about it all', { kind: 'spare_words', command: 'about', words: 'it all' }],
  ])('%j is told apart', (typed, problem) => {
    expect(read(typed)).toEqual(problem);
  });

  it('names an option twice whatever stands between', () => {
    const words = fc.array(fc.constantFrom('usa', 'share', 'as-of:2025-01-01', '"x y"'), {
      maxLength: 3,
    });
    const form = fc.constantFrom('cycle:4', 'cycle=4', '--cycle 4', 'cycle 4', 'Cycle: 4');
    fc.assert(
      fc.property(form, words, form, (first, between, second) => {
        const once = [...new Set(between)];
        expect(read(['status', first, ...once, second].join(' '))).toEqual({
          kind: 'option_twice',
          command: 'status',
          option: 'cycle',
        });
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          'status',
          'cycle',
          ':',
          '=',
          '--',
          '"',
          '“',
          '’',
          '\\',
          ' ',
          'as of',
          '/upr',
        ),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(pieces, (typed) => {
        expect(read(typed.join(''))).toHaveProperty('kind');
      }),
    );
  });

  it.each(['x', '"', "'a ", '“', 'a:', '\\"'])('reads 40,000 times %j', (piece) => {
    expect(read(piece.repeat(40_000))).toHaveProperty('kind');
  });
});

describe('options that a platform has taken apart', () => {
  it('are read as they are, without those left empty', () => {
    expect(readStructured('status', { state: 'cycle 4', cycle: '' }, COMMANDS)).toEqual({
      kind: 'command',
      command: STATUS,
      options: { state: 'cycle 4' },
      short: false,
    });
  });

  it('must hold what is required', () => {
    expect(readStructured('status', {}, COMMANDS)).toEqual({
      kind: 'missing_option',
      command: STATUS,
      option: 'state',
    });
  });

  it('must be of a command that there is', () => {
    expect(readStructured('statu', {}, COMMANDS)).toEqual({
      kind: 'unknown_verb',
      verb: 'statu',
      after: '',
      nearest: ['status'],
    });
  });
});

describe('the text that asks again', () => {
  it.each([
    [
      STATUS,
      { state: 'USA', cycle: '4', 'as-of': '2025-11-08' },
      'status USA cycle:4 as-of:2025-11-08',
    ],
    [
      STATUS,
      { 'as-of': '2025-11-08', state: 'USA', share: 'yes' },
      'status USA as-of:2025-11-08 share',
    ],
    [STATEMENTS, { org: 'Human Rights Watch' }, 'statements org:"Human Rights Watch"'],
    [STATEMENTS, { state: 'cycle', org: 'say "no"' }, 'statements cycle org:"say \\"no\\""'],
    [STATUS, { state: 'cycle' }, 'status "cycle"'],
    [ABOUT, {}, 'about'],
  ])('is short and plain', (of, options, text) => {
    expect(canonical(of, options)).toBe(text);
  });

  it('is read back to the same options', () => {
    const value = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom(
          'as',
          'share',
          '--cycle',
          'org:x',
          '"',
          '\\',
          '«x»',
          "'",
          'as of 2025',
          '/upr',
        ),
      )
      // Control characters become spaces when read, and the ends are trimmed.
      .filter((text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) && text.trim() === text);
    const options = fc.record(
      { state: value, org: value, search: value, share: fc.constant('yes') },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(options, (given) => {
        const wanted = { ...given };
        expect(read(canonical(STATEMENTS, wanted))).toEqual(asked('statements', wanted));
      }),
      { numRuns: 500 },
    );
  });
});
