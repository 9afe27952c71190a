import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { OWNED } from '../db/tenancy.ts';
import { VARIABLES } from '../src/config.ts';
import { codeOf, filesIn, importsOf, namesIn, textOf } from './support/sources.ts';

const isSource = (file: string): boolean => file.endsWith('.ts');
/** All that is shipped. */
const SOURCES = [...filesIn('src'), ...filesIn('commands'), ...filesIn('db')].filter(isSource);
const ADAPTERS = namesIn('src/adapters');

/** A part of the house, and what it may import beside itself. */
interface Room {
  readonly holds: RegExp;
  readonly rooms: readonly string[];
  readonly packages: RegExp;
}

const NOTHING = /^$/;
const EVERYTHING = /./;

/** The table of design: a ground, rooms that do not know each other, a roof that nobody imports. */
const ROOMS: Readonly<Record<string, Room>> = {
  core: { holds: /^src\/core\//, rooms: [], packages: /^temporal-polyfill$/ },
  commands: { holds: /^commands\//, rooms: ['core'], packages: NOTHING },
  mechanisms: { holds: /^src\/mechanisms\//, rooms: ['core'], packages: NOTHING },
  beat: {
    holds: /^src\/reminders\/scheduler\.ts$/,
    rooms: ['core', 'reminders'],
    packages: /^node-cron$/,
  },
  reminders: { holds: /^src\/reminders\//, rooms: ['core', 'beat'], packages: NOTHING },
  router: { holds: /^src\/router\.ts$/, rooms: ['core'], packages: NOTHING },
  slack: { holds: /^src\/adapters\/slack\//, rooms: ['core'], packages: /^(@slack\/.+|node:.+)$/ },
  discord: {
    holds: /^src\/adapters\/discord\//,
    rooms: ['core'],
    packages: /^(discord\.js|@discordjs\/.+|discord-api-types|node:.+)$/,
  },
  console: { holds: /^src\/adapters\/console\//, rooms: ['core'], packages: /^node:.+$/ },
  'drizzle-kit': { holds: /^db\/drizzle\.config\.ts$/, rooms: [], packages: /^drizzle-kit$/ },
  db: {
    holds: /^db\//,
    rooms: ['core'],
    packages: /^(drizzle-orm|better-sqlite3|csv-parse|csv-stringify|fflate|node:.+)$/,
  },
  config: { holds: /^src\/config\.ts$/, rooms: [], packages: NOTHING },
  roof: {
    holds: /^src\/((main|house|platforms|cli|log|version|vigil)\.ts|cli\/)/,
    rooms: [
      'core',
      'commands',
      'mechanisms',
      'beat',
      'reminders',
      'router',
      'slack',
      'discord',
      'console',
      'db',
      'config',
    ],
    packages: EVERYTHING,
  },
};

/** The first room that holds the file; `''` for none. */
const roomOf = (file: string): string =>
  Object.keys(ROOMS).find((name) => ROOMS[name]?.holds.test(file)) ?? '';

const isOurs = (imported: string): boolean => /^(src|commands|db|test)\//.test(imported);

/** `commands/status.ts imports db/open.ts (commands may import itself, core)`, for each import that the table forbids. */
function trespasses(file: string): readonly string[] {
  const name = roomOf(file);
  const room = ROOMS[name] ?? { holds: NOTHING, rooms: [], packages: NOTHING };
  return importsOf(file)
    .filter((imported) => {
      if (!isOurs(imported)) return !room.packages.test(imported);
      const to = roomOf(imported);
      return to !== name && !room.rooms.includes(to);
    })
    .map((imported) => `${file} imports ${imported} (${name} may import ${allowed(name, room)})`);
}

const allowed = (name: string, { rooms, packages }: Room): string =>
  [name, ...rooms, packages === NOTHING ? 'no package' : String(packages)].join(', ');

describe('the house', () => {
  it('has a room for every source', () => {
    expect(SOURCES.filter((file) => roomOf(file) === '')).toEqual([]);
  });

  it.each(Object.keys(ROOMS))('lets %s import only what its row says', (name) => {
    const files = SOURCES.filter((file) => roomOf(file) === name);

    expect(files.flatMap(trespasses)).toEqual([]);
  });

  it('imports files that are there', () => {
    const missing = SOURCES.flatMap((file) =>
      importsOf(file)
        .filter((imported) => isOurs(imported) && !SOURCES.includes(imported))
        .map((imported) => `${file} imports ${imported}`),
    );

    expect(missing).toEqual([]);
  });

  it('has no circle of imports, but for command and core, which name each other', () => {
    expect(circles()).toEqual(['src/core/command.ts → src/core/core.ts → src/core/command.ts']);
  });
});

/** The folders of the ground, and which of them each may import: all know the nouns that lie beside the folders. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  words: [],
  dates: ['words'],
  record: ['dates'],
  states: ['record', 'words'],
  asking: ['words', 'dates', 'record', 'states'],
  coalition: ['asking', 'own', 'dates', 'words'],
  own: ['asking', 'coalition', 'dates', 'record', 'words'],
};

/** `words`; `''` for the nouns. */
const folderOf = (file: string): string => /^src\/core\/(\w+)\//.exec(file)?.[1] ?? '';

describe('the ground', () => {
  const files = SOURCES.filter((file) => file.startsWith('src/core/'));

  it('has a row for each folder', () => {
    const folders = new Set(files.map(folderOf).filter((folder) => folder !== ''));

    expect([...folders].toSorted()).toEqual(Object.keys(GROUND).toSorted());
  });

  it.each(Object.entries(GROUND))(
    'lets %s import of the others only %j',
    (folder, allowedThere) => {
      const others = files
        .filter((file) => folderOf(file) === folder)
        .flatMap((file) => importsOf(file).map((imported) => ({ file, to: folderOf(imported) })))
        .filter(({ to }) => to !== '' && to !== folder && !allowedThere.includes(to));

      expect(others).toEqual([]);
    },
  );
});

/** Ways that lead back to where they began; at least one of each circle, from its first file. */
function circles(): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) found.add(asCircle(way.slice(at)));
    if (at !== -1 || done.has(file)) return;
    for (const next of importsOf(file).filter(isOurs)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of SOURCES.toSorted()) walk(file, []);
  return [...found];
}

function asCircle(way: readonly string[]): string {
  const first = way.indexOf(way.toSorted()[0] ?? '');
  const turned = [...way.slice(first), ...way.slice(0, first)];
  return [...turned, turned[0]].join(' → ');
}

describe('what has one place', () => {
  const elsewhere = (words: RegExp, home: string): readonly string[] =>
    SOURCES.filter((file) => file !== home && words.test(codeOf(file)));

  it('is the environment, in src/config.ts', () => {
    expect(elsewhere(/\bprocess\.env\b|\bimport\.meta\.env\b/, 'src/config.ts')).toEqual([]);
  });

  it('is the time, in src/core/clock.ts', () => {
    const now =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\()|\bperformance\.now\b|\bTemporal\.Now\b/;

    expect(elsewhere(now, 'src/core/clock.ts')).toEqual([]);
  });

  it('is SQL, in db/', () => {
    const sql = /\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|CREATE TABLE)\b/;

    expect(elsewhere(sql, '').filter((file) => !file.startsWith('db/'))).toEqual([]);
  });
});

describe('what a coalition owns', () => {
  const owned = Object.keys(OWNED).join('|');
  const asked = new RegExp(`\\.(?:from|update|insert|delete)\\((?:${owned})\\b|\\bcountEach\\(`);

  it('is asked of db/tenancy.ts, but for what is done for all coalitions or for one person', () => {
    const elsewhere = SOURCES.filter(
      (file) => file !== 'db/tenancy.ts' && asked.test(codeOf(file).replace(/\s+\./g, '.')),
    );

    expect(elsewhere.toSorted()).toEqual(Object.keys(BEYOND_COALITIONS).toSorted());
  });
});

/** Why no one coalition can be named there. */
const BEYOND_COALITIONS: Readonly<Record<string, string>> = {
  'db/archive/writing.ts': 'an import looks whether an id is taken in any coalition',
  'db/coalitions/ending.ts': 'who is of no other coalition is forgotten with the last',
  'db/coalitions/holdings.ts': 'the command line lists all coalitions',
  'db/coalitions/known.ts': 'finds the coalition of a place',
  'db/coalitions/rows.ts': 'finds the coalition of a place',
  'db/links/asked.ts': 'what a coalition has asked of others, who own it',
  'db/links/codes.ts': 'a code leads to the coalition that gave it',
  'db/links/own-ids.ts': 'two coalitions become one',
  'db/links/tries.ts': 'wrong codes count wherever they were typed',
  'db/members/linking.ts': 'a person in all their coalitions',
  'db/members/purge.ts': 'what keeps a person out of all their coalitions',
  'db/members/removed.ts': 'a person in all their coalitions',
  'db/members/silence.ts': 'housekeeping of all coalitions',
  'db/members/unlinking.ts': 'a person in all their coalitions',
  'db/outbox/claims.ts': 'the dispatcher serves all coalitions',
  'db/outbox/entering.ts': 'the planner serves all coalitions',
  'db/outbox/retention.ts': 'housekeeping of all coalitions',
  'db/outbox/settlements.ts': 'the dispatcher serves all coalitions',
  'db/outbox/standing.ts': 'the planner serves all coalitions',
  'db/stores/audit.ts': 'the command line exports all logs',
  'db/stores/channels.ts': 'the scheduler serves all coalitions',
  'db/stores/links.ts': 'housekeeping of all coalitions',
  'db/stores/outbox.ts': 'the planner and dispatcher serve all coalitions',
  'db/stores/own-deadlines.ts': 'the scheduler serves all coalitions',
};

describe('a list', () => {
  const beside = (folder: string): readonly string[] =>
    namesIn(folder)
      .filter((name) => name !== 'index.ts')
      .map((name) => `${folder}/${isSource(name) ? name : `${name}/index.ts`}`)
      .toSorted();
  /** Commands of two or three words lie in folders. */
  const commandFiles = filesIn('commands')
    .filter((file) => file !== 'commands/index.ts')
    .toSorted();

  it('of commands names all that lies under it, and nothing else', () => {
    const named = importsOf('commands/index.ts').filter((file) => file.startsWith('commands/'));

    expect(named.toSorted()).toEqual(commandFiles);
  });

  it.each(['src/mechanisms', 'src/reminders/rules'])(
    '%s names all that lies beside it, and nothing else',
    (folder) => {
      const named = importsOf(`${folder}/index.ts`).filter((file) => file.startsWith(`${folder}/`));

      expect(named.toSorted()).toEqual(beside(folder));
    },
  );

  it('of commands names each as its file', () => {
    const files = commands.map(({ name }) => `commands/${name.replaceAll(' ', '/')}.ts`);

    expect(files.toSorted()).toEqual(commandFiles);
  });

  it('of variables in .env.example is the one that the config reads', () => {
    const listed = [...textOf('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

    expect(listed.toSorted()).toEqual(VARIABLES.toSorted());
  });
});

describe('a platform', () => {
  it.each(ADAPTERS)('%s has the five files of an adapter, and passes the contract', (platform) => {
    const files = [
      ...['index', 'intake', 'render', 'failures', 'limits'].map(
        (name) => `src/adapters/${platform}/${name}.ts`,
      ),
      `test/adapters/${platform}/contract.test.ts`,
    ];

    expect(files.filter((file) => !ALL.includes(file))).toEqual([]);
  });
});

/** Everything in the repository. */
const ALL = filesIn('.');

describe('a source', () => {
  /** Longer files are two. */
  const MOST_LINES = 260;

  it(`is at most ${MOST_LINES} lines long`, () => {
    const long = SOURCES.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > MOST_LINES)
      .map(({ file, lines }) => `${file} has ${lines} lines (at most ${MOST_LINES})`);

    expect(long).toEqual([]);
  });

  it('exports by name', () => {
    const nameless = SOURCES.filter((file) => /^export default\b/m.test(codeOf(file)));

    expect(nameless).toEqual(['db/drizzle.config.ts']);
  });

  it('has no any', () => {
    const any = /(?:[:<|&,(]|\bas|=>)\s*any\b(?!\s*[\w'’])/;

    expect(SOURCES.filter((file) => any.test(codeOf(file)))).toEqual([]);
  });

  it('is named in kebab-case, for the noun that it holds', () => {
    const named = /^[a-z0-9]+(-[a-z0-9]+)*(\.config)?\.ts$/;
    const drawers = /^(utils?|helpers?|types?|common|misc|base|managers?)\.ts$/;
    const wrong = SOURCES.filter((file) => {
      const name = file.split('/').at(-1) ?? '';
      return !named.test(name) || drawers.test(name);
    });

    expect(wrong).toEqual([]);
  });

  it('has its mirrored test, or its folder has', () => {
    const untested = SOURCES.filter((file) => !isTested(file)).map(
      (file) => `${file} (expected ${mirrorOf(file)})`,
    );

    expect(untested).toEqual([]);
  });
});

/** Rooms of which every file has a test of its own name. */
const EACH = /^(commands|src\/reminders\/rules|db\/stores)\/(?!index\.ts)/;
/** What the roof joins or a tool reads: end-to-end tests and `.ci/run` go through these. */
const THROUGH_OTHERS =
  /^(src\/(main|house|platforms|cli|log|version|vigil)\.ts|src\/cli\/|db\/drizzle\.config\.ts|(commands|src\/mechanisms|src\/reminders\/rules)\/index\.ts)/;

const mirrorOf = (file: string): string =>
  `test/${file.replace(/^src\//, '').replace(/\.ts$/, '')}.test.ts`;

function isTested(file: string): boolean {
  if (THROUGH_OTHERS.test(file) || ALL.includes(mirrorOf(file))) return true;
  const folder = posix.dirname(mirrorOf(file));
  // The parts of one thing, as of the loader in db/files, are tested where it is.
  const folders = [folder, posix.dirname(folder)].filter((one) => one.includes('/'));
  const tests = ALL.filter((other) => other.endsWith('.test.ts')).map((test) =>
    posix.dirname(test),
  );
  return !EACH.test(file) && folders.some((one) => tests.includes(one));
}

describe('what is committed', () => {
  it('names no folder of one machine', () => {
    const texts = ALL.filter((file) => /\.(ts|md|json|csv|sql|ya?ml|example)$|\/run$/.test(file));
    const machine = /(?<![\w.~%/:$}>-])\/(home|Users|root|work|farm|mnt)\/\w/;

    expect(texts.filter((file) => machine.test(textOf(file)))).toEqual([]);
  });
});
