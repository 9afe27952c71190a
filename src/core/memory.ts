import type { Clock } from './clock.ts';

/** What a platform has said is believed for so long. */
const BELIEVED_MS = 10 * 60_000;
/** Answers kept at most: a budget of memory. The oldest makes room. */
const MOST_KEPT = 10_000;

/** What was asked of a platform, by key, for ten minutes. What was not answered is not remembered. */
export interface Memory<Answer> {
  /** As it was last answered: asks once for all who want to know the same at the same time. */
  asked(key: string, ask: () => Promise<Answer>): Promise<Answer>;
  /** As it is now, for those as well who are content with less. */
  askedNow(key: string, ask: () => Promise<Answer>): Promise<Answer>;
}

export function createMemory<Answer>(clock: Clock): Memory<Answer> {
  const kept = new Map<string, { readonly answer: Promise<Answer>; readonly at: number }>();

  function askedNow(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const answer = ask();
    kept.delete(key);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
    kept.set(key, { answer, at: clock.now() });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  }

  return {
    asked(key, ask) {
      const known = kept.get(key);
      const age = known ? clock.now() - known.at : Number.POSITIVE_INFINITY;
      // A clock that was set back makes nothing true for longer.
      return known && age >= 0 && age < BELIEVED_MS ? known.answer : askedNow(key, ask);
    },
    askedNow,
  };
}
