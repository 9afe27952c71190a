import { packPersonal } from '../../db/archive/personal-file.ts';
import type { Stores } from '../../db/open.ts';
import { readConfig } from '../config.ts';
import type { Account } from '../core/coalition/coalition.ts';
import { keptOutOf } from '../core/coalition/kept.ts';
import type { Kept } from '../core/coalition/members.ts';
import { typedAs } from '../core/command.ts';
import { FormError, UserError } from '../core/errors.ts';
import { listed } from '../core/words/phrases.ts';
import { cleaned } from '../core/words/words.ts';
import { VERSION } from '../version.ts';
import { type DatabaseOption, within } from './database.ts';
import { handOut, type OutOption } from './handing-out.ts';

/** On Discord ids are the same on every server; elsewhere they are of a workspace. */
const ACCOUNT = /^(?:(slack|console)\/([^/\s\p{Cc}]+)|(discord))\/([^/\s\p{Cc}]+)$/u;

/** `vigil person export slack/T1/U1 --out ada.zip`: what `/upr privacy export` hands out, for who cannot type it any more. */
export const exportPerson = (typed: string, { database, ...out }: DatabaseOption & OutOption) =>
  within(database, async (stores, now) => {
    const kept = await stores.members.dataOf(await personOf(stores, accountTyped(typed)));
    const path = handOut(packPersonal({ exportedAt: now, ...kept }, VERSION), out);
    process.stderr.write(`Written to ${path}\n`);
    return '';
  });

/** `vigil person purge slack/T1/U1 --confirm slack/T1/U1`: at once, and with all accounts of that person. */
export const purgePerson = (
  typed: string,
  { confirm, database }: DatabaseOption & { readonly confirm?: string },
) =>
  within(database, async (stores, now) => {
    const account = accountTyped(typed);
    if (confirm === undefined)
      throw new FormError('--confirm is missing (expected the account once more)');
    if (confirm !== typed)
      throw new UserError(
        `Nothing was deleted: --confirm is '${cleaned(confirm)}', and the account is '${typed}'`,
      );
    const person = await personOf(stores, account);
    const kept = await stores.members.dataOf(person);
    await purge(stores, person, now);
    return purgedWords(kept);
  });

/** Throws FormError on anything but an account, spelt out: nobody is found by a name here. */
function accountTyped(typed: string): Account {
  const [, platform, workspace = '', discord, id] = ACCOUNT.exec(typed) ?? [];
  if (id !== undefined) return { platform: platform ?? discord ?? '', workspace, id };
  throw new FormError(
    `'${cleaned(typed)}' is no account (expected a form such as slack/T1/U1 or discord/123)`,
  );
}

const accountKeyTyped = ({ platform, workspace, id }: Account): string =>
  [platform, workspace, id].filter(Boolean).join('/');

/** Throws UserError `unknown_account` where there is nothing. */
async function personOf({ members }: Stores, account: Account): Promise<string> {
  const person = await members.personOf(account);
  if (person !== undefined) return person;
  throw new UserError(
    `Nothing is kept of '${accountKeyTyped(account)}' in this database. Ids are in capital letters on Slack, and digits on Discord: compare each sign.`,
    { problem: 'unknown_account' },
  );
}

/** Says besides how there can be another coordinator, where nobody is left who could type it. */
async function purge({ members }: Stores, person: string, at: number): Promise<void> {
  try {
    await members.purge(person, { at });
  } catch (error) {
    if (!(error instanceof UserError) || error.problem !== 'last_coordinator') throw error;
    const typed = typedAs(readConfig().root, 'admin members ben role:coordinator');
    throw new UserError(
      `Nothing was deleted. ${error.message} You can: vigil ask '${typed}' --as coordinator --coalition <its name>`,
      { problem: error.problem, cause: error },
    );
  }
}

function purgedWords(kept: Kept): string {
  const names = kept.coalitions.map(({ coalition }) => coalition.name);
  const from = keptOutOf(kept);
  return [
    `Deleted what was kept of ${listed(kept.accounts.map(accountKeyTyped))}`,
    ...(names.length > 0 ? [`  in ${namesOf(names)}; in the log: a former member`] : []),
    ...(from.length > 0
      ? [`  The ids of the accounts stay, without a name: they keep them out of ${namesOf(from)}`]
      : []),
    '',
  ].join('\n');
}

const namesOf = (names: readonly string[]): string => listed(names.map(cleaned));
