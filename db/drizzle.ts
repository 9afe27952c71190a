import { createRequire } from 'node:module';

// Node reads a package's list of exports anew for each of its ES modules. Drizzle
// has a hundred modules and a list of 137 KB: as CommonJS it starts half a second
// sooner, and in 170 MB less.
const require = createRequire(import.meta.url);

const orm = require('drizzle-orm') as typeof import('drizzle-orm');
const tables = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');
const sqlite = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3');

/** What Vigil uses of Drizzle: the one place that loads it. */
export const { drizzle } = sqlite;
/** Loaded only where there is something to migrate. */
export const readMigrationFiles: typeof import('drizzle-orm/migrator').readMigrationFiles = (
  config,
) =>
  (require('drizzle-orm/migrator') as typeof import('drizzle-orm/migrator')).readMigrationFiles(
    config,
  );
export const { foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } =
  tables;
export const { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lt } = orm;
export const { count, gte, like, lte, min, ne, not, notExists, notInArray, or, sql } = orm;
