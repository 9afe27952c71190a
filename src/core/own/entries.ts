import type { Organisation } from '../coalition/organisations.ts';
import type { Core } from '../core.ts';
import { type Day, dateWords } from '../dates/edtf.ts';
import { citeShort, hedge, sourceData } from '../record/provenance.ts';
import type { Deadline } from '../record/standing.ts';
import type { Text } from '../reply.ts';
import { hourOf, ownDate } from './dates.ts';
import type { OwnDeadline } from './deadlines.ts';
import { aheadWords, ownData, ownLine } from './words.ts';

/** One line of a list in which official and own deadlines stand together. */
export interface Entry {
  /** The Geneva days that it can mean; a year may end with a session. */
  readonly first: Day;
  readonly last: Day;
  /** The hour, for those of one day. */
  readonly at: number;
  /** Those of one moment: the record's first, then ours by title. */
  readonly key: string;
  /** Written only for the page that is shown. */
  line(): Text;
  readonly data: object;
}

/** Soonest first, by the last day that each can mean. */
export const inOrder = (a: Entry, b: Entry): number =>
  a.last.localeCompare(b.last) || a.at - b.at || a.key.localeCompare(b.key);

/** One of the coalition's own; `organisations`: for the names of who sees it. */
export function ownEntry(
  core: Core,
  own: OwnDeadline,
  organisations: readonly Organisation[],
  asOf: Day,
): Entry {
  const date = ownDate(own);
  return {
    first: date.first,
    last: date.last,
    at: hourOf(date),
    key: `1 ${own.title} ${own.id}`,
    line: () => ownLine(core, own, { organisations, asOf }),
    data: ownData(own),
  };
}

/** The deadlines of the record whose date stood on the day: of a State, or of sessions where none is named. */
export const officialEntries = (core: Core, state: string | undefined, asOf: Day): Entry[] =>
  core.mechanism
    .deadlines(core.record)
    .filter(
      (deadline) =>
        (state ? deadline.state === state : !deadline.partOf) &&
        (!deadline.knownFrom || deadline.knownFrom <= asOf) &&
        (!deadline.endedOn || deadline.endedOn > asOf),
    )
    .map((deadline) => officialEntry(core, deadline, asOf));

function officialEntry(core: Core, deadline: Deadline, asOf: Day): Entry {
  const { id, state, what, date, fact } = deadline;
  return {
    first: date.first,
    last: lastDay(core, deadline),
    at: hourOf(date),
    key: `0 ${id}`,
    line: () => officialLine(core, deadline, asOf),
    data: {
      id,
      state,
      what,
      date: date.text,
      precision: date.precision,
      confidence: fact.confidence,
      source: sourceData(core.record.source(fact.source)),
    },
  };
}

/** A year without a day ends with the session that it names: "2026, session 53" is over in November. */
function lastDay({ mechanism, record }: Core, { date, session }: Deadline): Day {
  const [, number] = /^upr\/s(\d+)$/.exec(session ?? '') ?? [];
  const ends = number ? mechanism.session(record, Number(number))?.date?.last : undefined;
  return date.precision !== 'day' && ends && ends < date.last ? ends : date.last;
}

function officialLine(core: Core, { state, session, what, date, fact }: Deadline, asOf: Day): Text {
  const whose = state ? (core.states.byCode(state)?.name ?? state) : sessionWords(session);
  return [
    { strong: dateWords(date) },
    ` (${aheadWords(date, asOf)})${hedge(fact.confidence)} · ${what}, ${whose} · `,
    citeShort(core.record.source(fact.source)),
  ];
}

/** `upr/s50` is "UPR session 50", `hrc/s60` is "HRC60". */
const sessionWords = (subject: string | null): string =>
  (subject ?? '').replace(/^upr\/s/, 'UPR session ').replace(/^hrc\/s/, 'HRC');
