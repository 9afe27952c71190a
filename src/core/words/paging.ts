import type { Button } from '../reply.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly number: number;
  readonly of: number;
  readonly buttons: readonly Button[];
}

/** One page of a list, with the buttons to its neighbours. A page beyond the last is the last. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  wanted: string | undefined,
  commandFor: (page: number) => string,
): Page<T> {
  const page = pageAmong(items.length, size, wanted, commandFor);
  return { ...page, items: items.slice((page.number - 1) * size, page.number * size) };
}

/** The same for a list that a store keeps: which page of it to ask for. */
export function pageAmong(
  total: number,
  size: number,
  wanted: string | undefined,
  commandFor: (page: number) => string,
): Omit<Page<never>, 'items'> {
  const of = Math.max(1, Math.ceil(total / size));
  const number = Math.min(Math.max(1, Number(wanted ?? 1)), of);
  const to = (page: number, label: string): Button[] =>
    page >= 1 && page <= of ? [{ does: 'show', label, command: commandFor(page) }] : [];
  return {
    number,
    of,
    buttons: [...to(number - 1, '◀ Previous'), ...to(number + 1, 'Next ▶')],
  };
}

/** `page 2 of 4`, or nothing where there is but one. */
export const pageWords = ({ number, of }: Pick<Page<unknown>, 'number' | 'of'>): string =>
  of > 1 ? ` (page ${number} of ${of})` : '';
