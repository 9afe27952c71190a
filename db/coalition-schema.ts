import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Action } from '../src/core/coalition/audit.ts';
import type { Former, Place, Role } from '../src/core/coalition/coalition.ts';
import type { CodeKind, Request } from '../src/core/coalition/links.ts';
import type { EcosocStatus } from '../src/core/coalition/organisations.ts';
import type { HeardDate, OwnKind, Visibility } from '../src/core/own/deadlines.ts';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from './drizzle.ts';

// Instants are milliseconds since the epoch, days and other dates EDTF text.
const instant = () => integer();

export const coalitions = sqliteTable('coalitions', {
  id: text().primaryKey(),
  name: text().notNull(),
  foundedAt: instant().notNull(),
  purgeAt: instant(),
});

/**
 * What every row that a coalition owns begins with. It goes with the coalition:
 * a purge deletes one row, and the database all of these.
 */
export const owner = {
  coalition: text()
    .notNull()
    .references(() => coalitions.id, { onDelete: 'cascade' }),
};

const place = { platform: text().notNull(), workspace: text().notNull() };

export const places = sqliteTable(
  'places',
  {
    ...owner,
    ...place,
    name: text().notNull(),
    kind: text().$type<Place['kind']>().notNull(),
    seeds: integer({ mode: 'boolean' }).notNull(),
    joinedAt: instant().notNull(),
    joinedBy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.workspace] }),
    index('places_coalition').on(table.coalition),
  ],
);

// People and accounts are nobody's but their own: what ties them to a coalition is a membership.
export const people = sqliteTable(
  'people',
  {
    id: text().primaryKey(),
    createdAt: instant().notNull(),
    /**
     * The person that this one turned out to be, when accounts were linked. The
     * log keeps the id under which something was done, and this says who that is.
     */
    mergedInto: text().references((): AnySQLiteColumn => people.id, { onDelete: 'cascade' }),
  },
  (table) => [index('people_merged').on(table.mergedInto)],
);

export const accounts = sqliteTable(
  'accounts',
  {
    ...place,
    id: text().notNull(),
    person: text()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.workspace, table.id] }),
    index('accounts_person').on(table.person),
  ],
);

export const members = sqliteTable(
  'members',
  {
    ...owner,
    person: text()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    name: text(),
    role: text().$type<Role | Former>().notNull(),
    organisation: text(),
    /** Through which place the person came. */
    ...place,
    joinedAt: instant().notNull(),
    seenAt: instant().notNull(),
    /** When the others were told that this coordinator is silent. */
    namedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.coalition, table.person] }),
    index('members_person').on(table.person),
    index('members_silent').on(table.role, table.seenAt),
  ],
);

export const organisations = sqliteTable(
  'organisations',
  {
    ...owner,
    id: text().notNull(),
    short: text().notNull(),
    name: text().notNull(),
    /** As they are compared: without case and accents. */
    shortFolded: text().notNull(),
    nameFolded: text().notNull(),
    languages: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    ecosoc: text().$type<EcosocStatus>(),
    /** Where it was added. */
    ...place,
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coalition, table.id] }),
    uniqueIndex('organisations_short').on(table.coalition, table.shortFolded),
    uniqueIndex('organisations_name').on(table.coalition, table.nameFolded),
  ],
);

export const codes = sqliteTable(
  'codes',
  {
    ...owner,
    /** SHA-256 of the code: the code itself is nowhere. */
    digest: text().primaryKey(),
    kind: text().$type<CodeKind>().notNull(),
    person: text().notNull(),
    ...place,
    account: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [index('codes_coalition').on(table.coalition, table.person)],
);

/**
 * Wrong codes, by whom and where: so many, and the right one is not taken
 * either. They outlive coalition and person, for nobody gets new tries by ending
 * what they are counted against; pruned within a day.
 */
export const tries = sqliteTable(
  'tries',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    coalition: text().notNull(),
    /** SHA-256 of `slack/T1` for the place, of `slack/T1/U1` for the account: says nothing of who it was. */
    by: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [index('tries_by').on(table.by, table.at)],
);

export const requests = sqliteTable(
  'requests',
  {
    ...owner,
    id: text().notNull(),
    kind: text().$type<Request['kind']>().notNull(),
    joining: text({ mode: 'json' }).$type<NonNullable<Request['joining']>>(),
    organisation: text(),
    person: text().notNull(),
    /** Of the account with which it was asked. */
    ...place,
    account: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    status: text().$type<Request['status']>().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.coalition, table.id] })],
);

export const ownDeadlines = sqliteTable(
  'own_deadlines',
  {
    ...owner,
    id: text().notNull(),
    title: text().notNull(),
    kind: text().$type<OwnKind>().notNull(),
    subject: text().notNull(),
    date: text().notNull(),
    time: text(),
    zone: text(),
    /** The first Geneva day that the date can mean: what the scheduler asks by. */
    firstDay: text().notNull(),
    before: text({ mode: 'json' }).$type<{
      readonly deadline: string;
      readonly dateVersion: string;
    }>(),
    visibility: text({ mode: 'json' }).$type<Visibility>().notNull(),
    dateVersion: integer().notNull(),
    movedFrom: text({ mode: 'json' }).$type<HeardDate>(),
    movedAt: instant(),
    droppedAt: instant(),
    /** Where it was added. */
    ...place,
    createdBy: text().notNull(),
    accountWorkspace: text().notNull(),
    account: text().notNull(),
    accountPlatform: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coalition, table.id] }),
    index('own_deadlines_falling').on(table.firstDay),
    index('own_deadlines_moved').on(table.movedAt),
    index('own_deadlines_dropped').on(table.droppedAt),
  ],
);

export const channels = sqliteTable(
  'channels',
  {
    ...owner,
    ...place,
    channel: text().notNull(),
    ours: text().$type<'shown' | 'kept_out'>(),
    organisations: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.workspace, table.channel] }),
    index('channels_coalition').on(table.coalition),
  ],
);

/** Append-only: triggers refuse to change a line, or to delete one while its coalition stands. */
export const audit = sqliteTable(
  'audit',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    ...owner,
    at: instant().notNull(),
    person: text(),
    organisation: text(),
    platform: text(),
    workspace: text(),
    channel: text(),
    action: text().$type<Action>().notNull(),
    subject: text().notNull(),
    before: text({ mode: 'json' }).$type<object>(),
    after: text({ mode: 'json' }).$type<object>(),
  },
  (table) => [index('audit_coalition').on(table.coalition, table.seq)],
);
