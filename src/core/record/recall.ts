import type { Question } from '../adapter.ts';
import { today } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Day } from '../dates/edtf.ts';
import type { Reply } from '../reply.ts';
import type { PublicRecord } from './record.ts';

/** Answers kept at most: a budget of memory. The oldest then makes room, and is worked out again when asked. */
const MOST_KEPT = 200;
/** Longer questions are seldom asked twice. */
const MOST_KEY = 300;

/** Answers given before, as long as they are still true. */
export interface Recall {
  find(question: Question): Reply | undefined;
  /** To be called after `find`, so that an answer of yesterday is not taken for one of today. */
  keep(question: Question, reply: Reply): void;
}

/**
 * Remembers answers that needed nothing but memory: they depend on the words,
 * the day and the record alone, so a new day or another record forgets them
 * all. When news breaks, a hundred channels ask the same question.
 */
export function createRecall(core: () => Core): Recall {
  const kept = new Map<string, Reply>();
  let record: PublicRecord | undefined;
  let day: Day | undefined;

  const forgetWhatChanged = (): void => {
    const house = core();
    const now = today(house.clock);
    if (house.record === record && now === day) return;
    kept.clear();
    record = house.record;
    day = now;
  };

  return {
    find(question) {
      forgetWhatChanged();
      return kept.get(keyOf(question));
    },
    keep(question, reply) {
      const key = keyOf(question);
      if (key.length > MOST_KEY) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= MOST_KEPT && !kept.has(key)) kept.delete(oldest);
      kept.set(key, reply);
    },
  };
}

/** One list of words for what was typed, another for what a platform has taken apart: never the same. */
const keyOf = (question: Question): string =>
  'text' in question
    ? JSON.stringify(['text', question.text, question.forAll === true])
    : JSON.stringify(['command', question.command, question.options, question.forAll === true]);
