/** Where faults and milestones go. Never secrets, never message texts. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** What a log may say of a fault. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  /** `ECONNRESET`, `SQLITE_BUSY`. */
  readonly code?: string;
  readonly stack?: string;
}

/**
 * A fault for the field `err`. Nothing else of it is kept: what a library hangs
 * on its errors (a request, its headers) can hold tokens and people's words.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}
