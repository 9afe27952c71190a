import type { Clock } from './clock.ts';
import type { Command } from './command.ts';
import type { Destination } from './destination.ts';
import type { FollowStore } from './follows.ts';
import type { Delivery } from './notice.ts';
import type { PublicRecord } from './record.ts';
import type { Reply } from './reply.ts';
import type { Mechanism } from './standing.ts';
import type { StateIndex } from './state.ts';

/** All that a command may call. */
export interface Core {
  readonly clock: Clock;
  readonly record: PublicRecord;
  readonly mechanism: Mechanism;
  readonly states: StateIndex;
  readonly follows: FollowStore;
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
  readonly version: string;
  /** Every command, for help. */
  readonly commands: readonly Command[];
  /** A UUID. */
  newId(): string;
  /** Posts in a channel now; `gone` tells why Vigil cannot. */
  post(destination: Destination, reply: Reply): Promise<Delivery>;
}
