import type { Event } from '../src/core/follows.ts';
import type { NoticeKind } from '../src/core/notice.ts';
import type { Confidence, Grade, Rival, State } from '../src/core/record/record.ts';
import type { Reply } from '../src/core/reply.ts';
import { owner } from './coalition-schema.ts';
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sql,
  sqliteTable,
  text,
  unique,
} from './drizzle.ts';

/**
 * How a notice in the outbox stands. `gone`: nothing can be delivered there.
 * `cancelled`: its date moved, or nobody follows any more. `failed`: the
 * platform would not take it. `digested`: told in a digest, never by itself.
 */
export const NOTICE_STATUSES = [
  'pending',
  'sending',
  'sent',
  'gone',
  'cancelled',
  'failed',
  'digested',
] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

// Instants are milliseconds since the epoch, days and other dates EDTF text.
const list = () => text({ mode: 'json' }).$type<readonly string[]>().notNull();
const instant = () => integer();

/** What a fact and a statement have in common as lines of an append-only ledger. */
const line = {
  id: text().notNull(),
  version: integer().notNull(),
  /** Place in the bundle: the one column that a later load may rewrite. */
  position: integer().notNull(),
  /** The bundle no longer holds the line. */
  withdrawn: integer({ mode: 'boolean' }).notNull(),
  source: text().notNull(),
  confidence: text().$type<Confidence>().notNull(),
  recordedAt: instant().notNull(),
  batch: text().notNull(),
};

export const states = sqliteTable('states', {
  code: text().primaryKey(),
  position: integer().notNull(),
  /** All but the code: read whole, never searched by a part. */
  entry: text({ mode: 'json' }).$type<Omit<State, 'code'>>().notNull(),
});

export const sources = sqliteTable('sources', {
  id: text().primaryKey(),
  publisher: text().notNull(),
  title: text(),
  url: text(),
  published: text(),
  readOn: text().notNull(),
  grade: text().$type<Grade>().notNull(),
});

export const facts = sqliteTable(
  'facts',
  {
    ...line,
    subject: text().notNull(),
    kind: text().notNull(),
    date: text(),
    knownFrom: text(),
    session: integer(),
    detail: text(),
    summary: text(),
    rivals: text({ mode: 'json' }).$type<readonly Rival[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.version] }),
    foreignKey({ columns: [table.source], foreignColumns: [sources.id] }),
  ],
);

export const statements = sqliteTable(
  'statements',
  {
    ...line,
    state: text().notNull(),
    date: text().notNull(),
    organisations: list(),
    speaker: text(),
    role: text(),
    title: text().notNull(),
    kind: text().notNull(),
    addressedTo: list(),
    summary: text().notNull(),
    topics: list(),
    reshares: text(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.version] }),
    foreignKey({ columns: [table.source], foreignColumns: [sources.id] }),
  ],
);

/** One row a load of the bundle; the newest says what is loaded now. */
export const loads = sqliteTable('loads', {
  id: integer().primaryKey({ autoIncrement: true }),
  batch: text().notNull(),
  hash: text().notNull(),
  loadedAt: instant().notNull(),
});

const destination = {
  platform: text().notNull(),
  workspace: text().notNull(),
  channel: text().notNull(),
};

export const follows = sqliteTable(
  'follows',
  {
    id: text().primaryKey(),
    ...owner,
    ...destination,
    subject: text().notNull(),
    events: text({ mode: 'json' }).$type<readonly Event[]>().notNull(),
    ladder: text({ mode: 'json' }).$type<readonly number[]>().notNull(),
    time: text().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    stopped: text(),
  },
  (table) => [
    unique('follows_place_subject').on(
      table.platform,
      table.workspace,
      table.channel,
      table.subject,
    ),
    index('follows_coalition').on(table.coalition),
  ],
);

export const outbox = sqliteTable(
  'outbox',
  {
    /** The order of entry, and so of delivery within a destination. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    key: text().notNull().unique(),
    ...owner,
    ...destination,
    kind: text().$type<NoticeKind>().notNull(),
    state: text(),
    deadline: text(),
    /** The follows that ask for it. */
    subjects: text({ mode: 'json' }).$type<readonly string[]>(),
    dueOn: text(),
    dueAt: instant().notNull(),
    /** Null once it is told in a digest, or was settled long ago. */
    reply: text({ mode: 'json' }).$type<Reply>(),
    status: text().$type<NoticeStatus>().notNull(),
    /** Not handed out before: set by a `later`. */
    visibleAt: instant().notNull(),
    /** While sending: the end of the lease, after which the delivery is in doubt. */
    leaseUntil: instant(),
    attempts: integer().notNull(),
    /** How often the platform has refused it, and nothing but it. */
    refusals: integer().notNull(),
    /** When it was first handed out. */
    triedAt: instant(),
    inDoubtSince: instant(),
    lastError: text(),
    /** The platform's id of the message. */
    message: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (table) => [
    index('outbox_coalition').on(table.coalition),
    index('outbox_waiting')
      .on(table.platform, table.workspace, table.channel, table.seq)
      .where(sql`status in ('pending', 'sending')`),
    index('outbox_waiting_deadline')
      .on(table.deadline)
      .where(sql`status in ('pending', 'sending')`),
    index('outbox_sent').on(table.platform, table.settledAt).where(sql`status = 'sent'`),
  ],
);

/** One row: the instant up to which notices have been planned. */
export const planner = sqliteTable('planner', {
  id: integer().primaryKey(),
  plannedThrough: instant().notNull(),
});
