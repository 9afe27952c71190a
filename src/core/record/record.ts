import type { Day } from '../dates/edtf.ts';

/** How a source stands to what it reports. `other`: relays, mirrors and little-known sites. */
export const GRADES = ['official', 'organisation', 'press', 'other', 'none'] as const;
export type Grade = (typeof GRADES)[number];

/**
 * How far a fact may be relied on. `memory`: from general knowledge, no source
 * read; shown as such and never an alarm.
 */
export const CONFIDENCES = ['confirmed', 'reported', 'tentative', 'memory'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a fact was read. */
export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title?: string;
  readonly url?: string;
  /** EDTF, where the page says. */
  readonly published?: string;
  /** The day on which it was read for the record. */
  readonly readOn: Day;
  readonly grade: Grade;
}

/** A State as the UN writes it. */
export interface State {
  /** ISO 3166-1 alpha-3, `USA`. */
  readonly code: string;
  /** ISO 3166-1 alpha-2, `US`. */
  readonly iso2: string;
  /** UN M49, `840`. */
  readonly m49: string;
  /** UN English short name, `United States of America`. */
  readonly name: string;
  readonly group: string;
  /** Everyday and former names, acronyms, and the names in the other five UN languages. */
  readonly aliases: readonly string[];
  readonly names: Readonly<Record<'fr' | 'es' | 'ar' | 'ru' | 'zh', string>>;
  /** Bare words that may mean this State or another, such as `Korea`: asked back, never guessed. */
  readonly askBack: readonly string[];
}

/**
 * One sourced, append-only line of the record.
 *
 * `subject` is what the line is about: `upr/4/USA` (a review), `upr/s50` (a
 * Working Group session) or `hrc/s60` (a Council session).
 */
export interface Fact {
  /** Stable: `upr/4/USA/no-show`. */
  readonly id: string;
  /** 1, then one more for each correction of the same id. */
  readonly version: number;
  readonly subject: string;
  /** A kind of the mechanism, such as `no_show`. */
  readonly kind: string;
  /** EDTF date that the fact bears; absent where no date is known. */
  readonly date?: string;
  /** The day from which the fact was public, where that is not its date (a schedule, a decision on a future date). */
  readonly knownFrom?: Day;
  /** The session that the fact names: of the Working Group, or of the Council for an outcome. */
  readonly session?: number;
  /** What the kind needs beside a date: `or_earlier`, `in_absence`, a document symbol. */
  readonly detail?: string;
  /** In our own words, for timelines and alerts. */
  readonly summary?: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** Values of other sources that disagree. */
  readonly rivals: readonly Rival[];
  readonly recordedAt: number;
  /** What was recorded together: one load of the bundle, one import. */
  readonly batch: string;
}

export interface Rival {
  readonly value: string;
  readonly source: string;
}

/** What an organisation or official said. The summary is ours; the words are theirs, behind the link. */
export interface Statement {
  /** Short and typable: `us-2025-aclu-1`. */
  readonly id: string;
  readonly state: string;
  /** EDTF. */
  readonly date: string;
  readonly organisations: readonly string[];
  readonly speaker?: string;
  readonly role?: string;
  readonly title: string;
  /** `joint statement`, `press release`, `letter` … */
  readonly kind: string;
  readonly addressedTo: readonly string[];
  readonly summary: string;
  readonly topics: readonly string[];
  /** Id of the statement that this one passes on; passing on is not signing. */
  readonly reshares?: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly version: number;
  readonly recordedAt: number;
  readonly batch: string;
}

/** What the bundled files or an import hold, before it is recorded. */
export interface Bundle {
  readonly states: readonly State[];
  readonly sources: readonly Source[];
  readonly facts: readonly Omit<Fact, 'version' | 'recordedAt' | 'batch'>[];
  readonly statements: readonly Omit<Statement, 'version' | 'recordedAt' | 'batch'>[];
}

/** What one load of the bundle wrote. `unchanged`: its hash is the one loaded last, so nothing was compared. */
export interface Load {
  readonly added: number;
  readonly changed: number;
  /** Lines that the bundle no longer holds. */
  readonly withdrawn: number;
  readonly unchanged: boolean;
}

/** Keeps every version of every fact and statement. */
export interface RecordStore {
  /**
   * Enters what is new or differs by content as further versions, marks what
   * the bundle no longer holds as withdrawn, and changes nothing else; all in
   * one transaction. `hash` names the content of the bundle, `batch` this load.
   */
  load(
    bundle: Bundle,
    stamp: { readonly hash: string; readonly now: number; readonly batch: string },
  ): Promise<Load>;
  /** Whether the bundle of this hash is the one loaded last. */
  alreadyLoaded(hash: string): Promise<boolean>;
  /** Names the newest load, of whatever process; undefined before the first. */
  newestLoad(): Promise<number | undefined>;
  /** The current versions; with `at`, those that were current at that instant of recording. */
  read(at?: number): Promise<PublicRecord>;
}

/** Everything known, in memory and indexed. Replaced whole when it changes. */
export interface PublicRecord {
  readonly states: readonly State[];
  readonly sources: readonly Source[];
  readonly facts: readonly Fact[];
  readonly statements: readonly Statement[];
  /** The current facts of a subject, in the order of the record. */
  about(subject: string): readonly Fact[];
  /** Throws where the id is unknown: the checker lets none through. */
  source(id: string): Source;
  /** Newest first. */
  statementsOn(state: string): readonly Statement[];
}

/** Indexes the current version of every fact and statement. */
export function createRecord(
  parts: Pick<PublicRecord, 'states' | 'sources' | 'facts' | 'statements'>,
): PublicRecord {
  const bySubject = Map.groupBy(parts.facts, ({ subject }) => subject);
  const newestFirst = parts.statements.toSorted((a, b) =>
    a.date < b.date ? 1 : a.date > b.date ? -1 : 0,
  );
  const byState = Map.groupBy(newestFirst, ({ state }) => state);
  const sources = new Map(parts.sources.map((source) => [source.id, source]));
  return {
    states: parts.states,
    sources: parts.sources,
    facts: parts.facts,
    statements: newestFirst,
    about: (subject) => bySubject.get(subject) ?? [],
    statementsOn: (state) => byState.get(state) ?? [],
    source(id) {
      const source = sources.get(id);
      if (!source) throw new Error(`No source '${id}' in the record`);
      return source;
    },
  };
}
