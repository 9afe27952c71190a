import type { Clock } from '../clock.ts';
import type { Destination } from '../destination.ts';
import type { Who } from './rights.ts';

/** By whom, for which organisation, where and when something is changed: goes into every change. */
export interface Act {
  /** Absent for what Vigil does by itself. */
  readonly person?: string;
  readonly organisation?: string;
  /** Absent on the command line. */
  readonly where?: Destination;
  readonly at: number;
}

/** What was done, as the log lists and filters it. */
export const ACTIONS = [
  'coalition.founded',
  'coalition.renamed',
  'coalition.purge_asked',
  'coalition.purge_cancelled',
  'coalition.imported',
  'coalition.exported',
  'coalition.merged',
  'code.issued',
  'request.made',
  'request.confirmed',
  'request.declined',
  'request.ended',
  'place.joined',
  'place.left',
  'member.joined',
  'member.role',
  'member.left',
  'member.removed',
  'member.purged',
  'member.silent',
  'account.linked',
  'account.unlinked',
  'organisation.added',
  'organisation.edited',
  'organisation.dropped',
  'delegate.asked',
  'delegate.confirmed',
  'delegate.ended',
  'deadline.added',
  'deadline.edited',
  'deadline.moved',
  'deadline.dropped',
  'channel.chosen',
  'follow.saved',
  'follow.removed',
  'follow.stopped',
] as const;
export type Action = (typeof ACTIONS)[number];

/** One line of the log. Names of people stand nowhere in it: who was purged is then a former member. */
export interface Entry extends Act {
  readonly seq: number;
  readonly action: Action;
  /** Id of what was changed: of a deadline, an organisation, a person, `slack/T1` of a place. */
  readonly subject: string;
  /** What of it was changed, before and after; never the name or the account of a person. */
  readonly before?: object;
  readonly after?: object;
}

export interface AuditFilter {
  readonly person?: string;
  /** For which it was done. */
  readonly organisation?: string;
  /** `deadline` takes all actions that begin with it. */
  readonly action?: string;
  readonly subject?: string;
  /** Instants, `from` inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** Append-only; the stores write it in the transaction of the change that it tells of. */
export interface AuditStore {
  /** Newest first. */
  page(
    coalition: string,
    filter: AuditFilter,
    range: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly entries: readonly Entry[]; readonly total: number }>;
  /** Enters something that changes no row, such as an export that was handed out. */
  note(
    coalition: string,
    entry: Pick<Entry, 'action' | 'subject' | 'after'>,
    act: Act,
  ): Promise<void>;

  // The machine room: asked by the command line, never for a person.
  /** Lines of every coalition after the one of this number, oldest first, at most so many. */
  all(after: number, limit: number): Promise<readonly (Entry & { readonly coalition: string })[]>;
}

/** The act as another coalition's log has it, or one that was just founded: an organisation of the one is none of the other's. */
export const elsewhere = ({ organisation: _, ...act }: Act): Act => act;

/** The act of a call: who asks, for whom, from where, now. */
export const actOf = (
  {
    who,
    caller,
  }: {
    readonly who: Pick<Who, 'person' | 'organisation'>;
    readonly caller: { readonly place: Destination };
  },
  { clock }: { readonly clock: Clock },
): Act => ({
  ...(who.person !== undefined && { person: who.person }),
  ...(who.organisation !== undefined && { organisation: who.organisation }),
  where: caller.place,
  at: clock.now(),
});
