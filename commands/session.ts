import { defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import {
  answeredAsOf,
  hedge,
  sourceData,
  sourcesNote,
  sourcesOf,
} from '../src/core/record/provenance.ts';
import type { Fact } from '../src/core/record/record.ts';
import { cycleWords } from '../src/core/record/review.ts';
import type { Attempt, Session, Standing } from '../src/core/record/standing.ts';
import type { Text } from '../src/core/reply.ts';

/** `/upr session 50`: the days of a session, its deadlines and the States under review. */
export const session = defineCommand({
  name: 'session',
  summary: 'A Working Group session: days, deadlines and the States under review',
  examples: ['session', 'session 50'],
  options: {
    session: {
      kind: 'session',
      summary: 'Number of the session, 1 to 54',
      positional: true,
      example: '50',
    },
  },

  run({ options, asOf, past }, core) {
    const { mechanism, record } = core;
    const found = sessionAsked(core, options.session, asOf);
    const facts = record.about(found.subject);
    const states = underReview(core, found, asOf);
    const sources = sourcesOf(record, facts);
    const cycle = found.cycle ?? mechanism.cycleOn(record, asOf);
    return {
      title: `UPR Working Group, session ${found.number} (${cycleWords(cycle)}): ${daysOf(found)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        { kind: 'fields', fields: facts.flatMap((fact) => fieldOf(core, fact)) },
        {
          kind: 'list',
          heading: `${states.length} ${states.length === 1 ? 'State' : 'States'}`,
          items: states.map(
            ({ name, attempt, unverified }): Text => [
              { strong: name },
              ` — ${attempt.date ? dateWords(attempt.date) : 'day not found'}${unverified ? UNVERIFIED : RESULT[attempt.result]}`,
            ],
          ),
        },
        sourcesNote(sources),
        ...answeredAsOf(asOf, past),
      ],
      buttons: [{ does: 'ask', label: 'Follow here', command: `follow session ${found.number}` }],
      data: {
        session: found.number,
        cycle,
        date: found.date?.text ?? null,
        confidence: found.fact.confidence,
        asOf,
        states: states.map(({ code, attempt, unverified }) => ({
          state: code,
          date: attempt.date?.text ?? null,
          result: attempt.result,
          unverified,
        })),
        sources: sources.map(sourceData),
      },
    };
  },
});

/** The time has passed; nothing is said of a day still to come. */
const UNVERIFIED = ' · no source read on what happened';
const RESULT = {
  open: '',
  held: '',
  no_show: ' · did not appear',
  cancelled: ' · not held then',
} as const;

const daysOf = ({ date, fact }: Session): string =>
  date ? `${dateWords(date)}${hedge(fact.confidence)}` : 'days not found in a source';

/** The session named, else the one under way or next. */
function sessionAsked(core: Core, asked: string | undefined, asOf: Day): Session {
  const { mechanism, record, root } = core;
  const known = mechanism.sessions(record).filter(({ subject }) => subject.startsWith('upr/'));
  const found =
    asked === undefined
      ? known.find(({ date }) => date && date.last >= asOf)
      : mechanism.session(record, Number(asked));
  if (found) return found;
  const last = Math.max(...known.map(({ number }) => number));
  if (asked !== undefined)
    throw new UserError(`There is no UPR session ${asked} in the record: expected 1 to ${last}.`);
  throw new UserError(
    `No session after ${dateWords(edtf(asOf))} is in the record. Name one, such as ${root} session ${last}.`,
  );
}

/** Every State with an attempt in the session, in order of day. */
function underReview(core: Core, { number, cycle }: Session, asOf: Day) {
  return core.states.all
    .flatMap((state) => {
      const standing: Standing | undefined = core.mechanism.standing(
        core.record,
        state.code,
        cycle ?? 0,
        asOf,
      );
      const attempt: Attempt | undefined = standing?.attempts.findLast(
        ({ session }) => session === number,
      );
      const unverified = standing?.unverified === true && attempt === standing.current;
      return attempt ? [{ code: state.code, name: state.name, attempt, unverified }] : [];
    })
    .sort(
      (a, b) =>
        (a.attempt.date?.first ?? '9').localeCompare(b.attempt.date?.first ?? '9') ||
        a.name.localeCompare(b.name),
    );
}

function fieldOf({ mechanism, record }: Core, fact: Fact): { label: string; text: Text }[] {
  if (fact.kind === 'national_report_due' || fact.kind === 'submissions_due') {
    const label =
      fact.kind === 'national_report_due' ? 'National reports due' : 'Stakeholder submissions due';
    return [
      {
        label,
        text: [fact.date ? `${dateWords(edtf(fact.date))}${hedge(fact.confidence)}` : 'not found'],
      },
    ];
  }
  if (fact.kind === 'outcomes_expected') {
    const estimate =
      fact.confidence === 'confirmed' ? '' : ' (by the cycle’s usual pattern, an estimate)';
    return [{ label: 'Outcomes go to', text: [`HRC${fact.session}${estimate}`] }];
  }
  return fact.summary ? [{ label: 'Note', text: [mechanism.sentence(record, fact)] }] : [];
}
