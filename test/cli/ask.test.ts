import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import type { Reply } from '../../src/core/reply.ts';
import { founded, slackAccount } from '../support/coalition.ts';

const ENTRY = resolve('src/vigil.ts');
const folder = mkdtempSync(join(tmpdir(), 'vigil-ask-'));
const environment = {
  PATH: process.env['PATH'],
  NODE_NO_WARNINGS: '1',
  DATABASE_URL: `file:${join(folder, 'vigil.db')}`,
};
/** Three workspaces, each with a coalition of its own. */
beforeAll(async () => {
  const stores = openDatabase(environment.DATABASE_URL);
  for (const workspace of ['T1', 'T2', 'T3'])
    await founded(
      stores,
      { platform: 'slack', workspace },
      slackAccount('U1', workspace),
      workspace,
    );
  stores.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The coalitions that there are in the database now. */
async function coalitions(): Promise<readonly string[]> {
  const stores = openDatabase(environment.DATABASE_URL);
  const all = await stores.coalitions.all();
  stores.close();
  return all.map(({ name }) => name).toSorted();
}

/** `vigil ask`, in a folder of its own with a database that all these tests share. */
const ask = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((done) => {
    execFile(
      process.execPath,
      [ENTRY, 'ask', ...args],
      { cwd: folder, env: environment },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

const ADD = '/upr deadline add "Joint draft" for:peru date:2030-12-10';

describe('vigil ask --as', () => {
  it('may what the role may, in the place that is named', async () => {
    const added = await ask(ADD, '--as', 'editor', '--place', 'slack/T1');
    const read = await ask('/upr deadlines mine', '--as', 'editor', '--place', 'slack/T1/C1');

    expect([added.code, read.code]).toEqual([0, 0]);
    expect(read.out).toContain('Joint draft');
  });

  it('is refused what the role may not', async () => {
    const { code, out } = await ask(ADD, '--as', 'reader', '--place', 'slack/T2');

    expect(code).toBe(1);
    expect(out).toContain('That takes an editor of T2; you are a reader.');
  });

  it('is an outsider where the place is of another coalition', async () => {
    const { code, out } = await ask(
      ...['/upr organisations', '--as', 'coordinator'],
      ...['--coalition', 'This computer', '--place', 'slack/T3'],
    );

    expect(code).toBe(1);
    expect(out).toContain('This is for members of the coalition only');
  });

  it('names the coalitions that there are where there is none of the name', async () => {
    const { code, err } = await ask('/upr following', '--as', 'reader', '--coalition', 'nowhere');

    expect(code).toBe(1);
    expect(err).toMatch(
      /^vigil: There is no coalition 'nowhere' in this database. There are: .+\(This computer\)/,
    );
  });

  it('founds nothing in a place that no coalition has, where one is named', async () => {
    const before = await ask('/upr about').then(coalitions);
    const asker = ['--as', 'reader', '--coalition', 'T1', '--place', 'discord/9'];

    const { code, out, err } = await ask('/upr following', ...asker);

    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^vigil: No coalition in this database has the place 'discord\/9'\. There are: .*slack\/T1 \(T1\)/,
    );
    expect(await coalitions()).toEqual(before);
  });

  it('founds a coalition in a place that none has, as its platform does', async () => {
    const { code } = await ask('/upr following', '--as', 'coordinator', '--place', 'slack/T77');

    expect(code).toBe(0);
    expect(await coalitions()).toContain('T77');
  });

  it('exits 2 on a role that is none', async () => {
    const { code, err } = await ask('/upr following', '--as', 'boss');

    expect([code, err]).toEqual([
      2,
      "vigil: --as is 'boss' (expected reader, editor, approver, coordinator)\n",
    ]);
  });
});

describe('a file that vigil ask hands out', () => {
  it('is put into the current folder, and the answer as JSON says its name and size', async () => {
    const { out, err } = await ask('/upr-admin export', '--as', 'coordinator', '--format', 'json');

    const { file } = JSON.parse(out) as { file: { name: string; bytes: number } };
    expect(readdirSync(folder)).toContain(file.name);
    expect(readFileSync(join(folder, file.name)).byteLength).toBe(file.bytes);
    expect(err).toContain(join(folder, file.name));
  });
});

describe('what vigil ask says of what it cannot send', () => {
  it('is that a channel which follows was not told', async () => {
    const { code, out } = await ask('/upr follow peru', '--place', 'slack/T1/C1');

    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'It is saved. The command line itself posts nothing, so the channel was not told: tell it yourself.',
    );
  });

  it('is that messages go out while Vigil runs, where some wait', async () => {
    const { out } = await ask('/upr account link', '--as', 'editor', '--format', 'json');

    const { title, blocks } = JSON.parse(out) as Reply;
    expect([title, blocks.at(-1)]).toEqual([
      'You get a code by direct message',
      {
        kind: 'note',
        text: [
          'The command line itself sends nothing: messages that this brings about go out while Vigil runs.',
        ],
      },
    ]);
  });

  it('is nothing where there is nothing to send', async () => {
    const { out } = await ask('/upr account', '--as', 'editor');

    expect(out).not.toContain('The command line itself');
  });
});
