import type { Act } from '../coalition/audit.ts';
import type { Channel } from '../coalition/channels.ts';
import type { Account, PlaceId } from '../coalition/coalition.ts';
import type { Who } from '../coalition/rights.ts';
import type { Day } from '../dates/edtf.ts';

/** What it is, for those who plan by it. */
export const OWN_KINDS = [
  'drafting',
  'submission',
  'sign-on',
  'lobbying',
  'statement',
  'event',
  'cut-off',
  'other',
] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Who may see an own thing: the coalition, some of its organisations, or one person. */
export type Visibility =
  | { readonly to: 'coalition' }
  | { readonly to: 'organisations'; readonly organisations: readonly string[] }
  | { readonly to: 'person'; readonly person: string };

/** A date as it was given: the words of each part are kept, so that changing one re-reads no other. */
export interface OwnDate {
  /** EDTF without a time: `2026-12-01`, `2026-12`, `2026`. */
  readonly date: string;
  /** Clock time in the zone, `15:00`; only with a day. */
  readonly time?: string;
  /** IANA name, `America/New_York`; Geneva (`Europe/Zurich`) where absent. */
  readonly zone?: string;
}

/** What a date was that people have heard of. */
export interface HeardDate extends OwnDate {
  /** Since then it serves something else, or others may see it: not all who hear of it now have heard of this date. */
  readonly readdressed?: boolean;
}

/** A coalition's own deadline. */
export interface OwnDeadline extends OwnDate {
  readonly coalition: string;
  /** Short, for typing on a telephone: `d7k2`. Unique in its coalition. */
  readonly id: string;
  readonly title: string;
  readonly kind: OwnKind;
  /** What it serves: `state/USA` or `upr/s53`. */
  readonly subject: string;
  /** For an internal cut-off: the id of the official deadline that it comes before, and that one's date when it was set. */
  readonly before?: { readonly deadline: string; readonly dateVersion: string };
  readonly visibility: Visibility;
  /** Counts the dates that it has had and whom it was for, from 1. */
  readonly dateVersion: number;
  /** The date before the last version; absent where nobody can have heard of any. */
  readonly movedFrom?: HeardDate;
  /** When the last version began: by a move, or because it serves something else or others may see it. */
  readonly movedAt?: number;
  readonly droppedAt?: number;
  /** Where it was added. */
  readonly place: PlaceId;
  /** The person who added it; the account is reminded where only that person may see it. */
  readonly createdBy: string;
  readonly account: Account;
  readonly createdAt: number;
}

/**
 * Whether one may see a thing. A channel is a viewer too: without a person, and
 * with the organisations that all its readers are known to be of.
 */
export function sees(
  {
    person,
    organisations,
  }: { readonly person?: string | undefined; readonly organisations: readonly string[] },
  visibility: Visibility,
): boolean {
  switch (visibility.to) {
    case 'coalition':
      return true;
    case 'organisations':
      return visibility.organisations.some((one) => organisations.includes(one));
    case 'person':
      return visibility.person === person;
  }
}

/** Whether who asks may see an own deadline; an outsider sees none. */
export const isSeenBy =
  ({ role, person, organisation }: Pick<Who, 'role' | 'person' | 'organisation'>) =>
  ({ visibility }: Pick<OwnDeadline, 'visibility'>): boolean =>
    role !== 'outsider' &&
    sees({ person, organisations: organisation === undefined ? [] : [organisation] }, visibility);

/** Whether all who read a channel may see it. `channel`: what was decided of it, where anything was. */
export const isSeenIn =
  (channel: Pick<Channel, 'organisations'> | undefined) =>
  ({ visibility }: Pick<OwnDeadline, 'visibility'>): boolean =>
    sees({ organisations: channel?.organisations ?? [] }, visibility);

/** Whether a follow hears of it: that of what it serves, and that of everything. */
export const isHeardBy =
  (followed: string) =>
  ({ subject }: Pick<OwnDeadline, 'subject'>): boolean =>
    followed === subject || followed === 'all';

/** Whether it is what one means by "mine": one's own work, or for oneself or one's organisation and not for all. */
export const isMineOf =
  ({ person, organisation }: Pick<Who, 'person' | 'organisation'>) =>
  ({ createdBy, visibility }: Pick<OwnDeadline, 'createdBy' | 'visibility'>): boolean =>
    createdBy === person ||
    (visibility.to === 'person' && visibility.person === person) ||
    (visibility.to === 'organisations' &&
      organisation !== undefined &&
      visibility.organisations.includes(organisation));

export type OwnDeadlineValues = Omit<
  OwnDeadline,
  'coalition' | 'id' | 'dateVersion' | 'movedFrom' | 'movedAt' | 'droppedAt' | 'createdAt'
>;

/** What `edit` may change: all but the date, which is moved. */
export type OwnDeadlineChanges = Partial<
  Pick<OwnDeadline, 'title' | 'kind' | 'subject' | 'visibility'>
> & { readonly before?: OwnDeadline['before'] | null };

export interface OwnDeadlineStore {
  /** Throws UserError (`deadline_exists`) where an open one has the same title, subject and date. */
  add(coalition: string, values: OwnDeadlineValues, act: Act): Promise<OwnDeadline>;
  get(coalition: string, id: string): Promise<OwnDeadline | undefined>;
  /** Those not dropped, soonest first, whoever may see them: the caller of this asks `sees`. */
  open(coalition: string): Promise<readonly OwnDeadline[]>;
  /**
   * Throws UserError: `unknown_deadline` where there is none of the id, or it was
   * dropped; `deadline_exists` where it would be the same as another open one.
   */
  edit(coalition: string, id: string, changes: OwnDeadlineChanges, act: Act): Promise<OwnDeadline>;
  /**
   * A new date, under the next date version; notices that wait for the old one
   * are cancelled in the same transaction. `before`: what a cut-off comes before
   * as that stands now, where it is not left as it was. Throws as `edit` does.
   */
  move(
    coalition: string,
    id: string,
    to: OwnDate & Pick<OwnDeadline, 'before'>,
    act: Act,
  ): Promise<OwnDeadline>;
  /** Ends it; notices that wait for it are cancelled in the same transaction. Throws `unknown_deadline` as `edit` does. */
  drop(coalition: string, id: string, act: Act): Promise<OwnDeadline>;

  // The machine room.
  /** Every coalition's that fall between two days and are not dropped. */
  falling(from: Day, to: Day): Promise<readonly OwnDeadline[]>;
  /** Every coalition's that were moved, given to others to see, or dropped after `from` and up to `to`. */
  changed(from: number, to: number): Promise<readonly OwnDeadline[]>;
  /** Forgets those that were dropped more than two years ago. */
  prune(now: number): Promise<void>;
}

/** `own/<coalition>/d7k2@2`: the deadline and date version of a notice, which a move cancels. */
export const ownVersionKey = ({
  coalition,
  id,
  dateVersion,
}: Pick<OwnDeadline, 'coalition' | 'id' | 'dateVersion'>): string =>
  `own/${coalition}/${id}@${dateVersion}`;
