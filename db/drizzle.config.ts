import { defineConfig } from 'drizzle-kit';

/** For `drizzle-kit generate --config db/drizzle.config.ts --name <what>`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: ['./db/schema.ts', './db/coalition-schema.ts'],
  out: './db/migrations',
  casing: 'snake_case',
});
