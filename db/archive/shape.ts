import { FormError } from '../../src/core/errors.ts';

/**
 * Reads a value of which nothing is known, or throws FormError that names where
 * it stands, what it is and what was expected: `members[3].role is 'boss'
 * (expected reader, editor …)`.
 */
export type Read<T> = (value: unknown, path: string) => T;

const MOST_SHOWN = 40;

export function wrong(path: string, value: unknown, expected: string): FormError {
  return new FormError(`${path || 'coalition.json'} is ${shown(value)} (expected ${expected})`);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const words = typeof value === 'string' ? `'${value}'` : String(value);
  return words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words;
}

/** A text of at most so many characters. */
export const text =
  (most: number): Read<string> =>
  (value, path) => {
    if (typeof value !== 'string') throw wrong(path, value, 'a text');
    if ([...value].length > most)
      throw wrong(path, value, `a text of at most ${most} characters, not ${[...value].length}`);
    return value;
  };

/** A text of a form; `what` names it. */
export const formed =
  (form: RegExp, what: string): Read<string> =>
  (value, path) => {
    if (typeof value !== 'string' || !form.test(value)) throw wrong(path, value, what);
    return value;
  };

/** A text that something else can read: what that throws is what was expected. */
export const readable =
  (read: (text: string) => unknown, what: string): Read<string> =>
  (value, path) => {
    try {
      if (typeof value === 'string') {
        read(value);
        return value;
      }
    } catch {
      // Said below, with the place.
    }
    throw wrong(path, value, what);
  };

export const whole =
  (least: number, most: number): Read<number> =>
  (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw wrong(path, value, `a whole number from ${least} to ${most}`);
    return value;
  };

export const yesOrNo: Read<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, value, 'true or false');
  return value;
};

export const oneOf =
  <Value extends string | number>(allowed: readonly Value[]): Read<Value> =>
  (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw wrong(path, value, allowed.join(', '));
    return found;
  };

export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, value, 'a list');
    return value.map((one: unknown, i) => read(one, `${path}[${i}]`));
  };

export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : read(value, path);

/** How each member of an object is read. */
export type Fields<T> = {
  readonly [Key in keyof T]-?: object extends Pick<T, Key>
    ? Read<T[Key] | undefined>
    : Read<T[Key]>;
};

/** An object with these members. Others that it has are not taken. */
export const shape =
  <T extends object>(fields: Fields<T>): Read<T> =>
  (value, path) => {
    const given = members(value, path);
    const taken: Record<string, unknown> = {};
    for (const [name, read] of Object.entries<Read<unknown>>(fields)) {
      const found = read(
        Object.hasOwn(given, name) ? given[name] : undefined,
        path ? `${path}.${name}` : name,
      );
      if (found !== undefined) taken[name] = found;
    }
    // Guaranteed by the fields: a reader for each member, which throws or gives its type.
    return taken as T;
  };

/** The members of an object; a list is none. */
export function members(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(path, value, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

/** Any object of JSON, unless it is nested deeper than anything that Vigil writes. */
export const nested =
  (deepest: number): Read<object> =>
  (value, path) => {
    const found = members(value, path);
    if (depthOf(found, deepest) > deepest)
      throw wrong(path, value, `an object nested at most ${deepest} deep`);
    return found;
  };

/** Looks no deeper than one level too many. */
function depthOf(value: unknown, deepest: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest < 0) return 1;
  return 1 + Math.max(0, ...Object.values(value).map((one) => depthOf(one, deepest - 1)));
}
