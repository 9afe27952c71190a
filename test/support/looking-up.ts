import { callAs, coreOf, founded, joined, openStores, slackAccount } from './coalition.ts';

/** Two coalitions that hold the same names; `who` coordinates the first. */
export async function world() {
  const stores = openStores();
  const mine = await founded(stores);
  const other = await founded(stores, { platform: 'slack', workspace: 'T2' });
  const { who } = await callAs(stores, mine.coalition, mine.coordinator);
  const add = (coalition: string, account = slackAccount('U2'), name = 'Bo Berg') =>
    joined(stores, coalition, account, 'reader', name);
  return { stores, core: coreOf(stores), who, mine, other, add };
}

/** The problem of a lookup that fails, and its words. */
export const refusal = async (looked: Promise<unknown>): Promise<readonly [string, string]> => {
  const error: unknown = await looked.then(
    () => new Error('It was found'),
    (reason: unknown) => reason,
  );
  return error instanceof Error && 'problem' in error
    ? [String(error.problem), error.message]
    : ['', String(error)];
};
