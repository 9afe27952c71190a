import type { Act, Action } from '../../src/core/coalition/audit.ts';
import type { Ending, Request } from '../../src/core/coalition/links.ts';
import { coalitionById } from '../coalitions/rows.ts';
import type { Transaction } from '../database.ts';
import { tenant } from '../tenancy.ts';

interface Logged {
  readonly action: Extract<Action, `request.${string}`>;
  /** The same act, as the log of the coalition that asked has it. */
  readonly actThere: Act;
  readonly why?: Ending;
}

/**
 * Writes what becomes of a request: in the log of who decides, and where it is
 * to join coalitions in that of who asked too, each naming both.
 */
export function logRequest(
  tx: Transaction,
  { id, coalition, kind, joining, organisation }: Request,
  act: Act,
  { action, actThere, why }: Logged,
): void {
  const after = {
    kind,
    ...(joining && { joining: joining.name, host: coalitionById(tx, coalition)?.name }),
    ...(organisation !== undefined && { organisation }),
    ...(why !== undefined && { why }),
  };
  tenant(tx, coalition).log(act, { action, subject: id, after });
  if (joining && coalitionById(tx, joining.coalition))
    tenant(tx, joining.coalition).log(actThere, { action, subject: id, after });
}
