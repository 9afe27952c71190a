import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

/** Bot, user and app tokens, and the tickets of Socket Mode addresses. */
const SECRETS = /\b(?:xox[a-z]|xapp|xwfp)-[\w-]+|\bticket=[^&\s]+/g;

/**
 * What the SDKs report, through our Log. Their debug lines hold whole messages
 * and are dropped; tokens are struck out of the rest.
 */
export function createSdkLog(log: Log): Logger {
  const say = (level: 'debug' | 'warn' | 'error', parts: readonly unknown[]) =>
    log[level]({ from: 'slack sdk' }, parts.map(words).join(' ').replace(SECRETS, '[secret]'));
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => say('debug', parts),
    warn: (...parts: unknown[]) => say('warn', parts),
    error: (...parts: unknown[]) => say('error', parts),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** Objects may hold messages or tokens: only an error's own words are taken. */
const words = (part: unknown): string => {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : '';
};
