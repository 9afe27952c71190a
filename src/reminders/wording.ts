import { type Day, dateWords, type Edtf, edtf } from '../core/dates/edtf.ts';
import type { Notice } from '../core/notice.ts';
import { citeShort, rivalBlocks, sourcesNote } from '../core/record/provenance.ts';
import type { Fact } from '../core/record/record.ts';
import { cycleWords } from '../core/record/review.ts';
import type { Deadline } from '../core/record/standing.ts';
import type { Block, Button, Text, Tone } from '../core/reply.ts';
import type { Agenda } from './agenda.ts';
import { cycleIn, stateIn } from './coverage.ts';

/** `United States of America`, `UPR session 50`. */
export function placeWords(agenda: Agenda, state: string | null, subject: string | null): string {
  if (state) return agenda.stateName(state);
  const [mechanism = '', session = ''] = (subject ?? '').split('/s');
  return session ? `${mechanism.toUpperCase()} session ${session}` : agenda.mechanism.name;
}

/** `national report, United States of America`, `UPR session 50 opens`. */
export function deadlineWords(agenda: Agenda, { what, state, session }: Deadline): string {
  const place = placeWords(agenda, state, session);
  if (!state && what.startsWith('Session ')) return `${place}${what.slice('Session'.length)}`;
  return `${lowerFirst(what)}, ${place}`;
}

/** `national report due, …` where the day is the last for something; `review, …` where it is the day itself. */
export const dueWords = (agenda: Agenda, deadline: Deadline): string =>
  deadline.fact.kind.endsWith('_due')
    ? deadlineWords(agenda, { ...deadline, what: `${deadline.what} due` })
    : deadlineWords(agenda, deadline);

/** `4 Aug 2025 (Geneva date; hour not given)`, `7 Nov 2025, 14:00 Geneva`, `2026 (no day set)`. */
export function preciseWords(date: Edtf): string {
  if (date.precision === 'instant') return dateWords(date);
  return `${dateWords(date)} (${date.precision === 'day' ? 'Geneva date; hour not given' : 'no day set'})`;
}

/** `In 7 days`, `Today`, `2 days ago`. */
export function inDays(days: number): string {
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  return days > 0 ? `In ${days} days` : `${-days} days ago`;
}

/** Of a reminder so many days before. */
export const toneOf = (rung: number): Tone =>
  rung <= 1 ? 'urgent' : rung <= 7 ? 'warning' : 'calm';

/** `7 Nov 2025: ` and the mechanism's sentence. */
export function factWords(agenda: Agenda, fact: Fact): string {
  const day = agenda.mechanism.dateOf(fact);
  const sentence = agenda.mechanism.sentence(agenda.record, fact);
  return day ? `${dateWords(edtf(day))}: ${sentence}` : sentence;
}

/** Where the State's review stands on the day of the notice; nothing for a session. */
export function standingBlocks(
  { mechanism, record }: Agenda,
  state: string | null,
  subject: string,
  asOf: Day,
): Block[] {
  if (!state) return [];
  const cycle = cycleIn(subject) ?? mechanism.cycleOn(record, asOf);
  const standing = mechanism.standing(record, state, cycle, asOf);
  if (!standing) return [];
  const label = `${mechanism.id.toUpperCase()} ${cycleWords(cycle)}: `;
  return [{ kind: 'paragraph', text: [label, { strong: mechanism.headline(standing) }] }];
}

/** How far the fact may be relied on, what other sources had said by that day, and its source. */
export function provenanceBlocks({ record }: Agenda, fact: Fact, asOf: Day): Block[] {
  const caution: Record<Fact['confidence'], string | undefined> = {
    confirmed: undefined,
    reported: 'As reported; not confirmed by an official source.',
    tentative: 'Tentative.',
    memory: 'From general knowledge: no source has been read.',
  };
  const words = caution[fact.confidence];
  return [
    ...(words ? [{ kind: 'note', text: [words] } as const] : []),
    ...rivalBlocks(record, [fact], asOf),
    sourcesNote([record.source(fact.source)]),
  ];
}

/** To the State's status or the session, and to the source where it has a page. */
export function buttonsFor(
  { record }: Agenda,
  subject: string,
  fact: Pick<Fact, 'source'>,
): Button[] {
  const url = record.source(fact.source).url;
  return [
    ...subjectButtons(subject),
    ...(url ? [{ does: 'open', label: 'Source', url } as const] : []),
  ];
}

/** To the State's status, or to the session. */
export function subjectButtons(subject: string): Button[] {
  const state = stateIn(subject);
  const session = /^upr\/s(\d+)$/.exec(subject)?.[1];
  return [
    ...(state ? [{ does: 'ask', label: 'Status', command: `status ${state}` } as const] : []),
    ...(session ? [{ does: 'ask', label: 'Session', command: `session ${session}` } as const] : []),
  ];
}

/** A line of a digest with its source behind it. */
export const lineOf = (agenda: Agenda, words: string, fact: Pick<Fact, 'source'>): Text => [
  `${words} (`,
  citeShort(agenda.record.source(fact.source)),
  ')',
];

/** The notice again for programs, beside its words. */
export function withData(notice: Notice): Notice {
  const { kind, key, state, dueOn } = notice;
  return { ...notice, reply: { ...notice.reply, data: { kind, key, state, dueOn } } };
}

/** `National report` → `national report`; an acronym keeps its capitals. */
const lowerFirst = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
