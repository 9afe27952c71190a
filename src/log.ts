import { destination, pino } from 'pino';
import type { LogLevel } from './config.ts';
import type { Log } from './core/log.ts';

/** JSON lines on standard error, so that standard output stays for people. Fields that could hold a secret are removed. */
export const createLog = (level: LogLevel): Log =>
  pino(
    {
      level,
      base: { service: 'vigil' },
      redact: {
        paths: ['token', '*.token', 'authorization', '*.authorization', 'secret', '*.secret'],
        remove: true,
      },
    },
    destination({ dest: 2, sync: true }),
  );
