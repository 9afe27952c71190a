import { covers } from '../../core/asking/subject.ts';
import { dateWords, genevaDay } from '../../core/dates/edtf.ts';
import type { Follow } from '../../core/follows.ts';
import type { Deadline } from '../../core/record/standing.ts';
import type { Reply, Text } from '../../core/reply.ts';
import { type Agenda, hasLadder, versionKey } from '../agenda.ts';
import { type Audience, listens, subjectsFollowed } from '../coverage.ts';
import { type Move, subjectIn } from '../moves.ts';
import type { Draft, Rule } from '../rule.ts';
import {
  buttonsFor,
  deadlineWords,
  factWords,
  lineOf,
  preciseWords,
  provenanceBlocks,
  standingBlocks,
  withData,
} from '../wording.ts';

/** What one cause has moved of one review or session: told together. */
interface Group {
  readonly main: Move;
  readonly others: readonly Move[];
}

/** Says once that a date has moved, from which to which. */
export const moved: Rule = ({ agenda, audiences, moves }) =>
  moves.length === 0
    ? []
    : audiences.flatMap((audience) => {
        const heard = moves.filter((move) => hearsOf(audience, move));
        const told = new Set(heard.map((move) => move.new.id));
        const news = heard.filter((move) => !move.new.partOf || !told.has(move.new.partOf));
        return groupsOf(news).map((group) => draft(agenda, audience, group));
      });

/** A move is a change of the record and of a deadline: who asked for either hears of it. */
export const hearsOf = (audience: Audience, move: Move): boolean =>
  askingFor(audience, move).length > 0;

const askingFor = ({ follows }: Audience, { old, new: fresh, cause }: Move): readonly Follow[] =>
  follows.filter(
    (follow) =>
      (covers(follow.subject, fresh) || leavesOrJoins(follow.subject, old, fresh)) &&
      listens(follow, ['deadlines', 'changes'], cause.recordedAt),
  );

/** Whether a review leaves or joins the session that is followed; its share of the deadlines goes without saying. */
const leavesOrJoins = (followed: string, old: Deadline, fresh: Deadline): boolean =>
  !fresh.partOf && [old.session, fresh.session].includes(followed);

/** The date that the cause itself sets comes first. */
function groupsOf(moves: readonly Move[]): Group[] {
  const together = Map.groupBy(moves, ({ cause, new: { id } }) => `${cause.id} ${subjectIn(id)}`);
  return [...together.values()].flatMap((here) => {
    const main = here.find((move) => move.new.fact.id === move.cause.id) ?? here[0];
    return main ? [{ main, others: here.filter((move) => move !== main) }] : [];
  });
}

function draft(agenda: Agenda, audience: Audience, group: Group): Draft {
  const { key, coalition, destination } = audience;
  const { new: fresh, cause } = group.main;
  const told = [group.main, ...group.others];
  const words = moveWords(agenda, group.main);
  return {
    notice: withData({
      key: `${key}|${versionKey(fresh)}|moved`,
      coalition,
      destination,
      kind: 'moved',
      state: fresh.state,
      subjects: subjectsFollowed(told.flatMap((move) => askingFor(audience, move))),
      dueOn: fresh.date.text,
      dueAt: cause.recordedAt,
      reply: announcement(agenda, group, words),
    }),
    line: lineOf(agenda, words, cause),
    batch: cause.batch,
  };
}

/** `Moved: review, Peru — from 7 Nov 2025 to 2026 (no day set)`, `Date corrected: …`, `Date set: review, Peru — 3 Nov 2026 (was 2026)`. */
function moveWords(agenda: Agenda, { old, new: fresh }: Move): string {
  const what = deadlineWords(agenda, fresh);
  const corrected = old.fact.id === fresh.fact.id;
  const within = old.date.first <= fresh.date.first && fresh.date.last <= old.date.last;
  return within && !corrected
    ? `Date set: ${what} — ${dateWords(fresh.date)} (was ${dateWords(old.date)})`
    : `${corrected ? 'Date corrected' : 'Moved'}: ${what} — from ${dateWords(old.date)} to ${shortly(fresh.date)}`;
}

const shortly = (date: Move['new']['date']): string =>
  date.precision === 'day' ? dateWords(date) : preciseWords(date);

function announcement(agenda: Agenda, { main, others }: Group, title: string): Reply {
  const { new: fresh, cause } = main;
  const { id, state, session } = fresh;
  const day = genevaDay(cause.recordedAt);
  const subject = state ? subjectIn(id) : (session ?? cause.subject);
  const also = others.map((move): Text => [moveWords(agenda, move)]);
  return {
    title,
    tone: 'warning',
    audience: 'channel',
    blocks: [
      { kind: 'paragraph', text: [factWords(agenda, cause)] },
      ...(also.length > 0 ? [{ kind: 'list', heading: 'With it', items: also } as const] : []),
      ...standingBlocks(agenda, state, subject, day),
      { kind: 'paragraph', text: [hasLadder(fresh) ? COUNTED : NOT_COUNTED] },
      ...provenanceBlocks(agenda, cause, day),
    ],
    buttons: buttonsFor(agenda, subject, cause),
  };
}

const COUNTED = 'Reminders now count to the new date; those for the old one have ended.';
const NOT_COUNTED = 'Reminders for the old date have ended; new ones start when a day is set.';
