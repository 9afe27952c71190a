import type { Clock } from './clock.ts';
import type { Archive, ArchiveStore, PersonalArchive } from './coalition/archive.ts';
import type { AuditStore } from './coalition/audit.ts';
import type { ChannelStore } from './coalition/channels.ts';
import type { Account, Exposure, Seat } from './coalition/coalition.ts';
import type { CoalitionStore } from './coalition/coalitions.ts';
import type { LinkStore } from './coalition/links.ts';
import type { MemberStore } from './coalition/members.ts';
import type { OrganisationStore } from './coalition/organisations.ts';
import type { Command } from './command.ts';
import type { Destination } from './destination.ts';
import type { FollowStore } from './follows.ts';
import type { Delivery, Notice } from './notice.ts';
import type { OwnDeadlineStore } from './own/deadlines.ts';
import type { PublicRecord } from './record/record.ts';
import type { Mechanism } from './record/standing.ts';
import type { Attachment, Reply } from './reply.ts';
import type { StateIndex } from './states/state.ts';

/** All that a command may call. */
export interface Core {
  readonly clock: Clock;
  readonly record: PublicRecord;
  readonly mechanism: Mechanism;
  readonly states: StateIndex;
  readonly coalitions: CoalitionStore;
  readonly members: MemberStore;
  readonly organisations: OrganisationStore;
  readonly links: LinkStore;
  readonly deadlines: OwnDeadlineStore;
  readonly channels: ChannelStore;
  readonly follows: FollowStore;
  readonly audit: AuditStore;
  readonly archives: ArchiveStore;
  /** The root of the slash-command, `/upr`. */
  readonly root: string;
  readonly version: string;
  /** Every command, for help. */
  readonly commands: readonly Command[];
  /** A UUID. */
  newId(): string;
  /** Eight characters to read out over the telephone, `K7QM-2XPD`: cannot be guessed. */
  newCode(): string;
  /**
   * Posts in a channel now; `gone` tells why Vigil cannot. Undefined where nothing
   * is posted, because this process does not serve the platform (`vigil ask`).
   */
  post(destination: Destination, reply: Reply): Promise<Delivery | undefined>;
  /** Enters notices in the outbox, from which nothing is lost, and has them delivered soon. The same key is sent once. */
  notify(notices: readonly Notice[]): Promise<void>;
  /** What the platform says the account is in the place; `stranger` where it cannot be asked. */
  seat(destination: Destination, account: Account): Promise<Seat>;
  /** Who reads a channel, as far as the platform says; `unknown` where it cannot be asked. */
  exposure(destination: Destination): Promise<Exposure>;
  /** A `coalition` archive as a file that people can open. */
  pack(archive: Archive): Promise<Attachment>;
  /** All that is kept of one person, likewise. */
  packPersonal(archive: PersonalArchive): Promise<Attachment>;
}
