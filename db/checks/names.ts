import { compact, nameWords, phrasesOf } from '../../src/core/states/state-phrases.ts';
import type { Rule } from './known.ts';

/** A name, alias or code, as it is compared, calls one State. */
export const namesOnce: Rule = ({ states }) => {
  const claims = states.flatMap((state) => [
    ...phrasesOf(state).map(({ key, words }) => ({ key, words, code: state.code })),
    ...[state.code, state.iso2].map((written) => {
      const words = nameWords(written);
      return { key: compact(words), words, code: state.code };
    }),
  ]);
  return [...Map.groupBy(claims, ({ key }) => key).values()].flatMap((same) => {
    const codes = [...new Set(same.map(({ code }) => code))];
    return codes.length > 1
      ? [
          `name '${same[0]?.words}': claimed by ${codes.join(' and ')} ` +
            '(expected one State; what may mean several goes to ask_back of each)',
        ]
      : [];
  });
};

/** What is asked back leaves a choice. */
export const choicesLeft: Rule = ({ states }) => {
  const asked = states.flatMap(({ askBack }) => askBack);
  return [...Map.groupBy(asked, (word) => word)]
    .filter(([, states]) => states.length < 2)
    .map(([word]) => `ask_back '${word}': one State only (expected two or more)`);
};
