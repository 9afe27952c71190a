import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../db/archive/archive-file.ts';
import { archive, COALITION_ID, entry, uuid } from '../support/archive.ts';
import { founded, NOON } from '../support/coalition.ts';
import { commandLine, ENTRY, type Ended } from '../support/command-line.ts';

/** The second of two coalitions, the first being of the archive that the builders make. */
const OTHER = { platform: 'slack', workspace: 'T2' };

const { environment, onDatabase, path, vigil } = commandLine();

/** Two coalitions: Water Defenders with one of everything, and another without. */
const withTwo = (): Promise<string> =>
  onDatabase(async (stores) => {
    await stores.archives.write(archive({ log: [entry({ person: uuid(99) })] }), NOON);
    return (await founded(stores, OTHER, undefined, 'Land Defenders')).coalition;
  });

const names = (): Promise<readonly string[]> =>
  onDatabase(async ({ coalitions }) => (await coalitions.all()).map(({ name }) => name));

describe('vigil coalition list', () => {
  it('prints each with what it owns', async () => {
    await withTwo();

    const { out, code } = await vigil('coalition', 'list');

    expect(code).toBe(0);
    expect(out).toContain(
      `${COALITION_ID}  Water Defenders\n  1 place, 1 member, 1 organisation, 1 own deadline, founded on 22 Nov 2026\n`,
    );
    expect(out).toContain('Land Defenders\n  1 place, 1 member, 0 organisations, 0 own deadlines');
  });

  it('prints the same for programs', async () => {
    await withTwo();

    const { out } = await vigil('coalition', 'list', '--format', 'json');

    expect((JSON.parse(out) as object[])[0]).toEqual({
      id: COALITION_ID,
      name: 'Water Defenders',
      places: 1,
      members: 1,
      organisations: 1,
      deadlines: 1,
      follows: 1,
      foundedAt: '2026-11-22T11:00:00.000Z',
      purgeAt: null,
    });
  });
});

describe('vigil coalition export', () => {
  it('writes a file that only its owner may read, and says so in the log', async () => {
    await withTwo();

    const { err, code } = await vigil('coalition', 'export', 'water defenders');
    const [file = ''] = readdirSync(path()).filter((name) => name.endsWith('.zip'));

    expect(code).toBe(0);
    expect(err).toContain(`${file}\n`);
    expect(unpack(readFileSync(path(file))).deadlines).toEqual(archive().deadlines);
    const { entries } = await onDatabase(({ audit }) =>
      audit.page(COALITION_ID, {}, { offset: 0, limit: 1 }),
    );
    expect(entries).toMatchObject([{ action: 'coalition.exported' }]);
  });

  it('never writes over a file', async () => {
    await withTwo();
    const kept = path('kept.zip');
    writeFileSync(kept, 'kept');

    const { err, code } = await vigil('coalition', 'export', COALITION_ID, '--out', kept);

    expect(code).toBe(1);
    expect(err).toContain('is there already: nothing was written over. Choose another name.');
    expect(readFileSync(kept, 'utf8')).toBe('kept');
  });

  it('takes the beginning of an id, and names what there is where it is none', async () => {
    const land = await withTwo();

    const found = await vigil('coalition', 'export', land.slice(0, 6), '--out', 'land.zip');
    const none = await vigil('coalition', 'export', 'nobody');

    expect(found.code).toBe(0);
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toContain(
      `There is no coalition 'nobody' in this database. There are: ${COALITION_ID} (Water Defenders), ${land} (Land Defenders).`,
    );
  });
});

describe('vigil coalition import', () => {
  it('takes over what another installation exported', async () => {
    writeFileSync(path('water.zip'), pack(archive(), '0.1.0').content);

    const { out, code } = await vigil('coalition', 'import', 'water.zip');

    expect(code).toBe(0);
    expect(out).toBe(
      `Imported ${COALITION_ID}  Water Defenders\n  1 place, 1 member, 1 organisation, 1 own deadline\n`,
    );
    expect(await names()).toEqual(['Water Defenders']);
  });

  it('names the places that are left to who works there', async () => {
    await onDatabase(async (stores) => {
      const other = { ...archive().coalition, id: uuid(2), name: 'First' };
      const parts = archive({ coalition: other, members: [], log: [] });
      await stores.archives.write(parts, NOON);
    });
    const second = archive({ follows: archive().follows.map((one) => ({ ...one, id: uuid(22) })) });
    writeFileSync(path('water.zip'), pack(second, '0.1.0').content);

    const { out } = await vigil('coalition', 'import', 'water.zip');

    expect(out).toContain(
      'Left to the coalition that works there: slack/T1 (Water Slack), with what it followed\n',
    );
  });

  it('refuses a coalition that is here already, and a file that is none', async () => {
    await withTwo();
    writeFileSync(path('water.zip'), pack(archive(), '0.1.0').content);
    writeFileSync(path('text.zip'), 'Dear all');

    const again = await vigil('coalition', 'import', 'water.zip');
    const text = await vigil('coalition', 'import', 'text.zip');

    expect(again.code).toBe(1);
    expect(again.err).toContain('is here already: nothing was imported');
    expect(text.code).toBe(2);
    expect(text.err).toBe(
      "vigil: Cannot import 'text.zip': it is not a zip file, or not all of one\n",
    );
    expect(await names()).toEqual(['Water Defenders', 'Land Defenders']);
  });
});

describe('vigil coalition purge', () => {
  it('deletes nothing without the name', async () => {
    await withTwo();

    const without = await vigil('coalition', 'purge', COALITION_ID, '--now');
    const wrong = await vigil('coalition', 'purge', COALITION_ID, '--now', '--confirm', 'Water');

    expect(without).toMatchObject({ code: 2 });
    expect(without.err).toContain('--confirm is missing (expected the name of the coalition)');
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.err).toContain(
      "Nothing was deleted: --confirm is 'Water', and the coalition is called 'Water Defenders'",
    );
    expect(await names()).toEqual(['Water Defenders', 'Land Defenders']);
  });

  it('deletes in seven days, unless it is called off', async () => {
    await withTwo();
    const dueAt = () =>
      onDatabase(async ({ coalitions }) => (await coalitions.get(COALITION_ID))?.purgeAt);

    const asked = await vigil('coalition', 'purge', COALITION_ID, '--confirm', 'Water Defenders');
    const due = await dueAt();
    const off = await vigil('coalition', 'purge', COALITION_ID, '--cancel');

    expect(asked.out).toContain(`To call it off: vigil coalition purge ${COALITION_ID} --cancel`);
    expect(due).toBeDefined();
    expect(off.out).toContain('stays: its deletion was called off');
    expect(await dueAt()).toBeUndefined();
  });

  it('deletes at once where that is asked for', async () => {
    await withTwo();

    const { out } = await vigil(
      ...['coalition', 'purge', COALITION_ID, '--confirm', 'Water Defenders', '--now'],
    );

    expect(out).toBe(`Deleted ${COALITION_ID}  Water Defenders, and all that it owned\n`);
    expect(await names()).toEqual(['Land Defenders']);
  });
});

describe('vigil audit export', () => {
  const linesOf = ({ out }: Ended): readonly Record<string, unknown>[] =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('prints a line an entry, oldest first, with who did it as they are called now', async () => {
    await withTwo();

    const [first, second] = linesOf(
      await vigil('audit', 'export', '--coalition', COALITION_ID, '--format', 'jsonl'),
    );

    expect(first).toEqual({
      seq: expect.any(Number) as number,
      coalition: COALITION_ID,
      at: '2026-11-22T11:00:00.000Z',
      person: uuid(99),
      who: 'a former member',
      organisation: null,
      place: 'slack/T1/C1',
      action: 'deadline.added',
      subject: 'd7k2',
      before: null,
      after: { title: 'Final text', date: '2026-12-01' },
    });
    expect(second).toMatchObject({ action: 'coalition.imported', person: null, who: 'Vigil' });
  });

  it('prints those of all coalitions, in the order in which things were done', async () => {
    const land = await withTwo();

    const lines = linesOf(await vigil('audit', 'export'));

    expect([...new Set(lines.map(({ coalition }) => coalition))]).toEqual([COALITION_ID, land]);
    expect(lines.map(({ seq }) => seq)).toEqual(
      lines.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b),
    );
    expect(lines.some(({ who }) => who === 'Ada')).toBe(true);
  });

  it('knows one format', async () => {
    expect(await vigil('audit', 'export', '--format', 'csv')).toMatchObject({
      code: 2,
      err: "vigil: --format is 'csv' (expected jsonl)\n",
    });
  });
});

describe('a database that there is not', () => {
  it.each([
    [['coalition', 'list']],
    [['coalition', 'export', 'water']],
    [['coalition', 'purge', 'water', '--cancel']],
    [['audit', 'export']],
  ])('is named by vigil %s, and not made', async (args) => {
    const typo = path('typo.db');

    const { code, err } = await vigil(...args, '--database', `file:${typo}`);

    expect([code, err]).toEqual([
      1,
      `vigil: There is no database '${typo}': nothing was created.\n`,
    ]);
    expect(readdirSync(path())).toEqual([]);
  });
});

describe('a reader that has enough', () => {
  it('ends the command without a word', async () => {
    await withTwo();
    const options = { cwd: path(), env: environment() };
    const child = spawn(process.execPath, [ENTRY, 'audit', 'export'], options);
    const said: string[] = [];
    child.stderr.on('data', (part) => said.push(String(part)));
    child.stdout.destroy();

    const code = await new Promise((ended) => child.on('close', ended));

    expect([code, said]).toEqual([0, []]);
  });
});
