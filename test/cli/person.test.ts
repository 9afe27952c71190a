import { readdirSync, readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  act,
  discordAccount,
  founded,
  joined,
  SLACK_PLACE,
  slackAccount,
} from '../support/coalition.ts';
import { commandLine } from '../support/command-line.ts';

const BEN = slackAccount('U2');

const { onDatabase, path, vigil } = commandLine();
const person = (...args: readonly string[]) => vigil('person', ...args);

/** Ada coordinates; Ben, who is removed where that is said, has an account on Discord as well. */
const withBen = ({ removed = false, purged = false } = {}): Promise<string> =>
  onDatabase(async (stores) => {
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, BEN, 'editor', 'Ben');
    await stores.members.linkAccounts(coalition, BEN, discordAccount('7'), act());
    if (removed) await stores.members.leave(coalition, ben, { removed }, act());
    if (purged) await stores.members.purge(ben, act());
    return coalition;
  });

const isKnown = (account = BEN): Promise<boolean> =>
  onDatabase(async ({ members }) => (await members.personOf(account)) !== undefined);

const dataIn = (file: string): unknown =>
  JSON.parse(strFromU8(unzipSync(readFileSync(path(file)))['data.json'] ?? new Uint8Array()));

describe('vigil person export', () => {
  it('writes what is kept of the person, found by any of their accounts', async () => {
    await withBen();

    const { code, err } = await person('export', 'discord/7', '--out', 'ben.zip');

    expect([code, err]).toEqual([0, 'Written to ben.zip\n']);
    expect(dataIn('ben.zip')).toMatchObject({
      accounts: [discordAccount('7'), BEN],
      coalitions: [{ coalition: { name: 'Water Defenders' }, member: { name: 'Ben' } }],
    });
  });

  it('writes a new file here where no name is given, and nothing over another', async () => {
    await withBen();

    await person('export', 'slack/T1/U2');
    const again = await person('export', 'slack/T1/U2', '--out', 'vigil.db');

    expect(
      readdirSync(path()).filter((name) => /^vigil-about-you-.+\.zip$/.test(name)),
    ).toHaveLength(1);
    expect(again).toMatchObject({
      code: 1,
      err: 'vigil: vigil.db is there already: nothing was written over. Choose another name.\n',
    });
  });

  it('says of whom nothing is kept, and how an account is written', async () => {
    await withBen();

    const unknown = await person('export', 'slack/T1/u2');
    const name = await person('export', 'Ben');

    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain("Nothing is kept of 'slack/T1/u2' in this database.");
    expect(name).toMatchObject({
      code: 2,
      err: "vigil: 'Ben' is no account (expected a form such as slack/T1/U1 or discord/123)\n",
    });
  });

  it.each(['slack/U2', 'discord/9001/7', 'teams/T1/U2'])(
    'takes %s for no account',
    async (typed) => {
      await withBen();

      expect((await person('export', typed)).code).toBe(2);
    },
  );
});

describe('vigil person purge', () => {
  it('deletes nothing before the account is typed once more', async () => {
    await withBen();

    const without = await person('purge', 'slack/T1/U2');
    const wrong = await person('purge', 'slack/T1/U2', '--confirm', 'slack/T1/U3');

    expect(without).toMatchObject({
      code: 2,
      err: 'vigil: --confirm is missing (expected the account once more)\n',
    });
    expect(wrong).toMatchObject({
      code: 1,
      err: "vigil: Nothing was deleted: --confirm is 'slack/T1/U3', and the account is 'slack/T1/U2'\n",
    });
    expect(await isKnown()).toBe(true);
  });

  it('deletes what is kept of the person, with all of their accounts', async () => {
    await withBen();

    const ended = await person('purge', 'slack/T1/U2', '--confirm', 'slack/T1/U2');

    expect(ended).toEqual({
      code: 0,
      out: 'Deleted what was kept of discord/7 and slack/T1/U2\n  in Water Defenders; in the log: a former member\n',
      err: '',
    });
    expect([await isKnown(), await isKnown(discordAccount('7'))]).toEqual([false, false]);
  });

  it('says what stays of who was removed', async () => {
    await withBen({ removed: true });

    const { out } = await person('purge', 'discord/7', '--confirm', 'discord/7');

    expect(out).toContain(
      '\n  The ids of the accounts stay, without a name: they keep them out of Water Defenders\n',
    );
    const known = await onDatabase(({ coalitions }) => coalitions.who(SLACK_PLACE, BEN));
    expect(known?.member?.role).toBe('removed');
  });

  it('keeps out who was removed until the operator, or a coordinator, lets them in again', async () => {
    await withBen({ removed: true });
    await person('purge', 'discord/7', '--confirm', 'discord/7');
    const line = '/upr-admin members <@U2> role:reader';
    const asked = ['--as', 'coordinator', '--place', 'slack/T1'];

    const { code } = await vigil('ask', line, ...asked);

    const known = await onDatabase(({ coalitions }) => coalitions.who(SLACK_PLACE, BEN));
    expect([code, known?.member?.role]).toEqual([0, 'reader']);
  });

  it('does not leave others without a coordinator, and says how there can be another', async () => {
    await withBen();

    const { code, err } = await person('purge', 'slack/T1/U1', '--confirm', 'slack/T1/U1');

    expect(code).toBe(1);
    expect(err).toMatch(/^vigil: Nothing was deleted\. Nobody else coordinates Water Defenders:/);
    expect(err).toContain(
      "vigil ask '/upr-admin members ben role:coordinator' --as coordinator --coalition",
    );
    expect(await isKnown(slackAccount('U1'))).toBe(true);
  });

  it('says of whom nothing is kept', async () => {
    await withBen();

    const { code, err } = await person('purge', 'discord/8', '--confirm', 'discord/8');

    expect(code).toBe(1);
    expect(err).toContain("Nothing is kept of 'discord/8' in this database.");
  });
});

describe('a database that there is not', () => {
  it.each([[['export', 'slack/T1/U2']], [['purge', 'slack/T1/U2', '--confirm', 'slack/T1/U2']]])(
    'is named by vigil person %s, and not made',
    async (args) => {
      const typo = path('typo.db');

      const { code, err } = await person(...args, '--database', `file:${typo}`);

      expect([code, err]).toEqual([
        1,
        `vigil: There is no database '${typo}': nothing was created.\n`,
      ]);
      expect(readdirSync(path())).toEqual([]);
    },
  );
});
