import type { Account, Place, Seat } from '../core/coalition/coalition.ts';
import type { CoalitionStore } from '../core/coalition/coalitions.ts';
import type { Destination } from '../core/destination.ts';
import { ASK_MS, within } from './within.ts';

export interface SeatMeans {
  readonly coalitions: Pick<CoalitionStore, 'places'>;
  /** What the platform says the account is in the place; `stranger` where it cannot be asked. */
  seat(destination: Destination, account: Account): Promise<Seat>;
}

/**
 * Whether a member's account still sits in a workspace or server of the
 * coalition, as its platform says now. A coalition of direct messages alone is
 * its writer's own.
 */
export async function sits(
  { coalitions, seat }: SeatMeans,
  coalition: string,
  account: Account,
): Promise<boolean> {
  const shared = (await coalitions.places(coalition)).filter(({ kind }) => kind !== 'direct');
  if (shared.length === 0) return true;
  const seats = await Promise.all(
    shared.filter(canHold(account)).map(({ platform, workspace }) => {
      const answer = seat({ platform, workspace, channel: '' }, account);
      return within<Seat>(
        ASK_MS,
        answer.catch(() => 'stranger'),
        'stranger',
      );
    }),
  );
  return seats.some(isInside(account));
}

const canHold =
  (account: Account) =>
  ({ platform, workspace }: Place): boolean =>
    platform === account.platform && (account.workspace === '' || account.workspace === workspace);

/**
 * Guests of a workspace are not told. On Discord, where none are let in to
 * channels alone, a guest joined a server that is open to all the world: such a
 * member is one because the coalition knows them.
 */
const isInside =
  ({ workspace }: Account) =>
  (seat: Seat): boolean =>
    seat === 'admin' || seat === 'member' || (seat === 'guest' && workspace === '');
