import { subjectCommand } from '../../src/core/asking/subject.ts';
import { today } from '../../src/core/clock.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import {
  defineCommand,
  type MemberCall,
  type OptionValues,
  typedAs,
} from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { UserError } from '../../src/core/errors.ts';
import { readOwnDate } from '../../src/core/own/dates.ts';
import {
  OWN_KINDS,
  type OwnDate,
  type OwnDeadline,
  type OwnDeadlineValues,
  type OwnKind,
} from '../../src/core/own/deadlines.ts';
import {
  daysBefore,
  isOfficial,
  MOST_TITLE,
  mustComeBefore,
  OFFICIALS,
  officialOf,
  oneSubject,
  readVisibility,
  SEEN_BY,
} from '../../src/core/own/options.ts';
import { reachWords } from '../../src/core/own/reach.ts';
import { ownData, ownFields } from '../../src/core/own/words.ts';
import type { Deadline } from '../../src/core/record/standing.ts';
import type { Reply } from '../../src/core/reply.ts';
import { readName } from '../../src/core/words/naming.ts';

/** `/upr deadline add "First draft" for:usa date:2026-12-01`: a deadline of the coalition's own. */
export const deadlineAdd = defineCommand({
  name: 'deadline add',
  summary: 'Add a deadline of your own for a State or session',
  examples: [
    'deadline add "First draft" for:usa date:2026-12-01',
    'deadline add "Sign-on letter" for:peru date:2026-12-01 time:09:00 zone:"new york" seen-by:"aclu, hrw"',
    'deadline add "Texts in" for:peru before:submissions days:5',
  ],
  options: {
    title: {
      kind: 'text',
      summary: 'What is due',
      positional: true,
      required: true,
      example: 'First draft',
    },
    for: {
      kind: 'subject',
      summary: 'The State or session that it serves',
      required: true,
      example: 'usa',
    },
    date: {
      kind: 'text',
      summary: 'Day, month or year, as exact as known',
      example: '2026-12-01',
    },
    time: { kind: 'text', summary: 'Clock time, such as 15:00', example: '15:00' },
    zone: { kind: 'text', summary: 'Whose clock; Geneva unless said', example: 'new york' },
    kind: { kind: 'text', summary: 'What it is', choices: OWN_KINDS },
    before: { kind: 'text', summary: 'Official date that it must precede', choices: OFFICIALS },
    days: { kind: 'number', summary: 'Days before that date', least: 1, most: 365 },
    'seen-by': SEEN_BY,
  },
  shared: false,
  needs: 'write',

  async run(call, core) {
    const own = await core.deadlines.add(
      call.who.coalition.id,
      await valuesOf(call, core),
      actOf(call, core),
    );
    return saved(own, call, core);
  },
});

async function valuesOf(
  { options, caller, who }: MemberCall,
  core: Core,
): Promise<OwnDeadlineValues> {
  const title = readName(options.title ?? '', { what: 'the title', most: MOST_TITLE });
  const subject = oneSubject(options.for);
  const official = isOfficial(options.before)
    ? officialOf(core, subject, options.before, today(core.clock))
    : undefined;
  const date = dateOf(options, official, core);
  if (official) mustComeBefore(date, official);
  const { platform, workspace } = who.place;
  return {
    title,
    subject,
    kind: (options.kind as OwnKind | undefined) ?? (official ? 'cut-off' : 'other'),
    ...date,
    ...(official && { before: { deadline: official.id, dateVersion: official.dateVersion } }),
    visibility: await readVisibility(core, who, options['seen-by']),
    place: { platform, workspace },
    createdBy: who.person ?? '',
    account: caller.account,
  };
}

/** As typed, or so many days before the official date. */
function dateOf(options: OptionValues, official: Deadline | undefined, { clock }: Core): OwnDate {
  const { date, days, time, zone } = options;
  if (days === undefined) return readOwnDate({ date, time, zone }, clock.now());
  if (date !== undefined)
    throw new UserError(`Give date:${date} or days:${days}, not both: each says when it is.`, {
      problem: 'date_and_days',
    });
  if (!official)
    throw new UserError(
      `days:${days} counts back from an official date: say from which with before:${OFFICIALS.join(', before:')}.`,
      { problem: 'days_without_before' },
    );
  return readOwnDate({ date: daysBefore(official, days), time, zone }, clock.now());
}

async function saved(own: OwnDeadline, { who, caller }: MemberCall, core: Core): Promise<Reply> {
  const organisations = await core.organisations.organisations(who.coalition.id);
  const reach = await reachWords(core, own, caller.place);
  return {
    title: `Saved: ${own.title}`,
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'fields',
        fields: [
          ...ownFields(core, own, { organisations, asOf: today(core.clock) }),
          { label: 'Reminders', text: [reach] },
        ],
      },
      {
        kind: 'note',
        text: [
          `Change it with ${typedAs(core.root, `deadline edit ${own.id}`)}, its date with ${typedAs(core.root, `deadline move ${own.id}`)}.`,
        ],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Deadlines', command: listOf(own) },
      { does: 'ask', label: 'Drop', command: `deadline drop ${own.id}` },
    ],
    data: ownData(own),
  };
}

/** The list that it stands in. */
const listOf = ({ subject }: OwnDeadline): string =>
  subject.startsWith('state/') ? `deadlines ${subjectCommand(subject)}` : 'deadlines';
