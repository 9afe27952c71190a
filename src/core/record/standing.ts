import type { Day, Edtf, Precision } from '../dates/edtf.ts';
import type { Fact, PublicRecord } from './record.ts';

/** One date set for a review. A no-show ends an attempt, not the review. */
export interface Attempt {
  readonly session?: number;
  /** Absent where only the session is known, or nothing. */
  readonly date?: Edtf;
  readonly result: 'open' | 'held' | 'no_show' | 'cancelled';
  /** The decision left an earlier date open ("possibly sooner"). */
  readonly orEarlier: boolean;
  /** The fact that set the attempt, and the one that ended it. */
  readonly setBy: Fact;
  readonly endedBy?: Fact;
}

/** Something a party owes by a date. `unverified`: the date has passed and no source has been read. */
export interface Obligation {
  readonly status:
    | 'unknown'
    | 'due'
    | 'received'
    | 'missed'
    | 'late'
    | 'frozen'
    | 'closed'
    | 'unverified';
  readonly due?: Edtf;
  readonly dueFact?: Fact;
  readonly fact?: Fact;
}

/**
 * Where a review stands on a day: derived from the facts, never stored.
 *
 * Three axes (stage, cooperation, each obligation), the attempts, and what is
 * unknown. `stage` and `cooperation` are words of the mechanism.
 */
export interface Standing {
  readonly mechanism: string;
  readonly state: string;
  readonly cycle: number;
  readonly asOf: Day;
  readonly stage: string;
  readonly cooperation: string;
  readonly obligations: Readonly<Record<string, Obligation>>;
  readonly attempts: readonly Attempt[];
  /** The last attempt. */
  readonly current?: Attempt;
  /** The next date of the review, where one is set and has not passed. */
  readonly next?: Next;
  /** A date of the review has passed and no source has been read on what happened. */
  readonly unverified: boolean;
  /** The EDTF date of the newest fact of the review, up to `asOf`; a calendar set long ago does not count. */
  readonly newestFact?: string;
  /** The facts that hold on `asOf`, in order of date. */
  readonly facts: readonly Fact[];
}

export interface Next {
  readonly date: string | null;
  readonly precision: Precision;
  readonly session: number | null;
}

/** A dated thing to be ready for. */
export interface Deadline {
  /** Stable across moves of the date: `upr/4/USA/national-report`. */
  readonly id: string;
  /** Changes when the date is set anew: the id and version of the fact that set it. */
  readonly dateVersion: string;
  /** ISO 3166-1 alpha-3, or null where a whole session is meant. */
  readonly state: string | null;
  /** `upr/s50` or `hrc/s60`, where the deadline belongs to a session. */
  readonly session: string | null;
  /** The session-wide deadline of which this is one State's share. */
  readonly partOf?: string;
  /** `National report`, `Review`, `Stakeholder submissions`, `Session opens`. */
  readonly what: string;
  readonly date: Edtf;
  readonly fact: Fact;
  /** The day from which the date was public. */
  readonly knownFrom?: Day;
  /** The first day on which the date no longer stands: that of a move, or the day after the review. */
  readonly endedOn?: Day;
}

/** A label and what is said under it, such as `National report` · `missed (due 4 Aug 2025)`. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

/** A UN procedure with sessions and deadlines, and the words to speak of it. */
export interface Mechanism {
  readonly id: string;
  readonly name: string;
  /** The kinds of fact that it knows; the checker refuses others. */
  readonly kinds: readonly string[];
  readonly cycles: readonly number[];
  /** The cycle that a day falls in. */
  cycleOn(record: PublicRecord, day: Day): number;
  /** Undefined where the State has no review in the cycle. */
  standing(record: PublicRecord, state: string, cycle: number, asOf: Day): Standing | undefined;
  /** `rescheduled after non-appearance`: what stands after "UPR, 4th cycle:". */
  headline(standing: Standing): string;
  axes(record: PublicRecord, standing: Standing): readonly Line[];
  /** What a fact is, in a few words: `report missed`, `Council decision`. */
  label(fact: Fact): string;
  /** One sentence for a timeline or an alert. */
  sentence(record: PublicRecord, fact: Fact): string;
  /** The day from which a fact holds; undefined where it always did. */
  holdsFrom(fact: Fact): Day | undefined;
  /** The session that a fact took place in or sets, as a subject: `upr/s50`, `hrc/s58`. */
  sessionOf(fact: Fact): string | undefined;
  /** The EDTF date that a fact tells in a timeline or an alert; undefined where none is known. */
  dateOf(fact: Fact): string | undefined;
  /** Every deadline that the record has ever set, with the days between which its date stood. */
  deadlines(record: PublicRecord): readonly Deadline[];
  session(record: PublicRecord, number: number): Session | undefined;
  sessions(record: PublicRecord): readonly Session[];
}

/** A session of the Working Group (`upr/s50`) or of the Council (`hrc/s60`). */
export interface Session {
  readonly subject: string;
  readonly number: number;
  readonly cycle?: number;
  readonly date?: Edtf;
  readonly fact: Fact;
}
