import { type Day, daysBetween } from '../../src/core/dates/edtf.ts';
import type { FactLine } from '../files/cells.ts';
import { type Rule, readable, reviewOf } from './known.ts';

const CYCLES = [1, 2, 3, 4] as const;

/** UN Member since 14 July 2011, when the first cycle was all but over. */
const JOINED_AFTER_FIRST_CYCLE = 'SSD';

/** Each State has one review a cycle. https://www.upr-info.org/en/news/new-modalities-upr-following-hrc-review */
export const oneReviewACycle: Rule = ({ states, facts }) => {
  const rows = Map.groupBy(
    facts.filter(({ id, subject }) => id === `${subject}/scheduled`),
    ({ subject }) => subject,
  );
  return CYCLES.flatMap((cycle) =>
    states.flatMap(({ code }) => {
      const expected = cycle === 1 && code === JOINED_AFTER_FIRST_CYCLE ? 0 : 1;
      const found = rows.get(`upr/${cycle}/${code}`)?.length ?? 0;
      return found === expected
        ? []
        : [`upr/${cycle}/${code}: reviews in cycle ${cycle}: ${found} (expected ${expected})`];
    }),
  );
};

/** States and cycles that lines speak of exist. */
export const statesKnown: Rule = ({ facts, statements }, { states }) => [
  ...facts.flatMap(({ id, subject }) => {
    const review = reviewOf(subject);
    if (!review) return [];
    if (!CYCLES.some((cycle) => cycle === review.cycle))
      return [`${id}: cycle ${review.cycle} (expected ${CYCLES.join(', ')})`];
    return states.has(review.state) ? [] : [`${id}: no State '${review.state}' in states.csv`];
  }),
  ...statements
    .filter(({ state }) => !states.has(state))
    .map(({ id, state }) => `statement ${id}: no State '${state}' in states.csv`),
];

const REVIEW_KINDS = new Set(['scheduled', 'held', 'no_show']);

interface ReviewDay {
  readonly fact: FactLine;
  readonly day: Day;
}

/** The lines that put a review on a day. */
const reviewDays = (facts: readonly FactLine[]): readonly ReviewDay[] =>
  facts.flatMap((fact) => {
    const date = REVIEW_KINDS.has(fact.kind) ? readable(fact.date) : undefined;
    return date?.precision === 'day' ? [{ fact, day: date.first }] : [];
  });

export const daysWithinSession: Rule = ({ facts }, { sessions }) =>
  reviewDays(facts).flatMap(({ fact, day }) => {
    const dates = sessions.get(`upr/s${fact.session}`);
    return !dates || (dates.first <= day && day <= dates.last)
      ? []
      : [`${fact.id}: ${day} is outside session ${fact.session} (expected within ${dates.text})`];
  });

const A_MONDAY = '2024-01-01';

export const daysOfWork: Rule = ({ facts }) =>
  reviewDays(facts)
    .filter(({ day }) => ((daysBetween(A_MONDAY, day) % 7) + 7) % 7 >= 5)
    .map(({ fact, day }) => `${fact.id}: ${day} is a weekend (expected Monday to Friday)`);

/** Slots of a day in the fourth cycle, 09:00–12:30 and 14:30–18:00. https://lana.gov.ly/post.php?id=345001&lang=en */
const SLOTS = 2;

export const daysNotFull: Rule = ({ facts }) => {
  const fourth = reviewDays(facts).filter(({ fact }) => reviewOf(fact.subject)?.cycle === 4);
  return [...Map.groupBy(fourth, ({ day }) => day)].flatMap(([day, found]) => {
    const reviews = [...new Set(found.map(({ fact }) => fact.subject))];
    return reviews.length > SLOTS
      ? [`${day}: ${reviews.length} reviews, ${reviews.join(', ')} (at most ${SLOTS} a day)`]
      : [];
  });
};
