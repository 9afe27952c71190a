import type { FactLine } from '../files/cells.ts';
import { type Known, type Rule, readable } from './known.ts';

/** Kinds whose session is one of the Council. */
const COUNCIL_KINDS = new Set([
  'outcomes_expected',
  'outcome_adopted',
  'outcome_deferred',
  'absent_at_adoption',
]);

const SESSION = /^(upr|hrc)\/s(\d+)$/;

/** The highest session of a mechanism in the record. */
function highest(known: Known, mechanism: string): number {
  const numbers = [...known.sessions.keys()].flatMap((subject) => {
    const [, of, number] = SESSION.exec(subject) ?? [];
    return of === mechanism ? [Number(number)] : [];
  });
  return Math.max(0, ...numbers);
}

/**
 * Sessions that lines are about or name exist. Earlier sessions of the Council
 * than the record lists do: outcomes of the first cycles went to them.
 */
export const sessionsExist: Rule = ({ facts }, known) => {
  const last = { upr: highest(known, 'upr'), hrc: highest(known, 'hrc') };
  return facts.flatMap((fact) =>
    named(fact).flatMap(([mechanism, number]) =>
      number >= 1 && number <= last[mechanism]
        ? []
        : [`${fact.id}: no session ${mechanism}/s${number} (expected 1 to ${last[mechanism]})`],
    ),
  );
};

function named({ subject, kind, session }: FactLine): ['upr' | 'hrc', number][] {
  const [, mechanism, number] = SESSION.exec(subject) ?? [];
  return [
    ...(mechanism ? [[mechanism, Number(number)] as ['upr' | 'hrc', number]] : []),
    ...(session === undefined
      ? []
      : [[COUNCIL_KINDS.has(kind) ? 'hrc' : 'upr', session] as ['upr' | 'hrc', number]]),
  ];
}

/** The Working Group's sessions are all listed, from the first to the last. */
export const sessionsWithoutGaps: Rule = (_bundle, known) => {
  const last = highest(known, 'upr');
  return Array.from({ length: last }, (_, i) => `upr/s${i + 1}`)
    .filter((subject) => !known.sessions.has(subject))
    .map((subject) => `${subject}: no line in sessions.csv (expected sessions 1 to ${last})`);
};

/** What is due for a session is due before it opens. */
export const dueBeforeSession: Rule = ({ facts }, { sessions }) =>
  facts.flatMap(({ id, subject, kind, date }) => {
    const dates = sessions.get(subject);
    const due = kind.endsWith('_due') ? readable(date) : undefined;
    return due && dates && due.last >= dates.first
      ? [`${id}: ${due.text} is not before the session (expected before ${dates.first})`]
      : [];
  });
