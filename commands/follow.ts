import { defineCommand, type OptionValues } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import { addDays, type Day, dateWords, edtf } from '../src/core/edtf.ts';
import { UserError } from '../src/core/errors.ts';
import {
  DEFAULT_LADDER,
  DEFAULT_TIME,
  EVENTS,
  type Event,
  type Follow,
} from '../src/core/follows.ts';
import type { Reply } from '../src/core/reply.ts';
import {
  covers,
  eventsWords,
  ladderWords,
  subjectCommand,
  subjectWords,
} from '../src/core/subject.ts';

/** `/upr follow united states`: this channel gets the State's reminders and alerts. */
export const follow = defineCommand({
  name: 'follow',
  summary: 'Send reminders and alerts on a State, a session or everything to this channel',
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

  async run({ options, caller, asOf }, core) {
    if (!caller.mayManage)
      throw new UserError(
        'Only people who manage this channel can change what it follows. You can follow by direct message to me instead.',
      );
    const wanted = newFollow(options, core);
    if (wanted.subject === 'all' && options.confirm === undefined)
      return muchToFollow(core, wanted, options, asOf);
    const created: Follow = { ...wanted, destination: caller.place, createdBy: caller.person };
    await core.follows.save(created);
    const posted = await core.post(caller.place, confirmation(core, created, asOf));
    if (posted.outcome === 'gone') {
      await core.follows.remove(caller.place, created.subject);
      throw new UserError(
        `I can't post in this channel yet, so nothing was saved: ${posted.reason}. Invite me to the channel, or give me the right to write in it, then ask again.`,
      );
    }
    return {
      title: `This channel now follows ${subjectWords(core, created.subject)}`,
      tone: 'done',
      audience: 'caller',
      blocks: [{ kind: 'paragraph', text: ['The channel was told what will arrive.'] }],
      buttons: [
        { does: 'ask', label: 'Stop', command: `unfollow ${subjectCommand(created.subject)}` },
      ],
      data: {
        followed: created.subject,
        ladder: created.ladder,
        time: created.time,
        events: created.events,
      },
    };
  },
});

type Wanted = Omit<Follow, 'destination' | 'createdBy'>;

function newFollow(options: OptionValues, core: Core): Wanted {
  return {
    id: core.newId(),
    subject: options.subject ?? '',
    events: eventsFrom(options.events),
    ladder: ladderFrom(options.ladder),
    time: timeFrom(options.time),
    createdAt: core.clock.now(),
  };
}

/** `30,7,1` → [30, 7, 1], largest first and each once. */
function ladderFrom(typed: string | undefined): readonly number[] {
  if (typed === undefined) return DEFAULT_LADDER;
  const rungs = typed
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  if (
    rungs.length === 0 ||
    rungs.length > 12 ||
    rungs.some((rung) => !Number.isInteger(rung) || rung < 0 || rung > 365)
  )
    throw new UserError(
      `I can't read '${typed}' as a ladder: type up to 12 numbers of days from 0 to 365, such as ladder:30,7,1.`,
    );
  return [...new Set(rungs)].sort((a, b) => b - a);
}

function timeFrom(typed: string | undefined): string {
  if (typed === undefined) return DEFAULT_TIME;
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(typed) ?? [];
  if (hour && minute) return `${hour.padStart(2, '0')}:${minute}`;
  throw new UserError(
    `I can't read '${typed}' as a clock time: type hours and minutes from 00:00 to 23:59, Geneva time, such as time:08:30.`,
  );
}

function eventsFrom(typed: string | undefined): readonly Event[] {
  if (typed === undefined || typed === 'all') return EVENTS;
  const names = typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const wrong = names.find((name) => !EVENTS.some((event) => event === name));
  if (wrong !== undefined || names.length === 0)
    throw new UserError(
      `I don't know the events '${wrong ?? typed}': choose from ${EVENTS.join(', ')}.`,
    );
  return EVENTS.filter((event) => names.includes(event));
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
          { label: 'Next', text: [next ? `${next.what}, ${dateWords(next.date)}` : 'none dated'] },
        ],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Stop', command: `unfollow ${subjectCommand(follow.subject)}` },
    ],
    data: { followed: follow.subject },
  };
}

/** Following everything is often an accident: say what it brings before it is done. */
function muchToFollow(core: Core, wanted: Wanted, options: OptionValues, asOf: Day): Reply {
  const yearAgo = addDays(asOf, -365);
  const inYear = (day: Day | undefined): boolean =>
    day !== undefined && day > yearAgo && day <= asOf;
  const reminders =
    core.mechanism
      .deadlines(core.record)
      .filter(
        (deadline) =>
          covers('all', deadline) &&
          deadline.date.precision === 'day' &&
          inYear(deadline.date.first),
      ).length * wanted.ladder.length;
  const alerts =
    core.record.facts.filter((fact) => inYear(core.mechanism.holdsFrom(fact))).length +
    core.record.statements.filter(({ date }) => inYear(edtf(date).last)).length;
  const rest = ['ladder', 'time', 'events'].flatMap((name) =>
    options[name] ? [` ${name}:${options[name]}`] : [],
  );
  return {
    title: 'Following everything is much',
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `By the record of the past 365 days this channel would have had about ${reminders} reminders and ${alerts} alerts, on all ${core.states.all.length} States. Following single States or sessions brings less.`,
        ],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Follow everything', command: `follow all${rest.join('')} confirm` },
    ],
    data: { confirm: true, reminders, alerts },
  };
}
