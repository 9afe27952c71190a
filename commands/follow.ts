import { canonical } from '../src/core/asking/arguments.ts';
import { readEvents, readLadder, readTime } from '../src/core/asking/follow-options.ts';
import { MOST_COMMAND } from '../src/core/asking/problems.ts';
import {
  covers,
  eventsWords,
  ladderWords,
  subjectCommand,
  subjectWords,
} from '../src/core/asking/subject.ts';
import { type Act, actOf } from '../src/core/coalition/audit.ts';
import type { Who } from '../src/core/coalition/rights.ts';
import { type Command, defineCommand, type OptionValues } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { addDays, type Day, dateWords, edtf } from '../src/core/dates/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, EVENTS, type Follow } from '../src/core/follows.ts';
import { choicesFor, showingOf, undecidedWarning } from '../src/core/own/showing.ts';
import type { Deadline } from '../src/core/record/standing.ts';
import type { Reply } from '../src/core/reply.ts';

/** `/upr follow united states`: this channel gets the State's reminders and alerts. */
export const follow: Command = defineCommand({
  name: 'follow',
  summary: 'Send reminders and alerts on a State, a session or all here',
  examples: [
    'follow united states',
    'follow session 53',
    'follow usa ladder:30,7,1 events:deadlines',
  ],
  options: {
    subject: {
      kind: 'subject',
      summary: 'A State, a session such as "session 53", or all',
      positional: true,
      required: true,
      example: 'united states',
    },
    ladder: {
      kind: 'text',
      summary: 'Days before a deadline: 90,30,14,7,1,0 unless said',
      example: '30,7,1',
    },
    time: {
      kind: 'text',
      summary: 'Geneva clock time of reminders: 09:00 unless said',
      example: '08:30',
    },
    events: {
      kind: 'text',
      summary: 'Any of changes,deadlines,statements; all three unless said',
      example: 'deadlines',
    },
    confirm: { kind: 'flag', summary: 'Follow everything although it is much' },
  },

  needs: 'follow',

  async run(call, core) {
    const { options, caller, who, asOf } = call;
    const wanted = newFollow(options, core);
    if (wanted.subject === 'all' && options.confirm === undefined)
      return muchToFollow(core, wanted, asOf);
    const coalition = who.coalition.id;
    const created: Follow = {
      ...wanted,
      coalition,
      destination: caller.place,
      createdBy: caller.account.id,
    };
    const act = actOf(call, core);
    const before = await core.follows.at(coalition, caller.place);
    await core.follows.save(coalition, created, act);
    const posted = await core.post(caller.place, confirmation(core, created, asOf));
    if (posted?.outcome === 'gone') {
      await undo(core, created, before, act);
      throw new UserError(
        `I can't post in this channel yet, so nothing was saved: ${posted.reason}. Invite me to the channel, or give me the right to write in it, then ask again.`,
        { problem: 'cannot_post' },
      );
    }
    return followed(core, who, created, TOLD[posted?.outcome ?? 'unposted']);
  },
});

/** Who asked hears that it is done, and is asked to choose where people from outside may read own deadlines. */
async function followed(
  core: Core,
  who: Pick<Who, 'role' | 'mayManage'>,
  created: Follow,
  told: string,
): Promise<Reply> {
  const { undecided } = await showingOf(core, created.coalition, created.destination);
  const asks = undecided !== undefined && created.events.includes('deadlines');
  return {
    title: `This channel now follows ${subjectWords(core, created.subject)}`,
    tone: 'done',
    audience: 'caller',
    blocks: [{ kind: 'paragraph', text: [told] }, ...(asks ? [undecidedWarning(undecided)] : [])],
    buttons: [
      ...(asks ? choicesFor(who) : []),
      { does: 'ask', label: 'Stop', command: `unfollow ${subjectCommand(created.subject)}` },
    ],
    data: {
      followed: created.subject,
      ladder: created.ladder,
      time: created.time,
      events: created.events,
    },
  };
}

/** The follow is saved all the same where the channel was not told for the moment. */
const TOLD = {
  sent: 'The channel was told what will arrive.',
  later: 'It is saved. The channel could not be told just now, so tell it yourself.',
  in_doubt: 'It is saved. The channel has probably been told; look whether it has.',
  unposted:
    'It is saved. The command line itself posts nothing, so the channel was not told: tell it yourself. Reminders and alerts arrive while Vigil runs.',
} as const;

/** Leaves the channel's follows as they were: the old one of the subject, and a stop that saving lifted. */
async function undo(
  { follows }: Core,
  { coalition, destination, subject }: Follow,
  before: readonly Follow[],
  act: Act,
): Promise<void> {
  const old = before.find((follow) => follow.subject === subject);
  if (old) await follows.save(coalition, old, act);
  else await follows.remove(coalition, destination, subject, act);
  const stopped = before.find((follow) => follow.stopped)?.stopped;
  if (stopped) await follows.stop(coalition, destination, stopped, act);
}

type Wanted = Omit<Follow, 'coalition' | 'destination' | 'createdBy'>;

function newFollow(options: OptionValues, core: Core): Wanted {
  return {
    id: core.newId(),
    subject: options.subject ?? '',
    events: readEvents(options.events),
    ladder: readLadder(options.ladder),
    time: readTime(options.time),
    createdAt: core.clock.now(),
  };
}

/** The channel hears what it will get and what not, and the next date. */
function confirmation(core: Core, follow: Follow, asOf: Day): Reply {
  const missing = EVENTS.filter((event) => !follow.events.includes(event));
  const next = core.mechanism
    .deadlines(core.record)
    .filter(
      (deadline) =>
        covers(follow.subject, deadline) &&
        deadline.date.precision === 'day' &&
        deadline.date.first >= asOf &&
        (!deadline.knownFrom || deadline.knownFrom <= asOf) &&
        (!deadline.endedOn || deadline.endedOn > asOf),
    )
    .toSorted((a, b) => a.date.first.localeCompare(b.date.first))[0];
  return {
    title: `This channel now follows ${subjectWords(core, follow.subject)}`,
    tone: 'done',
    audience: 'channel',
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: 'Arrives', text: [eventsWords(follow)] },
          ...(missing.length > 0 ? [{ label: 'Does not arrive', text: [missing.join(', ')] }] : []),
          ...(follow.events.includes('deadlines')
            ? [{ label: 'Reminders', text: [ladderWords(follow)] }]
            : []),
          { label: 'Next', text: [next ? nextWords(core, next) : 'none dated'] },
        ],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Stop', command: `unfollow ${subjectCommand(follow.subject)}` },
    ],
    data: { followed: follow.subject },
  };
}

/** `Review, Peru, 9 Nov 2026`; a follow of a session or of everything hears of many. */
function nextWords(core: Core, { what, state, session, date }: Deadline): string {
  const whose = state ? `state/${state}` : (session ?? '');
  return `${what}, ${subjectWords(core, whose)}, ${dateWords(date)}`;
}

/** Following everything is often an accident: say what it brings before it is done. */
function muchToFollow(core: Core, wanted: Wanted, asOf: Day): Reply {
  const { reminders, alerts } = volumeOf(core, wanted, asOf);
  const command = confirming(wanted);
  return {
    title: 'Following everything is much',
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `By the record of the past 365 days this channel would have had about ${reminders} reminders and ${alerts} alerts, on all ${core.states.all.length} States. Following single States or sessions brings less. To follow everything all the same, add confirm.`,
        ],
      },
    ],
    ...(command.length <= MOST_COMMAND && {
      buttons: [{ does: 'ask', label: 'Follow everything', command }],
    }),
    data: { confirm: true, reminders, alerts },
  };
}

/** `follow all ladder:30,7 confirm`: only what is not so unless said. */
function confirming({ ladder, time, events }: Wanted): string {
  const typed: [string, string, string][] = [
    ['ladder', ladder.join(','), DEFAULT_LADDER.join(',')],
    ['time', time, DEFAULT_TIME],
    ['events', events.join(','), EVENTS.join(',')],
  ];
  const said = typed.filter(([, value, unlessSaid]) => value !== unlessSaid);
  return canonical(follow, {
    subject: 'all',
    ...Object.fromEntries(said),
    confirm: 'yes',
  });
}

/** What the past year would have brought, of the events wanted. */
function volumeOf(core: Core, wanted: Wanted, asOf: Day): { reminders: number; alerts: number } {
  const yearAgo = addDays(asOf, -365);
  const inYear = (day: Day | undefined): boolean =>
    day !== undefined && day > yearAgo && day <= asOf;
  const { events, ladder } = wanted;
  const dated = core.mechanism
    .deadlines(core.record)
    .filter(
      (deadline) =>
        covers('all', deadline) && deadline.date.precision === 'day' && inYear(deadline.date.first),
    );
  const changes = core.record.facts.filter((fact) => inYear(core.mechanism.holdsFrom(fact)));
  const said = core.record.statements.filter(({ date }) => inYear(edtf(date).last));
  return {
    reminders: events.includes('deadlines') ? dated.length * ladder.length : 0,
    alerts:
      (events.includes('changes') ? changes.length : 0) +
      (events.includes('statements') ? said.length : 0),
  };
}
