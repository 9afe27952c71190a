import { genevaDay } from '../../core/dates/edtf.ts';
import type { Follow } from '../../core/follows.ts';
import type { NoticeKind } from '../../core/notice.ts';
import type { Fact } from '../../core/record/record.ts';
import type { Block } from '../../core/reply.ts';
import type { Agenda } from '../agenda.ts';
import { type Audience, coversFact, listens, stateIn, subjectsFollowed } from '../coverage.ts';
import type { Beat, Draft, Rule } from '../rule.ts';
import {
  buttonsFor,
  factWords,
  lineOf,
  placeWords,
  provenanceBlocks,
  standingBlocks,
  withData,
} from '../wording.ts';
import { hearsOf } from './moved.ts';

/** What became of a fact: it is new, reads otherwise, or is no longer held. */
interface Change {
  readonly fact: Fact;
  readonly kind: 'new' | 'corrected' | 'withdrawn';
  /** What it said before, where that is known. */
  readonly was?: string;
  readonly at: number;
  readonly batch: string;
}

/** Alerts when something is recorded, whatever date it bears, and when it is corrected. */
export const changes: Rule = (beat) => {
  const found = changesIn(beat);
  if (found.length === 0) return [];
  return beat.audiences.flatMap((audience) =>
    found.flatMap((change) => {
      const asking = askingFor(beat, audience, change);
      return asking.length === 0 ? [] : [draft(beat.agenda, audience, asking, change)];
    }),
  );
};

function changesIn({ agenda, before, newsFrom, to }: Beat): Change[] {
  const recorded = agenda.facts(newsFrom, to).map((fact): Change => {
    const old = before?.fact(fact.id);
    return {
      fact,
      kind: fact.version > 1 ? 'corrected' : 'new',
      ...(before && old ? { was: factWords(before, old) } : {}),
      at: fact.recordedAt,
      batch: fact.batch,
    };
  });
  const gone = (before?.record.facts ?? []).filter(({ id }) => !agenda.fact(id));
  const batch = `withdrawn by ${to}`;
  return [...recorded, ...gone.map((fact): Change => ({ fact, kind: 'withdrawn', at: to, batch }))];
}

/** The follows that a change concerns. A fact that sets a date anew is told as a move, to those whom the move reaches. */
function askingFor(
  { agenda, moves, from }: Beat,
  audience: Audience,
  { fact, kind, at }: Change,
): readonly Follow[] {
  if (moves.some((move) => move.cause.id === fact.id && hearsOf(audience, move))) return [];
  // When a fact was withdrawn is not known more exactly.
  const since = kind === 'withdrawn' ? from : at;
  return audience.follows.filter(
    (follow) =>
      coversFact(follow, fact, agenda.mechanism.sessionOf(fact)) &&
      listens(follow, ['changes'], since),
  );
}

function draft(
  agenda: Agenda,
  { key, coalition, destination }: Audience,
  asking: readonly Follow[],
  change: Change,
): Draft {
  const { fact, kind, at } = change;
  const day = genevaDay(at);
  const state = stateIn(fact.subject);
  const place = placeWords(agenda, state, fact.subject);
  const before = { new: '', corrected: 'Correction: ', withdrawn: 'Withdrawn: ' }[kind];
  const noticeKind: NoticeKind = kind === 'new' ? 'alert' : 'correction';
  return {
    notice: withData({
      key: `${key}|${fact.id}|v${fact.version}${kind === 'withdrawn' ? '|withdrawn' : ''}`,
      coalition,
      destination,
      kind: noticeKind,
      state,
      subjects: subjectsFollowed(asking),
      dueOn: null,
      dueAt: at,
      reply: {
        title: `${before}${place}: ${agenda.mechanism.label(fact)}`,
        tone: kind === 'new' ? 'calm' : 'warning',
        audience: 'channel',
        blocks: [
          ...changeBlocks(agenda, change),
          ...standingBlocks(agenda, state, fact.subject, day),
          ...provenanceBlocks(agenda, fact, day),
        ],
        buttons: buttonsFor(agenda, fact.subject, fact),
      },
    }),
    line: lineOf(agenda, `${before}${place} — ${factWords(agenda, fact)}`, fact),
    batch: change.batch,
  };
}

function changeBlocks(agenda: Agenda, { fact, kind, was }: Change): Block[] {
  const words = { strong: factWords(agenda, fact) };
  if (kind === 'new') return [{ kind: 'paragraph', text: [words] }];
  if (kind === 'withdrawn')
    return [{ kind: 'paragraph', text: ['The record no longer holds this: ', words] }];
  const now: Block = { kind: 'paragraph', text: ['Now reads: ', words] };
  if (was === undefined) return [now];
  if (was === words.strong)
    return [
      now,
      { kind: 'note', text: ['The words are the same; a source or detail has changed.'] },
    ];
  return [{ kind: 'paragraph', text: [`Was: ${was}`] }, now];
}
