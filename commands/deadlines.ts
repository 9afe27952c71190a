import { canonical } from '../src/core/asking/arguments.ts';
import { MOST_COMMAND } from '../src/core/asking/problems.ts';
import { demand, may } from '../src/core/coalition/rights.ts';
import { type Command, defineCommand, type MemberCall, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { addDays, type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import { isMineOf, type OwnDeadline } from '../src/core/own/deadlines.ts';
import { type Entry, inOrder, officialEntries, ownEntry } from '../src/core/own/entries.ts';
import { choicesFor, ownShown, undecidedWarning } from '../src/core/own/showing.ts';
import { answeredAsOf } from '../src/core/record/provenance.ts';
import type { State } from '../src/core/record/record.ts';
import type { Block, Button, Text } from '../src/core/reply.ts';
import { pageOf, pageWords } from '../src/core/words/paging.ts';
import { counting, listed } from '../src/core/words/phrases.ts';
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
    const mine = asked.mine ? own.filter(isMineOf(who)) : own;
    const found = await entriesOf(mine, asked, call, core);
    const entries = [
      ...found.due,
      ...(asked.mine && asked.within === undefined ? found.passed : []),
    ];
    const page = pageOf(entries, PAGE_SIZE, options.page, (n) =>
      canonical(deadlines, { ...options, page: String(n) }),
    );
    return {
      title: `${titleOf(asked)}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        ...(found.due.length > 0 ? [] : [nothingBlock(core, asked, asOf, found)]),
        ...listBlocks(page.items, asOf),
        ...(undecided ? [undecidedWarning(undecided)] : []),
        ...notes(asked, page.items, call, core),
        ...answeredAsOf(asOf, past),
      ],
      buttons: [
        ...page.buttons,
        ...statusButton(asked, call),
        ...(undecided ? choicesFor(call.who) : []),
        ...shareButton(call, asked),
      ],
      data: {
        asOf,
        within: asked.within ?? null,
        items: found.due.map(({ data }) => data),
        ...(asked.mine && { passed: found.passed.map(({ data }) => data) }),
      },
    };
  },
});

interface Asked {
  readonly state?: State;
  /** Days ahead; absent for all of one's own. */
  readonly within?: number;
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
    ...(!(mine && options.within === undefined) && { within: daysOf(options.within) }),
    mine,
  };
}

function daysOf(typed = `${DEFAULT_DAYS}d`): number {
  const days = Number(/^(\d{1,4})\s*(?:d|days?)?$/i.exec(typed.trim())?.[1]);
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new UserError(
    `I can't read '${shortened(typed, 60)}' as a time ahead: type days, from 1d to ${MOST_DAYS}d, such as within:30d.`,
  );
}

/** What there is of what was asked for, and how much lies outside. */
interface Found {
  readonly due: readonly Entry[];
  /** One's own, the last first. */
  readonly passed: readonly Entry[];
  readonly later: number;
  readonly elsewhere: number;
}

async function entriesOf(
  own: readonly OwnDeadline[],
  { state, within, mine }: Asked,
  { who, asOf }: MemberCall,
  core: Core,
): Promise<Found> {
  const fitting = own.filter(({ subject }) => !state || subject === `state/${state.code}`);
  const organisations =
    fitting.length > 0 ? await core.organisations.organisations(who.coalition.id) : [];
  const ours = fitting.map((one) => ownEntry(core, one, organisations, asOf));
  const ahead = [...(mine ? [] : officialEntries(core, state?.code, asOf)), ...ours].filter(
    ({ last }) => last >= asOf,
  );
  const until = within === undefined ? undefined : addDays(asOf, within);
  const due = ahead.filter(({ first }) => until === undefined || first <= until);
  return {
    due: due.toSorted(inOrder),
    passed: ours.filter((entry) => isPassed(entry, asOf)).toSorted((a, b) => inOrder(b, a)),
    later: ahead.length - due.length,
    elsewhere: own.length - fitting.length,
  };
}

const isPassed = ({ last }: Entry, asOf: Day): boolean => last < asOf;

/** Those to come, and below them those that have passed. */
function listBlocks(entries: readonly Entry[], asOf: Day): readonly Block[] {
  const itemsOf = (passed: boolean): readonly Text[] =>
    entries.filter((entry) => isPassed(entry, asOf) === passed).map(({ line }) => line());
  const [due, passed] = [itemsOf(false), itemsOf(true)];
  return [
    ...(due.length > 0 ? [{ kind: 'list', items: due } as const] : []),
    ...(passed.length > 0 ? [{ kind: 'list', heading: 'Passed', items: passed } as const] : []),
  ];
}

function titleOf({ state, within, mine }: Asked): string {
  const whose = state ? `: ${state.name}` : '';
  const ahead = within === undefined ? '' : `, next ${counting(within, 'day')}`;
  return `${mine ? 'Your own deadlines' : 'Deadlines'}${whose}${ahead}`;
}

function nothingBlock(core: Core, asked: Asked, asOf: Day, found: Found): Block {
  const { state, within = DEFAULT_DAYS, mine } = asked;
  const words = mine
    ? nothingOfMine(core, asked, asOf, found)
    : `No date in the record falls within ${counting(within, 'day')} of ${dateWords(edtf(asOf))}. A date that no source gives is not shown${state ? `: see the status of ${state.name}.` : '.'}`;
  return { kind: 'paragraph', text: [words] };
}

/** Says how many there are besides, unless they stand below. */
function nothingOfMine(
  { root }: Core,
  { state, within }: Asked,
  asOf: Day,
  { passed, later, elsewhere }: Found,
): string {
  if (passed.length + later + elsewhere === 0)
    return `None that you added, or that is for you or your organisation. Add one with ${typedAs(root, 'deadline add')}.`;
  const whose = `None of yours${state ? ` for ${state.name}` : ''}`;
  const when =
    within === undefined
      ? 'is to come'
      : `falls within ${counting(within, 'day')} of ${dateWords(edtf(asOf))}`;
  const outside = [
    [later, later === 1 ? 'falls later' : 'fall later'],
    [within === undefined ? 0 : passed.length, passed.length === 1 ? 'has passed' : 'have passed'],
    [elsewhere, `${elsewhere === 1 ? 'is' : 'are'} for other States or sessions`],
  ] as const;
  const said = outside.filter(([count]) => count > 0).map((words) => words.join(' '));
  return `${whose} ${when}${said.length > 0 ? `: ${listed(said)}. ${typedAs(root, 'deadlines mine')} lists them.` : '.'}`;
}

function notes(
  { mine }: Asked,
  shown: readonly Entry[],
  { who, asOf }: MemberCall,
  { root }: Core,
): readonly Block[] {
  if (!mine)
    return [
      {
        kind: 'note',
        text: ['Geneva dates. A deadline can move: open its source before you rely on it.'],
      },
    ];
  return may(who, 'write') && shown.some((entry) => isPassed(entry, asOf))
    ? [
        {
          kind: 'note',
          text: [
            `${typedAs(root, 'deadline drop')} and its id takes one that has passed off the list.`,
          ],
        },
      ]
    : [];
}

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
