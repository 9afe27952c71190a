import type { Follow } from '../follows.ts';
import { isSeenBy, type OwnDeadline } from '../own/deadlines.ts';
import type { Entry } from './audit.ts';
import type { Channel } from './channels.ts';
import type { Coalition, Place } from './coalition.ts';
import type { Kept, Member, Removed } from './members.ts';
import type { Organisation } from './organisations.ts';
import type { Who } from './rights.ts';

/** Everything a coalition owns: what an export holds and an import takes. */
export interface Archive {
  /** Raised when a later form can no longer be read as this one. */
  readonly format: 1;
  readonly exportedAt: number;
  readonly coalition: Coalition;
  readonly places: readonly Place[];
  readonly members: readonly Member[];
  /** What others are called whom the log and the deadlines speak of, by person: who left, or never was a member. In the tables only. */
  readonly called?: Readonly<Record<string, string>>;
  /** Whom it removed: no more than keeps them out where it is imported. */
  readonly removed: readonly Removed[];
  readonly organisations: readonly Organisation[];
  /** Those that were dropped as well. */
  readonly deadlines: readonly OwnDeadline[];
  readonly follows: readonly Follow[];
  readonly channels: readonly Channel[];
  readonly log: readonly Entry[];
}

/** Everything that is kept of one person, in whatever coalition. */
export interface PersonalArchive extends Kept {
  readonly exportedAt: number;
}

/**
 * What of an archive may be handed to somebody: all but the own deadlines that
 * are for others alone. Of those the log tells no more than that they are there.
 */
export const handedTo = (who: Who, archive: Archive): Archive => ({
  ...archive,
  deadlines: archive.deadlines.filter(isSeenBy(who)),
});

export interface ArchiveStore {
  /** `place`: only what was added from there (deadlines, organisations, follows, its channels and people). */
  read(
    coalition: string,
    at: number,
    place?: { readonly platform: string; readonly workspace: string },
  ): Promise<Archive>;
  /**
   * Takes a coalition over, whole or not at all. Accounts that are known here
   * stay the person that they are. A place whose coalition here holds nothing
   * but its founder is taken over; one that another coalition works in is left
   * to it and named in `left`.
   *
   * Throws UserError (`coalition_exists`) where there is one of the same id.
   */
  write(
    archive: Archive,
    at: number,
  ): Promise<{ readonly coalition: Coalition; readonly left: readonly Place[] }>;
}
