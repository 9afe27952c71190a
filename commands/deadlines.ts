import { canonical } from '../src/core/asking/arguments.ts';
import { MOST_COMMAND } from '../src/core/asking/problems.ts';
import type { Organisation } from '../src/core/coalition/organisations.ts';
import { demand, type Who } from '../src/core/coalition/rights.ts';
import { type Command, defineCommand, type MemberCall, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { addDays, type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import { hourOf, ownDate } from '../src/core/own/dates.ts';
import { isMineOf, type OwnDeadline } from '../src/core/own/deadlines.ts';
import { choicesFor, ownShown, undecidedWarning } from '../src/core/own/showing.ts';
import { aheadWords, ownData, ownLine } from '../src/core/own/words.ts';
import { answeredAsOf, citeShort, hedge, sourceData } from '../src/core/record/provenance.ts';
import type { State } from '../src/core/record/record.ts';
import type { Deadline } from '../src/core/record/standing.ts';
import type { Block, Button, Text } from '../src/core/reply.ts';
import { pageOf, pageWords } from '../src/core/words/paging.ts';
import { counting } from '../src/core/words/phrases.ts';
import { shortened } from '../src/core/words/words.ts';

const PAGE_SIZE = 10;
const DEFAULT_DAYS = 180;
const MOST_DAYS = 3650;

/**
 * `/upr deadlines brazil within:90d`: what is due, soonest first; without a
 * State, for all sessions. Members see the coalition's own among them.
 */
export const deadlines: Command = defineCommand({
  name: 'deadlines',
  summary: 'Coming deadlines and reviews, for a State or for all',
  examples: ['deadlines united states', 'deadlines within:30d', 'deadlines mine'],
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
    mine: { kind: 'flag', summary: 'Only own ones that you added or are for you' },
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 },
  },
  needs: 'self',

  async run(call, core) {
    const { options, asOf, past, who } = call;
    const asked = readAsked(call, core);
    if (asked.mine) demand(who, 'read');
    const { own, undecided } = past ? { own: [] } : await ownShown(call, core);
    const fitting = own.filter((one) => isAskedFor(one, asked, who));
    const organisations =
      fitting.length > 0 ? await core.organisations.organisations(who.coalition.id) : [];
    const due = [
      ...(asked.mine ? [] : officialEntries(core, asked, asOf)),
      ...fitting.map((one) => ownEntry(core, one, organisations, asOf)),
    ]
      .filter(({ first, last }) => last >= asOf && first <= addDays(asOf, asked.within))
      .toSorted(inOrder);
    const page = pageOf(due, PAGE_SIZE, options.page, (n) =>
      canonical(deadlines, { ...options, page: String(n) }),
    );
    return {
      title: `${titleOf(asked)}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        page.items.length > 0
          ? { kind: 'list', items: page.items.map(({ line }) => line()) }
          : { kind: 'paragraph', text: [nothingWords(core, asked, asOf)] },
        ...(undecided ? [undecidedWarning(undecided)] : []),
        ...notes(asked),
        ...answeredAsOf(asOf, past),
      ],
      buttons: [
        ...page.buttons,
        ...statusButton(asked, call),
        ...(undecided ? choicesFor(call.who) : []),
        ...shareButton(call, asked),
      ],
      data: { asOf, within: asked.within, items: due.map(({ data }) => data) },
    };
  },
});

interface Asked {
  readonly state?: State;
  readonly within: number;
  /** Whether it was said how far ahead. */
  readonly said: boolean;
  readonly mine: boolean;
}

function readAsked({ options, past, shared }: MemberCall, core: Core): Asked {
  const state = core.states.byCode(options.state ?? '');
  const mine = options.mine !== undefined;
  if (mine && past)
    throw new UserError(
      'Own deadlines are as they stand now: leave as-of out, or leave mine out.',
      {
        problem: 'mine_as_of',
      },
    );
  if (mine && shared)
    throw new UserError(
      `Yours is about you alone, so it is not shown to a channel: leave share out, or leave mine out. ${typedAs(core.root, 'deadlines share')} shows what the channel may see.`,
      { problem: 'mine_is_private' },
    );
  return {
    ...(state && { state }),
    within:
      options.within === undefined ? (mine ? MOST_DAYS : DEFAULT_DAYS) : daysOf(options.within),
    said: options.within !== undefined,
    mine,
  };
}

function daysOf(typed: string): number {
  const days = Number(/^(\d{1,4})\s*(?:d|days?)?$/i.exec(typed.trim())?.[1]);
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new UserError(
    `I can't read '${shortened(typed, 60)}' as a time ahead: type days, from 1d to ${MOST_DAYS}d, such as within:30d.`,
  );
}

/** One line, official or own. */
interface Entry {
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

const inOrder = (a: Entry, b: Entry): number =>
  a.last.localeCompare(b.last) || a.at - b.at || a.key.localeCompare(b.key);

function ownEntry(
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

/** The deadlines of the record whose date stood on the day. */
const officialEntries = (core: Core, { state }: Asked, asOf: Day): Entry[] =>
  core.mechanism
    .deadlines(core.record)
    .filter(
      (deadline) =>
        (state ? deadline.state === state.code : !deadline.partOf) &&
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

const isAskedFor = (own: OwnDeadline, { state, mine }: Asked, who: Who): boolean =>
  (!state || own.subject === `state/${state.code}`) && (!mine || isMineOf(who)(own));

function titleOf({ state, within, said, mine }: Asked): string {
  const whose = state ? `: ${state.name}` : '';
  const ahead = mine && !said ? '' : `, next ${counting(within, 'day')}`;
  return `${mine ? 'Your own deadlines' : 'Deadlines'}${whose}${ahead}`;
}

function nothingWords({ root }: Core, { state, within, mine }: Asked, asOf: Day): string {
  if (mine)
    return `None that you added, or that is for you or your organisation. Add one with ${typedAs(root, 'deadline add')}.`;
  return `No date in the record falls within ${counting(within, 'day')} of ${dateWords(edtf(asOf))}. A date that no source gives is not shown${state ? `: see the status of ${state.name}.` : '.'}`;
}

const notes = ({ mine }: Asked): readonly Block[] =>
  mine
    ? []
    : [
        {
          kind: 'note',
          text: ['Geneva dates. A deadline can move: open its source before you rely on it.'],
        },
      ];

const statusButton = ({ state }: Asked, { asOf, past }: MemberCall): readonly Button[] =>
  state
    ? [
        {
          does: 'ask',
          label: 'Status',
          command: `status ${state.code}${past ? ` as-of:${asOf}` : ''}`,
        },
      ]
    : [];

/** Sharing asks again, and then shows only what the channel may. */
function shareButton({ options, shared }: MemberCall, { mine }: Asked): readonly Button[] {
  const command = canonical(deadlines, options);
  return shared || mine || command.length > MOST_COMMAND
    ? []
    : [{ does: 'share', label: 'Share', command }];
}
