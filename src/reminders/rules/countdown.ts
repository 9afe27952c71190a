import { covers } from '../../core/asking/subject.ts';
import { type Day, daysBetween, genevaDay } from '../../core/dates/edtf.ts';
import type { Follow } from '../../core/follows.ts';
import type { Deadline } from '../../core/record/standing.ts';
import type { Reply, Text } from '../../core/reply.ts';
import { type Agenda, hasLadder, type Moment, standsOn, versionKey } from '../agenda.ts';
import { type Audience, listens } from '../coverage.ts';
import { subjectIn } from '../moves.ts';
import type { Draft, Rule } from '../rule.ts';
import {
  buttonsFor,
  dueWords,
  inDays,
  lineOf,
  preciseWords,
  provenanceBlocks,
  standingBlocks,
  toneOf,
  withData,
} from '../wording.ts';

/** Reminds so many days before a deadline, at the follow's Geneva clock time. */
export const countdown: Rule = (beat) => {
  const { agenda, from, to } = beat;
  const times = new Set(beat.audiences.flatMap(({ follows }) => follows.map(({ time }) => time)));
  const moments = new Map([...times].map((time) => [time, agenda.moments(time, from, to)]));
  if ([...moments.values()].every(({ length }) => length === 0)) return [];
  const write = writer(agenda, genevaDay(to));
  return beat.audiences.flatMap((audience) =>
    audience.follows.flatMap((follow) =>
      (moments.get(follow.time) ?? [])
        .filter(({ at }) => listens(follow, ['deadlines'], at))
        .flatMap((moment) => rungs(agenda, audience, follow, moment, write)),
    ),
  );
};

function rungs(
  agenda: Agenda,
  audience: Audience,
  follow: Follow,
  moment: Moment,
  write: Writer,
): Draft[] {
  return follow.ladder.flatMap((rung) =>
    agenda
      .due(follow.subject, agenda.later(moment.day, rung))
      .filter((deadline) => standsOn(deadline, moment.day))
      .filter((deadline) => !saidForSession(agenda, audience, deadline, rung, moment))
      .map((deadline) => draft(audience, follow, deadline, rung, moment, write(deadline, rung))),
  );
}

interface Written {
  readonly reply: Reply;
  readonly line: Text;
}
type Writer = (deadline: Deadline, rung: number) => Written;

/** Everybody who is reminded of one thing gets the same words, written once. */
function writer(agenda: Agenda, today: Day): Writer {
  const written = new Map<string, Written>();
  return (deadline, rung) => {
    const key = `${versionKey(deadline)}|${rung}`;
    const seen = written.get(key);
    if (seen) return seen;
    const words = `${dueWords(agenda, deadline)} — ${preciseWords(deadline.date)}`;
    const reply = reminder(agenda, deadline, rung, words, today);
    const fresh = { reply, line: lineOf(agenda, words, deadline.fact) };
    written.set(key, fresh);
    return fresh;
  };
}

/** Whether the destination gets this rung for the whole session, of which the deadline is one State's share. */
function saidForSession(
  agenda: Agenda,
  { follows }: Audience,
  { partOf, date }: Deadline,
  rung: number,
  { day, at }: Moment,
): boolean {
  if (!partOf) return false;
  return agenda
    .versions(partOf)
    .filter((whole) => hasLadder(whole) && whole.date.first === date.first && standsOn(whole, day))
    .some((whole) =>
      follows.some(
        (follow) =>
          covers(follow.subject, whole) &&
          follow.ladder.includes(rung) &&
          listens(follow, ['deadlines'], at),
      ),
    );
}

function draft(
  { key, coalition, destination }: Audience,
  { subject }: Follow,
  deadline: Deadline,
  rung: number,
  { at }: Moment,
  { reply, line }: Written,
): Draft {
  return {
    notice: withData({
      key: `${key}|${versionKey(deadline)}|${rung}`,
      coalition,
      destination,
      kind: 'reminder',
      state: deadline.state,
      deadline: versionKey(deadline),
      subjects: [subject],
      dueOn: deadline.date.text,
      dueAt: at,
      reply,
    }),
    line,
  };
}

function reminder(
  agenda: Agenda,
  { id, state, session, date, fact }: Deadline,
  rung: number,
  words: string,
  today: Day,
): Reply {
  // Counted from the day on which it goes out, which is later than planned after downtime.
  const days = daysBetween(today, date.first);
  const subject = state ? subjectIn(id) : (session ?? fact.subject);
  return {
    title: `${inDays(days)}: ${words}`,
    tone: toneOf(rung),
    audience: 'channel',
    blocks: [
      ...(date.at === undefined
        ? []
        : [{ kind: 'paragraph', text: ['At ', { instant: date.at }] } as const]),
      ...standingBlocks(agenda, state, subject, today),
      ...provenanceBlocks(agenda, fact, today),
    ],
    buttons: buttonsFor(agenda, subject, fact),
  };
}
