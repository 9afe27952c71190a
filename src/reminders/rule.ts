import type { Notice } from '../core/notice.ts';
import type { Visibility } from '../core/own/deadlines.ts';
import type { Text } from '../core/reply.ts';
import type { Agenda } from './agenda.ts';
import type { Audience } from './coverage.ts';
import type { Move } from './moves.ts';
import type { Ours } from './ours.ts';

/** What rules look at: everybody who follows, and the time from just after `from` up to and with `to`. */
export interface Beat {
  readonly audiences: readonly Audience[];
  readonly agenda: Agenda;
  /** The record as it was at `newsFrom`, where it has changed since. */
  readonly before: Agenda | undefined;
  /** Dates that were set anew in this time. */
  readonly moves: readonly Move[];
  readonly from: number;
  readonly to: number;
  /** What was recorded after this is news: somewhat before `from` where the record is another one. */
  readonly newsFrom: number;
  /** What coalitions have set for themselves. */
  readonly ours: Ours;
}

/** A notice, and how it reads as one line of a digest. */
export interface Draft {
  readonly notice: Notice;
  readonly line: Text;
  /** What was recorded together, for alerts: many of one batch become one digest. */
  readonly batch?: string;
  /** What a digest tells instead of one notice each. */
  readonly tells?: readonly Notice[];
  /** Set where a coalition's own thing is told: who may see it. */
  readonly ours?: { readonly visibility: Visibility };
}

/** Pure: the same beat gives the same drafts. What a rule drafts twice is sent once, by its key. */
export type Rule = (beat: Beat) => readonly Draft[];
