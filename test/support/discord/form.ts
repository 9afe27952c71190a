/** Any JSON object of the API. */
export type Json = Readonly<Record<string, unknown>>;

/** An error that the API answers. https://discord.com/developers/docs/reference#error-messages */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** One thing wrong in a form: `embeds.0.title`, `BASE_TYPE_MAX_LENGTH`, words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Collects what is wrong in a form, each with its path. */
export interface Checker {
  readonly problems: readonly Problem[];
  say(path: string, code: string, message: string): void;
  /** A string of so many characters, counted as UTF-16 as the strictest reading. */
  length(path: string, value: unknown, least: number, most: number): void;
  list(path: string, value: unknown, most: number): readonly Json[];
  oneOf(path: string, value: unknown, allowed: readonly unknown[]): void;
}

export function createChecker(): Checker {
  const problems: Problem[] = [];
  const say: Checker['say'] = (path, code, message) => problems.push({ path, code, message });
  return {
    problems,
    say,
    length(path, value, least, most) {
      if (typeof value !== 'string')
        return say(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      if (!value.isWellFormed()) say(path, 'STRING_ENCODING', 'Must be well-formed Unicode.');
      if (value.trim().length < least)
        say(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${least} or more in length.`);
      if (value.length > most)
        say(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
    },
    list(path, value, most) {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) {
        say(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
        return [];
      }
      if (value.length > most)
        say(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
      return value.map((item: unknown) => asJson(item));
    },
    oneOf(path, value, allowed) {
      if (!allowed.includes(value))
        say(path, 'BASE_TYPE_CHOICES', `Value must be one of (${allowed.join(', ')}).`);
    },
  };
}

/** An object as it is; anything else as an empty one. */
export const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

/** Throws 50035 with the nested paths, where anything is wrong. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new Refusal(400, 50035, 'Invalid Form Body', nested(problems));
}

/** `a.0.b` becomes `{ a: { 0: { b: { _errors: […] } } } }`. */
function nested(problems: readonly Problem[]): object {
  const root: Json = {};
  return problems.reduce((tree, problem) => grafted(tree, problem.path.split('.'), problem), root);
}

function grafted(tree: Json, [step, ...rest]: readonly string[], problem: Problem): Json {
  if (step === undefined)
    return { ...tree, _errors: [{ code: problem.code, message: problem.message }] };
  return { ...tree, [step]: grafted(asJson(tree[step]), rest, problem) };
}
