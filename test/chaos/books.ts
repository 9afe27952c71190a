import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../db/open.ts';
import { destinationKey } from '../../src/core/destination.ts';
import { mechanisms } from '../../src/mechanisms/index.ts';
import { createAgenda } from '../../src/reminders/agenda.ts';
import { plan } from '../../src/reminders/planner.ts';

/** A notice that fell due. */
export interface Due {
  readonly key: string;
  /** `slack/T1/C1`. */
  readonly place: string;
  readonly dueAt: number;
  /** What a digest must name: `national report due, Peru — 4 Aug 2025 (…)`. */
  readonly words: string;
}

/** A notice as the outbox keeps it. */
export interface Entry {
  readonly key: string;
  readonly place: string;
  readonly status: string;
  /** How often it was tried, and why the last try failed. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** The platform's id of the message. */
  readonly message: string | null;
}

/** What the database says at the end. */
export interface Books {
  /** In the order in which they were entered. */
  readonly entries: readonly Entry[];
  /** All that fell due, planned once more in a single step: no beats, no restarts. */
  readonly due: readonly Due[];
  /** Destinations that Vigil gave up, with its reason. */
  readonly stopped: readonly string[];
  /** SQLite's own check of the file. */
  readonly integrity: string;
}

/** So that what fell due is told one by one, with no digest and no label. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

export async function readBooks(file: string): Promise<Books> {
  const stores = openDatabase(`file:${file}`);
  try {
    const follows = await stores.follows.active();
    const from = Math.min(...follows.map(({ createdAt }) => createdAt));
    const to = (await stores.outbox.plannedThrough()) ?? from;
    const agenda = createAgenda(mechanisms[0], await stores.record.read());
    const span = { agenda, follows, from, to, lateAfterMs: NEVER_MS, graceMs: NEVER_MS };
    const due = plan(span).notices.map(({ key, destination, dueAt, reply: { title } }) => ({
      key,
      place: destinationKey(destination),
      dueAt,
      words: title.slice(title.indexOf(': ') + 2),
    }));
    return { due, ...readTables(file) };
  } finally {
    stores.close();
  }
}

function readTables(file: string): Pick<Books, 'entries' | 'stopped' | 'integrity'> {
  const client = new Sqlite(file, { readonly: true });
  try {
    const place = `platform || '/' || workspace || '/' || channel`;
    const entries = client.prepare<[], Entry>(
      `select key, ${place} as place, status, message, attempts, last_error as lastError from outbox order by seq`,
    );
    const stopped = client.prepare<[], { readonly line: string }>(
      `select ${place} || ': ' || stopped as line from follows where stopped is not null`,
    );
    return {
      entries: entries.all(),
      stopped: stopped.all().map(({ line }) => line),
      integrity: String(client.pragma('integrity_check', { simple: true })),
    };
  } finally {
    client.close();
  }
}

/** How many notices wait, and how many of them are between claim and settlement; none where there is no table yet. */
export function waitingIn(file: string): { readonly waiting: number; readonly sending: number } {
  const client = new Sqlite(file, { readonly: true });
  try {
    const counts = client.prepare<[], { readonly waiting: number; readonly sending: number }>(
      `select count(*) as waiting, coalesce(sum(status = 'sending'), 0) as sending
         from outbox where status in ('pending', 'sending')`,
    );
    return counts.get() ?? { waiting: 0, sending: 0 };
  } finally {
    client.close();
  }
}
