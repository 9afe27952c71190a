import type { Books, Due, Entry } from './books.ts';
import type { Arrival } from './screens.ts';

/** What became of one channel. */
export interface Row {
  readonly place: string;
  readonly due: number;
  readonly arrived: number;
  /** Told in a catch-up digest. */
  readonly caughtUp: number;
  readonly digests: number;
  readonly repeats: number;
}

export interface Verdict {
  readonly rows: readonly Row[];
  /** Each a promise that was broken. */
  readonly differences: readonly string[];
}

const REPEAT = 'Possible repeat: ';
const isCatchUp = (key: string): boolean => key.includes('|catch-up|');

/** Holds what the channels show against what fell due. */
export function judge({ due, entries, stopped, integrity }: Books, arrivals: readonly Arrival[]) {
  const places = [...new Set([...due, ...arrivals].map(({ place }) => place))];
  const judged = places.map((place) => {
    const here = <Item extends { readonly place: string }>(items: readonly Item[]) =>
      items.filter((item) => item.place === place);
    return judgePlace(place, here(due), here(entries), here(arrivals));
  });
  const verdict: Verdict = {
    rows: judged.map(({ row }) => row),
    differences: [
      ...(integrity === 'ok' ? [] : [`the database is damaged: ${integrity}`]),
      ...stopped.map((line) => `given up though nothing is wrong with it: ${line}`),
      ...judged.flatMap(({ differences }) => differences),
    ],
  };
  return verdict;
}

function judgePlace(
  place: string,
  due: readonly Due[],
  entries: readonly Entry[],
  arrivals: readonly Arrival[],
) {
  const byKey = Map.groupBy(arrivals, ({ key }) => key);
  const digests = [...byKey].flatMap(([key, [first]]) =>
    key !== undefined && first && isCatchUp(key) ? [first] : [],
  );
  const caughtUp = due.filter(({ key, words }) => !byKey.has(key) && named(words, digests));
  const row: Row = {
    place,
    due: due.length,
    arrived: due.filter(({ key }) => byKey.has(key)).length,
    caughtUp: caughtUp.length,
    digests: digests.length,
    repeats: arrivals.length - byKey.size,
  };
  const told = new Set(caughtUp.map(({ key }) => key));
  const differences = [
    ...due
      .filter(({ key }) => !byKey.has(key) && !told.has(key))
      .map(({ key, words }) => `never arrived: ${key} (${words})`),
    ...unsettled(entries),
    ...unowned(arrivals),
    ...unexpected(due, byKey),
    ...unlabelled(place, byKey),
    ...disordered(due, entries, arrivals),
  ];
  return { row, differences: differences.map((words) => `${place}: ${words}`) };
}

const named = (words: string, digests: readonly Arrival[]): boolean =>
  digests.some(({ text }) => text.includes(words));

/** `digested`: told by a catch-up, which must itself have arrived and name it. */
const SETTLED = ['sent', 'digested'];

const unsettled = (entries: readonly Entry[]): string[] =>
  entries
    .filter(({ status }) => !SETTLED.includes(status))
    .map(
      ({ key, status, attempts, lastError }) =>
        `still '${status}' after the calm: ${key} (tried ${attempts} times: ${lastError})`,
    );

/** On Discord every message is one notice's own: another one is a double. On Slack each bears its key. */
const unowned = (arrivals: readonly Arrival[]): string[] =>
  arrivals
    .filter(({ key }) => key === undefined)
    .map(({ message, text }) => `a message of no notice, or a double: ${message} ${short(text)}`);

function unexpected(
  due: readonly Due[],
  byKey: ReadonlyMap<string | undefined, unknown>,
): string[] {
  const known = new Set(due.map(({ key }) => key));
  return [...byKey.keys()]
    .filter((key) => key !== undefined && !known.has(key) && !isCatchUp(key))
    .map((key) => `never due: ${key}`);
}

function unlabelled(
  place: string,
  byKey: ReadonlyMap<string | undefined, readonly Arrival[]>,
): string[] {
  return [...byKey].flatMap(([key, [, ...again]]) =>
    key === undefined
      ? []
      : again
          .filter(({ text }) => place.startsWith('discord/') || !text.includes(REPEAT))
          .map(({ text }) => `twice, and not said to be a repeat: ${key} ${short(text)}`),
  );
}

/** First arrivals must come as they were entered, and one by one in order of due time. */
function disordered(
  due: readonly Due[],
  entries: readonly Entry[],
  arrivals: readonly Arrival[],
): string[] {
  const came = [...new Set(arrivals.flatMap(({ key }) => (key === undefined ? [] : [key])))];
  const seen = new Set(came);
  const compared = (
    how: string,
    keys: readonly string[],
    order: readonly { readonly key: string }[],
  ): string[] => {
    const expected = order.map(({ key }) => key).filter((key) => seen.has(key));
    const at = expected.findIndex((key, i) => key !== keys[i]);
    if (at < 0) return [];
    return [`out of order at ${at + 1}, ${how}: ${keys[at]} instead of ${expected[at]}`];
  };
  const apart = came.filter((key) => !isCatchUp(key));
  return [...compared('as entered', came, entries), ...compared('as due', apart, due)];
}

const short = (text: string): string => text.replaceAll('\n', ' ').slice(0, 100);
