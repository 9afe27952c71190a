import type { Stores } from '../../../db/open.ts';
import type { Action, Entry } from '../../../src/core/coalition/audit.ts';
import type { Account } from '../../../src/core/coalition/coalition.ts';
import type { OwnDeadline, OwnDeadlineValues } from '../../../src/core/own/deadlines.ts';
import { act } from '../../support/coalition.ts';
import { ownValues } from '../../support/own-deadlines.ts';

/** The lines of one kind in a coalition's log, newest first. */
export async function linesOf(
  stores: Stores,
  coalition: string,
  action: Action,
): Promise<readonly Entry[]> {
  const { entries } = await stores.audit.page(coalition, { action }, { offset: 0, limit: 50 });
  return entries;
}

/** An own deadline that a person added with an account; the whole coalition sees it unless said. */
export const addedBy = (
  stores: Stores,
  coalition: string,
  createdBy: string,
  account: Account,
  over: Partial<OwnDeadlineValues> = {},
): Promise<OwnDeadline> =>
  stores.deadlines.add(
    coalition,
    ownValues({ createdBy, account, ...over }),
    act({ person: createdBy }),
  );
