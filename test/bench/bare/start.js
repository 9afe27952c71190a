// JavaScript, so that the time to read types away does not count for the bare side.
import '@slack/bolt';
import 'discord.js';
import Database from 'better-sqlite3';

new Database(process.env.DATABASE_FILE);
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
