import { defineCommand } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { addDays, type Day, dateWords, daysBetween, edtf } from '../src/core/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import { pageOf, pageWords } from '../src/core/paging.ts';
import { answeredAsOf, citeShort, hedge, sourceData } from '../src/core/provenance.ts';
import type { Text } from '../src/core/reply.ts';
import type { Deadline } from '../src/core/standing.ts';
import { shortened } from '../src/core/words.ts';

const PAGE_SIZE = 10;
const DEFAULT_WITHIN = '180d';

/** `/upr deadlines brazil within:90d`: what is due, soonest first; without a State, for all sessions. */
export const deadlines = defineCommand({
  name: 'deadlines',
  summary: 'Coming deadlines and reviews, for a State or for all',
  examples: ['deadlines united states', 'deadlines within:30d'],
  options: {
    state: {
      kind: 'state',
      summary: 'A State’s name or ISO code; none for all',
      positional: true,
      example: 'brazil',
    },
    within: {
      kind: 'text',
      summary: 'How far ahead, in days: 30d. 180d unless said',
      example: '90d',
    },
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },

  run({ options, asOf, past }, core) {
    const within = daysOf(options.within ?? DEFAULT_WITHIN);
    const state = core.states.byCode(options.state ?? '');
    const due = openOn(core, asOf)
      .filter((deadline) => (state ? deadline.state === state.code : !deadline.partOf))
      .filter(({ date }) => date.first <= addDays(asOf, within))
      .toSorted((a, b) => lastDay(core, a).localeCompare(lastDay(core, b)) || byId(a, b));
    const asked = `${state ? ` ${state.code}` : ''}${options.within ? ` within:${options.within}` : ''}${past ? ` as-of:${asOf}` : ''}`;
    const page = pageOf(due, PAGE_SIZE, options.page, (n) => `deadlines${asked} page:${n}`);
    return {
      title: `Deadlines${state ? `: ${state.name}` : ''}, next ${daysWords(within)}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        page.items.length > 0
          ? { kind: 'list', items: page.items.map((deadline) => line(core, deadline, asOf)) }
          : {
              kind: 'paragraph',
              text: [
                `No date in the record falls within ${daysWords(within)} of ${dateWords(edtf(asOf))}. A date that no source gives is not shown${state ? `: see the status of ${state.name}.` : '.'}`,
              ],
            },
        {
          kind: 'note',
          text: ['Geneva dates. A deadline can move: open its source before you rely on it.'],
        },
        ...answeredAsOf(asOf, past),
      ],
      buttons: [
        ...page.buttons,
        ...(state
          ? [
              {
                does: 'ask',
                label: 'Status',
                command: `status ${state.code}${past ? ` as-of:${asOf}` : ''}`,
              } as const,
            ]
          : []),
      ],
      data: {
        asOf,
        within,
        items: due.map(({ id, state: code, what, date, fact }) => ({
          id,
          state: code,
          what,
          date: date.text,
          precision: date.precision,
          confidence: fact.confidence,
          source: sourceData(core.record.source(fact.source)),
        })),
      },
    };
  },
});

/** The deadlines whose date stood on the day and has not passed. */
function openOn(core: Core, asOf: Day): Deadline[] {
  return core.mechanism
    .deadlines(core.record)
    .filter(
      (deadline) =>
        lastDay(core, deadline) >= asOf &&
        (!deadline.knownFrom || deadline.knownFrom <= asOf) &&
        (!deadline.endedOn || deadline.endedOn > asOf),
    );
}

/** A year without a day ends with the session that it names: "2026, session 53" is over in November. */
function lastDay({ mechanism, record }: Core, { date, session }: Deadline): Day {
  const [, number] = /^upr\/s(\d+)$/.exec(session ?? '') ?? [];
  const ends = number ? mechanism.session(record, Number(number))?.date?.last : undefined;
  return date.precision !== 'day' && ends && ends < date.last ? ends : date.last;
}

const byId = (a: Deadline, b: Deadline): number => a.id.localeCompare(b.id);
const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

function daysOf(typed: string): number {
  const days = Number(/^(\d{1,4})\s*(?:d|days?)?$/i.exec(typed.trim())?.[1]);
  if (days >= 1 && days <= 3650) return days;
  throw new UserError(
    `I can't read '${shortened(typed, 60)}' as a time ahead: type days, from 1d to 3650d, such as within:30d.`,
  );
}

function line(core: Core, { state, session, what, date, fact }: Deadline, asOf: Day): Text {
  const day = date.precision === 'day';
  const left = daysBetween(asOf, date.first);
  const ahead = !day
    ? 'no day set'
    : left <= 0
      ? 'today'
      : left === 1
        ? 'tomorrow'
        : `in ${left} days`;
  const whose = state ? (core.states.byCode(state)?.name ?? state) : sessionWords(session);
  return [
    { strong: dateWords(date) },
    ` (${ahead})${hedge(fact.confidence)} · ${what}, ${whose} · `,
    citeShort(core.record.source(fact.source)),
  ];
}

/** `upr/s50` is "UPR session 50", `hrc/s60` is "HRC60". */
const sessionWords = (subject: string | null): string =>
  (subject ?? '').replace(/^upr\/s/, 'UPR session ').replace(/^hrc\/s/, 'HRC');
