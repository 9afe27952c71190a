/**
 * A refusal that the person who asked can act on; shown to them as it stands.
 * Anything else that is thrown is a fault of ours and is only logged.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** For programs, in the reply's `problem`: `refused`, `not_allowed`, `unknown_code` … */
  readonly problem: string;

  constructor(message: string, options: ErrorOptions & { readonly problem?: string } = {}) {
    super(message, options);
    this.problem = options.problem ?? 'refused';
  }
}

/**
 * A platform that cannot be reached, or fails, for the moment: another try may
 * do. One sentence, without secrets.
 */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** A value that is not of its form: `Not a date: '2026-02-30' (expected …)`. */
export class FormError extends Error {
  override readonly name = 'FormError';
}
